import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { Account } from '../../../shared/domain/account.ts';
import type { AppError } from '../../../shared/domain/appError.ts';
import { onEvent, request, toAppError } from '../../ipc/client.ts';

const accountsKey = ['accounts'];

export type AccountsState =
  | { readonly status: 'loading' }
  | { readonly status: 'failed'; readonly error: AppError; readonly retry: () => void }
  | { readonly status: 'ready'; readonly accounts: readonly Account[] };

/** All accounts, kept up to date by main's event. */
export function useAccounts(): AccountsState {
  const client = useQueryClient();
  const query = useQuery({
    queryKey: accountsKey,
    queryFn: () => request('account.list', {}),
    staleTime: Number.POSITIVE_INFINITY,
  });
  useEffect(
    () => onEvent('account.changed', (accounts) => client.setQueryData(accountsKey, accounts)),
    [client],
  );
  if (query.data !== undefined) return { status: 'ready', accounts: query.data };
  if (query.error === null) return { status: 'loading' };
  return { status: 'failed', error: toAppError(query.error), retry: () => void query.refetch() };
}
