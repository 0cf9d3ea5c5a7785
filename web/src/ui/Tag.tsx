import type { ReactNode } from 'react';
import css from './Tag.module.css';

export type TagTone = 'plain' | 'accent' | 'good' | 'warn' | 'bad';

/** A short word about something: its kind, its state. */
export function Tag({ children, tone = 'plain', title }: { children: ReactNode; tone?: TagTone; title?: string }) {
  return (
    <span className={css.tag} data-tone={tone} title={title}>
      {children}
    </span>
  );
}
