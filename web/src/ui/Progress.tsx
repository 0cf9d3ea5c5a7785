import css from './Progress.module.css';

/** How far something is, 0–1. */
export function Progress({ label, share, tone }: { label: string; share: number; tone?: 'warn' | 'bad' }) {
  return (
    <progress
      className={css.progress}
      data-tone={tone}
      aria-label={label}
      value={Math.min(1, Math.max(0, share))}
      max={1}
    />
  );
}
