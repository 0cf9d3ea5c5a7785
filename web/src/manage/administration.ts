import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, ask } from '@/api/client';
import type { Schemas } from '@/api/types';

const key = ['manage'];

/** The keys by which the service may be called; never their secrets. */
export const useKeys = () =>
  useQuery({ queryKey: [...key, 'keys'], queryFn: async () => (await ask(api.GET('/api/admin/keys'))).keys });

/** The sessions of a user, or everybody's. */
export const useSessions = (all: boolean) =>
  useQuery({
    queryKey: [...key, 'sessions', all],
    queryFn: async () =>
      (await ask(api.GET('/api/sessions', { params: { query: { all: all || undefined, limit: 100 } } }))).sessions,
  });

/** The models that may be used, with their prices. */
export const useModels = () =>
  useQuery({ queryKey: [...key, 'models'], queryFn: async () => (await ask(api.GET('/api/models'))).models });

/** The background jobs, and how long their queues are. */
export const useJobs = () =>
  useQuery({ queryKey: [...key, 'jobs'], queryFn: () => ask(api.GET('/api/admin/jobs')), refetchInterval: 5_000 });

/** The last runs of a job, the newest first. */
export const useJobRuns = (name: string) =>
  useQuery({
    queryKey: [...key, 'jobs', name],
    queryFn: async () => (await ask(api.GET('/api/admin/jobs/{name}/runs', { params: { path: { name } } }))).runs,
    refetchInterval: 5_000,
  });

/** The settings in force and where each comes from. */
export const useSettings = () =>
  useQuery({
    queryKey: [...key, 'settings'],
    queryFn: async () => (await ask(api.GET('/api/admin/settings'))).settings,
  });

/** Who uses the service, with how much of it is theirs. */
export const useUsers = () =>
  useQuery({
    queryKey: [...key, 'users'],
    queryFn: () => ask(api.GET('/api/admin/users', { params: { query: { limit: 200 } } })),
  });

/** What a user has of the budget. */
export const useStanding = (user: string) =>
  useQuery({
    queryKey: [...key, 'standing', user],
    enabled: user !== '',
    queryFn: () => ask(api.GET('/api/usage/limits/user/{id}', { params: { path: { id: user } } })),
  });

/** A change by an administrator; what is shown is loaded again when the server has made it. */
export function useAdministration<T, R>(change: (argument: T) => Promise<R>) {
  const client = useQueryClient();
  return useMutation({ mutationFn: change, onSuccess: () => client.invalidateQueries({ queryKey: key }) });
}

const at = (id: string) => ({ params: { path: { id } } });

export const administration = {
  createKey: (body: Schemas['CreateKeyRequest']) => ask(api.POST('/api/admin/keys', { body })),
  rotateKey: (id: string) => ask(api.POST('/api/admin/keys/{id}/rotate', { ...at(id), body: {} })),
  revokeKey: (id: string) => ask(api.DELETE('/api/admin/keys/{id}', at(id))),
  endSession: (id: string) => ask(api.DELETE('/api/sessions/{id}', at(id))),
  runJob: (name: string) => ask(api.POST('/api/admin/jobs/{name}/run', { params: { path: { name } } })),
  cancelJob: (name: string) => ask(api.DELETE('/api/admin/jobs/{name}/run', { params: { path: { name } } })),
  limit: ({ user, ...body }: { user: string; daily_tokens: number | null; tokens_per_request: number | null }) =>
    ask(api.PUT('/api/usage/limits/user/{id}', { ...at(user), body })),
  unlimit: (user: string) => ask(api.DELETE('/api/usage/limits/user/{id}', at(user))),
};
