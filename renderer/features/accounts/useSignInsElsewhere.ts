import { useEffect, useRef } from 'react';
import type { Account } from '../../../shared/domain/account.ts';
import { request } from '../../ipc/client.ts';

const pauseMs = 5_000;

/** The accounts that a sign-in made elsewhere, such as with the AWS CLI, may have mended meanwhile. */
export function accountsToLookAt(accounts: readonly Account[]): readonly string[] {
  return accounts.flatMap(({ id, health }) =>
    health.state === 'needsSignIn' && !health.isChecking ? [id] : [],
  );
}

/** Checks the accounts that wait for a sign-in when the user comes back to the window, at most once in 5 s. */
export function useSignInsElsewhere(accounts: readonly Account[]): void {
  const latest = useRef(accounts);
  latest.current = accounts;
  useEffect(() => {
    let checkedAtMs = Number.NEGATIVE_INFINITY;
    const onFocus = () => {
      if (performance.now() - checkedAtMs < pauseMs) return;
      checkedAtMs = performance.now();
      for (const accountId of accountsToLookAt(latest.current)) {
        request('account.check', { accountId }).catch((thrown: unknown) =>
          console.warn('An account could not be checked', thrown),
        );
      }
    };
    window.addEventListener('focus', onFocus);
    return () => window.removeEventListener('focus', onFocus);
  }, []);
}
