import { createContext, useContext } from 'react';
import type { Account } from '../../../shared/domain/account.ts';
import type { AppError } from '../../../shared/domain/appError.ts';
import type { AccountFix } from './accountFix.ts';

/** What can be done with accounts from anywhere in the window; dialogs open only from here. */
export type AccountActions = {
  /** Carries out a fix; `again` runs when its dialog mended something. */
  readonly fix: (fix: AccountFix, account: Account | undefined, again?: () => void) => void;
  /** Opens the form for a new account, at a provider where one is named; `onAdded` gets its id. */
  readonly add: (onAdded: (accountId: string) => void, providerId?: string) => void;
  /** Signs in at an organisation's portal and takes accounts over; `onAdded` gets the first one's id. */
  readonly signInElsewhere: (onAdded: (accountId: string) => void) => void;
  readonly changeLook: (account: Account) => void;
  readonly remove: (account: Account) => void;
  readonly openSettings: () => void;
  readonly openFile: (file: 'config' | 'credentials') => void;
  /** Checks one account, or all of them. */
  readonly check: (accountId?: string) => void;
  readonly signOut: (account: Account) => void;
  /** Why the last of them could not be done, where no dialog of its own tells it. */
  readonly failure: { readonly error: AppError; readonly retry: () => void } | undefined;
  readonly dismissFailure: () => void;
};

export const AccountActionsContext = createContext<AccountActions | undefined>(undefined);

/** The account actions; throws outside of AccountActionsProvider. */
export function useAccountActions(): AccountActions {
  const actions = useContext(AccountActionsContext);
  if (actions === undefined) throw new Error('There is no AccountActionsProvider around this.');
  return actions;
}
