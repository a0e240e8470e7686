/** The window shows one listing; more reads than this at once mean that it forgot to give some up. */
const maxRunning = 32;

/** Reads for listings, which the page can give up by the listing's id. */
export type RunningListings = {
  /** Resolves to what `read` does; over 32 at once, the oldest read is given up. */
  run<T>(listingId: string, read: (signal: AbortSignal) => Promise<T>): Promise<T>;
  abort(listingId: string): void;
  abortAll(): void;
};

/** No read runs yet. */
export function createRunningListings(): RunningListings {
  const running = new Set<{ readonly listingId: string; readonly aborting: AbortController }>();

  function abortWhere(isMeant: (listingId: string) => boolean): void {
    for (const { listingId, aborting } of running) if (isMeant(listingId)) aborting.abort();
  }

  return {
    async run(listingId, read) {
      const listing = { listingId, aborting: new AbortController() };
      const [oldest] = running;
      if (oldest !== undefined && running.size >= maxRunning) {
        oldest.aborting.abort();
        running.delete(oldest);
      }
      running.add(listing);
      try {
        return await read(listing.aborting.signal);
      } finally {
        running.delete(listing);
      }
    },
    abort: (listingId) => abortWhere((id) => id === listingId),
    abortAll: () => abortWhere(() => true),
  };
}
