import type { ManagedAccounts } from '../accounts/accounts.ts';
import type { Handlers } from '../ipc/handlers.ts';
import { appErrorOf, SatchelError } from '../satchelError.ts';
import type { TransfersRoom } from '../transfersRoom.ts';
import type { RunningListings } from './runningListings.ts';

const removedAtOnce = 8;

/** `bucket.*Unfinished`: uploads in parts that were begun and never finished. */
export function createUnfinishedHandlers(
  accounts: ManagedAccounts,
  listings: RunningListings,
  transfers: Pick<TransfersRoom, 'get'>,
) {
  const idsInUse = async (bucket: string): Promise<ReadonlySet<string>> =>
    new Set(await (await transfers.get()).uploadIds(bucket));

  return {
    'bucket.listUnfinished': async ({ accountId, bucket, listingId, cursor }) => {
      const storage = accounts.storage(accountId);
      const page = await listings.run(listingId, (signal) =>
        storage.listUploads(bucket, { signal, ...(cursor !== undefined && { cursor }) }),
      );
      const inUse = await idsInUse(bucket);
      return {
        uploads: page.uploads.map(({ key, uploadId, startedAtMs }) => ({
          key,
          uploadId,
          startedAtMs,
          isInUse: inUse.has(uploadId),
        })),
        ...(page.nextCursor !== undefined && { nextCursor: page.nextCursor }),
      };
    },
    'bucket.removeUnfinished': async ({ accountId, bucket, uploads }) => {
      accounts.checkMayChange(accountId);
      const storage = accounts.storage(accountId);
      const inUse = await idsInUse(bucket);
      const rest = uploads.filter(({ uploadId }) => !inUse.has(uploadId));
      let removedCount = 0;
      let failure: unknown =
        rest.length === uploads.length
          ? undefined
          : new SatchelError('request.stale', 'A transfer is going to finish one of these uploads.');
      const remove = async (): Promise<void> => {
        for (let next = rest.pop(); next !== undefined; next = rest.pop()) {
          try {
            await storage.abortMultipart({ bucket, ...next });
            removedCount += 1;
          } catch (error) {
            failure ??= error;
          }
        }
      };
      await Promise.all(Array.from({ length: removedAtOnce }, remove));
      return { removedCount, ...(failure !== undefined && { error: appErrorOf(failure) }) };
    },
  } satisfies Partial<Handlers>;
}
