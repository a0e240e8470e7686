import { useEffect, useRef } from 'react';
import type { Account } from '../../../shared/domain/account.ts';
import { accountIntent } from '../browse/keyboard.ts';
import { isMac } from '../browse/platform.ts';

/** Carries out the keys for accounts wherever the focus is, except in a dialog: one of the first nine, or the choice of all. */
export function useAccountKeys(
  accounts: readonly Account[],
  onOpen: (accountId: string) => void,
  onChoose: () => void,
): void {
  const latest = useRef({ accounts, onOpen, onChoose });
  latest.current = { accounts, onOpen, onChoose };
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || document.querySelector('[aria-modal="true"]') !== null) return;
      const intent = accountIntent(event, isMac);
      if (intent === undefined) return;
      event.preventDefault();
      if (intent.kind === 'choose') return latest.current.onChoose();
      const account = latest.current.accounts[intent.index];
      if (account !== undefined) latest.current.onOpen(account.id);
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, []);
}
