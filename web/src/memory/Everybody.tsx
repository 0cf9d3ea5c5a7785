import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { api, ask } from '@/api/client';
import { useFormat } from '@/format/useFormat';
import { Card, DataTable, Empty, Figure, Figures, Loaded, Stack } from '@/ui';
import { Series } from '@/watch/Series';
import { everyDay } from './everyDay';

const days = 30;

/** What everybody's memories come to, for administrators: growth, owners, duplicates. Figures only; what is remembered is its owner's alone. */
export default function Everybody() {
  const { t } = useTranslation();
  const format = useFormat();
  const all = useQuery({
    queryKey: ['memories', 'everybody'],
    staleTime: 60_000,
    queryFn: () => ask(api.GET('/api/admin/memory', { params: { query: { days, owners: 20 } } })),
  });
  const byDay = all.data?.by_day;
  const growth = useMemo(
    () => ({
      columns: [
        { name: t('watch.day'), type: 'text' },
        { name: t('memory.total'), type: 'number' },
      ],
      rows: everyDay(byDay ?? []).map(({ day, memories }) => [day, memories]),
    }),
    [byDay, t],
  );
  return (
    <Loaded query={all} lines={8}>
      {(data) =>
        data.memories === 0 ? (
          <Empty icon="memory" title={t('memory.nobody')}>
            {t('memory.nobodyWords')}
          </Empty>
        ) : (
          <Stack>
            <Figures label={t('memory.statistics')}>
              <Figure name={t('memory.total')} value={format.number(data.memories)} />
              <Figure name={t('memory.tokens')} value={format.short(data.tokens)} />
              <Figure name={t('memory.size')} value={format.bytes(data.bytes)} />
              <Figure name={t('memory.owners')} value={format.number(data.owners)} />
              <Figure
                name={t('memory.duplicates')}
                value={format.number(data.exact_duplicates)}
                note={t('memory.duplicatesNote')}
                tone={data.exact_duplicates > data.memories / 10 ? 'warn' : undefined}
              />
            </Figures>
            {growth.rows.length > 0 && <Series title={t('memory.growth')} type="bar" {...growth} />}
            <Card title={t('memory.largest')} flush>
              <DataTable
                caption={t('memory.largest')}
                rows={data.largest_owners}
                rowKey={(owner) => `${owner.kind} ${owner.id}`}
                columns={[
                  {
                    id: 'owner',
                    label: t('memory.owner'),
                    cell: (owner) => `${t(`memory.ownerKind.${owner.kind as 'user'}`, owner.kind)} ${owner.id}`,
                  },
                  {
                    id: 'memories',
                    label: t('memory.total'),
                    number: true,
                    cell: (owner) => format.number(owner.memories),
                  },
                  {
                    id: 'tokens',
                    label: t('memory.tokens'),
                    number: true,
                    cell: (owner) => format.number(owner.tokens),
                  },
                  { id: 'size', label: t('memory.size'), number: true, cell: (owner) => format.bytes(owner.bytes) },
                  {
                    id: 'near',
                    label: t('memory.near'),
                    number: true,
                    cell: (owner) =>
                      t('memory.nearOf', {
                        compared: format.number(owner.compared),
                        shown: format.number(owner.near_duplicates),
                      }),
                  },
                  {
                    id: 'newest',
                    label: t('memory.newest'),
                    whole: true,
                    cell: (owner) => format.ago(owner.newest_at),
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
