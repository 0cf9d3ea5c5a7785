import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, ask } from '@/api/client';
import { useFormat } from '@/format/useFormat';
import { Card, DataTable, Empty, Loaded, Mono, Muted, Tag } from '@/ui';

/** The questions of which it is known which statement answers them: the examples that later answers lean on. */
export function Pairs({ id }: { id: number }) {
  const { t } = useTranslation();
  const format = useFormat();
  const pairs = useQuery({
    queryKey: ['pairs', id],
    queryFn: async () => (await ask(api.GET('/api/datasources/{id}/pairs', { params: { path: { id } } }))).pairs,
  });
  return (
    <Loaded query={pairs}>
      {(data) =>
        data.length > 0 ? (
          <Card flush>
            <DataTable
              caption={t('data.pairs')}
              rows={data}
              rowKey={(pair) => pair.memory_id}
              columns={[
                { id: 'question', label: t('ask.question'), cell: (pair) => pair.question },
                { id: 'sql', label: t('sql.title'), cell: (pair) => <Mono>{pair.sql}</Mono> },
                {
                  id: 'verdict',
                  label: t('data.verdict'),
                  cell: (pair) =>
                    pair.verdict ? (
                      <Tag tone={pair.verdict === 'wrong' ? 'bad' : 'good'}>
                        {t(`data.verdicts.${pair.verdict as 'right'}`, pair.verdict)}
                      </Tag>
                    ) : (
                      <Muted small>{pair.active ? t('data.unjudged') : t('data.inactive')}</Muted>
                    ),
                },
                { id: 'sure', label: t('memory.sure'), number: true, cell: (pair) => format.percent(pair.confidence) },
              ]}
            />
          </Card>
        ) : (
          <Empty icon="check" title={t('data.noPairs')}>
            {t('data.noPairsWords')}
          </Empty>
        )
      }
    </Loaded>
  );
}
