import type { Account } from '../../../shared/domain/account.ts';
import { SatchelError } from '../satchelError.ts';
import { findProvider } from '../storage/providers.ts';
import type { ClockSkew } from '../storage/s3/clock.ts';
import { createS3Storage, type S3Storage } from '../storage/s3/s3Storage.ts';
import type { Accounts } from './accounts.ts';
import type { Connection } from './connection.ts';

const givenId = 'given';

/** The accounts of a host that gives one connection, or none. */
export function createGivenAccounts(connection: Connection | undefined): Accounts {
  const listeners = new Set<(accounts: readonly Account[]) => void>();
  let accounts: readonly Account[] = connection === undefined ? [] : [accountOf(connection)];
  let opened: S3Storage | undefined;

  function open(given: Connection): S3Storage {
    const storage = createS3Storage(given);
    storage.onClockSkew((skew) => {
      const account = accountOf(given);
      accounts = [skew === undefined ? account : { ...account, notice: noticeOf(skew) }];
      for (const listener of listeners) listener(accounts);
    });
    return storage;
  }

  return {
    list: () => accounts,
    storage(accountId) {
      if (accountId !== givenId || connection === undefined) {
        throw new SatchelError('request.stale', 'There is no such account any more.');
      }
      opened ??= open(connection);
      return opened;
    },
    onChanged(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close() {
      opened?.close();
      listeners.clear();
    },
  };
}

function accountOf({ name, provider, endpoint, region }: Connection): Account {
  return {
    id: givenId,
    name,
    providerName: findProvider(provider)?.displayName ?? provider,
    region,
    // The origin only: an address may hold a user's name and password.
    ...(endpoint === undefined ? {} : { endpoint: new URL(endpoint).origin }),
  };
}

function noticeOf({ minutes, direction }: ClockSkew): Account['notice'] {
  const message = `The clock is ${minutes} minutes ${direction === 'ahead' ? 'ahead of' : 'behind'} the server's.`;
  return new SatchelError('clock.skewed', message, { params: { minutes, direction } }).appError;
}
