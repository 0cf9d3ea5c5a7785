import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams, useSearchParams } from 'react-router';
import { Loaded, Muted, Page, type Tab, Tabs, Waiting } from '@/ui';
import { DataSourceActions } from './DataSourceActions';
import { useDataSources, useSchema } from './dataSources';
import { Glossary } from './glossary/Glossary';
import { Pairs } from './Pairs';
import { Rules } from './rules/Rules';
import { Tables } from './tables/Tables';

const Diagram = lazy(() => import('./diagram/Diagram'));

type View = 'tables' | 'diagram' | 'glossary' | 'rules' | 'pairs';

/** One database: what is in it, what its words mean, who may see what. */
export default function DataSourcePage() {
  const { t } = useTranslation();
  const id = Number(useParams().id);
  const [search, setSearch] = useSearchParams();
  const sources = useDataSources();
  const schema = useSchema(id);
  const source = sources.data?.find((one) => one.id === id);
  const view = (search.get('tab') ?? 'tables') as View;
  const open = (table: string) => setSearch({ tab: 'tables', table });
  const tabs: Tab<View>[] = [
    {
      id: 'tables',
      label: t('data.tables'),
      icon: 'table',
      content: (
        <Loaded query={schema} lines={8}>
          {(data) => <Tables id={id} schema={data} />}
        </Loaded>
      ),
    },
    {
      id: 'diagram',
      label: t('data.diagram'),
      icon: 'diagram',
      content: (
        <Loaded query={schema} lines={8}>
          {(data) => (
            <Suspense fallback={<Waiting lines={8} />}>
              <Diagram schema={data} onOpen={open} />
            </Suspense>
          )}
        </Loaded>
      ),
    },
    { id: 'glossary', label: t('data.glossary'), icon: 'book', content: <Glossary id={id} /> },
    { id: 'rules', label: t('data.rules'), icon: 'shield', content: <Rules id={id} /> },
    { id: 'pairs', label: t('data.pairs'), icon: 'check', content: <Pairs id={id} /> },
  ];
  return (
    <Page wide title={source?.name ?? t('data.database')} actions={source && <DataSourceActions source={source} />}>
      <Muted small>
        <Link to="/data">{t('data.title')}</Link> · {source?.location}{' '}
        {source?.description && `· ${source.description}`}
      </Muted>
      <Tabs label={source?.name ?? ''} tabs={tabs} value={view} onChange={(tab) => setSearch({ tab })} />
    </Page>
  );
}
