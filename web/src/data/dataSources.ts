import { useQuery } from '@tanstack/react-query';
import { useSearchParams } from 'react-router';
import { api, ask } from '@/api/client';
import type { Schemas } from '@/api/types';
import { stored } from '@/state/stored';

export type DataSource = Schemas['DataSourceDocument'];

const last = stored('memori.datasource', '');

export const dataSourcesKey = ['datasources'];

/** The databases that may be asked. */
export function useDataSources() {
  return useQuery({
    queryKey: dataSourcesKey,
    queryFn: async () => (await ask(api.GET('/api/datasources'))).datasources,
  });
}

/** The database of the page: the one in the address, else the last one, else the first. */
export function useCurrentSource() {
  const [search, setSearch] = useSearchParams();
  const sources = useDataSources();
  const known = (id: string | null) => sources.data?.find((source) => String(source.id) === id);
  const current = known(search.get('db')) ?? known(last.get()) ?? sources.data?.[0];
  return {
    sources,
    current,
    choose: (id: number) => {
      last.set(String(id));
      setSearch((before) => {
        before.set('db', String(id));
        return before;
      });
    },
  };
}

/** The schema of a database, as far as the caller may see it. */
export function useSchema(id: number | undefined) {
  return useQuery({
    queryKey: ['schema', id],
    enabled: id !== undefined,
    staleTime: 5 * 60_000,
    queryFn: () => ask(api.GET('/api/datasources/{id}/schema', { params: { path: { id: id ?? 0 } } })),
  });
}
