import type {
  AccountColor,
  AccountForm,
  AccountsSnapshot,
  EditedAccount,
  Keeping,
} from '../../../shared/domain/account.ts';
import type { Storage } from '../storage/storage.ts';
import type { ServerSettings } from './accountEntry.ts';
import type { CredentialSource } from './credentials/credentialSource.ts';
import type { Organisations } from './organisations.ts';

/** What it takes to open an account's storage elsewhere; the credentials themselves stay with their source. */
export type AccountConnection = { readonly server: ServerSettings; readonly credentials: CredentialSource };

/**
 * Where credentials come from. The rest of core sees accounts by id and gets a ready Storage; the secrets stay behind
 * this interface.
 */
export interface Accounts {
  list(): AccountsSnapshot;
  /**
   * The storage of an account, made once and kept until its settings change; whoever moves bytes keeps the one it began
   * with. Refuses changes with `account.readOnly` while the account is read-only. Throws `request.stale` for an id that
   * is not there any more, and what `planOf` throws for a profile that leads to no credentials.
   */
  storage(accountId: string): Storage;
  /** The same for a storage that somebody opens of their own; whoever does asks `readOnlyAccounts` before each change. */
  connection(accountId: string): AccountConnection;
  /** Accounts that are not to be changed, by id, with the name that the user knows. */
  readOnlyAccounts(): Readonly<Record<string, string>>;
  /** Calls back with all accounts whenever one of them changed; returns the function that stops it. */
  onChanged(listener: (accounts: AccountsSnapshot) => void): () => void;
  /** Resolves when nothing of the demo is left either. */
  close(): Promise<void>;
}

/** How the user wishes an account to look and behave; an empty name is its own, null no colour. */
export type AccountLook = {
  readonly name: string;
  readonly color: AccountColor | null;
  readonly isReadOnly: boolean;
};

/** Accounts as the user manages them. Every call that names an account throws `request.stale` for one that is gone. */
export interface ManagedAccounts extends Accounts {
  /** Reads what there is, and begins to check all accounts in the background, and again whenever one changes. */
  begin(): Promise<AccountsSnapshot>;
  /** Checks one account or all in the background, because the user asked for it. */
  check(accountId?: string): void;
  /** Checks again what could not be reached, because the way to the network is another one now. */
  networkChanged(): void;
  /** Throws `account.readOnly` when the account is to change nothing in the cloud. */
  checkMayChange(accountId: string): void;
  /** Starts a sign-in in the system's browser and returns its id; throws `account.unsupported` where there is none. */
  signIn(accountId: string): string;
  openSignInPage(signInId: string): Promise<void>;
  cancelSignIn(signInId: string): void;
  signOut(accountId: string): Promise<void>;
  /** Resolves when the code was accepted; throws `account.codeWrong`, or `account.unsupported` where none is asked for. */
  enterCode(accountId: string, code: string): Promise<void>;
  getKeeping(): Promise<Keeping>;
  getForm(accountId: string): Promise<EditedAccount>;
  /** Adds an account or changes one, and returns its id; throws `account.*` when it cannot be kept as asked. */
  save(accountId: string | undefined, form: AccountForm): Promise<string>;
  readonly organisations: Pick<Organisations, 'signIn' | 'list' | 'add'>;
  /** Starts the sample on this computer under a name, or finds it running; its account's id. Throws `internal`. */
  startDemo(name: string): Promise<string>;
  remove(accountId: string): Promise<void>;
  setLook(accountId: string, look: AccountLook): void;
  /** Opens one of the AWS files in the system's editor; throws `local.notFound`. */
  openFile(file: 'config' | 'credentials'): Promise<void>;
}
