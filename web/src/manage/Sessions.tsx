import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/format/useFormat';
import { Button, Card, DataTable, Empty, Loaded, Mono, Notice, Stack, Switch, Tag } from '@/ui';
import { administration, useAdministration, useSessions } from './administration';

/** The sessions: one's own, or everybody's for administrators. */
export function Sessions() {
  const { t } = useTranslation();
  const format = useFormat();
  const [all, setAll] = useState(false);
  const sessions = useSessions(all);
  const end = useAdministration(administration.endSession);
  return (
    <Stack>
      <Switch label={t('manage.allSessions')} checked={all} onChange={setAll} />
      {end.error && <Notice problem={end.error} />}
      <Loaded query={sessions}>
        {(data) =>
          data.length === 0 ? (
            <Empty icon="clock" title={t('manage.noSessions')} />
          ) : (
            <Card flush>
              <DataTable
                caption={t('manage.sessions')}
                rows={data}
                rowKey={(session) => `${session.user_id}/${session.session_id}`}
                columns={[
                  { id: 'user', label: t('watch.user'), cell: (session) => session.user_id },
                  { id: 'session', label: t('memory.session'), cell: (session) => <Mono>{session.session_id}</Mono> },
                  {
                    id: 'created',
                    label: t('manage.begun'),
                    whole: true,
                    cell: (session) => format.moment(session.created_at),
                  },
                  {
                    id: 'last',
                    label: t('manage.lastUsed'),
                    whole: true,
                    cell: (session) => format.ago(session.last_activity),
                  },
                  {
                    id: 'requests',
                    label: t('watch.requests'),
                    number: true,
                    cell: (session) => format.number(session.requests),
                  },
                  {
                    id: 'state',
                    label: t('memory.statusLabel'),
                    cell: (session) => (
                      <Tag tone={session.is_active ? 'good' : 'plain'}>
                        {t(session.is_active ? 'manage.active' : 'manage.over')}
                      </Tag>
                    ),
                  },
                  {
                    id: 'end',
                    label: '',
                    cell: (session) =>
                      session.is_active && (
                        <Button size="xs" onClick={() => end.mutate(session.session_id)}>
                          {t('manage.end')}
                        </Button>
                      ),
                  },
                ]}
              />
            </Card>
          )
        }
      </Loaded>
    </Stack>
  );
}
