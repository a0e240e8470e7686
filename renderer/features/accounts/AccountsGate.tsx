import { useState } from 'react';
import { ErrorMessage } from '../../ui/ErrorMessage.tsx';
import { Workspace } from '../browse/Workspace.tsx';
import { WelcomeScreen } from '../welcome/WelcomeScreen.tsx';
import { useAccounts } from './useAccounts.ts';

/** Shows the chosen account, or the welcome screen while there is none. */
export function AccountsGate() {
  const state = useAccounts();
  const [chosenId, setChosenId] = useState<string>();
  if (state.status === 'loading') return null;
  if (state.status === 'failed') return <ErrorMessage error={state.error} onAction={state.retry} />;
  const account = state.accounts.find(({ id }) => id === chosenId) ?? state.accounts[0];
  if (account === undefined) return <WelcomeScreen />;
  return <Workspace accounts={state.accounts} account={account} onSwitchAccount={setChosenId} />;
}
