import { type ReactNode, Suspense } from 'react';
import { Waiting } from '@/ui';
import css from './Turn.module.css';

/** One question and what came of it. */
export function Turn({ question, children }: { question: string; children: ReactNode }) {
  return (
    <section className={css.turn} aria-label={question}>
      <h2 className={css.question}>{question}</h2>
      <Suspense fallback={<Waiting />}>{children}</Suspense>
    </section>
  );
}
