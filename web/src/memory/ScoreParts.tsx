import { useTranslation } from 'react-i18next';
import { Muted } from '@/ui';
import css from './MemoryPeek.module.css';
import type { Explanation } from './memories';
import { parts } from './scoreParts';

/** What made the score of a memory that was searched for, in numbers. */
export function ScoreParts({ explanation, score }: { explanation: Explanation; score: number }) {
  const { t } = useTranslation();
  return (
    <section>
      <h3 className={css.heading}>{t('memory.scoreTitle', { score: score.toFixed(2) })}</h3>
      <dl className={css.facts}>
        {parts(explanation)
          .filter(({ value }) => Math.abs(value) >= 0.005)
          .map(({ name, value }) => (
            <div key={name} style={{ display: 'contents' }}>
              <dt>{t(`memory.part.${name}`)}</dt>
              <dd>{value.toFixed(2)}</dd>
            </div>
          ))}
      </dl>
      {explanation.terms && explanation.terms.length > 0 && (
        <Muted small>{t('memory.terms', { terms: explanation.terms.join(', ') })}</Muted>
      )}
    </section>
  );
}
