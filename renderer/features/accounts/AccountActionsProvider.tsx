import { type ReactNode, useCallback, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Account } from '../../../shared/domain/account.ts';
import type { AppError } from '../../../shared/domain/appError.ts';
import { request, toAppError } from '../../ipc/client.ts';
import { confirmDone } from '../../ui/confirmation.ts';
import { displayName } from '../../ui/displayName.ts';
import { ErrorFixContext, type FindErrorFix, mendingAction } from '../../ui/errorFix.ts';
import { ErrorNamesContext } from '../../ui/errorNames.ts';
import { type AccountDialog, AccountDialogs } from './AccountDialogs.tsx';
import { type AccountActions, AccountActionsContext } from './accountActions.ts';
import { fileOf, fixFor } from './accountFix.ts';
import { useSignInsElsewhere } from './useSignInsElsewhere.ts';

type Props = {
  readonly accounts: readonly Account[];
  /** The account that the window shows. */
  readonly shownAccount: Account | undefined;
  readonly children: ReactNode;
};

/** Gives the window below it what can be done with accounts, and errors the button that mends their cause. */
export function AccountActionsProvider({ accounts, shownAccount, children }: Props) {
  const { t } = useTranslation('accounts');
  const [dialog, setDialog] = useState<AccountDialog>();
  const [failure, setFailure] = useState<{ readonly error: AppError; readonly retry: () => void }>();

  useSignInsElsewhere(accounts);

  const run = useCallback((work: () => Promise<unknown>, doneText?: string) => {
    const start = () => {
      setFailure(undefined);
      work().then(
        () => doneText !== undefined && confirmDone(doneText),
        (thrown: unknown) => setFailure({ error: toAppError(thrown), retry: start }),
      );
    };
    start();
  }, []);

  const actions = useMemo((): AccountActions => {
    const openFile = (file: 'config' | 'credentials') => run(() => request('account.openFile', { file }));
    return {
      fix: (fix, account, again) => {
        if (fix === 'openSettings') setDialog({ kind: 'settings', onDone: again });
        else if (fix === 'openFile') openFile(fileOf(account?.health.error));
        else if (account !== undefined) setDialog({ kind: fix, accountId: account.id, onDone: again });
      },
      add: (onAdded, providerId) => setDialog({ kind: 'add', onAdded, providerId }),
      signInElsewhere: (onAdded) => setDialog({ kind: 'organisation', onAdded }),
      changeLook: ({ id }) => setDialog({ kind: 'look', accountId: id }),
      remove: ({ id }) => setDialog({ kind: 'remove', accountId: id }),
      openSettings: () => setDialog({ kind: 'settings' }),
      openFile,
      check: (accountId) => run(() => request('account.check', accountId === undefined ? {} : { accountId })),
      signOut: ({ id, name }) =>
        run(() => request('account.signOut', { accountId: id }), t('signedOut', { name: displayName(name) })),
      failure,
      dismissFailure: () => setFailure(undefined),
    };
  }, [run, failure, t]);

  const findFix = useCallback<FindErrorFix>(
    (error, owner, again) => {
      const account = ownerOf(owner, accounts, shownAccount);
      const fix = fixFor(mendingAction(error), account);
      if (fix === undefined) return undefined;
      const start =
        fix === 'openFile' ? () => actions.openFile(fileOf(error)) : () => actions.fix(fix, account, again);
      return { label: t(`fix.${fix}`), start };
    },
    [accounts, shownAccount, actions, t],
  );

  const givenNames = useMemo(
    () =>
      new Map(
        accounts.flatMap(({ profile, name }) => (profile === undefined ? [] : [[profile, name] as const])),
      ),
    [accounts],
  );

  return (
    <AccountActionsContext value={actions}>
      <ErrorNamesContext value={givenNames}>
        <ErrorFixContext value={findFix}>{children}</ErrorFixContext>
      </ErrorNamesContext>
      <AccountDialogs
        accounts={accounts}
        dialog={dialog}
        onChange={setDialog}
        onClose={() => setDialog(undefined)}
      />
    </AccountActionsContext>
  );
}

/** The account an error is about. */
function ownerOf(
  owner: Parameters<FindErrorFix>[1],
  accounts: readonly Account[],
  shownAccount: Account | undefined,
): Account | undefined {
  return owner === 'shown' ? shownAccount : accounts.find(({ id }) => id === owner.accountId);
}
