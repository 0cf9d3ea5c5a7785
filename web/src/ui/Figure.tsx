import type { ReactNode } from 'react';
import css from './Figure.module.css';

/** A few numbers side by side. */
export function Figures({ label, children }: { label: string; children: ReactNode }) {
  return (
    <dl className={css.figures} aria-label={label}>
      {children}
    </dl>
  );
}

/** A number with its name, and a word about it. */
export function Figure({
  name,
  value,
  note,
  tone,
}: {
  name: string;
  value: ReactNode;
  note?: ReactNode;
  tone?: 'good' | 'warn' | 'bad';
}) {
  return (
    <div className={css.figure}>
      <dt>{name}</dt>
      <dd data-tone={tone}>
        <span className={css.value}>{value}</span>
        {note && <span className={css.note}>{note}</span>}
      </dd>
    </div>
  );
}
