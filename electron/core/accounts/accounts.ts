import type { Account } from '../../../shared/domain/account.ts';
import type { Storage } from '../storage/storage.ts';

/**
 * Where credentials come from. The rest of core sees accounts by id and gets a ready Storage; the secrets stay behind
 * this interface.
 */
export interface Accounts {
  list(): readonly Account[];
  /** The storage of an account, made once and kept; throws `request.stale` for an id that is not there any more. */
  storage(accountId: string): Storage;
  /** Calls back with all accounts whenever one of them changed; returns the function that stops it. */
  onChanged(listener: (accounts: readonly Account[]) => void): () => void;
  close(): void;
}
