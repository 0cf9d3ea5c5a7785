import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useSearchParams } from 'react-router';
import { api, ask } from '@/api/client';
import type { Schemas } from '@/api/types';
import { stored } from '@/state/stored';

export type DataSource = Schemas['DataSourceDocument'];

const last = stored('memori.datasource', '');

const dataSourcesKey = ['datasources'];

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
  useEffect(() => {
    if (current) {
      last.set(String(current.id));
    }
  }, [current]);
  return {
    sources,
    current,
    choose: (id: number) =>
      setSearch((before) => {
        before.set('db', String(id));
        return before;
      }),
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

const at = (id: number) => ({ params: { path: { id } } });

/** A change to a database as it is registered; the lists are loaded again when the server has made it. */
export function useDataSourceChange<T, R>(change: (argument: T) => Promise<R>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: dataSourcesKey });
      await client.invalidateQueries({ queryKey: ['schema'] });
    },
  });
}

export const dataSourceChanges = {
  add: (body: Schemas['AddDataSourceRequest']) => ask(api.POST('/api/datasources', { body })),
  describe: ({ id, ...body }: { id: number; name: string; description: string; password?: string }) =>
    ask(api.PATCH('/api/datasources/{id}', { ...at(id), body })),
  remove: (id: number) => ask(api.DELETE('/api/datasources/{id}', at(id))),
  sync: (id: number) => ask(api.POST('/api/datasources/{id}/sync', at(id))),
};

/** Tries a connection, step by step, and keeps nothing. */
export const testConnection = (body: Schemas['AddDataSourceRequest']) =>
  ask(api.POST('/api/datasources/test', { body }));

/** Tries the connection of a database that is registered. */
export const testDataSource = (id: number) => ask(api.POST('/api/datasources/{id}/test', at(id)));
