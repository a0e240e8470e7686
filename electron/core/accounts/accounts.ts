import type { AccountsSnapshot } from '../../../shared/domain/account.ts';
import type { Storage } from '../storage/storage.ts';

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
  /** Calls back with all accounts whenever one of them changed; returns the function that stops it. */
  onChanged(listener: (accounts: AccountsSnapshot) => void): () => void;
  close(): void;
}
