import type { Accounts } from '../accounts/accounts.ts';
import type { Handlers } from '../ipc/handlers.ts';
import type { RunningListings } from './runningListings.ts';

/** `listing.*`: pages of a folder, which the page can give up by the listing's id. */
export function createListingHandlers(accounts: Accounts, listings: RunningListings) {
  return {
    'listing.getPage': async ({ accountId, bucket, prefix, listingId, cursor, withOwner }) => {
      const storage = accounts.storage(accountId);
      const request = {
        bucket,
        prefix,
        delimiter: '/' as const,
        ...(cursor !== undefined && { cursor }),
        ...(withOwner !== undefined && { withOwner }),
      };
      return await listings.run(listingId, (signal) => storage.listPage(request, { signal }));
    },
    'listing.abort': ({ listingId }) => {
      listings.abort(listingId);
      return null;
    },
  } satisfies Partial<Handlers>;
}
