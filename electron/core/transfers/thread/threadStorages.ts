import type { ServerSettings } from '../../accounts/accountEntry.ts';
import { placeOf } from '../../accounts/server.ts';
import type { Network } from '../../network/network.ts';
import { SatchelError } from '../../satchelError.ts';
import { guardStorage } from '../../storage/readOnlyStorage.ts';
import { createS3Storage, type S3Storage } from '../../storage/s3/s3Storage.ts';
import type { AccountStorage, StorageSource } from '../transfers.ts';
import type { Remote } from './calls.ts';
import { createThreadCredentials } from './threadCredentials.ts';
import type { HostFunctions, ReadOnlyAccounts } from './threadRoles.ts';

/** What storages in this thread are made of. */
type ThreadStoragesOptions = {
  readonly host: Pick<Remote<HostFunctions>, 'server' | 'credentials' | 'refuse'>;
  readonly network: Network;
  readonly readOnly: () => ReadOnlyAccounts;
  readonly nowMs: () => number;
};

/** Storages of this thread, one for each account and server, whose credentials the main thread keeps. */
export function createThreadStorages(options: ThreadStoragesOptions): StorageSource & { close(): void } {
  const { host, network, readOnly, nowMs } = options;
  const opened = new Map<string, { readonly bare: S3Storage; readonly account: AccountStorage }>();

  function make(accountId: string, server: ServerSettings) {
    const place = placeOf(server);
    const credentials = createThreadCredentials(
      {
        get: () => host.credentials(accountId, place),
        refuse: (refused) => void host.refuse(accountId, refused),
      },
      nowMs,
    );
    const bare = createS3Storage({ ...server, credentials, network });
    const refuseChange = (): void => {
      const profile = readOnly()[accountId];
      if (profile === undefined) return;
      throw new SatchelError('account.readOnly', 'This account is read-only.', { params: { profile } });
    };
    return { bare, account: { storage: guardStorage(bare, refuseChange), place } };
  }

  return {
    async open(accountId) {
      const server = await host.server(accountId);
      const id = JSON.stringify([accountId, server]);
      const made = opened.get(id) ?? make(accountId, server);
      opened.set(id, made);
      return made.account;
    },
    close() {
      for (const { bare } of opened.values()) bare.close();
      opened.clear();
    },
  };
}
