import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { AccountsSnapshot } from '../../../shared/domain/account.ts';
import type { AppError } from '../../../shared/domain/appError.ts';
import { onEvent, request, toAppError } from '../../ipc/client.ts';

const accountsKey = ['accounts'];

export type AccountsState =
  | { readonly status: 'loading' }
  | { readonly status: 'failed'; readonly error: AppError; readonly retry: () => void }
  | { readonly status: 'ready'; readonly snapshot: AccountsSnapshot };

/** All accounts and what is wrong with their files, kept up to date by main's event. */
export function useAccounts(): AccountsState {
  const client = useQueryClient();
  const query = useQuery({
    queryKey: accountsKey,
    queryFn: () => request('account.list', {}),
    staleTime: Number.POSITIVE_INFINITY,
  });
  useEffect(
    () =>
      onEvent('account.changed', (snapshot) => {
        // An answer that is still on its way is older than the event.
        void client.cancelQueries({ queryKey: accountsKey });
        client.setQueryData(accountsKey, snapshot);
      }),
    [client],
  );
  if (query.data !== undefined) return { status: 'ready', snapshot: query.data };
  if (query.error === null) return { status: 'loading' };
  return { status: 'failed', error: toAppError(query.error), retry: () => void query.refetch() };
}
