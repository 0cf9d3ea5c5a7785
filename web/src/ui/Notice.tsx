import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Problem } from '@/api/problem';
import { Button } from './Button';
import { Icon, type IconName } from './Icon';
import { Muted, Row, Stack } from './layout';
import css from './Notice.module.css';

type Tone = 'info' | 'good' | 'warn' | 'bad';

const icons: Record<Tone, IconName> = { info: 'info', good: 'check', warn: 'warning', bad: 'warning' };

interface Props {
  tone?: Tone;
  title?: string;
  children?: ReactNode;
  /** What went wrong: said in words, with a way out. */
  problem?: unknown;
  onRetry?: () => void;
  action?: ReactNode;
}

/** Something that the person should know, in the flow of the page. */
export function Notice({ tone, title, children, problem, onRetry, action }: Props) {
  const { t, i18n } = useTranslation();
  const known = problem === undefined ? undefined : Problem.ofFailure(problem);
  const kind = tone ?? (known ? 'bad' : 'info');
  const wayOut =
    known && [`problem.code.${known.code}`, `problem.status.${known.status}`].find((key) => i18n.exists(key));
  const what = known && (known.detail || t(known.code === 'offline' ? 'problem.offline' : 'problem.unknown'));
  return (
    <div className={css.notice} data-tone={kind} role={known ? 'alert' : 'note'}>
      <Icon name={icons[kind]} />
      <Stack tight>
        {title && <strong>{title}</strong>}
        {what && <div>{what}</div>}
        {wayOut && <div>{t(wayOut as 'problem.unknown')}</div>}
        {children}
        {(onRetry || action) && (
          <Row>
            {onRetry && (
              <Button size="xs" icon="refresh" onClick={onRetry}>
                {t('common.retry')}
              </Button>
            )}
            {action}
          </Row>
        )}
        {known?.requestId && known.status >= 500 && (
          <Muted small>{t('problem.reference', { id: known.requestId })}</Muted>
        )}
      </Stack>
    </div>
  );
}
