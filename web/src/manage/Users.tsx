import { useTranslation } from 'react-i18next';
import { useFormat } from '@/format/useFormat';
import { Button, Card, DataTable, Empty, Loaded, Muted, Stack } from '@/ui';
import { useUsers } from './administration';

/** Who uses the service, the largest memories first. */
export function Users({ onBudget }: { onBudget: (user: string) => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const users = useUsers();
  const count = (amount: number | null) => (amount === null ? '–' : format.number(amount));
  return (
    <Stack>
      <Muted>{t('manage.usersWords')}</Muted>
      <Loaded query={users}>
        {(data) =>
          data.users.length === 0 ? (
            <Empty icon="user" title={t('manage.noUsers')} />
          ) : (
            <Card flush>
              <DataTable
                caption={t('manage.users')}
                rows={data.users.toSorted((a, b) => (b.memory_tokens ?? 0) - (a.memory_tokens ?? 0))}
                rowKey={(user) => user.user_id}
                columns={[
                  { id: 'user', label: t('watch.user'), cell: (user) => user.user_id },
                  {
                    id: 'last',
                    label: t('manage.lastUsed'),
                    whole: true,
                    cell: (user) => (user.last_activity ? format.ago(user.last_activity) : '–'),
                  },
                  { id: 'sessions', label: t('manage.sessions'), number: true, cell: (user) => count(user.sessions) },
                  {
                    id: 'answers',
                    label: t('manage.conversations'),
                    number: true,
                    cell: (user) => count(user.answers),
                  },
                  { id: 'memories', label: t('manage.memories'), number: true, cell: (user) => count(user.memories) },
                  { id: 'tokens', label: t('memory.tokens'), number: true, cell: (user) => count(user.memory_tokens) },
                  {
                    id: 'budget',
                    label: '',
                    cell: (user) => (
                      <Button size="xs" onClick={() => onBudget(user.user_id)}>
                        {t('manage.budget')}
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
