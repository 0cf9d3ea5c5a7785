import { useTranslation } from 'react-i18next';
import type { Schemas } from '@/api/types';
import { DataTable, Notice, Stack, Tag, type TagTone } from '@/ui';

const tone = (kind: string): TagTone => (kind.endsWith('added') ? 'good' : kind.endsWith('removed') ? 'bad' : 'warn');

/** What changed in a database since it was read last, and which notes no longer fit. */
export function SyncReport({ report }: { report: Schemas['SchemaSyncDocument'] }) {
  const { t } = useTranslation();
  const changes = report.changes.map((change, at) => ({ ...change, at }));
  return (
    <Stack>
      {changes.length === 0 ? (
        <Notice tone="good">{t('data.nothingChanged', { count: report.tables })}</Notice>
      ) : (
        <DataTable
          caption={t('data.changes')}
          rows={changes}
          rowKey={(change) => String(change.at)}
          columns={[
            {
              id: 'kind',
              label: t('data.change'),
              cell: (change) => <Tag tone={tone(change.kind)}>{t(`data.changed.${change.kind}`)}</Tag>,
            },
            { id: 'table', label: t('data.table'), cell: (change) => change.table },
            { id: 'column', label: t('data.column'), cell: (change) => change.column },
            { id: 'before', label: t('data.before'), cell: (change) => change.before },
            { id: 'after', label: t('data.after'), cell: (change) => change.after },
          ]}
        />
      )}
      {report.issues.map((issue) => (
        <Notice key={issue.subject + issue.code} tone="warn" title={issue.subject}>
          {issue.message}
        </Notice>
      ))}
    </Stack>
  );
}
