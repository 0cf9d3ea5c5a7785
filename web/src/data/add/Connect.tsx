import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button, Notice, Row, SecretField, Stack, TextField } from '@/ui';
import { ConnectionSteps } from '../ConnectionSteps';
import { dataSourceChanges, testConnection, useDataSourceChange } from '../dataSources';

/** A database where it is: tried first, then kept. */
export function Connect({ onDone }: { onDone: (id: number) => void }) {
  const { t } = useTranslation();
  const [target, setTarget] = useState('');
  const [password, setPassword] = useState('');
  const [name, setName] = useState('');
  const test = useMutation({ mutationFn: testConnection });
  const add = useDataSourceChange(dataSourceChanges.add);
  const body = { target: target.trim(), password: password || undefined, name: name.trim() || undefined };
  // What was tried is what is kept: a change asks for another try.
  const tried = test.data?.ok && test.variables?.target === body.target && test.variables?.password === body.password;
  return (
    <Stack>
      <TextField
        label={t('data.target')}
        hint={t('data.targetHint')}
        placeholder="postgres://reader@db.example.com:5432/shop"
        value={target}
        onChange={setTarget}
        autoComplete="off"
      />
      <SecretField label={t('data.password')} hint={t('data.passwordHint')} value={password} onChange={setPassword} />
      <TextField label={t('data.name')} hint={t('data.nameHint')} value={name} onChange={setName} />
      {test.data && <ConnectionSteps report={test.data} />}
      {(test.error ?? add.error) && <Notice problem={test.error ?? add.error} />}
      <Row end>
        <Button
          kind={tried ? 'quiet' : 'primary'}
          disabled={body.target === ''}
          loading={test.isPending}
          onClick={() => test.mutate(body)}
        >
          {t('data.test')}
        </Button>
        <Button
          kind={tried ? 'primary' : 'quiet'}
          disabled={!tried}
          loading={add.isPending}
          onClick={() => add.mutate(body, { onSuccess: (source) => onDone(source.id) })}
        >
          {t('data.keep')}
        </Button>
      </Row>
    </Stack>
  );
}
