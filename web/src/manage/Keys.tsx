import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '@/api/types';
import { useFormat } from '@/format/useFormat';
import {
  Button,
  Card,
  ConfirmDialog,
  DataTable,
  Empty,
  IconButton,
  Loaded,
  Menu,
  Mono,
  Muted,
  Notice,
  Row,
  Stack,
  Tag,
} from '@/ui';
import { administration, useAdministration, useKeys } from './administration';
import { CreateKey } from './CreateKey';
import { NewSecret } from './NewSecret';

type Key = Schemas['KeyDocument'];

/** The keys: made, replaced, revoked. A secret is shown once, when it is made. */
export function Keys() {
  const { t } = useTranslation();
  const format = useFormat();
  const keys = useKeys();
  const [creating, setCreating] = useState(false);
  const [made, setMade] = useState<Key>();
  const [revoking, setRevoking] = useState<Key>();
  const rotate = useAdministration(administration.rotateKey);
  const revoke = useAdministration(administration.revokeKey);
  return (
    <Stack>
      <Row between>
        <Muted>{t('manage.keysWords')}</Muted>
        <Button kind="primary" icon="plus" onClick={() => setCreating(true)}>
          {t('manage.createKey')}
        </Button>
      </Row>
      {rotate.error && <Notice problem={rotate.error} />}
      <Loaded query={keys}>
        {(data) =>
          data.length === 0 ? (
            <Empty icon="key" title={t('manage.noKeys')}>
              {t('manage.noKeysWords')}
            </Empty>
          ) : (
            <Card flush>
              <DataTable
                caption={t('manage.keys')}
                rows={data}
                rowKey={(key) => key.id}
                columns={[
                  { id: 'name', label: t('data.name'), cell: (key) => key.name || '–' },
                  { id: 'prefix', label: t('signin.key'), cell: (key) => <Mono>{key.prefix}…</Mono> },
                  { id: 'role', label: t('manage.role'), cell: (key) => t(`role.${key.role as 'user'}`, key.role) },
                  { id: 'user', label: t('watch.user'), cell: (key) => key.user_id ?? t('manage.anyUser') },
                  {
                    id: 'used',
                    label: t('manage.lastUsed'),
                    whole: true,
                    cell: (key) => (key.last_used ? format.day(key.last_used) : '–'),
                  },
                  { id: 'state', label: t('memory.statusLabel'), cell: (key) => <State apiKey={key} /> },
                  {
                    id: 'actions',
                    label: '',
                    cell: (key) =>
                      key.revoked_at === null && (
                        <Menu
                          target={
                            <IconButton
                              size="sm"
                              icon="more"
                              label={t('manage.keyActions', { name: key.name || key.prefix })}
                            />
                          }
                          items={[
                            {
                              label: t('manage.rotate'),
                              icon: 'refresh',
                              onClick: () => rotate.mutate(key.id, { onSuccess: setMade }),
                            },
                            { label: t('manage.revoke'), icon: 'trash', danger: true, onClick: () => setRevoking(key) },
                          ]}
                        />
                      ),
                  },
                ]}
              />
            </Card>
          )
        }
      </Loaded>
      {creating && (
        <CreateKey
          first={keys.data?.length === 0}
          onClose={() => setCreating(false)}
          onMade={(key) => {
            setCreating(false);
            setMade(key);
          }}
        />
      )}
      {made?.secret && <NewSecret secret={made.secret} onClose={() => setMade(undefined)} />}
      <ConfirmDialog
        open={revoking !== undefined}
        onClose={() => setRevoking(undefined)}
        title={t('manage.revokeTitle')}
        words={t('manage.revokeWords', { name: revoking?.name || revoking?.prefix })}
        action={t('manage.revoke')}
        typed={revoking?.prefix}
        onConfirm={() => revoke.mutateAsync(revoking?.id ?? '')}
      />
    </Stack>
  );
}

function State({ apiKey }: { apiKey: Key }) {
  const { t } = useTranslation();
  const format = useFormat();
  if (apiKey.revoked_at) {
    return <Tag tone="bad">{t('manage.revoked')}</Tag>;
  }
  return apiKey.expires_at ? (
    <Tag tone={new Date(apiKey.expires_at) < new Date() ? 'bad' : 'warn'}>
      {t('manage.expires', { at: format.day(apiKey.expires_at) })}
    </Tag>
  ) : (
    <Tag tone="good">{t('manage.valid')}</Tag>
  );
}
