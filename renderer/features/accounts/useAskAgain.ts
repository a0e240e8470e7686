import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { toAppError } from '../../ipc/client.ts';
import { onJobProgress } from '../transfers/transfersStore.ts';

/** Something of the account that is listed, and the way to ask for it again. */
export type Asked = { readonly queryKey: readonly string[]; readonly again: () => void };

const pauseMs = 5_000;

/**
 * Asks again for what could not be listed as soon as something else shows that the account's server is back: another
 * listing that was answered, or a transfer that moves. At most once in 5 s.
 */
export function useAskAgain(accountId: string, asked: readonly Asked[]): void {
  const client = useQueryClient();
  const latest = useRef(asked);
  latest.current = asked;
  useEffect(() => {
    let askedAtMs = Number.NEGATIVE_INFINITY;
    const askAgain = () => {
      const failed = latest.current.filter(({ queryKey }) => canAskAgain(client, queryKey));
      if (failed.length === 0 || performance.now() - askedAtMs < pauseMs) return;
      askedAtMs = performance.now();
      for (const { again } of failed) again();
    };
    const stopQueries = client.getQueryCache().subscribe((event) => {
      if (event.type !== 'updated' || event.action.type !== 'success') return;
      const [kind, queryAccountId] = event.query.queryKey;
      if ((kind === 'buckets' || kind === 'listing') && queryAccountId === accountId) askAgain();
    });
    const stopJobs = onJobProgress(({ target, bytesPerSecond, isStalled, status }) => {
      if (target !== undefined && target.accountId !== accountId) return;
      if (status === 'done' || (bytesPerSecond > 0 && !isStalled)) askAgain();
    });
    return () => {
      stopQueries();
      stopJobs();
    };
  }, [client, accountId]);
}

function canAskAgain(client: QueryClient, queryKey: readonly string[]): boolean {
  const state = client.getQueryState(queryKey);
  return state?.status === 'error' && state.fetchStatus === 'idle' && toAppError(state.error).retryable;
}
