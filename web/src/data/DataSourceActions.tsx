import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { Button, ConfirmDialog, Dialog, IconButton, Menu, Notice, Waiting } from '@/ui';
import { ConnectionSteps } from './ConnectionSteps';
import { type DataSource, dataSourceChanges, testDataSource, useDataSourceChange } from './dataSources';
import { EditDataSource } from './EditDataSource';
import { SyncReport } from './SyncReport';

/** What is done with a database as a whole. */
export function DataSourceActions({ source }: { source: DataSource }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [shown, setShown] = useState<'edit' | 'remove'>();
  const sync = useDataSourceChange(dataSourceChanges.sync);
  const test = useMutation({ mutationFn: testDataSource });
  const remove = useDataSourceChange(dataSourceChanges.remove);
  return (
    <>
      <Button kind="primary" icon="ask" onClick={() => navigate(`/ask?db=${source.id}`)}>
        {t('data.ask')}
      </Button>
      <Button icon="refresh" loading={sync.isPending} onClick={() => sync.mutate(source.id)}>
        {t('data.sync')}
      </Button>
      <Menu
        target={<IconButton icon="more" label={t('data.more')} />}
        items={[
          { label: t('data.test'), icon: 'watch', onClick: () => test.mutate(source.id) },
          { label: t('common.edit'), icon: 'edit', onClick: () => setShown('edit') },
          {
            label: t('data.remove'),
            icon: 'trash',
            danger: true,
            disabled: source.kind === 'sample',
            onClick: () => setShown('remove'),
          },
        ]}
      />
      <Dialog
        open={sync.data !== undefined || sync.error !== null}
        onClose={sync.reset}
        title={t('data.synced')}
        size="lg"
      >
        {sync.data ? <SyncReport report={sync.data} /> : <Notice problem={sync.error ?? undefined} />}
      </Dialog>
      <Dialog open={!test.isIdle} onClose={test.reset} title={t('data.tried')}>
        {test.data ? (
          <ConnectionSteps report={test.data} />
        ) : test.error ? (
          <Notice problem={test.error} />
        ) : (
          <Waiting />
        )}
      </Dialog>
      {shown === 'edit' && <EditDataSource source={source} onClose={() => setShown(undefined)} />}
      <ConfirmDialog
        open={shown === 'remove'}
        onClose={() => setShown(undefined)}
        title={t('data.removeTitle')}
        words={t('data.removeWords')}
        action={t('data.remove')}
        typed={source.name}
        onConfirm={async () => {
          await remove.mutateAsync(source.id);
          navigate('/data');
        }}
      />
    </>
  );
}
