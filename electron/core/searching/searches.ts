import type { Entry, Location } from '../../../shared/domain/object.ts';
import type { Search, SearchQuery } from '../../../shared/domain/search.ts';
import type { Accounts } from '../accounts/accounts.ts';
import { coalesce } from '../coalesce.ts';
import type { Clock } from '../ports.ts';
import { appErrorOf, SatchelError } from '../satchelError.ts';
import { createMatcher } from './matcher.ts';
import { searchBelow } from './searchBelow.ts';

type SearchesOptions = {
  readonly accounts: Pick<Accounts, 'storage'>;
  readonly clock: Clock;
  /** Called at most 10 times a second for each search, and always with its last state. */
  readonly onChanged: (search: Search) => void;
  readonly newId: () => string;
  /** Results of a search that are kept; it stops there. */
  readonly maxResults?: number;
};

/** The searches of the window; what they found is kept here until they are closed. */
export interface Searches {
  /** Begins a search below a folder and tells its id; throws `request.stale` for an unknown account. */
  start(location: Location, query: SearchQuery): string;
  /** What was found, in the order in which it was found; throws `request.stale`. */
  results(searchId: string, offset: number, limit: number): readonly Entry[];
  /** Stops it and keeps what it found; nothing changes for one that has ended; throws `request.stale`. */
  cancel(searchId: string): void;
  /** Stops it and forgets what it found; does nothing for one that is not there. */
  close(searchId: string): void;
  closeAll(): void;
}

type OpenSearch = {
  readonly stopping: AbortController;
  readonly found: Entry[];
  readonly silence: () => void;
};

const changeIntervalMs = 100;
/** Each holds what it found; more than this are some that the page forgot. */
const maxOpen = 8;

/** No searches yet. */
export function createSearches(options: SearchesOptions): Searches {
  const { accounts, clock, onChanged, newId, maxResults = 200_000 } = options;
  const open = new Map<string, OpenSearch>();

  const find = (searchId: string): OpenSearch => {
    const search = open.get(searchId);
    if (search === undefined) throw new SatchelError('request.stale', `There is no search ${searchId}`);
    return search;
  };
  const close = (searchId: string): void => {
    const search = open.get(searchId);
    search?.silence();
    search?.stopping.abort();
    open.delete(searchId);
  };

  return {
    start(location, query) {
      const storage = accounts.storage(location.accountId);
      const stopping = new AbortController();
      const { signal } = stopping;
      const found: Entry[] = [];
      let search: Search = {
        id: newId(),
        status: 'running',
        scannedCount: 0,
        foundCount: 0,
        foundBytes: 0,
        isLimited: false,
      };
      const changes = coalesce(clock, changeIntervalMs, () => onChanged(search));
      const update = (change: Partial<Search>): void => {
        search = { ...search, ...change };
        changes.touch();
      };
      const run = async (): Promise<void> => {
        for await (const step of searchBelow(storage, location, createMatcher(query), signal)) {
          const kept = step.found.slice(0, maxResults - found.length);
          found.push(...kept);
          const keptBytes = kept.reduce(
            (sum, entry) => sum + (entry.kind === 'file' ? entry.sizeBytes : 0),
            0,
          );
          update({
            scannedCount: search.scannedCount + step.scannedCount,
            foundCount: found.length,
            foundBytes: search.foundBytes + keptBytes,
            isLimited: kept.length < step.found.length,
          });
          if (signal.aborted || search.isLimited) break;
        }
      };
      open.set(search.id, { stopping, found, silence: changes.stop });
      const [oldest] = open.keys();
      if (oldest !== undefined && open.size > maxOpen) close(oldest);
      // Begins after the caller has the id.
      void Promise.resolve()
        .then(run)
        .then(
          () => update({ status: signal.aborted ? 'cancelled' : 'done' }),
          (error: unknown) =>
            update(signal.aborted ? { status: 'cancelled' } : { status: 'failed', error: appErrorOf(error) }),
        )
        .then(() => (open.has(search.id) ? changes.flush() : changes.stop()));
      return search.id;
    },
    results: (searchId, offset, limit) => find(searchId).found.slice(offset, offset + limit),
    cancel: (searchId) => find(searchId).stopping.abort(),
    close,
    closeAll() {
      for (const searchId of [...open.keys()]) close(searchId);
    },
  };
}
