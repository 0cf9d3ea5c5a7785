import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ConfirmDialog, IconButton, Loaded, Menu, type MenuItem, Notice, Row } from '@/ui';
import { EditMemory } from './EditMemory';
import { MemoryFacts } from './MemoryFacts';
import { MemoryHistory } from './MemoryHistory';
import css from './MemoryPeek.module.css';
import { changes, type Found, type Memory, useForget, useMemory, useMemoryChange } from './memories';
import { ScoreParts } from './ScoreParts';

interface Props {
  id: string;
  /** As it stands in the list, with its score. */
  found?: Found;
  onClose: () => void;
  onOpen: (id: string) => void;
}

/** One memory beside the list: all of it, where it is from, what it replaced, and what can be done with it. */
export function MemoryPeek({ id, found, onClose, onOpen }: Props) {
  const { t } = useTranslation();
  const memory = useMemory(id);
  return (
    <aside className={css.peek} aria-label={t('memory.details')}>
      <Row between>
        <h2 className={css.title}>{t('memory.details')}</h2>
        <Row>
          {memory.data && <Actions memory={memory.data} onGone={onClose} />}
          <IconButton size="sm" icon="close" label={t('common.close')} onClick={onClose} />
        </Row>
      </Row>
      <Loaded query={memory}>
        {(data) => (
          <>
            <p className={css.content}>{data.content}</p>
            {found?.explanation && <ScoreParts explanation={found.explanation} score={found.score ?? 0} />}
            <MemoryFacts memory={data} />
            <MemoryHistory id={id} onOpen={onOpen} />
          </>
        )}
      </Loaded>
    </aside>
  );
}

function Actions({ memory, onGone }: { memory: Memory; onGone: () => void }) {
  const { t } = useTranslation();
  const [editing, setEditing] = useState(false);
  const [forgetting, setForgetting] = useState(false);
  const move = useMemoryChange((change: () => Promise<unknown>) => change());
  const forget = useForget();
  const does = (label: string, icon: MenuItem['icon'], change: (id: string) => Promise<unknown>): MenuItem => ({
    label,
    icon,
    onClick: () => move.mutate(() => change(memory.id)),
  });
  const items: MenuItem[] = [
    ...(memory.status === 'superseded' ? [does(t('memory.restore'), 'undo', changes.restore)] : []),
    ...(memory.status === 'archived' ? [does(t('memory.unarchive'), 'undo', changes.unarchive)] : []),
    ...(memory.layer !== 'long' ? [does(t('memory.promote'), 'pin', changes.promote)] : []),
    ...(memory.status === 'active' ? [does(t('memory.archive'), 'archive', changes.archive)] : []),
    { label: t('memory.forget'), icon: 'trash', danger: true, onClick: () => setForgetting(true) },
  ];
  return (
    <>
      {move.error && <Notice problem={move.error} />}
      <IconButton size="sm" icon="edit" label={t('common.edit')} onClick={() => setEditing(true)} />
      <Menu target={<IconButton size="sm" icon="more" label={t('memory.actions')} />} items={items} />
      {editing && <EditMemory memory={memory} onClose={() => setEditing(false)} />}
      <ConfirmDialog
        open={forgetting}
        onClose={() => setForgetting(false)}
        title={t('memory.forgetTitle')}
        words={t('memory.forgetWords', { count: 1 })}
        action={t('memory.forget')}
        onConfirm={async () => {
          await forget.mutateAsync([memory.id]);
          onGone();
        }}
      />
    </>
  );
}
