import type { ReactNode } from 'react';
import { classes } from './classes';
import css from './layout.module.css';

/** One below the other. */
export function Stack({ children, tight }: { children: ReactNode; tight?: boolean }) {
  return <div className={classes(css.stack, tight && css.tight)}>{children}</div>;
}

/** One beside the other, wrapping where there is no room. */
export function Row({
  children,
  end,
  between,
  bottom,
}: {
  children: ReactNode;
  end?: boolean;
  between?: boolean;
  bottom?: boolean;
}) {
  return (
    <div className={classes(css.row, end && css.end, between && css.between, bottom && css.bottom)}>{children}</div>
  );
}

/** A surface with an optional title. */
export function Card({ title, children, flush }: { title?: ReactNode; children: ReactNode; flush?: boolean }) {
  return (
    <section className={classes(css.card, flush && css.flush)}>
      {title && <h2>{title}</h2>}
      {children}
    </section>
  );
}

/** A page of the shell: its title, what can be done there, its content. */
export function Page({
  title,
  actions,
  children,
  wide,
}: {
  title: string;
  actions?: ReactNode;
  children: ReactNode;
  wide?: boolean;
}) {
  return (
    <div className={classes(css.page, wide && css.wide)}>
      <div className={css.head}>
        <h1>{title}</h1>
        {actions && <Row>{actions}</Row>}
      </div>
      {children}
    </div>
  );
}

/** Text of less weight. */
export function Muted({ children, small, clip }: { children: ReactNode; small?: boolean; clip?: boolean }) {
  return <span className={classes(css.muted, small && css.small, clip && css.clip)}>{children}</span>;
}

/** Text in the fixed-width font. */
export function Mono({ children, clip }: { children: ReactNode; clip?: boolean }) {
  return <span className={classes(css.mono, clip && css.clip)}>{children}</span>;
}

/** For screen readers only. */
export function Hidden({ children, title }: { children: ReactNode; title?: boolean }) {
  const Tag = title ? 'h1' : 'span';
  return <Tag className={css.hidden}>{children}</Tag>;
}
