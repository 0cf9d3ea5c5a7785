import { QueryClient } from '@tanstack/react-query';
import { Problem } from './problem';

/** What was loaded stays on the page while it is loaded again; only what may pass by itself is tried again, and not for long. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      retry: (count, failure) =>
        failure instanceof Problem && failure.transient && failure.code !== 'stopped' && count < 2,
      retryDelay: (count, failure) =>
        failure instanceof Problem && failure.retryAfterSeconds
          ? Math.min(failure.retryAfterSeconds, 10) * 1000
          : 500 * 2 ** count,
      networkMode: 'always',
    },
    mutations: { networkMode: 'always' },
  },
});
