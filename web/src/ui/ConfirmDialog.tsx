import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from './Button';
import { Dialog } from './Dialog';
import { Row, Stack } from './layout';
import { Notice } from './Notice';
import { TextField } from './TextField';

interface Props {
  open: boolean;
  onClose: () => void;
  onConfirm: () => Promise<unknown>;
  title: string;
  words: string;
  action: string;
  /** What has to be typed before it can be done; without it a click is enough. */
  typed?: string;
}

/** Asks before something is destroyed. It closes when the server has done it, and says it when it has not. */
export function ConfirmDialog({ open, onClose, onConfirm, title, words, action, typed }: Props) {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const [working, setWorking] = useState(false);
  const [failure, setFailure] = useState<unknown>();
  const close = () => {
    setText('');
    setFailure(undefined);
    onClose();
  };
  const confirm = async () => {
    setWorking(true);
    setFailure(undefined);
    try {
      await onConfirm();
      close();
    } catch (problem) {
      setFailure(problem);
    } finally {
      setWorking(false);
    }
  };
  return (
    <Dialog open={open} onClose={close} title={title} size="sm">
      <Stack>
        <p>{words}</p>
        {typed !== undefined && (
          <TextField label={t('common.typeToConfirm', { typed })} value={text} onChange={setText} autoComplete="off" />
        )}
        {failure !== undefined && <Notice problem={failure} />}
        <Row end>
          <Button onClick={close}>{t('common.cancel')}</Button>
          <Button kind="danger" loading={working} disabled={typed !== undefined && text !== typed} onClick={confirm}>
            {action}
          </Button>
        </Row>
      </Stack>
    </Dialog>
  );
}
