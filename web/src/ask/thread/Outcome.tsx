import { useTranslation } from 'react-i18next';
import { Button, Notice, Row } from '@/ui';
import { AnswerCard, type AnswerCardProps } from '../answer/AnswerCard';

interface Props extends AnswerCardProps {
  onAsk?: (question: string) => void;
}

/** What came of a question: an answer, or a question back whose answers are buttons. */
export function Outcome({ onAsk, ...card }: Props) {
  const { t } = useTranslation();
  const { clarification, sql } = card.answer;
  if (sql) {
    return <AnswerCard {...card} />;
  }
  return clarification ? (
    <Notice tone="info" title={t('ask.clarify')}>
      <p>{clarification.question}</p>
      <Row>
        {clarification.options.map((option) => (
          <Button key={option} disabled={!onAsk} onClick={() => onAsk?.(option)}>
            {option}
          </Button>
        ))}
      </Row>
    </Notice>
  ) : (
    <Notice tone="warn" title={t('ask.noAnswer')}>
      <p>{card.answer.explanation ?? t('ask.noAnswerWords')}</p>
    </Notice>
  );
}
