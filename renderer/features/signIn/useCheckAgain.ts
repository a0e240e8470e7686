import { useEffect, useState } from 'react';
import type { Account } from '../../../shared/domain/account.ts';
import type { AppError } from '../../../shared/domain/appError.ts';
import { onEvent, request, toAppError } from '../../ipc/client.ts';

/** What the check of an account that was signed in elsewhere came to. */
export type CheckOutcome =
  | { readonly status: 'unasked' | 'checking' | 'notYet' | 'done' }
  | { readonly status: 'failed'; readonly error: AppError };

/** Asks main to check one account again, and waits for what it found. */
export function useCheckAgain(accountId: string): {
  readonly outcome: CheckOutcome;
  readonly check: () => void;
} {
  const [outcome, setOutcome] = useState<CheckOutcome>({ status: 'unasked' });
  const isChecking = outcome.status === 'checking';
  useEffect(() => {
    if (!isChecking) return;
    let isStopped = false;
    let stopListening: (() => void) | undefined;
    request('account.check', { accountId }).then(
      () => {
        if (isStopped) return;
        stopListening = onEvent('account.changed', ({ accounts }) => {
          const account = accounts.find(({ id }) => id === accountId);
          if (account !== undefined && !account.health.isChecking) setOutcome(outcomeOf(account));
        });
      },
      (thrown: unknown) => !isStopped && setOutcome({ status: 'failed', error: toAppError(thrown) }),
    );
    return () => {
      isStopped = true;
      stopListening?.();
    };
  }, [isChecking, accountId]);
  return { outcome, check: () => setOutcome({ status: 'checking' }) };
}

/** What an account's health says about a sign-in that was made in a terminal. */
export function outcomeOf({ health }: Pick<Account, 'health'>): CheckOutcome {
  if (health.state === 'needsSignIn' || health.state === 'unchecked') return { status: 'notYet' };
  const isIn = health.state === 'works' || health.state === 'listDenied';
  return isIn || health.error === undefined ? { status: 'done' } : { status: 'failed', error: health.error };
}
