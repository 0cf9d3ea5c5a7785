import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/format/useFormat';
import { Button, Card, Figure, Figures, Loaded, Muted, Notice, Row, Stack, TextField } from '@/ui';
import { administration, useAdministration, useStanding } from './administration';

/** How much a user may spend, beside what the service allows everybody. */
export function Budgets({ first }: { first: string }) {
  const { t } = useTranslation();
  const [text, setText] = useState(first);
  const [user, setUser] = useState(first);
  const show = () => setUser(text.trim());
  return (
    <Stack>
      <Muted>{t('manage.budgetsWords')}</Muted>
      <Row bottom>
        <TextField
          label={t('watch.user')}
          value={text}
          onChange={setText}
          onKeyDown={(event) => event.key === 'Enter' && show()}
        />
        <Button disabled={text.trim() === ''} onClick={show}>
          {t('ask.show')}
        </Button>
      </Row>
      {user !== '' && <Budget key={user} user={user} />}
    </Stack>
  );
}

const amount = (text: string): number | null => (text.trim() === '' ? null : Math.round(Number(text)));

function Budget({ user }: { user: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  const standing = useStanding(user);
  const [daily, setDaily] = useState('');
  const [perRequest, setPerRequest] = useState('');
  const limit = useAdministration(administration.limit);
  const unlimit = useAdministration(administration.unlimit);
  return (
    <Loaded query={standing}>
      {(data) => (
        <Card title={user}>
          <Stack>
            <Figures label={user}>
              <Figure name={t('manage.used')} value={format.number(data.used + data.reserved)} />
              <Figure
                name={t('manage.daily')}
                value={data.limit === null ? '–' : format.number(data.limit)}
                note={t(data.own_limits ? 'manage.ownLimit' : 'manage.generalLimit')}
              />
              <Figure name={t('manage.left')} value={data.remaining === null ? '–' : format.number(data.remaining)} />
              <Figure
                name={t('manage.perRequest')}
                value={data.request_limit === null ? '–' : format.number(data.request_limit)}
              />
            </Figures>
            <Row bottom>
              <TextField label={t('manage.daily')} type="number" value={daily} onChange={setDaily} />
              <TextField label={t('manage.perRequest')} type="number" value={perRequest} onChange={setPerRequest} />
              <Button
                kind="primary"
                disabled={daily.trim() === '' && perRequest.trim() === ''}
                loading={limit.isPending}
                onClick={() =>
                  limit.mutate({ user, daily_tokens: amount(daily), tokens_per_request: amount(perRequest) })
                }
              >
                {t('common.save')}
              </Button>
              {data.own_limits && (
                <Button loading={unlimit.isPending} onClick={() => unlimit.mutate(user)}>
                  {t('manage.unlimit')}
                </Button>
              )}
            </Row>
            {(limit.error ?? unlimit.error) && <Notice problem={limit.error ?? unlimit.error} />}
          </Stack>
        </Card>
      )}
    </Loaded>
  );
}
