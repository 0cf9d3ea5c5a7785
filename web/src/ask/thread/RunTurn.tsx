import { useTranslation } from 'react-i18next';
import { Button, Notice } from '@/ui';
import { Stages } from '../answer/Stages';
import { isOver, type Run } from '../run/runState';
import { dropRun } from '../run/runs';
import { Outcome } from './lazyOutcome';
import { Turn } from './Turn';

interface Props {
  run: Run;
  isLast: boolean;
  onAsk: (question: string, withoutMemories?: string[]) => void;
  onEdit: (question: string) => void;
}

/** A question that was asked since the page was loaded, from its first step to its answer. */
export function RunTurn({ run, isLast, onAsk, onEdit }: Props) {
  const { t } = useTranslation();
  const again = (withoutMemories?: string[]) => {
    dropRun(run);
    onAsk(run.question, withoutMemories);
  };
  return (
    <Turn question={run.question} answer={run.kept?.answer_id ?? undefined}>
      <Stages run={run} />
      {run.kept && <Outcome kept={run.kept} withRows isLast={isLast} onAsk={onAsk} />}
      {run.problem && (
        <Notice
          problem={run.problem}
          onRetry={() => again()}
          action={
            <Button size="xs" icon="edit" onClick={() => onEdit(run.question)}>
              {t('ask.editQuestion')}
            </Button>
          }
        />
      )}
      {isOver(run) && run.status === 'stopped' && (
        <Notice tone="info" onRetry={() => again()}>
          {t('ask.stopped')}
        </Notice>
      )}
    </Turn>
  );
}
