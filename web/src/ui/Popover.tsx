import type { ReactNode } from 'react';
import { Floating, type FloatingTarget } from './Floating';
import css from './Floating.module.css';

/** More about something, opened by the button that is its target. */
export function Popover({ target, children, label }: { target: FloatingTarget; children: ReactNode; label: string }) {
  return (
    <Floating target={target} align="start" className={css.popover}>
      {() => <section aria-label={label}>{children}</section>}
    </Floating>
  );
}
