import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, ask } from '@/api/client';
import type { DataSource } from '@/data/dataSources';
import { Tour } from '@/tour/Tour';
import { Icon, Tag, Waiting } from '@/ui';
import css from './Welcome.module.css';

/** Before the first question: what this database can be asked. */
export function Welcome({ source, onAsk }: { source: DataSource; onAsk: (question: string) => void }) {
  const { t, i18n } = useTranslation();
  const suggestions = useQuery({
    queryKey: ['suggestions', source.id, i18n.language],
    queryFn: () =>
      ask(api.GET('/api/datasources/{id}/suggestions', { params: { path: { id: source.id }, query: { limit: 4 } } })),
  });
  return (
    <div className={css.welcome}>
      <h1>{t('ask.welcome', { source: source.name })}</h1>
      <p className={css.words}>{t('ask.welcomeWords')}</p>
      {source.kind === 'sample' && <Tour onAsk={onAsk} />}
      {suggestions.isPending && <Waiting lines={2} />}
      <ul className={css.suggestions} aria-label={t('ask.suggestions')}>
        {suggestions.data?.suggestions.map((suggestion) => (
          <li key={suggestion.question}>
            <button type="button" className={css.suggestion} onClick={() => onAsk(suggestion.question)}>
              <span>{suggestion.question}</span>
              {suggestion.source === 'verified' ? (
                <Tag tone="good">{t('ask.verified')}</Tag>
              ) : (
                <Icon name="chevronRight" size={16} />
              )}
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
