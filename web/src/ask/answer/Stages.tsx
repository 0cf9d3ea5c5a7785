import { useTranslation } from 'react-i18next';
import { useFormat } from '@/format/useFormat';
import { Icon, Muted } from '@/ui';
import { isOver, type Run, type Stage } from '../run/runState';
import css from './Stages.module.css';

const marks = { ok: 'check', failed: 'close', stopped: 'stop' } as const;

/** What is being done for the answer, step by step; one line when it is done, with the steps behind it. */
export function Stages({ run }: { run: Run }) {
  const { t } = useTranslation();
  const format = useFormat();
  const steps = (
    <ol className={css.steps}>
      {run.stages.map((stage) => (
        <Step key={stage.step} stage={stage} />
      ))}
    </ol>
  );
  if (!isOver(run)) {
    return (
      <div className={css.stages}>
        {run.status === 'reconnecting' && <Muted small>{t('ask.reconnecting')}</Muted>}
        {steps}
        {run.stages.length === 0 && <Muted>{t('ask.starting')}</Muted>}
      </div>
    );
  }
  const ms = run.stages.reduce((sum, stage) => sum + (stage.ms ?? 0), 0);
  const tokens = run.stages.reduce((sum, stage) => sum + (stage.tokens ?? 0), 0);
  return run.stages.length > 0 ? (
    <details className={css.done}>
      <summary>
        {t(`ask.over.${run.status as 'answered'}`, { time: format.duration(ms) })}
        {' · '}
        {tokens > 0 ? t('ask.tokens', { count: tokens, shown: format.number(tokens) }) : t('ask.noTokens')}
      </summary>
      {steps}
    </details>
  ) : null;
}

function Step({ stage }: { stage: Stage }) {
  const { t } = useTranslation();
  const format = useFormat();
  const state = stage.state as 'started' | 'ok' | 'failed' | 'stopped';
  return (
    <li className={css.step} data-state={state}>
      <span className={css.mark}>{state !== 'started' && <Icon name={marks[state]} size={13} />}</span>
      <span className={css.name}>
        {t(`ask.stage.${stage.stage as 'understand'}`)}
        {stage.generator && (
          <Muted small> · {t(`ask.generator.${stage.generator as 'embedded'}`, stage.generator)}</Muted>
        )}
      </span>
      <Muted small>{stage.detail}</Muted>
      <span className={css.figures}>
        {stage.tokens ? `${t('ask.tokens', { count: stage.tokens, shown: format.number(stage.tokens) })} · ` : ''}
        {stage.ms !== null && stage.ms !== undefined && format.duration(stage.ms)}
      </span>
    </li>
  );
}
