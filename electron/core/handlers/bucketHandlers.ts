import type { Bucket } from '../../../shared/domain/bucket.ts';
import { bucketNameProblem } from '../../../shared/domain/bucket.ts';
import type { ManagedAccounts } from '../accounts/accounts.ts';
import type { Handlers } from '../ipc/handlers.ts';
import type { SettingsStore } from '../ports.ts';
import { SatchelError } from '../satchelError.ts';
import type { BucketSummary } from '../storage/storage.ts';
import type { RunningListings } from './runningListings.ts';

/** `bucket.*`: the buckets that an account may list, and those that the user added by name. */
export function createBucketHandlers(
  accounts: ManagedAccounts,
  settingsStore: SettingsStore,
  listings: RunningListings,
) {
  function forget(accountId: string, bucket: string): void {
    const added = settingsStore.readAddedBuckets(accountId);
    if (!added.includes(bucket)) return;
    settingsStore.writeAddedBuckets(
      accountId,
      added.filter((name) => name !== bucket),
    );
  }

  /** No permission to list is an error only while there is nothing else to show. */
  async function listOwn(
    accountId: string,
    listingId: string,
    hasAdded: boolean,
  ): Promise<readonly BucketSummary[]> {
    try {
      const storage = accounts.storage(accountId);
      return await listings.run(listingId, (signal) => storage.listBuckets({ signal }));
    } catch (error) {
      const isDenied = error instanceof SatchelError && error.code === 'access.listBucketsDenied';
      if (isDenied && hasAdded) return [];
      throw error;
    }
  }

  return {
    'bucket.list': async ({ accountId, listingId }) => {
      const added = settingsStore.readAddedBuckets(accountId);
      const own = await listOwn(accountId, listingId, added.length > 0);
      const ownNames = new Set(own.map((bucket) => bucket.name));
      const buckets: Bucket[] = [
        ...own.map((bucket) => ({ ...bucket, addedByName: false })),
        ...added.filter((name) => !ownNames.has(name)).map((name) => ({ name, addedByName: true })),
      ];
      return buckets.sort((a, b) => (a.name < b.name ? -1 : 1));
    },
    'bucket.create': async ({ accountId, bucket }) => {
      const problem = bucketNameProblem(bucket);
      if (problem !== undefined) {
        throw new SatchelError('bucket.nameInvalid', `Not a legal bucket name: ${problem}.`, {
          params: { problem },
        });
      }
      accounts.checkMayChange(accountId);
      return { ...(await accounts.storage(accountId).createBucket(bucket)), addedByName: false };
    },
    'bucket.delete': async ({ accountId, bucket }) => {
      accounts.checkMayChange(accountId);
      await accounts.storage(accountId).deleteBucket(bucket);
      forget(accountId, bucket);
      return null;
    },
    'bucket.addByName': async ({ accountId, bucket }) => {
      const summary = await accounts.storage(accountId).statBucket(bucket);
      const added = settingsStore.readAddedBuckets(accountId);
      if (!added.includes(bucket)) settingsStore.writeAddedBuckets(accountId, [...added, bucket]);
      return { ...summary, addedByName: true };
    },
    'bucket.forget': ({ accountId, bucket }) => {
      forget(accountId, bucket);
      return null;
    },
  } satisfies Partial<Handlers>;
}
