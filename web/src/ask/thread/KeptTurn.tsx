import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/format/useFormat';
import { Button, Loaded, Muted, Row } from '@/ui';
import { type AnswerSummary, useKeptAnswer } from '../conversations';
import css from './KeptTurn.module.css';
import { Outcome } from './lazyOutcome';
import { Turn } from './Turn';

interface Props {
  summary: AnswerSummary;
  /** Whether it is shown as a whole from the start; others are opened by the person, so that long threads stay light. */
  open: boolean;
  onAsk: (question: string, withoutMemories?: string[]) => void;
}

/** A question that was answered before. Its rows are read anew, under today's rules. */
export function KeptTurn({ summary, open, onAsk }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const [opened, setOpened] = useState(open);
  const kept = useKeptAnswer(summary.answer_id, opened);
  return (
    <Turn question={summary.question} answer={summary.answer_id}>
      {opened ? (
        <Loaded query={kept}>{(data) => <Outcome kept={data} withRows={false} isLast={open} onAsk={onAsk} />}</Loaded>
      ) : (
        <div className={css.closed}>
          <code className={css.sql}>{summary.sql ?? t(`ask.state.${summary.state as 'failed'}`)}</code>
          <Row>
            <Muted small>
              {[
                format.moment(summary.asked_at),
                summary.row_count === null
                  ? ''
                  : t('grid.rows', { count: summary.row_count, shown: format.number(summary.row_count) }),
              ]
                .filter(Boolean)
                .join(' · ')}
            </Muted>
            <Button size="xs" onClick={() => setOpened(true)}>
              {t('ask.show')}
            </Button>
          </Row>
        </div>
      )}
    </Turn>
  );
}
