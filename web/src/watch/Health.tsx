import { useTranslation } from 'react-i18next';
import { useFormat } from '@/format/useFormat';
import { Card, DataTable, Loaded, Muted, Notice, Stack, Tag, type TagTone } from '@/ui';
import { useLeak, usePerformance, useReadiness } from './monitoring';

const tones: Record<string, TagTone> = { ok: 'good', degraded: 'warn', failed: 'bad' };

/** What the service depends on, whether its memory grows without end, what is slow, and what to do. */
export function Health() {
  const { t } = useTranslation();
  const format = useFormat();
  const ready = useReadiness();
  const leak = useLeak();
  const performance = usePerformance();
  return (
    <Stack>
      <Loaded query={ready}>
        {(data) => (
          <Card title={t('watch.dependencies')} flush>
            <DataTable
              caption={t('watch.dependencies')}
              rows={data.checks ?? []}
              rowKey={(check) => check.name}
              columns={[
                {
                  id: 'name',
                  label: t('watch.dependency'),
                  whole: true,
                  cell: (check) => t(`watch.check.${check.name as 'store'}`, check.name),
                },
                {
                  id: 'status',
                  label: t('memory.statusLabel'),
                  cell: (check) => (
                    <Tag tone={tones[check.status] ?? 'plain'}>
                      {t(`watch.status.${check.status as 'ok'}`, check.status)}
                    </Tag>
                  ),
                },
                { id: 'message', label: t('ask.detail'), cell: (check) => check.message },
                {
                  id: 'ms',
                  label: t('ask.time'),
                  number: true,
                  whole: true,
                  cell: (check) => format.duration(check.ms),
                },
                {
                  id: 'last',
                  label: t('watch.lastSuccess'),
                  whole: true,
                  cell: (check) => (check.last_success ? format.ago(check.last_success) : '–'),
                },
              ]}
            />
          </Card>
        )}
      </Loaded>
      <Card title={t('watch.memory')}>
        <Loaded query={leak} lines={2}>
          {(data) => (
            <Stack tight>
              {data.leak_detected ? (
                <Notice tone="bad" title={t('watch.leak')}>
                  {data.recommendation}
                </Notice>
              ) : (
                <Muted>{t('watch.noLeak')}</Muted>
              )}
              {data.latest && (
                <Muted small>
                  {t('watch.process', {
                    rss: format.bytes(data.latest.rss_mb * 1e6),
                    heap: format.bytes(data.latest.heap_mb * 1e6),
                    threads: format.number(data.latest.threads),
                    handles: format.number(data.latest.handles),
                  })}
                </Muted>
              )}
            </Stack>
          )}
        </Loaded>
      </Card>
      <Card title={t('watch.performance')}>
        <Loaded query={performance} lines={2}>
          {(data) => (
            <Stack tight>
              {(data.issues ?? []).length === 0 && <Muted>{t('watch.fine')}</Muted>}
              {data.issues?.map((issue) => (
                <Notice
                  key={issue.type + issue.description}
                  tone={issue.severity === 'high' ? 'bad' : 'warn'}
                  title={issue.description}
                >
                  {data.recommendations.find((one) => one.issue === issue.type)?.suggestion}
                </Notice>
              ))}
            </Stack>
          )}
        </Loaded>
      </Card>
    </Stack>
  );
}
