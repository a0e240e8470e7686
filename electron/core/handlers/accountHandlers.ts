import type { ManagedAccounts } from '../accounts/accounts.ts';
import type { Grants } from '../grants.ts';
import type { Handlers } from '../ipc/handlers.ts';
import type { Dialogs, SettingsStore } from '../ports.ts';
import { providerChoices } from '../storage/providers.ts';
import { createOrganisationHandlers } from './organisationHandlers.ts';

/** What the handlers of accounts need besides the accounts. */
export type AccountHandlersOptions = {
  readonly accounts: ManagedAccounts;
  readonly settingsStore: SettingsStore;
  readonly dialogs: Dialogs;
  readonly grants: Grants;
  /** Resolves when accounts may be asked for. */
  readonly ready: Promise<void>;
};

/** `account.*`, `organisation.*` and `provider.list`: the accounts, how they are signed in to, and how they are kept. */
export function createAccountHandlers(options: AccountHandlersOptions) {
  const { accounts, settingsStore, dialogs, grants, ready } = options;

  /** The buckets that were added by name belong to the account, wherever it is kept. */
  function moveAddedBuckets(fromId: string, toId: string | undefined): void {
    const added = settingsStore.readAddedBuckets(fromId);
    if (fromId === toId || added.length === 0) return;
    if (toId !== undefined) settingsStore.writeAddedBuckets(toId, added);
    settingsStore.writeAddedBuckets(fromId, []);
  }

  return {
    'account.list': async () => {
      await ready;
      return await accounts.begin();
    },
    'account.check': ({ accountId }) => {
      accounts.check(accountId);
      return null;
    },
    'account.signIn': ({ accountId }) => ({ signInId: accounts.signIn(accountId) }),
    'account.openSignInPage': async ({ signInId }) => {
      await accounts.openSignInPage(signInId);
      return null;
    },
    'account.cancelSignIn': ({ signInId }) => {
      accounts.cancelSignIn(signInId);
      return null;
    },
    'account.signOut': async ({ accountId }) => {
      await accounts.signOut(accountId);
      return null;
    },
    'account.enterCode': async ({ accountId, code }) => {
      await accounts.enterCode(accountId, code);
      return null;
    },
    'account.getKeeping': () => accounts.getKeeping(),
    'account.getForm': ({ accountId }) => accounts.getForm(accountId),
    'account.save': async ({ accountId, form }) => {
      const savedId = await accounts.save(accountId, form);
      if (accountId !== undefined) moveAddedBuckets(accountId, savedId);
      return { accountId: savedId };
    },
    ...createOrganisationHandlers(accounts),
    'account.startDemo': async ({ name }) => ({ accountId: await accounts.startDemo(name) }),
    'account.remove': async ({ accountId }) => {
      await accounts.remove(accountId);
      moveAddedBuckets(accountId, undefined);
      return null;
    },
    'account.setLook': ({ accountId, ...look }) => {
      accounts.setLook(accountId, look);
      return null;
    },
    'account.openFile': async ({ file }) => {
      await accounts.openFile(file);
      return null;
    },
    'account.chooseCaFile': async () => {
      const path = await dialogs.chooseCaFile();
      return path === undefined ? null : grants.grantCaFile(path);
    },
    'provider.list': () => [...providerChoices()],
  } satisfies Partial<Handlers>;
}
