import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { toAppError } from '../../ipc/client.ts';
import { type AccountState, accountStateAfter } from './accountState.ts';

/** How the account stands; follows every listing of its buckets and of its folders, whichever was answered last. */
export function useAccountState(accountId: string): AccountState {
  const client = useQueryClient();
  const [states, setStates] = useState<Readonly<Record<string, AccountState>>>({});
  useEffect(
    () =>
      client.getQueryCache().subscribe((event) => {
        if (event.type !== 'updated') return;
        const { action } = event;
        if (action.type !== 'success' && action.type !== 'error') return;
        const [kind, queryAccountId] = event.query.queryKey;
        if ((kind !== 'buckets' && kind !== 'listing') || queryAccountId !== accountId) return;
        const error = action.type === 'error' ? toAppError(action.error) : undefined;
        setStates((all) => ({
          ...all,
          [accountId]: accountStateAfter(all[accountId] ?? 'connecting', error),
        }));
      }),
    [client, accountId],
  );
  return states[accountId] ?? 'connecting';
}
