import { useTranslation } from 'react-i18next';
import { Hidden } from '@/ui';
import type { Explanation } from './memories';
import css from './ScoreBar.module.css';
import { parts } from './scoreParts';

/** A score and what it is made of, as a bar of its parts. The numbers stand in the details. */
export function ScoreBar({ score, explanation }: { score: number; explanation: Explanation | null }) {
  const { t } = useTranslation();
  return (
    <span className={css.score}>
      <Hidden>{t('memory.score', { score: score.toFixed(2) })}</Hidden>
      <span className={css.bar} aria-hidden="true">
        {parts(explanation)
          .filter(({ value }) => value > 0)
          .map(({ name, value }) => (
            <span key={name} data-part={name} style={{ width: `${Math.min(1, value) * 100}%` }} />
          ))}
      </span>
      <span className={css.number} aria-hidden="true">
        {score.toFixed(2)}
      </span>
    </span>
  );
}
