import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button, Dialog, Notice, Row, SecretField, Stack, TextArea, TextField } from '@/ui';
import { type DataSource, dataSourceChanges, useDataSourceChange } from './dataSources';

/** The name and the description of a database, and its password where it has one. */
export function EditDataSource({ source, onClose }: { source: DataSource; onClose: () => void }) {
  const { t } = useTranslation();
  const [name, setName] = useState(source.name);
  const [description, setDescription] = useState(source.description);
  const [password, setPassword] = useState('');
  const edit = useDataSourceChange(dataSourceChanges.describe);
  const save = () =>
    edit.mutate(
      { id: source.id, name: name.trim(), description, password: password || undefined },
      { onSuccess: onClose },
    );
  return (
    <Dialog open onClose={onClose} title={t('common.edit')}>
      <Stack>
        <TextField label={t('data.name')} value={name} onChange={setName} />
        <TextArea label={t('data.description')} value={description} onChange={setDescription} />
        {source.has_password && (
          <SecretField
            label={t('data.newPassword')}
            hint={t('data.passwordHint')}
            value={password}
            onChange={setPassword}
          />
        )}
        {edit.error && <Notice problem={edit.error} />}
        <Row end>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button kind="primary" loading={edit.isPending} disabled={name.trim() === ''} onClick={save}>
            {t('common.save')}
          </Button>
        </Row>
      </Stack>
    </Dialog>
  );
}
