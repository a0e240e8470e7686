import { useInfiniteQuery } from '@tanstack/react-query';
import type { AppError } from '../../../shared/domain/appError.ts';
import type { FolderEntry, Location } from '../../../shared/domain/object.ts';
import { request, toAppError } from '../../ipc/client.ts';
import { askListing } from '../browse/listingRequest.ts';

/** So many folders are enough for one step of a tree, and so many pages are looked through for them. */
const enough = 200;
const maxPages = 10;

type Step = { readonly folders: readonly FolderEntry[]; readonly nextCursor: string | undefined };

/** The cache key of the folders in a folder. */
export function subfoldersKey({ accountId, bucket, prefix }: Location): readonly string[] {
  return ['folders', accountId, bucket, prefix];
}

/** Folders may stand behind thousands of files, so pages are fetched until there are some or it takes too long. */
async function fetchStep(location: Location, from: string | undefined, signal: AbortSignal): Promise<Step> {
  const folders: FolderEntry[] = [];
  let cursor = from;
  for (let page = 0; page < maxPages && folders.length < enough; page += 1) {
    const at = cursor === undefined ? {} : { cursor };
    const { entries, nextCursor } = await askListing(signal, (listingId) =>
      request('listing.getPage', { ...location, listingId, ...at }),
    );
    signal.throwIfAborted();
    for (const entry of entries) if (entry.kind === 'folder') folders.push(entry);
    cursor = nextCursor;
    if (cursor === undefined) break;
  }
  return { folders, nextCursor: cursor };
}

export type Subfolders = {
  readonly folders: readonly FolderEntry[] | undefined;
  readonly error: AppError | undefined;
  readonly hasMore: boolean;
  readonly isLoading: boolean;
  readonly more: () => void;
};

/** The folders in a folder, asked for when `isWanted`. */
export function useSubfolders(location: Location, isWanted: boolean): Subfolders {
  const query = useInfiniteQuery({
    queryKey: subfoldersKey(location),
    queryFn: ({ pageParam, signal }) => fetchStep(location, pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }: Step) => nextCursor,
    enabled: isWanted,
  });
  return {
    folders: query.data?.pages.flatMap(({ folders }) => folders),
    error: query.error === null ? undefined : toAppError(query.error),
    hasMore: query.hasNextPage,
    isLoading: query.isFetching,
    more: () => void (query.isError ? query.refetch() : query.fetchNextPage()),
  };
}
