import { infiniteQueryOptions, skipToken, useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useReducer, useRef, useState } from 'react';
import type { AppError } from '../../../shared/domain/appError.ts';
import type { Location } from '../../../shared/domain/object.ts';
import { request, toAppError } from '../../ipc/client.ts';
import { EntryStore } from './entryStore.ts';
import type { Listed } from './listedRows.ts';
import { forgetLargeListings } from './listingMemory.ts';
import { askListing } from './listingRequest.ts';

/** The cache key of a folder's listing; all of a bucket's share its first three parts. */
export function listingKey(location: Location): readonly string[] {
  return ['listing', location.accountId, location.bucket, location.prefix];
}

/** What is listed after a page: its entries are in the store, and the cache only knows how far it reaches. */
export type ListedPage = Listed & { readonly nextCursor: string | undefined };
/** Where a page goes on: what the one before it told, and its store. */
type PageParam = { readonly store: EntryStore; readonly cursor: string };

/** Fetches one page into the store; main gives the listing up when the signal aborts. */
async function fetchPage(
  location: Location,
  withOwner: boolean,
  from: PageParam | undefined,
  signal: AbortSignal,
): Promise<ListedPage> {
  const more = {
    ...(from !== undefined && { cursor: from.cursor }),
    ...(withOwner && { withOwner }),
  };
  const { entries, nextCursor } = await askListing(signal, (listingId) =>
    request('listing.getPage', { ...location, listingId, ...more }),
  );
  signal.throwIfAborted();
  const store = from?.store ?? new EntryStore(location.prefix);
  store.append(entries);
  return { store, count: store.count, folderCount: store.folderCount, nextCursor };
}

/** How a folder's listing is asked for, page by page; nothing is asked without a folder. */
export function listingQuery(location: Location | undefined, withOwner = false) {
  return infiniteQueryOptions({
    queryKey: location === undefined ? ['listing'] : listingKey(location),
    queryFn:
      location === undefined
        ? skipToken
        : ({ pageParam, signal }) => fetchPage(location, withOwner, pageParam, signal),
    initialPageParam: undefined as PageParam | undefined,
    getNextPageParam: ({ store, nextCursor }: ListedPage) =>
      nextCursor === undefined ? undefined : { store, cursor: nextCursor },
    // The pages hold a store, which is no plain data to be compared.
    structuralSharing: false,
  });
}

export type Listing = {
  /** What is loaded; undefined before the first page. It keeps its identity while nothing comes. */
  readonly listed: Listed | undefined;
  /** `loading` before the first page, `failed` when there is none; later failures leave the rows and set `error`. */
  readonly status: 'loading' | 'failed' | 'ready';
  readonly error: AppError | undefined;
  /** True while the server has more than what is loaded. */
  readonly hasMore: boolean;
  /** True where all of it came in one page. */
  readonly isOnePage: boolean;
  readonly isRefreshing: boolean;
  readonly isLoadingAll: boolean;
  readonly fetchMore: () => void;
  /** Asks again for what failed, or for the rows that are shown. */
  readonly refresh: () => void;
  readonly loadAll: () => void;
  readonly stopLoadingAll: () => void;
};

/**
 * How often the rows are shown while all of them are loaded: to draw each page would take as long as to fetch it, and
 * what is worked out for the rows takes longer the more there are.
 */
function showEveryMs(count: number): number {
  return Math.max(250, count / 500);
}

/** The listing of one folder, fetched page by page, kept for a while when it is left, and given up while it loads. */
export function useListing(location: Location | undefined, withOwner: boolean): Listing {
  const client = useQueryClient();
  const queryKey = location === undefined ? ['listing'] : listingKey(location);
  const loadingAll = useRef<AbortController>(undefined);
  const [, renderAgain] = useReducer((count: number) => count + 1, 0);
  const query = useInfiniteQuery({
    ...listingQuery(location, withOwner),
    notifyOnChangeProps: () => (loadingAll.current === undefined ? undefined : ['hasNextPage', 'isError']),
  });
  const { hasNextPage, isFetching, isFetchNextPageError, fetchNextPage, refetch } = query;
  const lastPage = query.data?.pages.at(-1);
  const listedNow = useRef<Listed>(undefined);
  listedNow.current = lastPage;

  // Loading all belongs to one folder: leaving it ends it.
  const key = queryKey.join('\n');
  const [loadingAllKey, setLoadingAllKey] = useState<string>();
  const isLoadingAll = loadingAllKey === key && hasNextPage && !query.isError;

  const fetchMore = useCallback(() => {
    if (hasNextPage && !isFetching) void fetchNextPage();
  }, [hasNextPage, isFetching, fetchNextPage]);

  useEffect(() => {
    if (!isLoadingAll) return;
    const leaving = new AbortController();
    loadingAll.current = leaving;
    const load = async () => {
      let result: { readonly hasNextPage: boolean; readonly isError: boolean };
      do {
        result = await fetchNextPage({ cancelRefetch: false });
      } while (!leaving.signal.aborted && result.hasNextPage && !result.isError);
    };
    void load();
    const show = () => {
      renderAgain();
      timer = setTimeout(show, showEveryMs(listedNow.current?.count ?? 0));
    };
    let timer = setTimeout(show, showEveryMs(listedNow.current?.count ?? 0));
    return () => {
      leaving.abort();
      loadingAll.current = undefined;
      clearTimeout(timer);
    };
  }, [isLoadingAll, fetchNextPage]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a folder was left, and what is kept of it has its limit
  useEffect(() => forgetLargeListings(client), [client, key]);

  // Rows that came without their owners are asked for again.
  const hadOwner = useRef({ key, withOwner });
  useEffect(() => {
    const isNew = hadOwner.current.key === key && withOwner && !hadOwner.current.withOwner;
    hadOwner.current = { key, withOwner };
    if (isNew) void refetch();
  }, [key, withOwner, refetch]);

  const refresh = useCallback(() => {
    if (isFetchNextPageError) void fetchNextPage();
    else void refetch();
  }, [isFetchNextPageError, fetchNextPage, refetch]);

  return {
    listed: lastPage,
    status: query.data !== undefined ? 'ready' : query.isError ? 'failed' : 'loading',
    error: query.error === null ? undefined : toAppError(query.error),
    hasMore: hasNextPage,
    isOnePage: query.data?.pages.length === 1 && !hasNextPage,
    isRefreshing: query.isRefetching && !query.isFetchingNextPage,
    isLoadingAll,
    fetchMore,
    refresh,
    loadAll: () => {
      setLoadingAllKey(key);
      if (query.isError) refresh();
    },
    stopLoadingAll: () => {
      loadingAll.current?.abort();
      setLoadingAllKey(undefined);
      void client.cancelQueries({ queryKey });
    },
  };
}
