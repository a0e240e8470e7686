import { assertNever } from '../../../shared/assertNever.ts';
import type { Account } from '../../../shared/domain/account.ts';
import { AccountFormDialog } from '../accountForm/AccountFormDialog.tsx';
import { OrganisationDialog } from '../organisation/OrganisationDialog.tsx';
import { SettingsDialog } from '../settings/SettingsDialog.tsx';
import { CodeDialog } from '../signIn/CodeDialog.tsx';
import { FollowedSignIn } from './FollowedSignIn.tsx';
import { LookDialog } from './LookDialog.tsx';
import { RemoveAccountDialog } from './RemoveAccountDialog.tsx';

/** The dialog about accounts that is open; there is one at a time. `onDone` runs when it closes and mended something. */
export type AccountDialog =
  | { readonly kind: 'settings'; readonly onDone?: (() => void) | undefined }
  | {
      readonly kind: 'add';
      readonly onAdded: (accountId: string) => void;
      readonly providerId: string | undefined;
    }
  | { readonly kind: 'organisation'; readonly onAdded: (accountId: string) => void }
  | { readonly kind: 'look' | 'remove'; readonly accountId: string }
  | {
      readonly kind: 'signIn' | 'enterCode' | 'editKeys';
      readonly accountId: string;
      readonly onDone?: (() => void) | undefined;
    };

type Props = {
  readonly accounts: readonly Account[];
  readonly dialog: AccountDialog | undefined;
  readonly onChange: (dialog: AccountDialog) => void;
  readonly onClose: () => void;
};

/** Shows the open dialog; one about an account that is gone closes with it. */
export function AccountDialogs({ accounts, dialog, onChange, onClose }: Props) {
  if (dialog === undefined) return null;
  if (dialog.kind === 'add') {
    const close = (savedId?: string) => {
      onClose();
      if (savedId !== undefined) dialog.onAdded(savedId);
    };
    const toSignIn = () => onChange({ kind: 'organisation', onAdded: dialog.onAdded });
    return <AccountFormDialog providerId={dialog.providerId} onSignIn={toSignIn} onClose={close} />;
  }
  if (dialog.kind === 'organisation') {
    const close = (addedId?: string) => {
      onClose();
      if (addedId !== undefined) dialog.onAdded(addedId);
    };
    return <OrganisationDialog region={likelyRegion(accounts)} onClose={close} />;
  }
  if (dialog.kind === 'settings') {
    const close = () => {
      onClose();
      dialog.onDone?.();
    };
    return <SettingsDialog open onClose={close} />;
  }
  const account = accounts.find(({ id }) => id === dialog.accountId);
  if (account === undefined) return null;
  const close = (done?: true | string) => {
    onClose();
    if (done !== undefined && 'onDone' in dialog) dialog.onDone?.();
  };
  switch (dialog.kind) {
    case 'signIn':
      return <FollowedSignIn account={account} onClose={close} />;
    case 'enterCode':
      return <CodeDialog account={account} onClose={close} />;
    case 'editKeys':
      return <AccountFormDialog account={account} onClose={close} />;
    case 'look':
      return <LookDialog account={account} onClose={onClose} />;
    case 'remove':
      return <RemoveAccountDialog account={account} onClose={onClose} />;
    default:
      return assertNever(dialog, 'account dialog');
  }
}

/** Where an organisation's accounts were last signed in, or are; a new one is often in the same region. */
function likelyRegion(accounts: readonly Account[]): string {
  const known =
    accounts.findLast(({ source }) => source === 'organisation') ??
    accounts.find(({ credentialKind, region }) => credentialKind === 'sso' && region !== '');
  return known?.region ?? 'us-east-1';
}
