import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '@/api/types';
import { useFormat } from '@/format/useFormat';
import { Card, DataTable, Empty, Figure, Figures, Loaded, Muted, Progress, Row, Stack } from '@/ui';
import { everyHour } from './hours';
import { useHourly, useOwnUsage, useUsage } from './monitoring';
import { Series } from './Series';

type Sum = Schemas['UsageSumDocument'];

/** Tokens and money: by day, by model, by user; what comes from the cache; what is left of today's budget. */
export function Costs({ hours }: { hours: number }) {
  const { t } = useTranslation();
  const format = useFormat();
  const days = Math.ceil(hours / 24);
  const usage = useUsage(days);
  const hourly = useHourly(hours);
  const own = useOwnUsage(days);
  const byDay = usage.data?.by_day;
  const byHour = hourly.data?.by_hour;
  const costsByHour = useMemo(
    () => ({
      columns: [
        { name: t('watch.hour'), type: 'text' },
        { name: t('watch.cost'), type: 'number' },
      ],
      rows: everyHour(byHour ?? []).map(({ hour, figures }) => [format.hour(hour), figures?.cost_usd ?? 0]),
    }),
    [byHour, format, t],
  );
  const costs = useMemo(
    () => ({
      columns: [
        { name: t('watch.day'), type: 'text' },
        { name: t('watch.cost'), type: 'number' },
      ],
      rows: (byDay ?? []).map(({ day, usage: sum }) => [day, sum.cost_usd]),
    }),
    [byDay, t],
  );
  const columns = [
    {
      id: 'requests',
      label: t('watch.calls'),
      number: true,
      cell: (row: { usage: Sum }) => format.number(row.usage.requests),
    },
    {
      id: 'input',
      label: t('watch.input'),
      number: true,
      cell: (row: { usage: Sum }) => format.number(row.usage.input_tokens),
    },
    {
      id: 'output',
      label: t('watch.output'),
      number: true,
      cell: (row: { usage: Sum }) => format.number(row.usage.output_tokens),
    },
    {
      id: 'cached',
      label: t('watch.cached'),
      number: true,
      cell: (row: { usage: Sum }) => format.number(row.usage.cache_read_input_tokens),
    },
    {
      id: 'cost',
      label: t('watch.cost'),
      number: true,
      cell: (row: { usage: Sum }) => format.dollars(row.usage.cost_usd),
    },
  ];
  return (
    <Stack>
      {own.data?.today && <Budget standing={own.data.today} />}
      <Loaded query={usage} lines={6}>
        {({ total, by_model, by_user }) => {
          const read = total.cache_read_input_tokens;
          const prompts = total.input_tokens + read + total.cache_creation_input_tokens;
          return (
            <Stack>
              <Figures label={t('watch.costs')}>
                <Figure name={t('watch.cost')} value={format.dollars(total.cost_usd)} />
                <Figure name={t('watch.tokens')} value={format.short(total.total_tokens)} />
                <Figure name={t('watch.calls')} value={format.number(total.requests)} />
                <Figure
                  name={t('watch.cacheHits')}
                  value={prompts > 0 ? format.percent(read / prompts) : '–'}
                  note={t('watch.cacheHitsNote')}
                />
              </Figures>
              {total.requests === 0 ? (
                <Empty icon="chart" title={t('watch.noCosts')}>
                  {t('watch.noCostsWords')}
                </Empty>
              ) : (
                <>
                  {costsByHour.rows.length > 0 && <Series title={t('watch.costByHour')} type="bar" {...costsByHour} />}
                  <Series title={t('watch.costByDay')} type="bar" {...costs} />
                  <Card title={t('watch.byModel')} flush>
                    <DataTable
                      caption={t('watch.byModel')}
                      rows={by_model}
                      rowKey={(row) => row.model}
                      columns={[{ id: 'model', label: t('watch.model'), cell: (row) => row.model }, ...columns]}
                    />
                  </Card>
                  {by_user.length > 0 && (
                    <Card title={t('watch.byUser')} flush>
                      <DataTable
                        caption={t('watch.byUser')}
                        rows={by_user}
                        rowKey={(row) => row.user_id}
                        columns={[{ id: 'user', label: t('watch.user'), cell: (row) => row.user_id }, ...columns]}
                      />
                    </Card>
                  )}
                </>
              )}
            </Stack>
          );
        }}
      </Loaded>
    </Stack>
  );
}

/** What is used of the budget of today. */
function Budget({ standing }: { standing: Schemas['StandingDocument'] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const used = standing.used + standing.reserved;
  const share = standing.limit ? used / standing.limit : 0;
  return (
    <Card title={t('watch.budget')}>
      {standing.limit === null ? (
        <Muted>{t('watch.noBudget', { used: format.number(used) })}</Muted>
      ) : (
        <Row>
          <Progress
            label={t('watch.budget')}
            share={share}
            tone={share > 0.95 ? 'bad' : share > 0.8 ? 'warn' : undefined}
          />
          <Muted>
            {t('watch.budgetUsed', {
              used: format.number(used),
              limit: format.number(standing.limit),
              resets: format.moment(standing.resets_at),
            })}
          </Muted>
        </Row>
      )}
    </Card>
  );
}
