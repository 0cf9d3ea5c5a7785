import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/format/useFormat';
import { Card, DataTable, Empty, Figure, Figures, Loaded, Stack } from '@/ui';
import { everyHour } from './hours';
import { useHourly } from './monitoring';
import { Series } from './Series';

/** How many requests there were, how they ended, and how long they took. */
export function Requests({ hours }: { hours: number }) {
  const { t } = useTranslation();
  const format = useFormat();
  const hourly = useHourly(hours);
  const byHour = useMemo(() => everyHour(hourly.data?.by_hour ?? []), [hourly.data]);
  const volume = useMemo(
    () => ({
      columns: [
        { name: t('watch.hour'), type: 'text' },
        { name: t('watch.requests'), type: 'number' },
        { name: t('watch.failed'), type: 'number' },
        { name: t('watch.refused'), type: 'number' },
      ],
      rows: byHour.map(({ hour, figures }) => [
        format.hour(hour),
        figures?.requests ?? 0,
        figures?.failed_requests ?? 0,
        figures?.refused_requests ?? 0,
      ]),
    }),
    [byHour, format, t],
  );
  const latency = useMemo(
    () => ({
      columns: [
        { name: t('watch.hour'), type: 'text' },
        { name: `${t('watch.p50')} (ms)`, type: 'number' },
        { name: `${t('watch.p95')} (ms)`, type: 'number' },
      ],
      rows: byHour.map(({ hour, figures }) => [
        format.hour(hour),
        figures ? Math.round(figures.p50_latency_ms) : null,
        figures ? Math.round(figures.p95_latency_ms) : null,
      ]),
    }),
    [byHour, format, t],
  );
  return (
    <Loaded query={hourly} lines={8}>
      {(data) =>
        data.total_requests === 0 || !data.total ? (
          <Empty icon="watch" title={t('watch.noRequests')}>
            {t('watch.noRequestsWords')}
          </Empty>
        ) : (
          <Stack>
            <Figures label={t('watch.requests')}>
              <Figure name={t('watch.requests')} value={format.number(data.total_requests)} />
              <Figure
                name={t('watch.success')}
                value={format.percent(data.success_rate, 1)}
                tone={data.success_rate < 0.95 ? 'bad' : data.success_rate < 0.99 ? 'warn' : 'good'}
                note={t('watch.refusedCount', { count: data.total.refused_requests })}
              />
              <Figure name={t('watch.p50')} value={format.duration(data.p50_latency_ms ?? 0)} />
              <Figure name={t('watch.p95')} value={format.duration(data.p95_latency_ms ?? 0)} />
              <Figure name={t('watch.tokens')} value={format.short(data.total_tokens ?? 0)} />
              <Figure name={t('watch.cost')} value={format.dollars(data.total_cost)} />
            </Figures>
            <Series title={t('watch.byHour')} type="bar" {...volume} />
            <Series title={t('watch.latencyByHour')} type="line" {...latency} />
            <Card title={t('watch.byKind')} flush>
              <DataTable
                caption={t('watch.byKind')}
                rows={data.by_type ?? []}
                rowKey={(row) => row.request_type}
                columns={[
                  {
                    id: 'type',
                    label: t('memory.kindLabel'),
                    cell: (row) => t(`watch.kind.${row.request_type as 'chat'}`, row.request_type),
                  },
                  {
                    id: 'requests',
                    label: t('watch.requests'),
                    number: true,
                    cell: ({ figures }) => format.number(figures.requests),
                  },
                  {
                    id: 'failed',
                    label: t('watch.failed'),
                    number: true,
                    cell: ({ figures }) => format.number(figures.failed_requests),
                  },
                  {
                    id: 'p50',
                    label: t('watch.p50'),
                    number: true,
                    cell: ({ figures }) => format.duration(figures.p50_latency_ms),
                  },
                  {
                    id: 'p95',
                    label: t('watch.p95'),
                    number: true,
                    cell: ({ figures }) => format.duration(figures.p95_latency_ms),
                  },
                  {
                    id: 'cost',
                    label: t('watch.cost'),
                    number: true,
                    cell: ({ figures }) => format.dollars(figures.cost_usd),
                  },
                ]}
              />
            </Card>
          </Stack>
        )
      }
    </Loaded>
  );
}
