import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { NavLink, useNavigate } from 'react-router';
import { useFormat } from '@/format/useFormat';
import { Button, ConfirmDialog, Dialog, IconButton, Loaded, Menu, Muted, Row, Stack, TextField } from '@/ui';
import { type Conversation, useConversations, useDeleteConversation, useRenameConversation } from './conversations';
import css from './History.module.css';

interface Props {
  source: number | undefined;
  current?: string;
  onNew: () => void;
}

/** The conversations, newest first. */
export function History({ source, current, onNew }: Props) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [text, setText] = useState('');
  const [removing, setRemoving] = useState<Conversation>();
  const [naming, setNaming] = useState<Conversation>();
  const conversations = useConversations(source);
  const remove = useDeleteConversation();
  const wanted = text.trim().toLowerCase();
  return (
    <nav className={css.history} aria-label={t('ask.history')}>
      <Button icon="plus" wide onClick={onNew}>
        {t('ask.new')}
      </Button>
      <TextField
        label={t('ask.findConversation')}
        quiet
        icon="search"
        placeholder={t('ask.findConversation')}
        value={text}
        onChange={setText}
        type="search"
      />
      <Loaded query={conversations} lines={5}>
        {(data) => (
          <ul className={css.list}>
            {data
              .filter((conversation) => conversation.title.toLowerCase().includes(wanted))
              .map((conversation) => (
                <Item
                  key={conversation.conversation_id}
                  conversation={conversation}
                  onRename={() => setNaming(conversation)}
                  onRemove={() => setRemoving(conversation)}
                />
              ))}
            {data.length === 0 && (
              <li>
                <Muted small>{t('ask.noHistory')}</Muted>
              </li>
            )}
          </ul>
        )}
      </Loaded>
      {removing && (
        <ConfirmDialog
          open
          onClose={() => setRemoving(undefined)}
          title={t('ask.removeTitle')}
          words={t('ask.removeWords', { title: removing.title, count: removing.answers })}
          action={t('ask.remove')}
          onConfirm={async () => {
            await remove.mutateAsync(removing.conversation_id);
            if (removing.conversation_id === current) {
              navigate('/ask');
            }
          }}
        />
      )}
      {naming && <Rename conversation={naming} onClose={() => setNaming(undefined)} />}
    </nav>
  );
}

function Item({
  conversation,
  onRename,
  onRemove,
}: {
  conversation: Conversation;
  onRename: () => void;
  onRemove: () => void;
}) {
  const { t } = useTranslation();
  const format = useFormat();
  const address = `/ask/c/${encodeURIComponent(conversation.conversation_id)}?db=${conversation.datasource_id}`;
  return (
    <li className={css.item}>
      <NavLink to={address} className={css.link} title={conversation.title}>
        <span>{conversation.title}</span>
        <Muted small>{format.ago(conversation.last_at)}</Muted>
      </NavLink>
      <Menu
        target={<IconButton size="sm" icon="more" label={t('ask.conversationMenu', { title: conversation.title })} />}
        items={[
          { label: t('ask.rename'), icon: 'edit', onClick: onRename },
          { label: t('ask.remove'), icon: 'trash', danger: true, onClick: onRemove },
        ]}
      />
    </li>
  );
}

function Rename({ conversation, onClose }: { conversation: Conversation; onClose: () => void }) {
  const { t } = useTranslation();
  const rename = useRenameConversation();
  const [title, setTitle] = useState(conversation.title);
  const save = () => rename.mutate({ id: conversation.conversation_id, title: title.trim() }, { onSuccess: onClose });
  return (
    <Dialog open onClose={onClose} title={t('ask.rename')} size="sm">
      <Stack>
        <TextField label={t('ask.title')} value={title} onChange={setTitle} autoFocus />
        <Row end>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button kind="primary" loading={rename.isPending} disabled={title.trim() === ''} onClick={save}>
            {t('common.save')}
          </Button>
        </Row>
      </Stack>
    </Dialog>
  );
}
