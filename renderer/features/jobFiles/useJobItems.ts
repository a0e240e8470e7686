import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useRef } from 'react';
import type { AppError } from '../../../shared/domain/appError.ts';
import type { ItemState, TransferJob } from '../../../shared/domain/transfer.ts';
import { request, toAppError } from '../../ipc/client.ts';
import { isActive } from '../transfers/jobGroups.ts';
import { type FlatRows, flatRows, type ItemPages, pagesOf, withPage } from './itemPages.ts';
import { createPacer } from './pacer.ts';

/** The first page comes at once; the others are larger, because each makes the list anew. */
const pageRows = { first: 200, others: 1000 } as const;
const refreshPauseMs = 1_000;

export type JobItems = FlatRows & {
  readonly status: 'loading' | 'failed' | 'ready';
  readonly error: AppError | undefined;
  readonly hasMore: boolean;
  readonly fetchMore: () => void;
  readonly retry: () => void;
  /** Tells which rows are seen; only their pages are asked for again as the job goes on. */
  readonly setSeen: (first: number, last: number) => void;
};

/** The files of a job in one state, or all, page by page; what is seen stays up to date while the job moves. */
export function useJobItems(job: TransferJob, state: ItemState | undefined): JobItems {
  const client = useQueryClient();
  const jobId = job.id;
  const queryKey = useMemo(() => ['jobItems', jobId, state ?? 'all'], [jobId, state]);
  const fetchPage = useCallback(
    (cursor: string | undefined) =>
      request('transfer.listItems', {
        jobId,
        limit: cursor === undefined ? pageRows.first : pageRows.others,
        ...(state !== undefined && { state }),
        ...(cursor !== undefined && { cursor }),
      }),
    [jobId, state],
  );
  const query = useInfiniteQuery({
    queryKey,
    queryFn: ({ pageParam }) => fetchPage(pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor,
    staleTime: 0,
    gcTime: 0,
  });
  const { hasNextPage, isFetching, isError, fetchNextPage, refetch } = query;
  const pages = query.data?.pages;
  const flat = useMemo(() => flatRows(pages ?? []), [pages]);

  const seen = useRef({ first: 0, last: 0, starts: flat.starts });
  seen.current = { ...seen.current, starts: flat.starts };

  const pacer = useMemo(() => {
    const refresh = async () => {
      const { first, last, starts } = seen.current;
      for (const index of pagesOf(starts, first, last)) {
        const cursor = client.getQueryData<ItemPages>(queryKey)?.pageParams[index];
        const answer = await fetchPage(cursor);
        client.setQueryData<ItemPages>(queryKey, (data) =>
          // What was asked for meanwhile may begin elsewhere by now.
          data === undefined || data.pageParams[index] !== cursor ? data : withPage(data, index, answer),
        );
      }
    };
    return createPacer(
      () => refresh().catch((thrown: unknown) => console.warn('The files were not refreshed', thrown)),
      refreshPauseMs,
    );
  }, [client, queryKey, fetchPage]);
  useEffect(() => pacer.stop, [pacer]);

  // The first answer is as new as the job that is shown with it.
  const shownJob = useRef(job);
  useEffect(() => {
    if (shownJob.current === job) return;
    shownJob.current = job;
    pacer.want();
  }, [job, pacer]);

  return {
    ...flat,
    status: query.data !== undefined ? 'ready' : isError ? 'failed' : 'loading',
    error: query.error === null ? undefined : toAppError(query.error),
    hasMore: hasNextPage,
    fetchMore: useCallback(() => {
      if (hasNextPage && !isFetching && !isError) void fetchNextPage();
    }, [hasNextPage, isFetching, isError, fetchNextPage]),
    retry: () => void (pages === undefined ? refetch() : fetchNextPage()),
    setSeen: useCallback(
      (first: number, last: number) => {
        seen.current = { ...seen.current, first, last };
        // What comes into sight may be from before.
        if (first > 0 && isActive(shownJob.current)) pacer.want();
      },
      [pacer],
    ),
  };
}
