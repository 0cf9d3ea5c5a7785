import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, ask } from '@/api/client';
import { useAnnounce } from '@/shell/Announcer';
import { Button, Dialog, IconButton, Muted, Notice, Row, Stack, TextArea } from '@/ui';
import type { KeptAnswer } from '../run/runState';

interface Props {
  kept: KeptAnswer;
  /** The statement that the person ran in place of the one that was written. */
  edited?: string;
}

/** Right, wrong, or the statement that would have been right: what the service learns from. */
export function Feedback({ kept, edited }: Props) {
  const { t } = useTranslation();
  const announce = useAnnounce();
  const [asks, setAsks] = useState(false);
  const [reason, setReason] = useState('');
  const id = kept.answer_id;
  const judge = useMutation({
    mutationFn: (body: { verdict: string; sql?: string; reason?: string }) =>
      ask(api.POST('/api/answers/{id}/feedback', { params: { path: { id: id ?? '' } }, body })),
    onSuccess: () => {
      setAsks(false);
      announce(t('ask.feedback.thanks'));
    },
  });
  const given = judge.data?.verdict ?? kept.verdict;
  if (!id) {
    return null;
  }
  return (
    <Row>
      <IconButton
        size="sm"
        icon="right"
        label={t('ask.feedback.right')}
        pressed={given === 'right'}
        onClick={() => judge.mutate({ verdict: 'right' })}
      />
      <IconButton
        size="sm"
        icon="wrong"
        label={t('ask.feedback.wrong')}
        pressed={given === 'wrong'}
        onClick={() => setAsks(true)}
      />
      {edited !== undefined && given !== 'corrected' && (
        <Button
          size="xs"
          icon="check"
          loading={judge.isPending}
          onClick={() => judge.mutate({ verdict: 'corrected', sql: edited })}
        >
          {t('ask.feedback.correct')}
        </Button>
      )}
      {given === 'corrected' && <Muted small>{t('ask.feedback.corrected')}</Muted>}
      {judge.error && !asks && <Notice problem={judge.error} />}
      <Dialog open={asks} onClose={() => setAsks(false)} title={t('ask.feedback.why')}>
        <Stack>
          <TextArea
            label={t('ask.feedback.reason')}
            value={reason}
            onChange={setReason}
            hint={t('ask.feedback.hint')}
          />
          {judge.error && <Notice problem={judge.error} />}
          <Row end>
            <Button onClick={() => setAsks(false)}>{t('common.cancel')}</Button>
            <Button
              kind="primary"
              loading={judge.isPending}
              onClick={() => judge.mutate({ verdict: 'wrong', reason: reason.trim() || undefined })}
            >
              {t('ask.feedback.send')}
            </Button>
          </Row>
        </Stack>
      </Dialog>
    </Row>
  );
}
