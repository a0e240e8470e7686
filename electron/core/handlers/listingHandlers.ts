import type { Accounts } from '../accounts/accounts.ts';
import type { Handlers } from '../ipc/handlers.ts';

/** The window shows one listing; more reads than this at once mean that it forgot to give some up. */
const maxRunningPages = 32;

/** `listing.*`: pages of a folder, which the page can give up by the listing's id. */
export function createListingHandlers(accounts: Accounts) {
  const running = new Set<{ readonly listingId: string; readonly aborting: AbortController }>();

  function abortWhere(isMeant: (listingId: string) => boolean): void {
    for (const { listingId, aborting } of running) if (isMeant(listingId)) aborting.abort();
  }

  const handlers = {
    'listing.getPage': async ({ accountId, bucket, prefix, listingId, cursor }) => {
      const storage = accounts.storage(accountId);
      const page = { listingId, aborting: new AbortController() };
      const [oldest] = running;
      if (oldest !== undefined && running.size >= maxRunningPages) {
        oldest.aborting.abort();
        running.delete(oldest);
      }
      running.add(page);
      try {
        return await storage.listPage(
          { bucket, prefix, delimiter: '/', ...(cursor !== undefined && { cursor }) },
          { signal: page.aborting.signal },
        );
      } finally {
        running.delete(page);
      }
    },
    'listing.abort': ({ listingId }) => {
      abortWhere((id) => id === listingId);
      return null;
    },
  } satisfies Partial<Handlers>;

  return { handlers, close: () => abortWhere(() => true) };
}
