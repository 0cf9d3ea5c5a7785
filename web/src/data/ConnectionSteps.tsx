import { useTranslation } from 'react-i18next';
import type { Schemas } from '@/api/types';
import { Icon, Muted } from '@/ui';
import css from './ConnectionSteps.module.css';

const marks = { ok: 'check', warning: 'warning', failed: 'close', skipped: 'chevronRight' } as const;

/** What was tried of a connection, in order, and what to do where it failed. */
export function ConnectionSteps({ report }: { report: Schemas['ConnectionReportDocument'] }) {
  const { t } = useTranslation();
  return (
    <ol className={css.steps} aria-label={t('data.tried')}>
      {report.steps.map((step) => (
        <li key={step.step + step.message} data-outcome={step.outcome}>
          <Icon name={marks[step.outcome as 'ok'] ?? 'info'} size={16} />
          <div>
            <div>{step.message}</div>
            {step.advice && <Muted small>{step.advice}</Muted>}
          </div>
        </li>
      ))}
    </ol>
  );
}
