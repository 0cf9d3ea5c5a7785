import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ResultChart } from '@/chart/ResultChart';
import { useFormat } from '@/format/useFormat';
import type { Cell } from '@/grid/cells';
import { ResultPanel } from '@/sql/ResultPanel';
import { SqlPanel } from '@/sql/SqlPanel';
import { useResult } from '@/sql/useResult';
import { Muted, Notice, type Tab, Tabs, Waiting } from '@/ui';
import type { Answer, KeptAnswer } from '../run/runState';
import css from './AnswerCard.module.css';
import { AnswerLink } from './AnswerLink';
import { Confidence } from './Confidence';
import { Explanation } from './Explanation';
import { Feedback } from './Feedback';
import { UsedMemories } from './UsedMemories';

interface Props {
  kept: KeptAnswer;
  answer: Answer;
  /** Whether the rows came with it; those of a kept answer are asked for anew. */
  withRows: boolean;
  /** Asks the question again without some memories. */
  onAgain?: (withoutMemories: string[]) => void;
}

type View = 'result' | 'chart' | 'explanation';

/** An answer: what was understood, the statement, its rows as grid and chart, how sure it is and why. */
export function AnswerCard({ kept, answer, withRows, onAgain }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const written = answer.sql ?? '';
  const [ran, setRan] = useState(written);
  const [view, setView] = useState<View>(answer.chart && answer.chart.type !== 'number' ? 'chart' : 'result');
  const first = withRows
    ? { sql: written, columns: answer.columns, rows: answer.rows as Cell[][], truncated: answer.truncated }
    : undefined;
  const { result, problem, running, came, again, all, hasAll } = useResult({
    sourceId: answer.datasource_id,
    conversation: kept.conversation_id,
    sql: ran,
    first,
  });
  const run = (sql: string) => (sql === ran ? again() : setRan(sql));
  // A suggestion is for the rows of the statement that was written, not of another one.
  const suggestion = ran === written ? answer.chart : null;
  const tabs: Tab<View>[] = [
    {
      id: 'result',
      label: t('ask.result'),
      icon: 'table',
      content: result && (
        <ResultPanel
          result={result}
          label={answer.question}
          onAll={hasAll ? undefined : all}
          loading={running}
          came={came}
        />
      ),
    },
    {
      id: 'chart',
      label: t('ask.chart'),
      icon: 'chart',
      content: result && (
        <ResultChart suggestion={suggestion} columns={result.columns} rows={result.rows} label={answer.question} />
      ),
    },
    { id: 'explanation', label: t('ask.how'), icon: 'info', content: <Explanation answer={answer} /> },
  ];
  return (
    <article className={css.card} aria-label={answer.question}>
      <div className={css.head}>
        <p className={css.words}>{answer.explanation}</p>
        <Confidence answer={answer} />
      </div>
      <UsedMemories answer={answer} onWithout={onAgain && ((id) => onAgain([id]))} />
      <SqlPanel sourceId={answer.datasource_id} written={written} ran={ran} running={running} onRun={run} />
      <div className={css.body}>
        {problem && <Notice problem={problem} onRetry={again} />}
        {!result && !problem && <Waiting lines={5} />}
        {result && !problem && <Tabs label={t('ask.views')} tabs={tabs} value={view} onChange={setView} />}
      </div>
      <div className={css.foot}>
        <Feedback kept={kept} edited={ran === written ? undefined : ran} />
        <Muted small>
          {[
            answer.model ??
              (answer.generator && t(`ask.generator.${answer.generator as 'embedded'}`, answer.generator)),
            answer.usage.cost_usd > 0 ? format.dollars(answer.usage.cost_usd) : t('ask.free'),
          ]
            .filter(Boolean)
            .join(' · ')}
        </Muted>
        {kept.answer_id && <AnswerLink id={kept.answer_id} />}
      </div>
    </article>
  );
}
