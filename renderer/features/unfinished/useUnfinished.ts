import { useInfiniteQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AppError } from '../../../shared/domain/appError.ts';
import type { UnfinishedUpload } from '../../../shared/domain/transfer.ts';
import { request, toAppError } from '../../ipc/client.ts';
import { confirmDone } from '../../ui/confirmation.ts';
import { formatCount } from '../../ui/format.ts';
import { askListing } from '../browse/listingRequest.ts';

/** The most uploads that one request removes. */
const mostAtOnce = 1000;
const none: readonly UnfinishedUpload[] = [];

export type Unfinished = {
  /** Those that are known so far; undefined before the first. */
  readonly uploads: readonly UnfinishedUpload[] | undefined;
  readonly isComplete: boolean;
  readonly error: AppError | undefined;
  readonly retry: () => void;
  readonly isRemoving: boolean;
  readonly removeError: AppError | undefined;
  readonly remove: (uploads: readonly UnfinishedUpload[]) => Promise<void>;
};

/** A bucket's unfinished uploads, all of them, page after page, and the way to remove some. */
export function useUnfinished(accountId: string, bucket: string): Unfinished {
  const { t } = useTranslation('unfinished');
  const query = useInfiniteQuery({
    queryKey: ['unfinished', accountId, bucket],
    queryFn: ({ pageParam, signal }) =>
      askListing(signal, (listingId) =>
        request('bucket.listUnfinished', {
          accountId,
          bucket,
          listingId,
          ...(pageParam !== undefined && { cursor: pageParam }),
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor,
    staleTime: 0,
    gcTime: 0,
  });
  const { hasNextPage, isFetching, isError, fetchNextPage, refetch } = query;
  useEffect(() => {
    if (hasNextPage && !isFetching && !isError) void fetchNextPage();
  }, [hasNextPage, isFetching, isError, fetchNextPage]);

  const [isRemoving, setIsRemoving] = useState(false);
  const [removeError, setRemoveError] = useState<AppError>();
  const remove = async (uploads: readonly UnfinishedUpload[]) => {
    setIsRemoving(true);
    setRemoveError(undefined);
    let count = 0;
    try {
      for (let start = 0; start < uploads.length; start += mostAtOnce) {
        const some = uploads.slice(start, start + mostAtOnce).map(({ key, uploadId }) => ({ key, uploadId }));
        const { removedCount, error } = await request('bucket.removeUnfinished', {
          accountId,
          bucket,
          uploads: some,
        });
        count += removedCount;
        if (error !== undefined) setRemoveError(error);
      }
    } catch (thrown) {
      setRemoveError(toAppError(thrown));
    }
    if (count > 0) confirmDone(t('removed', { count, shown: formatCount(count) }));
    await refetch();
    setIsRemoving(false);
  };

  const pages = query.data?.pages;
  return {
    uploads: useMemo(() => pages?.flatMap((page) => page.uploads), [pages]) ?? (isError ? none : undefined),
    isComplete: pages !== undefined && !hasNextPage,
    error: query.error === null ? undefined : toAppError(query.error),
    retry: () => void (pages === undefined ? refetch() : fetchNextPage()),
    isRemoving,
    removeError,
    remove,
  };
}
