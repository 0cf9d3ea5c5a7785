import { useTranslation } from 'react-i18next';
import { Button, Notice, Row } from '@/ui';
import { AnswerCard } from '../answer/AnswerCard';
import { FollowUps } from '../answer/FollowUps';
import type { KeptAnswer } from '../run/runState';

interface Props {
  kept: KeptAnswer;
  withRows: boolean;
  /** Whether nothing was asked after it: only then a follow-up leans on it. */
  isLast?: boolean;
  onAsk: (question: string, withoutMemories?: string[]) => void;
}

/** What came of a question: an answer, a question back whose answers are buttons, or why there is none. */
export function Outcome({ kept, withRows, isLast, onAsk }: Props) {
  const { t } = useTranslation();
  const { answer, problem } = kept;
  if (answer?.sql) {
    return (
      <>
        <AnswerCard
          kept={kept}
          answer={answer}
          withRows={withRows}
          onAgain={(without) => onAsk(kept.question, without)}
        />
        {isLast && <FollowUps answer={answer} onAsk={onAsk} />}
      </>
    );
  }
  if (answer?.clarification) {
    return (
      <Notice tone="info" title={t('ask.clarify')}>
        <p>{answer.clarification.question}</p>
        <Row>
          {answer.clarification.options.map((option) => (
            <Button key={option} onClick={() => onAsk(option)}>
              {option}
            </Button>
          ))}
        </Row>
      </Notice>
    );
  }
  return (
    <Notice
      tone={problem ? 'bad' : 'warn'}
      title={t(kept.state === 'stopped' ? 'ask.state.stopped' : 'ask.noAnswer')}
      onRetry={() => onAsk(kept.question)}
    >
      <p>
        {problem?.detail ?? answer?.explanation ?? t(kept.state === 'stopped' ? 'ask.stopped' : 'ask.noAnswerWords')}
      </p>
    </Notice>
  );
}
