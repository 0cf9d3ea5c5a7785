import { useTranslation } from 'react-i18next';
import { useFormat } from '@/format/useFormat';
import { useMe } from '@/signin/useMe';
import { Card, DataTable, Loaded, Notice, Row, Stack, Tag } from '@/ui';
import { useModels } from './administration';

/** The models that the service knows, and what they cost per million tokens. */
export function Models() {
  const { t } = useTranslation();
  const format = useFormat();
  const me = useMe();
  const models = useModels();
  return (
    <Stack>
      {me.data && !me.data.claude && <Notice>{t('manage.noClaude')}</Notice>}
      <Loaded query={models}>
        {(data) => (
          <Card flush>
            <DataTable
              caption={t('manage.models')}
              rows={data}
              rowKey={(model) => model.id}
              columns={[
                {
                  id: 'id',
                  label: t('watch.model'),
                  whole: true,
                  cell: (model) => (
                    <Row>
                      {model.id}
                      {model.retired && <Tag tone="bad">{t('manage.retired')}</Tag>}
                    </Row>
                  ),
                },
                {
                  id: 'tier',
                  label: t('manage.tier'),
                  cell: (model) => model.tier && t(`manage.tiers.${model.tier as 'fast'}`, model.tier),
                },
                {
                  id: 'context',
                  label: t('manage.context'),
                  number: true,
                  cell: (model) => format.short(model.context_tokens),
                },
                {
                  id: 'input',
                  label: t('watch.input'),
                  number: true,
                  cell: (model) => format.dollars(model.prices[0]?.input ?? 0),
                },
                {
                  id: 'output',
                  label: t('watch.output'),
                  number: true,
                  cell: (model) => format.dollars(model.prices[0]?.output ?? 0),
                },
                {
                  id: 'read',
                  label: t('watch.cached'),
                  number: true,
                  cell: (model) => format.dollars(model.prices[0]?.cache_read ?? 0),
                },
              ]}
            />
          </Card>
        )}
      </Loaded>
    </Stack>
  );
}
