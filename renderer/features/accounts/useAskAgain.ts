import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import type { Account } from '../../../shared/domain/account.ts';
import { toAppError } from '../../ipc/client.ts';
import { onJobProgress } from '../transfers/transfersStore.ts';
import { isUsable } from './accountHealth.ts';

/** Something of the account that is listed, and the way to ask for it again. */
export type Asked = { readonly queryKey: readonly string[]; readonly again: () => void };

const pauseMs = 5_000;

/**
 * Asks again for what could not be listed as soon as something else shows that the account's server is back: another
 * listing that was answered, or a transfer that moves, at most once in 5 s; and when the account can be used again,
 * whoever mended it.
 */
export function useAskAgain(account: Account, asked: readonly Asked[]): void {
  const accountId = account.id;
  const client = useQueryClient();
  const latest = useRef(asked);
  latest.current = asked;

  const canBeUsed = isUsable(account);
  const before = useRef({ accountId, canBeUsed });
  useEffect(() => {
    const isMended = canBeUsed && before.current.accountId === accountId && !before.current.canBeUsed;
    before.current = { accountId, canBeUsed };
    if (!isMended) return;
    for (const { queryKey, again } of latest.current) if (isFailed(client, queryKey)) again();
  }, [client, accountId, canBeUsed]);

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
    const stopJobs = onJobProgress((job) => {
      const { bytesPerSecond, isStalled, status } = job;
      if (job.accountId !== accountId) return;
      if (status === 'done' || (bytesPerSecond > 0 && !isStalled)) askAgain();
    });
    return () => {
      stopQueries();
      stopJobs();
    };
  }, [client, accountId]);
}

function canAskAgain(client: QueryClient, queryKey: readonly string[]): boolean {
  const error = client.getQueryState(queryKey)?.error;
  return isFailed(client, queryKey) && toAppError(error).retryable;
}

function isFailed(client: QueryClient, queryKey: readonly string[]): boolean {
  const state = client.getQueryState(queryKey);
  return state?.status === 'error' && state.fetchStatus === 'idle';
}
