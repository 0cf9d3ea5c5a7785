import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { api, ask } from '@/api/client';

const refresh = 15_000;
const alertsAtOnce = 50;

/** The requests of the last hours, as a whole, by hour and by kind. */
export function useHourly(hours: number) {
  return useQuery({
    queryKey: ['watch', 'hourly', hours],
    queryFn: () => ask(api.GET('/api/monitoring/stats/hourly', { params: { query: { hours } } })),
    placeholderData: keepPreviousData,
    refetchInterval: refresh,
  });
}

/** Tokens and money of the last days: everybody's for administrators, else one's own. */
export function useUsage(days: number) {
  return useQuery({
    queryKey: ['watch', 'usage', days],
    queryFn: () => ask(api.GET('/api/monitoring/usage', { params: { query: { days } } })),
    placeholderData: keepPreviousData,
  });
}

/** One's own tokens and budget of today. */
export function useOwnUsage(days: number) {
  return useQuery({
    queryKey: ['watch', 'own', days],
    queryFn: () => ask(api.GET('/api/usage', { params: { query: { days } } })),
  });
}

/** Each thing that the service depends on. */
export function useReadiness() {
  return useQuery({
    queryKey: ['watch', 'ready'],
    queryFn: () => ask(api.GET('/health/ready')),
    refetchInterval: refresh,
  });
}

/** Whether memory grows without end. */
export function useLeak() {
  return useQuery({ queryKey: ['watch', 'leak'], queryFn: () => ask(api.GET('/api/monitoring/leak')) });
}

/** The alerts that were given, the newest first. */
export function useAlerts() {
  return useInfiniteQuery({
    queryKey: ['watch', 'alerts'],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) =>
      ask(api.GET('/api/admin/alerts', { params: { query: { before: pageParam, limit: alertsAtOnce } } })),
    getNextPageParam: ({ alerts }) => (alerts.length < alertsAtOnce ? undefined : alerts.at(-1)?.at),
    placeholderData: keepPreviousData,
    refetchInterval: refresh,
  });
}

/** What is slow, and what to do about it. */
export function usePerformance() {
  return useQuery({ queryKey: ['watch', 'performance'], queryFn: () => ask(api.GET('/api/monitoring/performance')) });
}

export interface AuditFilter {
  kind?: string;
  outcome?: string;
  user?: string;
  text?: string;
}

/** What was asked, run and changed, newest first. */
export function useAudit(filter: AuditFilter) {
  return useInfiniteQuery({
    queryKey: ['watch', 'audit', filter],
    initialPageParam: undefined as number | undefined,
    queryFn: ({ pageParam }) =>
      ask(api.GET('/api/admin/audit', { params: { query: { ...filter, before: pageParam, limit: 50 } } })),
    getNextPageParam: (last) => last.next ?? undefined,
    placeholderData: keepPreviousData,
  });
}
