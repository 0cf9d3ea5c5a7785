import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useFormat } from '@/format/useFormat';
import { Button, Empty, Icon, Loaded, Muted, Page, Tag } from '@/ui';
import { AddDataSource } from './add/AddDataSource';
import css from './DataSourcesPage.module.css';
import { type DataSource, useDataSources } from './dataSources';

/** The databases that can be asked. */
export default function DataSourcesPage() {
  const { t } = useTranslation();
  const [adding, setAdding] = useState(false);
  const sources = useDataSources();
  return (
    <Page
      title={t('data.title')}
      actions={
        <Button kind="primary" icon="plus" onClick={() => setAdding(true)}>
          {t('data.add')}
        </Button>
      }
    >
      <Loaded query={sources}>
        {(data) =>
          data.length > 0 ? (
            <ul className={css.sources}>
              {data.map((source) => (
                <Source key={source.id} source={source} />
              ))}
            </ul>
          ) : (
            <Empty icon="data" title={t('data.none')}>
              {t('data.noneWords')}
            </Empty>
          )
        }
      </Loaded>
      {adding && <AddDataSource onClose={() => setAdding(false)} />}
    </Page>
  );
}

function Source({ source }: { source: DataSource }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <li className={css.source}>
      <span className={css.icon}>
        <Icon name="data" size={20} />
      </span>
      <div className={css.words}>
        <Link to={`/data/${source.id}`} className={css.name}>
          {source.name}
        </Link>
        <Muted small clip>
          {source.description || source.location}
        </Muted>
      </div>
      <div className={css.facts}>
        <Tag>{t(`data.kind.${source.kind as 'sqlite'}`, source.kind)}</Tag>
        {source.kind !== 'sample' && <Muted small>{format.day(source.created_at)}</Muted>}
      </div>
      <Link to={`/ask?db=${source.id}`} className={css.ask}>
        {t('data.ask')}
      </Link>
    </li>
  );
}
