import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { SqlText } from '@/sql/SqlText';
import { Button, Card, DataTable, Mono, Muted, Notice, Row, Stack, Tag, TextArea, TextField } from '@/ui';
import { wordsOf } from '../annotations';
import { previewRules } from './rules';

/** What somebody sees under the rules that are kept, and what a statement of theirs becomes. */
export function RulesPreview({ id }: { id: number }) {
  const { t } = useTranslation();
  const [user, setUser] = useState('');
  const [roles, setRoles] = useState('');
  const [sql, setSql] = useState('');
  const preview = useMutation({
    mutationFn: () => previewRules(id, { user_id: user.trim(), roles: wordsOf(roles), sql: sql.trim() || undefined }),
  });
  const data = preview.data;
  return (
    <Card title={t('data.preview')}>
      <Stack>
        <Row bottom>
          <TextField label={t('data.previewUser')} value={user} onChange={setUser} />
          <TextField label={t('data.previewRoles')} value={roles} onChange={setRoles} placeholder="analyst, sales" />
          <Button disabled={user.trim() === ''} loading={preview.isPending} onClick={() => preview.mutate()}>
            {t('data.previewAct')}
          </Button>
        </Row>
        <TextArea label={t('data.previewSql')} mono rows={2} value={sql} onChange={setSql} />
        {preview.error && <Notice problem={preview.error} />}
        {data?.message && <Notice tone="warn">{data.message}</Notice>}
        {data?.sql && <SqlText sql={data.sql} label={t('data.becomes')} />}
        {data && (
          <DataTable
            caption={t('data.tables')}
            rows={data.tables}
            rowKey={(table) => table.name}
            columns={[
              { id: 'name', label: t('data.table'), cell: (table) => table.name },
              { id: 'columns', label: t('data.columns'), cell: (table) => table.columns.join(', ') },
              {
                id: 'fence',
                label: t('data.fence'),
                cell: (table) => (table.fence ? <Mono>{table.fence}</Mono> : <Muted>{t('data.unfenced')}</Muted>),
              },
            ]}
          />
        )}
        {data && Object.keys(data.closed).length > 0 && (
          <Row>
            {Object.entries(data.closed).map(([table, reason]) => (
              <Tag key={table} tone="bad" title={reason}>
                {table}
              </Tag>
            ))}
          </Row>
        )}
      </Stack>
    </Card>
  );
}
