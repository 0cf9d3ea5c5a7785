import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation, useNavigate } from 'react-router';
import { ConfirmDialog, IconButton } from '@/ui';
import { useDeleteAnswer } from '../conversations';
import { dropAnswer } from '../run/runs';

/** Takes one question with its answer away for good; the rest of the conversation stays. */
export function RemoveAnswer({ id, question }: { id: string; question: string }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { pathname } = useLocation();
  const [asks, setAsks] = useState(false);
  const remove = useDeleteAnswer();
  return (
    <>
      <IconButton size="sm" icon="trash" label={t('ask.removeAnswer', { question })} onClick={() => setAsks(true)} />
      <ConfirmDialog
        open={asks}
        onClose={() => setAsks(false)}
        title={t('ask.removeAnswerTitle')}
        words={t('ask.removeAnswerWords', { question })}
        action={t('ask.remove')}
        onConfirm={async () => {
          await remove.mutateAsync(id);
          dropAnswer(id);
          if (pathname.startsWith('/ask/answers/')) {
            navigate('/ask');
          }
        }}
      />
    </>
  );
}
