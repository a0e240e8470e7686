import { infiniteQueryOptions, skipToken, useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useReducer, useRef, useState } from 'react';
import type { AppError } from '../../../shared/domain/appError.ts';
import type { EntryPage, Location } from '../../../shared/domain/object.ts';
import { request, toAppError } from '../../ipc/client.ts';
import { askListing } from './listingRequest.ts';

/** The cache key of a folder's listing; all of a bucket's share its first three parts. */
export function listingKey(location: Location): readonly string[] {
  return ['listing', location.accountId, location.bucket, location.prefix];
}

const noPages: readonly EntryPage[] = [];
/** How often the rows are shown while all of them are loaded: to draw each page would take as long as to fetch it. */
const showEveryMs = 250;

/** Fetches one page; main gives the listing up when the signal aborts. */
function fetchPage(location: Location, cursor: string | undefined, signal: AbortSignal): Promise<EntryPage> {
  const from = cursor === undefined ? {} : { cursor };
  return askListing(signal, (listingId) => request('listing.getPage', { ...location, listingId, ...from }));
}

/** How a folder's listing is asked for, page by page; nothing is asked without a folder. */
export function listingQuery(location: Location | undefined) {
  return infiniteQueryOptions({
    queryKey: location === undefined ? ['listing'] : listingKey(location),
    queryFn:
      location === undefined ? skipToken : ({ pageParam, signal }) => fetchPage(location, pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page: EntryPage) => page.nextCursor,
  });
}

export type Listing = {
  readonly pages: readonly EntryPage[];
  /** `loading` before the first page, `failed` when there is none; later failures leave the rows and set `error`. */
  readonly status: 'loading' | 'failed' | 'ready';
  readonly error: AppError | undefined;
  /** True while the server has more than what is loaded. */
  readonly hasMore: boolean;
  readonly isRefreshing: boolean;
  readonly isLoadingAll: boolean;
  readonly fetchMore: () => void;
  /** Asks again for what failed, or for the rows that are shown. */
  readonly refresh: () => void;
  readonly loadAll: () => void;
  readonly stopLoadingAll: () => void;
};

/** The listing of one folder, fetched page by page, kept for a while when it is left, and given up while it loads. */
export function useListing(location: Location | undefined): Listing {
  const client = useQueryClient();
  const queryKey = location === undefined ? ['listing'] : listingKey(location);
  const loadingAll = useRef<AbortController>(undefined);
  const [, renderAgain] = useReducer((count: number) => count + 1, 0);
  const query = useInfiniteQuery({
    ...listingQuery(location),
    notifyOnChangeProps: () => (loadingAll.current === undefined ? undefined : ['hasNextPage', 'isError']),
  });
  const { hasNextPage, isFetching, isFetchNextPageError, fetchNextPage, refetch } = query;

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
    const timer = setInterval(renderAgain, showEveryMs);
    return () => {
      leaving.abort();
      loadingAll.current = undefined;
      clearInterval(timer);
    };
  }, [isLoadingAll, fetchNextPage]);

  const refresh = useCallback(() => {
    if (isFetchNextPageError) void fetchNextPage();
    else void refetch();
  }, [isFetchNextPageError, fetchNextPage, refetch]);

  return {
    pages: query.data?.pages ?? noPages,
    status: query.data !== undefined ? 'ready' : query.isError ? 'failed' : 'loading',
    error: query.error === null ? undefined : toAppError(query.error),
    hasMore: hasNextPage,
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
