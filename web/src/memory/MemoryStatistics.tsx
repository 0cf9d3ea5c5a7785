import { useTranslation } from 'react-i18next';
import { useFormat } from '@/format/useFormat';
import { Figure, Figures } from '@/ui';
import { useMemoryStatistics } from './memories';

/** How much is remembered, in a line of figures. */
export function MemoryStatistics() {
  const { t } = useTranslation();
  const format = useFormat();
  const { data } = useMemoryStatistics();
  return data ? (
    <Figures label={t('memory.statistics')}>
      <Figure name={t('memory.total')} value={format.number(data.total_memories)} />
      <Figure name={t('memory.tokens')} value={format.short(data.memory_tokens)} />
      {(['long', 'medium', 'short'] as const).map((layer) => (
        <Figure key={layer} name={t(`memory.layer.${layer}`)} value={format.number(data.by_layer[layer] ?? 0)} />
      ))}
    </Figures>
  ) : null;
}
