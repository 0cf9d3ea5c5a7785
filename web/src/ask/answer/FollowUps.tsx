import { useTranslation } from 'react-i18next';
import { useSchema } from '@/data/dataSources';
import { Button, Row } from '@/ui';
import type { Answer } from '../run/runState';
import { followUps } from './followUps';

/** What may be asked next, one click each. */
export function FollowUps({ answer, onAsk }: { answer: Answer; onAsk: (question: string) => void }) {
  const { t, i18n } = useTranslation();
  const schema = useSchema(answer.datasource_id);
  const next = followUps(answer, schema.data, i18n.language);
  return next.length > 0 ? (
    <section aria-label={t('ask.next')}>
      <Row>
        {next.map((one) => {
          const words = one.key === 'by' ? t('ask.nextBy', { what: one.what }) : t(`ask.nextWords.${one.key}`);
          return (
            <Button key={words} size="xs" icon="chevronRight" onClick={() => onAsk(words)}>
              {words}
            </Button>
          );
        })}
      </Row>
    </section>
  ) : null;
}
