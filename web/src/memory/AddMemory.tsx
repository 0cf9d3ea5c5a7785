import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button, Dialog, Notice, Row, SelectField, Stack, TextArea } from '@/ui';
import { changes, useMemoryChange } from './memories';

const told = ['preference', 'rule', 'fact'] as const;

/** Tells the system something to remember. */
export function AddMemory({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  const [content, setContent] = useState('');
  const [kind, setKind] = useState<string>('preference');
  const add = useMemoryChange(changes.add);
  const keep = () =>
    add.mutate(
      { content: content.trim(), kind },
      {
        onSuccess: () => {
          setContent('');
          onClose();
        },
      },
    );
  return (
    <Dialog open={open} onClose={onClose} title={t('memory.add')}>
      <Stack>
        <SelectField
          label={t('memory.kindLabel')}
          value={kind}
          onChange={setKind}
          options={told.map((one) => ({ value: one as string, label: t(`memory.kind.${one}`) }))}
        />
        <TextArea label={t('memory.content')} placeholder={t('memory.example')} value={content} onChange={setContent} />
        {add.error && <Notice problem={add.error} />}
        <Row end>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button kind="primary" disabled={content.trim() === ''} loading={add.isPending} onClick={keep}>
            {t('memory.remember')}
          </Button>
        </Row>
      </Stack>
    </Dialog>
  );
}
