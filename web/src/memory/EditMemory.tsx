import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button, Dialog, Notice, Row, Stack, Switch, TextArea, TextField } from '@/ui';
import { changes, type Memory, useMemoryChange } from './memories';

/** Corrects what is remembered. */
export function EditMemory({ memory, onClose }: { memory: Memory; onClose: () => void }) {
  const { t } = useTranslation();
  const [content, setContent] = useState(memory.content);
  const [importance, setImportance] = useState(String(memory.importance));
  const [keeps, setKeeps] = useState(false);
  const edit = useMemoryChange(keeps ? changes.replace : changes.edit);
  const weight = Number(importance);
  const fits = content.trim() !== '' && importance !== '' && weight >= 0 && weight <= 1;
  return (
    <Dialog open onClose={onClose} title={t('memory.edit')}>
      <Stack>
        <TextArea label={t('memory.content')} value={content} onChange={setContent} />
        <TextField
          label={t('memory.importance')}
          hint={t('memory.importanceHint')}
          type="number"
          value={importance}
          onChange={setImportance}
        />
        <Switch label={t('memory.keepOld')} hint={t('memory.keepOldHint')} checked={keeps} onChange={setKeeps} />
        {edit.error && <Notice problem={edit.error} />}
        <Row end>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button
            kind="primary"
            disabled={!fits}
            loading={edit.isPending}
            onClick={() =>
              edit.mutate(
                { id: memory.id, content: content.trim(), kind: memory.kind, importance: weight },
                { onSuccess: onClose },
              )
            }
          >
            {t('common.save')}
          </Button>
        </Row>
      </Stack>
    </Dialog>
  );
}
