import { useCallback, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AccountsSnapshot } from '../../../shared/domain/account.ts';
import { announce } from '../../ui/announce.ts';
import { displayName } from '../../ui/displayName.ts';
import { ErrorMessage } from '../../ui/ErrorMessage.tsx';
import { focusContent } from '../../ui/focusKeeper.ts';
import { SkeletonRows } from '../../ui/SkeletonRows.tsx';
import { useWindowMemory } from '../browse/useWindowMemory.ts';
import { Workspace } from '../browse/Workspace.tsx';
import { WelcomeScreen } from '../welcome/WelcomeScreen.tsx';
import { AccountActionsProvider } from './AccountActionsProvider.tsx';
import { AccountsPage } from './AccountsPage.tsx';
import { accountToOpen } from './accountToOpen.ts';
import { useAccounts } from './useAccounts.ts';
import { useWantedAccount } from './useWantedAccount.ts';

/** Shows the chosen account, the page of all accounts, or the welcome screen while there is none. */
export function AccountsGate() {
  const state = useAccounts();
  const wanted = useWantedAccount();
  const { t } = useTranslation('accounts');
  if (state.status === 'failed') return <ErrorMessage error={state.error} onAction={state.retry} />;
  if (state.status === 'loading' || !wanted.isKnown) return <SkeletonRows label={t('loadingAccounts')} />;
  return <KnownAccounts snapshot={state.snapshot} wantedId={wanted.wantedId} onWant={wanted.want} />;
}

type Props = {
  readonly snapshot: AccountsSnapshot;
  readonly wantedId: string | undefined;
  readonly onWant: (accountId: string) => void;
};

function KnownAccounts({ snapshot, wantedId, onWant }: Props) {
  const { accounts, problems } = snapshot;
  const { t } = useTranslation('accounts');
  const memory = useWindowMemory();
  const [isManaging, setIsManaging] = useState(false);
  const lastShownId = useRef<string>(undefined);
  // The only account stays open when another one appears in the files, and until one that was just added is known.
  const account = accountToOpen(accounts, wantedId) ?? accounts.find(({ id }) => id === lastShownId.current);
  lastShownId.current = account?.id;
  const isPage = isManaging || account === undefined;
  const latestAccounts = useRef(accounts);
  latestAccounts.current = accounts;
  const open = useCallback(
    (accountId: string) => {
      setIsManaging(false);
      onWant(accountId);
      const opened = latestAccounts.current.find(({ id }) => id === accountId);
      if (opened !== undefined) announce(t('opened', { name: displayName(opened.name) }));
      // What was pressed goes with the switcher or the page; the keyboard goes on where the files are.
      requestAnimationFrame(focusContent);
    },
    [onWant, t],
  );
  const back = useCallback(() => setIsManaging(false), []);
  // What opened by itself is opened again at the next start.
  const shownId = account?.id;
  useEffect(() => {
    if (wantedId === undefined && shownId !== undefined) onWant(shownId);
  }, [wantedId, shownId, onWant]);
  return (
    <AccountActionsProvider accounts={accounts} shownAccount={isPage ? undefined : account}>
      {accounts.length === 0 ? (
        <WelcomeScreen problems={problems} onAdded={open} />
      ) : isPage ? (
        <AccountsPage snapshot={snapshot} openAccount={account} onOpen={open} onBack={back} />
      ) : (
        <Workspace
          accounts={accounts}
          account={account}
          problemCount={problems.length}
          memory={memory}
          onSwitchAccount={open}
          onManage={() => setIsManaging(true)}
        />
      )}
    </AccountActionsProvider>
  );
}
