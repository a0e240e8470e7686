import { SatchelError } from '../satchelError.ts';
import type { ClockSkew } from '../storage/s3/clock.ts';
import type { S3Storage } from '../storage/s3/s3Storage.ts';
import type { Storage } from '../storage/storage.ts';
import { type AccountEntry, type EntryKeys, leadToTheSame } from './accountEntry.ts';
import type { CredentialSource } from './credentials/credentialSource.ts';

/** An account in use. */
export type OpenAccount = {
  readonly source: CredentialSource;
  /** For Satchel's own checks. */
  readonly bare: S3Storage;
  /** For everybody else: refuses changes where it has to, and tells how its requests go. */
  readonly storage: Storage;
};

export type OpenAccountsOptions = {
  readonly openSource: (accountId: string, keys: EntryKeys) => CredentialSource;
  readonly openStorage: (entry: AccountEntry, source: CredentialSource) => S3Storage;
  /** Puts around a storage what its account needs; `isCurrent` tells whether new work still gets it. */
  readonly wrap: (accountId: string, storage: Storage, isCurrent: () => boolean) => Storage;
  /** Called when an account's clock skew appeared, changed or went. */
  readonly onSkew: (accountId: string) => void;
};

/** The storages of all accounts, each opened when it is first asked for. */
export type OpenAccounts = {
  /** Throws the account's own error when it leads to no credentials. */
  open(entry: AccountEntry): OpenAccount;
  /** What new work gets is made anew; the old storage goes on for whoever holds it. */
  retire(accountId: string): void;
  skewOf(accountId: string): ClockSkew | undefined;
  /** Closes all storages, also those that were retired. */
  close(): void;
};

type Held = OpenAccount & { readonly entry: AccountEntry; skew: ClockSkew | undefined };

/** No account is open yet. */
export function createOpenAccounts(options: OpenAccountsOptions): OpenAccounts {
  const { openSource, openStorage, wrap, onSkew } = options;
  const held = new Map<string, Held>();
  const opened: S3Storage[] = [];

  function make(entry: AccountEntry): Held {
    const { id, way } = entry;
    if ('error' in way) {
      const { code, message, ...details } = way.error;
      throw new SatchelError(code, message, details);
    }
    const source = openSource(id, way.keys);
    const bare = openStorage(entry, source);
    opened.push(bare);
    const isCurrent = (): boolean => held.get(id)?.bare === bare;
    const account: Held = { entry, source, bare, storage: wrap(id, bare, isCurrent), skew: undefined };
    bare.onClockSkew((skew) => {
      account.skew = skew;
      onSkew(id);
    });
    held.set(id, account);
    return account;
  }

  return {
    open(entry) {
      const account = held.get(entry.id);
      return account !== undefined && leadToTheSame(account.entry, entry) ? account : make(entry);
    },
    retire: (accountId) => void held.delete(accountId),
    skewOf: (accountId) => held.get(accountId)?.skew,
    close() {
      for (const storage of opened) storage.close();
      opened.length = 0;
      held.clear();
    },
  };
}
