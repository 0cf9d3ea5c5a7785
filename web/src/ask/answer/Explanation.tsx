import { useTranslation } from 'react-i18next';
import { useFormat } from '@/format/useFormat';
import { DataTable, Muted, Row, Stack, Tag } from '@/ui';
import type { Answer } from '../run/runState';

/** How the answer came about: tables, steps with their times, tokens and money. */
export function Explanation({ answer }: { answer: Answer }) {
  const { t } = useTranslation();
  const format = useFormat();
  const steps = answer.trace.map((step, at) => ({ ...step, at }));
  return (
    <Stack>
      {(answer.tables ?? []).length > 0 && (
        <Row>
          <Muted>{t('ask.tables')}</Muted>
          {answer.tables?.map((table) => (
            <Tag key={table}>{table}</Tag>
          ))}
        </Row>
      )}
      <DataTable
        caption={t('ask.steps')}
        rows={steps}
        rowKey={(step) => String(step.at)}
        columns={[
          { id: 'stage', label: t('ask.step'), cell: (step) => t(`ask.trace.${step.stage as 'ground'}`, step.stage) },
          { id: 'detail', label: t('ask.detail'), cell: (step) => step.detail },
          { id: 'ms', label: t('ask.time'), number: true, cell: (step) => format.duration(step.ms) },
        ]}
      />
      <Muted small>
        {t('ask.usage', {
          input: format.number(answer.usage.input_tokens),
          output: format.number(answer.usage.output_tokens),
          read: format.number(answer.usage.cache_read_input_tokens),
          cost: format.dollars(answer.usage.cost_usd),
        })}
      </Muted>
    </Stack>
  );
}
