import { useTranslation } from 'react-i18next';
import { useLocation, useNavigate } from 'react-router';
import { SelectField } from '@/ui';
import { useCurrentSource } from './dataSources';

/** Which database the questions go to: one click. */
export function DataSourcePicker() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { pathname } = useLocation();
  const { sources, current, choose } = useCurrentSource();
  // A conversation stays with its database: another one begins another conversation.
  const turnTo = (id: string) => (pathname === '/ask' ? choose(Number(id)) : navigate(`/ask?db=${id}`));
  return current ? (
    <SelectField
      label={t('ask.source')}
      quiet
      value={String(current.id)}
      onChange={turnTo}
      options={(sources.data ?? []).map((source) => ({ value: String(source.id), label: source.name }))}
    />
  ) : null;
}
