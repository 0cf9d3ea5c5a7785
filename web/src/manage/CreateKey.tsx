import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '@/api/types';
import { useDataSources } from '@/data/dataSources';
import { Button, Checkbox, Dialog, Notice, Row, SelectField, Stack, TextField } from '@/ui';
import { administration, useAdministration } from './administration';

const roles = ['user', 'service', 'admin'] as const;
type Role = (typeof roles)[number];

interface Props {
  /** With the first key the service asks everybody for one. */
  first: boolean;
  onClose: () => void;
  onMade: (key: Schemas['KeyDocument']) => void;
}

/** A new key: whose, what for, for which databases, until when. */
export function CreateKey({ first, onClose, onMade }: Props) {
  const { t } = useTranslation();
  const sources = useDataSources();
  const [name, setName] = useState('');
  const [chosen, setRole] = useState<Role>();
  // Whether it is the first may be known only after the dialog was opened.
  const role = chosen ?? (first ? 'admin' : 'user');
  const [user, setUser] = useState('');
  const [expires, setExpires] = useState('');
  const [only, setOnly] = useState<number[]>([]);
  const create = useAdministration(administration.createKey);
  const make = () =>
    create.mutate(
      {
        name: name.trim() || null,
        role,
        user_id: user.trim() || null,
        expires_at: expires ? new Date(`${expires}T23:59:59`).toISOString() : null,
        datasources: role === 'admin' || only.length === 0 ? undefined : only,
      },
      { onSuccess: onMade },
    );
  return (
    <Dialog open onClose={onClose} title={t('manage.createKey')}>
      <Stack>
        {first && <Notice tone="warn">{t('manage.firstKey')}</Notice>}
        <TextField label={t('data.name')} hint={t('manage.keyNameHint')} value={name} onChange={setName} autoFocus />
        <SelectField
          label={t('manage.role')}
          hint={t(`manage.roleHint.${role}`)}
          value={role}
          onChange={setRole}
          options={roles.map((one) => ({ value: one, label: t(`role.${one}`) }))}
        />
        <TextField label={t(role === 'user' ? 'watch.user' : 'manage.userOptional')} value={user} onChange={setUser} />
        <TextField
          label={t('manage.until')}
          hint={t('manage.untilHint')}
          type="date"
          value={expires}
          onChange={setExpires}
        />
        {role !== 'admin' && (
          <fieldset>
            <legend>{t('manage.onlySources')}</legend>
            <Stack tight>
              {sources.data?.map((source) => (
                <Checkbox
                  key={source.id}
                  label={source.name}
                  checked={only.includes(source.id)}
                  onChange={(on) => setOnly(on ? [...only, source.id] : only.filter((id) => id !== source.id))}
                />
              ))}
            </Stack>
          </fieldset>
        )}
        {create.error && <Notice problem={create.error} />}
        <Row end>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button
            kind="primary"
            loading={create.isPending}
            disabled={role === 'user' && user.trim() === ''}
            onClick={make}
          >
            {t('manage.createKey')}
          </Button>
        </Row>
      </Stack>
    </Dialog>
  );
}
