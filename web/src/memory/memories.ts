import { keepPreviousData, useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, ask } from '@/api/client';
import { speaksFor } from '@/api/identity';
import { workSession } from '@/api/sessions';
import type { Schemas } from '@/api/types';

export type Memory = Schemas['MemoryDocument'];
export type Explanation = Schemas['RecallExplanation'];

/** A memory in the list, with its score where it was searched for. */
export interface Found {
  memory: Memory;
  score?: number;
  explanation?: Explanation | null;
}

export interface Filter {
  text: string;
  kind: string;
  status: string;
}

export const kinds = [
  'preference',
  'fact',
  'rule',
  'query',
  'conversation',
  'result',
  'schema',
  'config',
  'skill',
  'context',
] as const;
export const statuses = ['active', 'superseded', 'archived'] as const;

const key = ['memories'];
const pageSize = 50;
const mostFound = 100;

async function search({ text, kind, status }: Filter): Promise<Found[]> {
  const { results } = await ask(
    api.POST('/api/memories/search', {
      body: {
        query: text,
        kinds: kind ? [kind] : undefined,
        limit: mostFound,
        explain: true,
        include_archived: status === 'archived',
      },
    }),
  );
  return status === 'archived' ? results.filter(({ memory }) => memory.status === 'archived') : results;
}

async function list({ kind, status }: Filter, offset: number): Promise<Found[]> {
  const query = { kind: kind ? [kind] : undefined, status, limit: pageSize, offset };
  const { memories } = await ask(api.GET('/api/memories', { params: { query } }));
  return memories.map((memory) => ({ memory }));
}

/** What is remembered: by words with scores, or all by pages, newest first. */
export function useMemories(filter: Filter) {
  const searches = filter.text.trim() !== '';
  return useInfiniteQuery({
    queryKey: [...key, filter],
    initialPageParam: 0,
    queryFn: ({ pageParam }) => (searches ? search(filter) : list(filter, pageParam)),
    getNextPageParam: (last, pages) => (searches || last.length < pageSize ? undefined : pages.length * pageSize),
    placeholderData: keepPreviousData,
  });
}

/** One memory, also when the list does not show it. */
export function useMemory(id: string) {
  return useQuery({
    queryKey: [...key, 'one', id],
    queryFn: () => ask(api.GET('/api/memories/{id}', { params: { path: { id } } })),
  });
}

/** What a memory replaced and what replaced it, oldest first. */
export function useMemoryHistory(id: string) {
  return useQuery({
    queryKey: [...key, 'history', id],
    queryFn: async () => (await ask(api.GET('/api/memories/{id}/history', { params: { path: { id } } }))).versions,
  });
}

/** How much is remembered. */
export function useMemoryStatistics() {
  return useQuery({
    queryKey: [...key, 'statistics', speaksFor()],
    queryFn: () => ask(api.GET('/api/text2sql/memory-stats', { params: { query: { session_id: workSession } } })),
  });
}

/** A change to what is remembered; everything that shows memories is loaded again when the server has made it. */
export function useMemoryChange<T, R>(change: (argument: T) => Promise<R>) {
  const client = useQueryClient();
  return useMutation({ mutationFn: change, onSuccess: () => client.invalidateQueries({ queryKey: key }) });
}

/** Forgets memories; what showed them is not asked for again. */
export function useForget() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (ids: string[]) => {
      for (const id of ids) {
        await ask(api.DELETE('/api/memories/{id}', at(id)));
      }
    },
    onSuccess: (_, ids) =>
      client.invalidateQueries({ queryKey: key, predicate: ({ queryKey }) => !ids.includes(String(queryKey[2])) }),
  });
}

const at = (id: string) => ({ params: { path: { id } } });

export const changes = {
  add: (body: { content: string; kind: string }) => ask(api.POST('/api/memories', { body })),
  edit: ({ id, content, importance }: { id: string; content: string; importance: number }) =>
    ask(api.PATCH('/api/memories/{id}', { ...at(id), body: { content, importance } })),
  replace: ({ id, content, kind, importance }: { id: string; content: string; kind: string; importance: number }) =>
    ask(api.POST('/api/memories/{id}/supersede', { ...at(id), body: { content, kind, importance } })),
  promote: (id: string) => ask(api.POST('/api/memories/{id}/promote', at(id))),
  archive: (id: string) => ask(api.POST('/api/memories/{id}/archive', at(id))),
  restore: (id: string) => ask(api.POST('/api/memories/{id}/restore', at(id))),
  unarchive: (id: string) => ask(api.PATCH('/api/memories/{id}', { ...at(id), body: { status: 'active' } })),
  consolidate: async () => (await ask(api.POST('/api/memories/consolidate', {}))).consolidated,
  forgetUser: (user: string) => ask(api.DELETE('/api/users/{id}', at(user))),
};
