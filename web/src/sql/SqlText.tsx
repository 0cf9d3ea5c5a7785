import { useMemo } from 'react';
import css from './SqlText.module.css';
import { tokens } from './tokens';

/** A statement to read, coloured. */
export function SqlText({ sql, label }: { sql: string; label: string }) {
  const pieces = useMemo(() => tokens(sql), [sql]);
  let at = 0;
  return (
    <section className={css.frame} aria-label={label} tabIndex={0}>
      <pre className={css.sql}>
        {pieces.map((piece) => {
          const key = at;
          at += piece.text.length;
          return piece.kind === 'space' || piece.kind === 'symbol' ? (
            piece.text
          ) : (
            <span key={key} data-kind={piece.kind}>
              {piece.text}
            </span>
          );
        })}
      </pre>
    </section>
  );
}
