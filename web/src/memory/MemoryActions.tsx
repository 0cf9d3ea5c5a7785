import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { send } from '@/api/client';
import { speaksFor } from '@/api/identity';
import { useMe } from '@/signin/useMe';
import { save } from '@/state/save';
import { Button, ConfirmDialog, IconButton, Menu, Muted, Notice } from '@/ui';
import { changes, useMemoryChange } from './memories';

/** What is done with all that is known of the person: adding to it, taking it along, having it forgotten. */
export function MemoryActions({ onAdd }: { onAdd: () => void }) {
  const { t } = useTranslation();
  const me = useMe();
  const [asks, setAsks] = useState(false);
  const [failure, setFailure] = useState<unknown>();
  const forgetMe = useMemoryChange(changes.forgetUser);
  const consolidate = useMemoryChange(changes.consolidate);
  const user = speaksFor() ?? me.data?.user_id ?? '';
  const download = async (path: string, name: string) => {
    setFailure(undefined);
    try {
      save(name, 'application/x-ndjson', await (await send(path)).blob());
    } catch (problem) {
      setFailure(problem);
    }
  };
  return (
    <>
      {(failure ?? consolidate.error) != null && <Notice problem={failure ?? consolidate.error} />}
      {consolidate.data !== undefined && <Muted small>{t('memory.consolidated', { count: consolidate.data })}</Muted>}
      <Button kind="primary" icon="plus" onClick={onAdd}>
        {t('memory.add')}
      </Button>
      <Menu
        target={<IconButton icon="more" label={t('memory.more')} />}
        items={[
          {
            label: t('memory.export'),
            icon: 'download',
            onClick: () => void download('/api/memories/export', 'memories.jsonl'),
          },
          {
            label: t('memory.exportAll'),
            icon: 'download',
            onClick: () => void download(`/api/users/${encodeURIComponent(user)}/data`, 'everything.jsonl'),
          },
          { label: t('memory.consolidate'), icon: 'archive', onClick: () => consolidate.mutate(undefined) },
          { label: t('memory.forgetMe'), icon: 'trash', danger: true, onClick: () => setAsks(true) },
        ]}
      />
      <ConfirmDialog
        open={asks}
        onClose={() => setAsks(false)}
        title={t('memory.forgetMe')}
        words={t('memory.forgetMeWords', { user })}
        action={t('memory.forgetMeAction')}
        typed={user}
        onConfirm={() => forgetMe.mutateAsync(user)}
      />
    </>
  );
}
