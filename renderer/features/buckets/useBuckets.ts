import { type QueryClient, queryOptions, useQuery, useQueryClient } from '@tanstack/react-query';
import type { AppError } from '../../../shared/domain/appError.ts';
import type { Bucket } from '../../../shared/domain/bucket.ts';
import { request, toAppError } from '../../ipc/client.ts';
import { askListing } from '../browse/listingRequest.ts';

export type Buckets = {
  readonly buckets: readonly Bucket[] | undefined;
  readonly error: AppError | undefined;
  /** True where the account may not list buckets, so that they are opened by name. */
  readonly isListDenied: boolean;
  readonly refresh: () => void;
  readonly create: (bucket: string) => Promise<void>;
  readonly addByName: (bucket: string) => Promise<void>;
  readonly remove: (bucket: string) => Promise<void>;
  readonly forget: (bucket: string) => Promise<void>;
};

/** The cache key of an account's buckets. */
export function bucketsKey(accountId: string): readonly string[] {
  return ['buckets', accountId];
}

/** How an account's buckets are asked for. */
export function bucketsQuery(accountId: string) {
  return queryOptions({
    queryKey: bucketsKey(accountId),
    queryFn: ({ signal }) =>
      askListing(signal, (listingId) => request('bucket.list', { accountId, listingId })),
  });
}

/** An account's buckets, and what can be done with them; what is done throws RequestError. */
export function useBuckets(accountId: string): Buckets {
  const client = useQueryClient();
  const queryKey = bucketsKey(accountId);
  const query = useQuery(bucketsQuery(accountId));
  const error = query.error === null ? undefined : toAppError(query.error);
  const isListDenied = error?.code === 'access.listBucketsDenied';
  const change = async (work: Promise<unknown>) => {
    await work;
    await client.invalidateQueries({ queryKey });
  };
  return {
    // An earlier list says nothing any more once the account may not list buckets.
    buckets: isListDenied ? [] : query.data,
    error,
    isListDenied: isListDenied || (query.data?.some((bucket) => bucket.addedByName) ?? false),
    refresh: () => void query.refetch(),
    create: (bucket) => change(request('bucket.create', { accountId, bucket })),
    addByName: (bucket) => change(request('bucket.addByName', { accountId, bucket })),
    remove: async (bucket) => {
      await request('bucket.delete', { accountId, bucket });
      forgetListings(client, accountId, bucket);
      await change(Promise.resolve());
    },
    forget: (bucket) => change(request('bucket.forget', { accountId, bucket })),
  };
}

function forgetListings(client: QueryClient, accountId: string, bucket: string): void {
  client.removeQueries({ queryKey: ['listing', accountId, bucket], type: 'inactive' });
}
