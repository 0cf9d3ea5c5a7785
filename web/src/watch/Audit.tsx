import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, ask, send } from '@/api/client';
import type { Schemas } from '@/api/types';
import { useFormat } from '@/format/useFormat';
import { SqlText } from '@/sql/SqlText';
import { save } from '@/state/save';
import {
  Button,
  Card,
  DataTable,
  Dialog,
  Empty,
  Loaded,
  Muted,
  Notice,
  Row,
  SelectField,
  Stack,
  Tag,
  TextField,
} from '@/ui';
import { type AuditFilter, useAudit } from './monitoring';

type Entry = Schemas['AuditEntryDocument'];

const outcomes = ['ok', 'refused', 'failed'] as const;
const tones = { ok: 'good', refused: 'warn', failed: 'bad' } as const;

/** Who asked, ran and changed what; a chain that nobody can mend unseen. */
export function Audit() {
  const { t } = useTranslation();
  const format = useFormat();
  const [text, setText] = useState('');
  const [outcome, setOutcome] = useState('');
  const [opened, setOpened] = useState<Entry>();
  const filter: AuditFilter = { text: text.trim() || undefined, outcome: outcome || undefined };
  const audit = useAudit(filter);
  const verify = useMutation({ mutationFn: () => ask(api.GET('/api/admin/audit/verify')) });
  const download = useMutation({
    mutationFn: async () =>
      save('audit.csv', 'text/csv', await (await send('/api/admin/audit/export?format=csv')).blob()),
  });
  return (
    <Stack>
      <Row bottom>
        <TextField
          label={t('watch.find')}
          quiet
          icon="search"
          type="search"
          placeholder={t('watch.find')}
          value={text}
          onChange={setText}
        />
        <SelectField
          label={t('watch.outcome')}
          quiet
          value={outcome}
          onChange={setOutcome}
          options={[
            { value: '', label: t('watch.anyOutcome') },
            ...outcomes.map((one) => ({ value: one as string, label: t(`watch.outcomes.${one}`) })),
          ]}
        />
        <Button icon="shield" loading={verify.isPending} onClick={() => verify.mutate()}>
          {t('watch.verify')}
        </Button>
        <Button icon="download" loading={download.isPending} onClick={() => download.mutate()}>
          {t('grid.csv')}
        </Button>
      </Row>
      {verify.data && (
        <Notice tone={verify.data.whole ? 'good' : 'bad'}>
          {t(verify.data.whole ? 'watch.whole' : 'watch.broken', {
            count: verify.data.entries,
            shown: format.number(verify.data.entries),
          })}
        </Notice>
      )}
      {(verify.error ?? download.error) && <Notice problem={verify.error ?? download.error} />}
      <Loaded query={audit} lines={8}>
        {(data) => {
          const entries = data.pages.flatMap((page) => page.entries);
          return entries.length === 0 ? (
            <Empty icon="shield" title={t('watch.noEntries')} />
          ) : (
            <Card flush>
              <DataTable
                caption={t('watch.audit')}
                rows={entries}
                rowKey={(entry) => String(entry.sequence)}
                columns={[
                  { id: 'at', label: t('watch.when'), whole: true, cell: (entry) => format.moment(entry.at) },
                  {
                    id: 'kind',
                    label: t('watch.what'),
                    whole: true,
                    cell: (entry) => t(`watch.act.${entry.kind as 'chat'}`, entry.kind),
                  },
                  {
                    id: 'outcome',
                    label: t('watch.outcome'),
                    cell: (entry) => (
                      <Tag tone={tones[entry.outcome as 'ok'] ?? 'plain'}>
                        {t(`watch.outcomes.${entry.outcome as 'ok'}`, entry.outcome)}
                      </Tag>
                    ),
                  },
                  {
                    id: 'who',
                    label: t('watch.user'),
                    cell: (entry) => entry.user_id ?? entry.actor_label ?? entry.actor,
                  },
                  {
                    id: 'asked',
                    label: t('ask.question'),
                    cell: (entry) => (
                      <Button kind="plain" size="xs" onClick={() => setOpened(entry)}>
                        {(entry.asked ?? entry.code ?? t('ask.show')).slice(0, 80)}
                      </Button>
                    ),
                  },
                ]}
              />
            </Card>
          );
        }}
      </Loaded>
      {audit.hasNextPage && (
        <Row>
          <Button loading={audit.isFetchingNextPage} onClick={() => audit.fetchNextPage()}>
            {t('common.more')}
          </Button>
        </Row>
      )}
      <Dialog
        open={opened !== undefined}
        onClose={() => setOpened(undefined)}
        title={opened && format.moment(opened.at)}
        size="lg"
      >
        {opened && (
          <Stack>
            {opened.asked && <p>{opened.asked}</p>}
            {opened.statements.map((sql) => (
              <SqlText key={sql} sql={sql} label={t('sql.title')} />
            ))}
            {opened.code && <Muted>{opened.code}</Muted>}
            <SqlText
              sql={JSON.stringify({ details: opened.details, facts: opened.facts }, null, 2)}
              label={t('ask.detail')}
            />
            <Muted small>{opened.hash}</Muted>
          </Stack>
        )}
      </Dialog>
    </Stack>
  );
}
