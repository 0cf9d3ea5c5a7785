import { lazy, Suspense, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSchema } from '@/data/dataSources';
import { Button, IconButton, Muted, Row, Waiting } from '@/ui';
import { layOut } from './layOut';
import { SqlDiff } from './SqlDiff';
import css from './SqlPanel.module.css';
import { SqlText } from './SqlText';

const SqlEditor = lazy(() => import('./SqlEditor'));

interface Props {
  sourceId: number;
  /** What was written for the person. */
  written: string;
  /** What the rows below belong to. */
  ran: string;
  running: boolean;
  onRun: (sql: string) => void;
}

/** The statement: to read, to copy, to change and run through the guard, with what was changed. */
export function SqlPanel({ sourceId, written, ran, running, onRun }: Props) {
  const { t } = useTranslation();
  const readable = useMemo(() => layOut(written), [written]);
  const [draft, setDraft] = useState<string>();
  const [compares, setCompares] = useState(false);
  const schema = useSchema(draft === undefined ? undefined : sourceId);
  const tables = useMemo(
    () =>
      Object.fromEntries(
        (schema.data?.tables ?? []).map((table) => [table.name, table.columns.map((column) => column.name)]),
      ),
    [schema.data],
  );
  const current = draft ?? readable;
  const changed = draft !== undefined && draft.trim() !== readable.trim();
  const run = () => onRun(changed ? current : written);
  const waits = changed ? draft !== ran : ran !== written;
  return (
    <div className={css.panel}>
      <div className={css.bar}>
        <Muted small>{t('sql.title')}</Muted>
        <Row>
          {draft !== undefined && waits && <Muted small>{t('sql.notRun')}</Muted>}
          {changed && (
            <Button size="xs" kind="plain" pressed={compares} onClick={() => setCompares(!compares)}>
              {t('sql.diff')}
            </Button>
          )}
          {draft === undefined ? (
            <IconButton size="sm" icon="edit" label={t('sql.edit')} onClick={() => setDraft(readable)} />
          ) : (
            <>
              <Button
                size="xs"
                kind="plain"
                onClick={() => {
                  setDraft(undefined);
                  setCompares(false);
                  onRun(written);
                }}
              >
                {t('sql.back')}
              </Button>
              <Button size="xs" kind="primary" icon="play" loading={running} onClick={run}>
                {t('sql.run')}
              </Button>
            </>
          )}
          <IconButton
            size="sm"
            icon="copy"
            label={t('sql.copy')}
            onClick={() => void navigator.clipboard.writeText(current)}
          />
        </Row>
      </div>
      {draft === undefined ? (
        <SqlText sql={readable} label={t('sql.title')} />
      ) : compares ? (
        <SqlDiff before={readable} after={draft} />
      ) : (
        <Suspense fallback={<Waiting lines={3} />}>
          <SqlEditor
            value={draft}
            label={t('sql.editor')}
            dialect={schema.data?.dialect ?? 'sqlite'}
            tables={tables}
            onChange={setDraft}
            onRun={run}
          />
        </Suspense>
      )}
    </div>
  );
}
