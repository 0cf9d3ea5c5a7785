import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/format/useFormat';
import css from './MemoryPeek.module.css';
import type { Memory } from './memories';

/** All that is known about a memory itself. */
export function MemoryFacts({ memory }: { memory: Memory }) {
  const { t } = useTranslation();
  const format = useFormat();
  const moment = (at: string | null) => at && format.moment(at);
  const facts: [string, ReactNode][] = [
    [t('memory.kindLabel'), t(`memory.kind.${memory.kind as 'fact'}`, memory.kind)],
    [t('memory.layerLabel'), t(`memory.layer.${memory.layer as 'long'}`, memory.layer)],
    [t('memory.statusLabel'), t(`memory.status.${memory.status as 'active'}`, memory.status)],
    [t('memory.mode'), t(`memory.modes.${memory.mode as 'auto'}`, memory.mode)],
    [t('memory.importance'), memory.importance.toFixed(2)],
    [t('memory.sure'), memory.confidence === null ? null : format.percent(memory.confidence)],
    [t('memory.usesLabel'), format.number(memory.access_count)],
    [t('memory.tokens'), format.number(memory.token_count)],
    [t('memory.created'), moment(memory.created_at)],
    [t('memory.accessed'), moment(memory.accessed_at)],
    [t('memory.validFrom'), moment(memory.valid_from)],
    [t('memory.validTo'), moment(memory.valid_to)],
    [t('memory.expires'), moment(memory.expires_at)],
    [t('memory.provenance'), memory.provenance],
    [t('memory.speaker'), memory.speaker],
    [t('memory.session'), memory.session_id],
    [t('memory.entities'), memory.entities.join(', ')],
    [t('memory.merged'), memory.merged_ids.length > 0 ? format.number(memory.merged_ids.length) : null],
  ];
  return (
    <dl className={css.facts}>
      {facts
        .filter(([, value]) => value !== null && value !== '')
        .map(([name, value]) => (
          <div key={name} style={{ display: 'contents' }}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  );
}
