import { QueryClient } from '@tanstack/react-query';

/**
 * Holds what main answered. Requests go to main and not to a network, so the browser's idea of being online must not
 * pause them; main has retried already when it answers with an error.
 */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        networkMode: 'always',
        retry: false,
        refetchOnWindowFocus: false,
        refetchOnReconnect: false,
        staleTime: 10_000,
        gcTime: 120_000,
      },
      mutations: { networkMode: 'always', retry: false },
    },
  });
}
