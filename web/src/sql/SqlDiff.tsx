import { useTranslation } from 'react-i18next';
import { Hidden } from '@/ui';
import { diffLines } from './diff';
import css from './SqlDiff.module.css';

const signs = { same: ' ', added: '+', removed: '−' };

/** What a person changed in the statement that was written for them. */
export function SqlDiff({ before, after }: { before: string; after: string }) {
  const { t } = useTranslation();
  const lines = diffLines(before, after).map((line, at) => ({ ...line, at }));
  return (
    <section className={css.diff} aria-label={t('sql.diff')} tabIndex={0}>
      {lines.map((line) => (
        <div key={line.at} className={css.line} data-change={line.change}>
          <span aria-hidden="true">{signs[line.change]}</span>
          {line.change !== 'same' && <Hidden>{t(`sql.${line.change}`)}</Hidden>}
          <span>{line.text}</span>
        </div>
      ))}
    </section>
  );
}
