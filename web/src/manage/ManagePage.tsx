import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { Page, type Tab, Tabs } from '@/ui';
import { Budgets } from './Budgets';
import { Jobs } from './Jobs';
import { Keys } from './Keys';
import { Models } from './Models';
import { Sessions } from './Sessions';
import { Settings } from './Settings';
import { ThisPage } from './ThisPage';
import { Users } from './Users';

type View = 'keys' | 'users' | 'budgets' | 'sessions' | 'models' | 'settings' | 'jobs' | 'page';

/** Who may use the service, how much, and how it is set up. */
export default function ManagePage() {
  const { t } = useTranslation();
  const [search, setSearch] = useSearchParams();
  const view = (search.get('tab') ?? 'keys') as View;
  const tabs: Tab<View>[] = [
    { id: 'keys', label: t('manage.keys'), icon: 'key', content: <Keys /> },
    {
      id: 'users',
      label: t('manage.users'),
      icon: 'user',
      content: <Users onBudget={(user) => setSearch({ tab: 'budgets', user })} />,
    },
    { id: 'budgets', label: t('manage.budgets'), icon: 'chart', content: <Budgets first={search.get('user') ?? ''} /> },
    { id: 'sessions', label: t('manage.sessions'), icon: 'clock', content: <Sessions /> },
    { id: 'models', label: t('manage.models'), icon: 'spark', content: <Models /> },
    { id: 'settings', label: t('manage.settings'), icon: 'manage', content: <Settings /> },
    { id: 'jobs', label: t('manage.jobs'), icon: 'refresh', content: <Jobs /> },
    { id: 'page', label: t('manage.page'), icon: 'info', content: <ThisPage /> },
  ];
  return (
    <Page title={t('manage.title')}>
      <Tabs label={t('manage.title')} tabs={tabs} value={view} onChange={(tab) => setSearch({ tab })} />
    </Page>
  );
}
