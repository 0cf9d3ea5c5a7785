import { lazy, Suspense, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { useMe } from '@/signin/useMe';
import { Button, Choice, ConfirmDialog, Empty, Loaded, Page, Row, SelectField, TextField, Waiting } from '@/ui';
import { AddMemory } from './AddMemory';
import { MemoryActions } from './MemoryActions';
import { MemoryList } from './MemoryList';
import css from './MemoryPage.module.css';
import { MemoryPeek } from './MemoryPeek';
import { MemoryStatistics } from './MemoryStatistics';
import { type Filter, kinds, statuses, useForget, useMemories } from './memories';

const Everybody = lazy(() => import('./Everybody'));

/** What the system knows of the person: to find, to understand, to correct, to take away. */
export default function MemoryPage() {
  const { t } = useTranslation();
  const [search, setSearch] = useSearchParams();
  const [text, setText] = useState(search.get('q') ?? '');
  const [adding, setAdding] = useState(false);
  const [chosen, setChosen] = useState<string[]>([]);
  const [forgetting, setForgetting] = useState(false);
  const filter: Filter = {
    text: search.get('q') ?? '',
    kind: search.get('kind') ?? '',
    status: search.get('status') ?? 'active',
  };
  const opened = search.get('id');
  const me = useMe();
  const isAll = me.data?.administrator === true && search.get('view') === 'all';
  const memories = useMemories(filter);
  const forget = useForget();
  const change = (name: string, value: string) => {
    // From the address as it is now: what was changed a moment ago may not be rendered yet.
    const next = new URLSearchParams(window.location.search);
    if (value) {
      next.set(name, value);
    } else {
      next.delete(name);
    }
    setSearch(next, { replace: name !== 'id' });
  };

  // The address follows what is typed, a moment later.
  useEffect(() => {
    if (text === (search.get('q') ?? '')) {
      return;
    }
    const timer = setTimeout(() => change('q', text), 250);
    return () => clearTimeout(timer);
  });

  const found = memories.data?.pages.flat() ?? [];
  const views = me.data?.administrator && (
    <Choice
      label={t('memory.whose')}
      value={isAll ? 'all' : 'own'}
      onChange={(view) => setSearch(view === 'all' ? { view } : {})}
      options={[
        { value: 'own', label: t('memory.own') },
        { value: 'all', label: t('memory.everybody') },
      ]}
    />
  );
  if (isAll) {
    return (
      <Page title={t('memory.everybodyTitle')} actions={views}>
        <Suspense fallback={<Waiting />}>
          <Everybody />
        </Suspense>
      </Page>
    );
  }
  return (
    <div className={css.split} data-peek={opened !== null || undefined}>
      <Page
        title={t('memory.title')}
        actions={
          <>
            {views}
            <MemoryActions onAdd={() => setAdding(true)} />
          </>
        }
      >
        <MemoryStatistics />
        <Row>
          <div className={css.search}>
            <TextField
              label={t('memory.search')}
              quiet
              icon="search"
              type="search"
              placeholder={t('memory.search')}
              value={text}
              onChange={setText}
            />
          </div>
          <SelectField
            label={t('memory.kindLabel')}
            quiet
            value={filter.kind}
            onChange={(kind) => change('kind', kind)}
            options={[
              { value: '', label: t('memory.allKinds') },
              ...kinds.map((kind) => ({ value: kind as string, label: t(`memory.kind.${kind}`) })),
            ]}
          />
          <SelectField
            label={t('memory.statusLabel')}
            quiet
            value={filter.status}
            onChange={(status) => change('status', status === 'active' ? '' : status)}
            options={statuses.map((status) => ({ value: status as string, label: t(`memory.status.${status}`) }))}
          />
          {chosen.length > 0 && (
            <Button kind="danger" icon="trash" onClick={() => setForgetting(true)}>
              {t('memory.forgetCount', { count: chosen.length })}
            </Button>
          )}
        </Row>
        <Loaded query={memories} lines={8}>
          {() =>
            found.length > 0 ? (
              <>
                <MemoryList
                  found={found}
                  opened={opened}
                  onOpen={(id) => change('id', id)}
                  chosen={chosen}
                  onChoose={setChosen}
                />
                {memories.hasNextPage && (
                  <Row>
                    <Button loading={memories.isFetchingNextPage} onClick={() => memories.fetchNextPage()}>
                      {t('common.more')}
                    </Button>
                  </Row>
                )}
              </>
            ) : (
              <Empty icon="memory" title={t(filter.text || filter.kind ? 'memory.nothingFits' : 'memory.nothing')}>
                {t('memory.nothingWords')}
              </Empty>
            )
          }
        </Loaded>
      </Page>
      {opened && (
        <MemoryPeek
          key={opened}
          id={opened}
          found={found.find(({ memory }) => memory.id === opened)}
          onClose={() => change('id', '')}
          onOpen={(id) => change('id', id)}
        />
      )}
      <AddMemory open={adding} onClose={() => setAdding(false)} />
      <ConfirmDialog
        open={forgetting}
        onClose={() => setForgetting(false)}
        title={t('memory.forgetTitle')}
        words={t('memory.forgetWords', { count: chosen.length })}
        action={t('memory.forgetCount', { count: chosen.length })}
        onConfirm={async () => {
          await forget.mutateAsync(chosen);
          setChosen([]);
          change('id', '');
        }}
      />
    </div>
  );
}
