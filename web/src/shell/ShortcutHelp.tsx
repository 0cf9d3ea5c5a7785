import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog, Keys } from '@/ui';
import css from './ShortcutHelp.module.css';

const groups = {
  anywhere: ['Mod+K', '?', 'g a', 'g d', 'g m', 'g w', 'g s'],
  ask: ['Enter', 'Shift+Enter', 'Esc', '/', 'F6', 'Mod+Enter'],
  grid: ['↑ ↓ ← →', 'Mod+Home', 'Mod+End', 'Mod+C', 'Space'],
  list: ['j', 'k'],
} as const;

/** The keys, as they are. */
export function ShortcutHelp({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Dialog open={open} onClose={onClose} title={t('shell.keys')} size="lg">
      <div className={css.groups}>
        {(Object.keys(groups) as (keyof typeof groups)[]).map((group) => (
          <section key={group}>
            <h3>{t(`keys.${group}.title`)}</h3>
            <dl className={css.keys}>
              {groups[group].map((keys, at) => (
                <Fragment key={keys}>
                  <dt>
                    <Keys keys={keys} />
                  </dt>
                  <dd>{t(`keys.${group}.${at}` as 'keys.list.0')}</dd>
                </Fragment>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}
