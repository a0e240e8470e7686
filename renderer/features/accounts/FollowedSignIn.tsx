import { useEffect, useRef } from 'react';
import type { Account } from '../../../shared/domain/account.ts';
import { onEvent } from '../../ipc/client.ts';
import { SignInDialog } from '../signIn/SignInDialog.tsx';
import { isUsable } from './accountHealth.ts';

type Props = {
  readonly account: Account;
  /** Told when the dialog is done with; true when there is a sign-in now. */
  readonly onClose: (isSignedIn?: true) => void;
};

/** The sign-in dialog, watched: it closes alike for a sign-in and for none. */
export function FollowedSignIn({ account, onClose }: Props) {
  const isSignedIn = useRef(false);
  useEffect(
    () =>
      onEvent('signIn.changed', ({ accountId, status }) => {
        if (accountId === account.id && status === 'done') isSignedIn.current = true;
      }),
    [account.id],
  );
  const close = () => (isSignedIn.current || isUsable(account) ? onClose(true) : onClose());
  return <SignInDialog account={account} onClose={close} />;
}
