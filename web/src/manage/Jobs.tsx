import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '@/api/types';
import { useFormat } from '@/format/useFormat';
import { Button, Card, DataTable, IconButton, Loaded, Muted, Notice, Stack, Tag } from '@/ui';
import { administration, useAdministration, useJobs } from './administration';
import { JobLog } from './JobLog';

/** What the service does by itself: when it did it last, how it ended, when it comes again; and now, if wished. */
export function Jobs() {
  const { t } = useTranslation();
  const format = useFormat();
  const jobs = useJobs();
  const run = useAdministration(administration.runJob);
  const cancel = useAdministration(administration.cancelJob);
  const [logged, setLogged] = useState<Schemas['JobDocument']>();
  return (
    <Stack>
      {(run.error ?? cancel.error) && <Notice problem={run.error ?? cancel.error} />}
      <Loaded query={jobs} lines={8}>
        {(data) => (
          <>
            <Card flush>
              <DataTable
                caption={t('manage.jobs')}
                rows={data.jobs}
                rowKey={(job) => job.name}
                columns={[
                  { id: 'name', label: t('manage.job'), cell: (job) => job.description },
                  {
                    id: 'last',
                    label: t('manage.lastRun'),
                    whole: true,
                    cell: (job) =>
                      job.last_run
                        ? `${format.ago(job.last_run.begun_at)}${job.last_run.duration_ms === null ? '' : ` · ${format.duration(job.last_run.duration_ms)}`}`
                        : '–',
                  },
                  {
                    id: 'state',
                    label: t('memory.statusLabel'),
                    cell: (job) =>
                      job.running_at ? (
                        <Tag tone="accent">{t('manage.runs')}</Tag>
                      ) : job.failures > 0 ? (
                        <Tag tone="bad" title={job.last_error ?? undefined}>
                          {t('manage.failing', { count: job.failures })}
                        </Tag>
                      ) : (
                        <Muted small>{job.last_run?.note}</Muted>
                      ),
                  },
                  {
                    id: 'next',
                    label: t('manage.nextRun'),
                    whole: true,
                    cell: (job) => (job.next_run_at ? format.ago(job.next_run_at) : t('manage.byHand')),
                  },
                  {
                    id: 'log',
                    label: '',
                    cell: (job) => (
                      <IconButton
                        size="sm"
                        icon="history"
                        label={t('manage.logOf', { job: job.description })}
                        onClick={() => setLogged(job)}
                      />
                    ),
                  },
                  {
                    id: 'run',
                    label: '',
                    whole: true,
                    cell: (job) =>
                      job.running_at === null ? (
                        <Button size="xs" icon="play" onClick={() => run.mutate(job.name)}>
                          {t('manage.runNow')}
                        </Button>
                      ) : (
                        <Button size="xs" icon="stop" onClick={() => cancel.mutate(job.name)}>
                          {t('manage.stopRun')}
                        </Button>
                      ),
                  },
                ]}
              />
            </Card>
            {data.queues.length > 0 && (
              <Card title={t('manage.queues')} flush>
                <DataTable
                  caption={t('manage.queues')}
                  rows={data.queues}
                  rowKey={(queue) => queue.queue}
                  columns={[
                    { id: 'queue', label: t('manage.queue'), cell: (queue) => queue.queue },
                    {
                      id: 'waiting',
                      label: t('manage.waiting'),
                      number: true,
                      cell: (queue) => format.number(queue.waiting),
                    },
                    {
                      id: 'running',
                      label: t('manage.running'),
                      number: true,
                      cell: (queue) => format.number(queue.running),
                    },
                    {
                      id: 'failed',
                      label: t('watch.failed'),
                      number: true,
                      cell: (queue) => format.number(queue.failed),
                    },
                  ]}
                />
              </Card>
            )}
          </>
        )}
      </Loaded>
      {logged && <JobLog job={logged} onClose={() => setLogged(undefined)} />}
    </Stack>
  );
}
