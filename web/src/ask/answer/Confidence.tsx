import { useTranslation } from 'react-i18next';
import { useFormat } from '@/format/useFormat';
import { Hidden, Muted, Popover, Stack } from '@/ui';
import type { Answer } from '../run/runState';
import css from './Confidence.module.css';
import { levelOf } from './confidence';

/** How sure the answer is in a word; what made it so, behind it. */
export function Confidence({ answer }: { answer: Answer }) {
  const { t } = useTranslation();
  const format = useFormat();
  const level = levelOf(answer.confidence);
  const reasons = answer.reasons ?? [];
  return (
    <Popover
      label={t('ask.confidence.title')}
      target={
        <button type="button" className={css.level} data-level={level}>
          <span className={css.dot} aria-hidden="true" />
          {t(`ask.confidence.${level}`)}
        </button>
      }
    >
      <Stack tight>
        <strong>{t('ask.confidence.share', { share: format.percent(answer.confidence) })}</strong>
        {reasons.length > 0 ? (
          <ul className={css.reasons}>
            {reasons.map((reason) => (
              <li key={reason.code + reason.text} data-effect={reason.effect}>
                <span aria-hidden="true">{reason.effect === 'raises' ? '+' : '−'}</span>
                <Hidden>{t(`ask.confidence.${reason.effect as 'raises'}`)}</Hidden>
                <span>{reason.text}</span>
              </li>
            ))}
          </ul>
        ) : (
          <Muted small>{t('ask.confidence.noReasons')}</Muted>
        )}
      </Stack>
    </Popover>
  );
}
