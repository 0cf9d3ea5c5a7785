import { type DragEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/format/useFormat';
import { useMe } from '@/signin/useMe';
import { Button, DataTable, Icon, Muted, Notice, Progress, Row, Stack } from '@/ui';
import { useDataSourceChange } from '../dataSources';
import css from './Upload.module.css';
import { uploadFile } from './uploadFile';

const kinds = '.csv,.tsv,.xlsx,.db,.sqlite,.sqlite3';

/** A file becomes a database: dropped or chosen, with its progress, and what was made of it. */
export function Upload({ onDone }: { onDone: (id: number) => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const me = useMe();
  const chooser = useRef<HTMLInputElement>(null);
  const stop = useRef<AbortController>(null);
  const [over, setOver] = useState(false);
  const [share, setShare] = useState(0);
  const upload = useDataSourceChange((file: File) => {
    stop.current = new AbortController();
    setShare(0);
    return uploadFile(file, stop.current.signal, setShare);
  });
  useEffect(() => () => stop.current?.abort(), []);
  const take = (files: FileList | null) => {
    const file = files?.[0];
    if (file) {
      upload.mutate(file);
    }
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    take(event.dataTransfer.files);
  };
  if (upload.data) {
    const { datasource_id, name, tables, warnings } = upload.data;
    return (
      <Stack>
        <Notice tone="good">{t('data.uploaded', { name, count: tables.length })}</Notice>
        {warnings.length > 0 && (
          <Notice tone="warn">
            <ul>
              {warnings.map((warning) => (
                <li key={warning}>{warning}</li>
              ))}
            </ul>
          </Notice>
        )}
        <DataTable
          caption={t('data.tables')}
          rows={tables}
          rowKey={(table) => table.name}
          columns={[
            { id: 'name', label: t('data.table'), cell: (table) => table.name },
            { id: 'columns', label: t('data.columns'), cell: (table) => table.columns.map((c) => c.name).join(', ') },
            { id: 'rows', label: t('data.rows'), number: true, cell: (table) => format.number(table.rows) },
          ]}
        />
        <Row end>
          <Button kind="primary" onClick={() => onDone(datasource_id)}>
            {t('data.open')}
          </Button>
        </Row>
      </Stack>
    );
  }
  return (
    <Stack>
      <button
        type="button"
        className={css.drop}
        data-over={over || undefined}
        disabled={upload.isPending}
        onClick={() => chooser.current?.click()}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
      >
        <Icon name="upload" size={26} />
        <strong>{t('data.drop')}</strong>
        <Muted small>{t('data.dropWords', { most: me.data ? format.bytes(me.data.max_upload_bytes) : '' })}</Muted>
      </button>
      <input
        ref={chooser}
        type="file"
        accept={kinds}
        className={css.chooser}
        aria-label={t('data.file')}
        tabIndex={-1}
        onChange={(event) => take(event.currentTarget.files)}
      />
      {upload.isPending && (
        <Row>
          <Progress label={t('data.sending')} share={share} />
          <Muted small>{share < 1 ? format.percent(share) : t('data.reading')}</Muted>
          <Button size="xs" onClick={() => stop.current?.abort()}>
            {t('common.cancel')}
          </Button>
        </Row>
      )}
      {upload.error && <Notice problem={upload.error} />}
    </Stack>
  );
}
