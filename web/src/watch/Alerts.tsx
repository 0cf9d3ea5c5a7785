import { useTranslation } from 'react-i18next';
import { useFormat } from '@/format/useFormat';
import { Button, Card, DataTable, Empty, Loaded, Muted, Row, Stack, Tag, type TagTone } from '@/ui';
import { useAlerts } from './monitoring';

const tones: Record<string, TagTone> = {
  'error-rate': 'bad',
  'job-failed': 'bad',
  'disk-space': 'bad',
  'memory-leak': 'bad',
};

/** The alerts that were given: what grew too large, too dear, or failed. */
export function Alerts() {
  const { t } = useTranslation();
  const format = useFormat();
  const alerts = useAlerts();
  const given = alerts.data?.pages.flatMap((page) => page.alerts) ?? [];
  const measured = (kind: string, value: number) =>
    kind === 'error-rate' || kind === 'disk-space'
      ? format.percent(value, 1)
      : kind === 'daily-cost'
        ? format.dollars(value)
        : kind === 'memory-leak'
          ? format.bytes(value * 1_048_576)
          : format.short(value);
  return (
    <Stack>
      <Muted>{t('watch.alertsWords')}</Muted>
      <Loaded query={alerts}>
        {() =>
          given.length > 0 ? (
            <Card flush>
              <DataTable
                caption={t('watch.alerts')}
                rows={given}
                rowKey={(alert) => `${alert.kind} ${alert.at} ${alert.message}`}
                columns={[
                  { id: 'at', label: t('watch.when'), whole: true, cell: (alert) => format.moment(alert.at) },
                  {
                    id: 'kind',
                    label: t('watch.rule'),
                    cell: ({ kind }) => (
                      <Tag tone={tones[kind] ?? 'warn'}>{t(`watch.alert.${kind as 'error-rate'}`, kind)}</Tag>
                    ),
                  },
                  { id: 'message', label: t('ask.detail'), cell: (alert) => alert.message },
                  {
                    id: 'value',
                    label: t('watch.measured'),
                    number: true,
                    whole: true,
                    cell: ({ kind, value, used }) =>
                      value !== null ? measured(kind, value) : used !== null ? format.short(used) : '–',
                  },
                  {
                    id: 'threshold',
                    label: t('watch.threshold'),
                    number: true,
                    whole: true,
                    cell: ({ kind, threshold, limit }) =>
                      threshold !== null ? measured(kind, threshold) : limit !== null ? format.short(limit) : '–',
                  },
                ]}
              />
            </Card>
          ) : (
            <Empty icon="check" title={t('watch.noAlerts')}>
              {t('watch.noAlertsWords')}
            </Empty>
          )
        }
      </Loaded>
      {alerts.hasNextPage && (
        <Row>
          <Button loading={alerts.isFetchingNextPage} onClick={() => alerts.fetchNextPage()}>
            {t('common.more')}
          </Button>
        </Row>
      )}
    </Stack>
  );
}
