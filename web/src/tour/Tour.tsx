import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { stored } from '@/state/stored';
import { Button, IconButton, Muted } from '@/ui';
import css from './Tour.module.css';

const steps = ['count', 'trend', 'chart', 'chinese', 'rank'] as const;
const kept = stored('memori.tour', '');

/** Five questions on the sample database that show what the page can do; each is ticked when it was asked, and the tour can be put away. */
export function Tour({ onAsk }: { onAsk: (question: string) => void }) {
  const { t } = useTranslation();
  const [state, setState] = useState(() => kept.get());
  const asked = state.split(' ');
  const change = (next: string) => {
    kept.set(next);
    setState(next);
  };
  if (asked.includes('over')) {
    return (
      <div>
        <Button size="xs" kind="plain" icon="spark" onClick={() => change('')}>
          {t('tour.again')}
        </Button>
      </div>
    );
  }
  return (
    <section className={css.tour} aria-label={t('tour.title')}>
      <div className={css.head}>
        <h2>{t('tour.title')}</h2>
        <IconButton size="sm" icon="close" label={t('tour.close')} onClick={() => change('over')} />
      </div>
      <Muted small>{t('tour.words')}</Muted>
      <ol className={css.steps}>
        {steps.map((step, at) => (
          <li key={step}>
            <button
              type="button"
              className={css.step}
              onClick={() => {
                change([...new Set([...asked.filter(Boolean), step])].join(' '));
                onAsk(t(`tour.${step}.question`));
              }}
            >
              <span className={css.number} data-done={asked.includes(step) || undefined}>
                {asked.includes(step) ? '✓' : at + 1}
              </span>
              <span className={css.question}>{t(`tour.${step}.question`)}</span>
              <Muted small>{t(`tour.${step}.shows`)}</Muted>
            </button>
          </li>
        ))}
      </ol>
    </section>
  );
}
