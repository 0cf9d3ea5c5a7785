import { type ReactNode, Suspense } from 'react';
import { Waiting } from '@/ui';
import { RemoveAnswer } from './RemoveAnswer';
import css from './Turn.module.css';

interface Props {
  question: string;
  /** The answer that is kept of it, once there is one. */
  answer?: string;
  children: ReactNode;
}

/** One question and what came of it. */
export function Turn({ question, answer, children }: Props) {
  return (
    <section className={css.turn} aria-label={question}>
      <div className={css.head}>
        <span className={css.action}>{answer && <RemoveAnswer id={answer} question={question} />}</span>
        <h2 className={css.question}>{question}</h2>
      </div>
      <Suspense fallback={<Waiting />}>{children}</Suspense>
    </section>
  );
}
