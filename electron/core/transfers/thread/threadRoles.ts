import type { TransfersSnapshot } from '../../../../shared/domain/transfer.ts';
import type { ServerSettings } from '../../accounts/accountEntry.ts';
import type { Credentials } from '../../accounts/credentials/credentialSource.ts';
import type { ProxyRule } from '../../network/proxyRoutes.ts';
import type { TransferSettings, Transfers } from '../transfers.ts';

/** Accounts that are not to be changed, by their id, with the name that the user knows. */
export type ReadOnlyAccounts = Readonly<Record<string, string>>;

/** What the thread is started with. */
export type ThreadData = {
  readonly journalFolder: string;
  readonly settings: TransferSettings;
  readonly platform: string;
  readonly proxy: ProxyRule;
  readonly readOnly: ReadOnlyAccounts;
};

/** What the thread does for the main thread: all that transfers do, and hearing of what has changed. */
export type ThreadFunctions = {
  readonly [N in keyof Transfers]: Transfers[N];
} & {
  setProxy(proxy: ProxyRule): void;
  setReadOnly(accounts: ReadOnlyAccounts): Promise<void>;
};

/** What the main thread does for the thread: it keeps the accounts and their credentials. */
export type HostFunctions = {
  /** The server of an account; throws as `Accounts.connection`. */
  server(accountId: string): ServerSettings;
  /**
   * Credentials that are good now; throws as `CredentialSource.get`, and `account.changed` when the account leads to
   * another place by now: keys go to the server that they are for.
   */
  credentials(accountId: string, place: string): Promise<Credentials>;
  refuse(accountId: string, credentials: Credentials): void;
  resolveProxy(url: string): Promise<string>;
  changed(snapshot: TransfersSnapshot): void;
  info(message: string): void;
  error(message: string): void;
};
