import { useCallback, useEffect, useState } from 'react';
import { request } from '../../ipc/client.ts';

export type WantedAccount = {
  /** False until main has told which account was open last. */
  readonly isKnown: boolean;
  readonly wantedId: string | undefined;
  /** Opens an account, now and at the next start. */
  readonly want: (accountId: string) => void;
};

/** The account the user chose, at first the one of the last time. */
export function useWantedAccount(): WantedAccount {
  const [wantedId, setWantedId] = useState<string>();
  const [isKnown, setIsKnown] = useState(false);
  useEffect(() => {
    request('settings.get', {}).then(
      ({ lastAccountId }) => {
        // A choice that was made while this was on its way is newer.
        if (lastAccountId !== '') setWantedId((chosen) => chosen ?? lastAccountId);
        setIsKnown(true);
      },
      (thrown: unknown) => {
        console.warn('The last account is not known', thrown);
        setIsKnown(true);
      },
    );
  }, []);
  const want = useCallback((accountId: string) => {
    setWantedId(accountId);
    request('settings.set', { lastAccountId: accountId }).catch((thrown: unknown) =>
      console.warn('The chosen account could not be stored', thrown),
    );
  }, []);
  return { isKnown, wantedId, want };
}
