import type { ReactNode } from 'react';
import css from './Empty.module.css';
import { Icon, type IconName } from './Icon';

/** Where there is nothing yet: what would be here, and how it gets here. */
export function Empty({ icon, title, children }: { icon: IconName; title: string; children?: ReactNode }) {
  return (
    <div className={css.empty}>
      <span className={css.icon}>
        <Icon name={icon} size={26} />
      </span>
      <p className={css.title}>{title}</p>
      {children && <div className={css.words}>{children}</div>}
    </div>
  );
}
