import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AccountsSnapshot } from '../../../shared/domain/account.ts';
import { announce } from '../../ui/announce.ts';
import { displayName } from '../../ui/displayName.ts';
import { ErrorMessage } from '../../ui/ErrorMessage.tsx';
import { focusContent } from '../../ui/focusKeeper.ts';
import { SkeletonRows } from '../../ui/SkeletonRows.tsx';
import { Workspace } from '../browse/Workspace.tsx';
import { useSession } from '../tabs/session.ts';
import { useTabs } from '../tabs/useTabs.ts';
import { WelcomeScreen } from '../welcome/WelcomeScreen.tsx';
import { AccountActionsProvider } from './AccountActionsProvider.tsx';
import { AccountsPage } from './AccountsPage.tsx';
import { accountToOpen } from './accountToOpen.ts';
import { useAccounts } from './useAccounts.ts';
import { useWantedAccount } from './useWantedAccount.ts';

/** Shows the tabs of the last time, the page of all accounts, or the welcome screen while there is none. */
export function AccountsGate() {
  const state = useAccounts();
  const wanted = useWantedAccount();
  const session = useSession();
  const { t } = useTranslation('accounts');
  if (state.status === 'failed') return <ErrorMessage error={state.error} onAction={state.retry} />;
  if (state.status === 'loading' || !wanted.isKnown || session === undefined) {
    return <SkeletonRows label={t('loadingAccounts')} />;
  }
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
  const accountIds = useMemo(() => new Set(accounts.map(({ id }) => id)), [accounts]);
  const tabs = useTabs(accountIds);
  const { switchAccount } = tabs;
  const [isManaging, setIsManaging] = useState(false);
  // An account that was just added is opened as soon as main tells of it.
  const [awaitedId, setAwaitedId] = useState<string>();
  const account = accounts.find(({ id }) => id === tabs.active?.accountId);
  const shownId = account?.id;
  const toOpen =
    awaitedId !== undefined && accountIds.has(awaitedId)
      ? awaitedId
      : account === undefined
        ? accountToOpen(accounts, wantedId)?.id
        : undefined;
  useEffect(() => {
    if (toOpen === undefined) return;
    setAwaitedId(undefined);
    switchAccount(toOpen);
  }, [toOpen, switchAccount]);
  // What is shown is opened again at the next start, however it came to be shown; the demo is gone by then.
  const isLasting = account?.source !== 'demo';
  useEffect(() => {
    if (shownId !== undefined && shownId !== wantedId && isLasting) onWant(shownId);
  }, [shownId, wantedId, isLasting, onWant]);

  const latestAccounts = useRef(accounts);
  latestAccounts.current = accounts;
  const open = useCallback(
    (accountId: string) => {
      setIsManaging(false);
      const opened = latestAccounts.current.find(({ id }) => id === accountId);
      if (opened === undefined) setAwaitedId(accountId);
      else {
        switchAccount(accountId);
        announce(t('opened', { name: displayName(opened.name) }));
      }
      // What was pressed goes with the switcher or the page; the keyboard goes on where the files are.
      requestAnimationFrame(focusContent);
    },
    [switchAccount, t],
  );
  const back = useCallback(() => setIsManaging(false), []);
  const isPage = isManaging || account === undefined;
  if (account === undefined && toOpen !== undefined) return null;
  return (
    <AccountActionsProvider accounts={accounts} shownAccount={isPage ? undefined : account}>
      {accounts.length === 0 ? (
        <WelcomeScreen problems={problems} onAdded={open} />
      ) : isPage ? (
        <AccountsPage
          snapshot={snapshot}
          openAccount={account}
          isFirstStart={wantedId === undefined}
          onOpen={open}
          onBack={back}
        />
      ) : (
        <Workspace
          accounts={accounts}
          account={account}
          problemCount={problems.length}
          tabs={tabs}
          memory={tabs.memory}
          onSwitchAccount={open}
          onManage={() => setIsManaging(true)}
        />
      )}
    </AccountActionsProvider>
  );
}
