import { useTranslation } from 'react-i18next';
import type { Schemas } from '@/api/types';
import { useFormat } from '@/format/useFormat';
import { DataTable, Dialog, Empty, Loaded, Mono, Stack, Tag, type TagTone } from '@/ui';
import { useJobRuns } from './administration';

const tones: Record<string, TagTone> = { done: 'good', failed: 'bad', stopped: 'plain', cancelled: 'warn' };

/** The last runs of a job, with what went wrong. */
export function JobLog({ job, onClose }: { job: Schemas['JobDocument']; onClose: () => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const runs = useJobRuns(job.name);
  return (
    <Dialog open onClose={onClose} title={job.description} size="xl">
      <Loaded query={runs}>
        {(data) =>
          data.length > 0 ? (
            <DataTable
              caption={t('manage.log')}
              rows={data}
              rowKey={(run) => run.begun_at}
              columns={[
                { id: 'at', label: t('watch.when'), whole: true, cell: (run) => format.moment(run.begun_at) },
                {
                  id: 'outcome',
                  label: t('memory.statusLabel'),
                  cell: ({ outcome }) => (
                    <Tag tone={tones[outcome ?? 'failed'] ?? 'plain'}>
                      {t(`manage.runOutcome.${(outcome ?? 'died') as 'done'}`)}
                    </Tag>
                  ),
                },
                {
                  id: 'ms',
                  label: t('ask.time'),
                  number: true,
                  whole: true,
                  cell: (run) => (run.duration_ms === null ? '–' : format.duration(run.duration_ms)),
                },
                {
                  id: 'what',
                  label: t('ask.detail'),
                  cell: (run) => (
                    <Stack tight>
                      {run.note ?? run.reason}
                      {run.error && <Mono>{run.error}</Mono>}
                    </Stack>
                  ),
                },
              ]}
            />
          ) : (
            <Empty icon="clock" title={t('manage.noRuns')}>
              {t('manage.noRunsWords')}
            </Empty>
          )
        }
      </Loaded>
    </Dialog>
  );
}
