import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { placeOf } from '../../electron/core/accounts/server.ts';
import { createTransfers } from '../../electron/core/transfers/createTransfers.ts';
import { openLevelJournal } from '../../electron/core/transfers/journal/levelJournal.ts';
import type { OpenTransfers } from '../../electron/core/transfers/transfers.ts';

/** Transfers in the test's own thread, with a journal that is removed when they are closed. */
export const openLocalTransfers: OpenTransfers = async (host) => {
  const folder = await mkdtemp(join(tmpdir(), 'satchel-journal-'));
  const journal = await openLevelJournal(folder);
  const transfers = createTransfers({
    ...host,
    settings: host.settings(),
    journal,
    storages: {
      open: async (accountId) => ({
        storage: host.accounts.storage(accountId),
        place: placeOf(host.accounts.connection(accountId).server),
      }),
    },
  });
  return {
    ...transfers,
    close: async () => {
      await transfers.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
};
