import type { AppError } from '../../../shared/domain/appError.ts';
import type { Entry, Location } from '../../../shared/domain/object.ts';
import type { Search, SearchQuery } from '../../../shared/domain/search.ts';
import { toAppError } from '../../ipc/client.ts';
import { EntryStore } from '../browse/entryStore.ts';
import type { Listed } from '../browse/listedRows.ts';

/** Where searches are made; main in the app, a fake in tests. */
export type SearchSource = {
  readonly start: (location: Location, query: SearchQuery) => Promise<string>;
  readonly getResults: (searchId: string, offset: number, limit: number) => Promise<readonly Entry[]>;
  readonly cancel: (searchId: string) => Promise<unknown>;
  readonly close: (searchId: string) => Promise<unknown>;
  readonly onChanged: (listener: (search: Search) => void) => () => void;
};

/** A search as the window shows it. */
export type ShownSearch = {
  /** Tells it from every other one; the same when it is made again. */
  readonly number: number;
  readonly location: Location;
  readonly query: SearchQuery;
  /** `running` until the last result is here. */
  readonly status: Search['status'];
  readonly scannedCount: number;
  readonly isLimited: boolean;
  readonly error: AppError | undefined;
  /** What was found so far; while it is made again, what was found before. Undefined until there is anything. */
  readonly listed: Listed | undefined;
};

/** The searches of the window, one for each place in each tab, under whatever key the window has for it. */
export type SearchStore = {
  readonly get: (key: string) => ShownSearch | undefined;
  readonly subscribe: (listener: () => void) => () => void;
  /** Searches; an earlier search of that key is given up. */
  readonly start: (key: string, location: Location, query: SearchQuery) => void;
  /** Searches for the same again; what was found stays until the new search is over. */
  readonly again: (key: string) => void;
  /** Stops it; what was found stays. */
  readonly stop: (key: string) => void;
  /** Stops it and forgets what was found. */
  readonly leave: (key: string) => void;
};

/** A search that main works on; `id` is missing until main has told it. */
type Run = {
  id?: string;
  readonly key: string;
  readonly results: EntryStore;
  /** Results that were fetched. */
  fetchedCount: number;
  isFetching: boolean;
  /** What main told last. */
  told?: Search;
};

/** The contract's limit. */
const pageSize = 10_000;
/** Main keeps eight, and each holds what it found. */
const mostSearches = 4;

/** No searches yet. Listens to main from its first search on. */
export function createSearchStore(source: SearchSource): SearchStore {
  const shown = new Map<string, ShownSearch>();
  const runs = new Map<string, Run>();
  /** What main told of searches whose ids are not known yet. */
  const early = new Map<string, Search>();
  const listeners = new Set<() => void>();
  let isListening = false;
  let count = 0;

  const show = (key: string, search: ShownSearch): void => {
    shown.set(key, search);
    for (const listener of listeners) listener();
  };
  const isCurrent = (run: Run): boolean => runs.get(run.key) === run;
  const giveUp = (run: Run | undefined): void => {
    if (run === undefined) return;
    if (isCurrent(run)) runs.delete(run.key);
    // A search that cannot be closed is gone already.
    if (run.id !== undefined) source.close(run.id).catch(() => undefined);
  };
  const forget = (key: string): void => {
    giveUp(runs.get(key));
    shown.delete(key);
  };
  const fail = (run: Run, thrown: unknown): void => {
    const before = shown.get(run.key);
    if (!isCurrent(run) || before === undefined) return;
    giveUp(run);
    show(run.key, { ...before, status: 'failed', error: toAppError(thrown) });
  };

  const update = (run: Run): void => {
    const before = shown.get(run.key);
    const { told, results } = run;
    if (!isCurrent(run) || before === undefined || told === undefined) return;
    const isOver = told.status !== 'running' && run.fetchedCount >= told.foundCount;
    // A search that is made again shows what it found when it is over, so that no rows come and go.
    const isShown = isOver || before.listed === undefined || before.listed.store === results;
    const known = before.listed?.store === results && before.listed.count === results.count;
    show(run.key, {
      ...before,
      status: isOver ? told.status : 'running',
      scannedCount: told.scannedCount,
      isLimited: told.isLimited,
      error: isOver ? told.error : undefined,
      listed:
        isShown && !known && (results.count > 0 || isOver)
          ? { store: results, count: results.count, folderCount: results.folderCount }
          : before.listed,
    });
    // The page has all of it.
    if (isOver) giveUp(run);
  };
  const fetchResults = async (run: Run): Promise<void> => {
    if (run.isFetching || run.id === undefined) return;
    run.isFetching = true;
    try {
      while (isCurrent(run) && run.fetchedCount < (run.told?.foundCount ?? 0)) {
        const entries = await source.getResults(run.id, run.fetchedCount, pageSize);
        if (entries.length === 0) throw new Error('Main has fewer results than it told');
        run.results.append(entries);
        run.fetchedCount += entries.length;
        update(run);
      }
    } catch (thrown) {
      fail(run, thrown);
    } finally {
      run.isFetching = false;
    }
  };
  const accept = (run: Run, told: Search): void => {
    run.told = told;
    update(run);
    void fetchResults(run);
  };
  const listen = (): void => {
    if (isListening) return;
    isListening = true;
    source.onChanged((search) => {
      const run = [...runs.values()].find(({ id }) => id === search.id);
      if (run !== undefined) accept(run, search);
      else if ([...runs.values()].some(({ id }) => id === undefined)) early.set(search.id, search);
    });
  };
  const begin = async (key: string, location: Location, query: SearchQuery): Promise<void> => {
    listen();
    giveUp(runs.get(key));
    const run: Run = {
      key,
      results: new EntryStore(location.prefix, 'below'),
      fetchedCount: 0,
      isFetching: false,
    };
    runs.set(key, run);
    try {
      run.id = await source.start(location, query);
      const told = early.get(run.id);
      if ([...runs.values()].every(({ id }) => id !== undefined)) early.clear();
      if (!isCurrent(run)) giveUp(run);
      else if (told !== undefined) accept(run, told);
    } catch (thrown) {
      fail(run, thrown);
    }
  };

  return {
    get: (key) => shown.get(key),
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    start: (key, location, query) => {
      forget(key);
      for (const oldest of shown.keys()) {
        if (shown.size < mostSearches) break;
        forget(oldest);
      }
      count += 1;
      show(key, {
        number: count,
        location,
        query,
        status: 'running',
        scannedCount: 0,
        isLimited: false,
        error: undefined,
        listed: undefined,
      });
      void begin(key, location, query);
    },
    again: (key) => {
      const search = shown.get(key);
      if (search === undefined) return;
      show(key, { ...search, status: 'running', scannedCount: 0, isLimited: false, error: undefined });
      void begin(key, search.location, search.query);
    },
    stop: (key) => {
      const run = runs.get(key);
      if (run === undefined) return;
      if (run.id !== undefined) source.cancel(run.id).catch((thrown: unknown) => fail(run, thrown));
      else {
        const search = shown.get(key);
        giveUp(run);
        if (search !== undefined) show(key, { ...search, status: 'cancelled' });
      }
    },
    leave: (key) => {
      forget(key);
      for (const listener of listeners) listener();
    },
  };
}
