import { useTranslation } from 'react-i18next';
import { SelectField } from '@/ui';
import { useCurrentSource } from './dataSources';

/** Which database the questions go to: one click. */
export function DataSourcePicker() {
  const { t } = useTranslation();
  const { sources, current, choose } = useCurrentSource();
  return current ? (
    <SelectField
      label={t('ask.source')}
      quiet
      value={String(current.id)}
      onChange={(id) => choose(Number(id))}
      options={(sources.data ?? []).map((source) => ({ value: String(source.id), label: source.name }))}
    />
  ) : null;
}
