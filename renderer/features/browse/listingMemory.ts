import type { InfiniteData, QueryClient } from '@tanstack/react-query';
import type { Listed } from './listedRows.ts';

/** How many entries of folders that were left are kept, for coming back to them; about 30 MB. */
const keptEntries = 250_000;

/** Forgets the listings of folders that nobody looks at, oldest first, as far as they hold too much together. */
export function forgetLargeListings(client: QueryClient): void {
  const left = client
    .getQueryCache()
    .findAll({ queryKey: ['listing'], type: 'inactive' })
    .sort((one, other) => other.state.dataUpdatedAt - one.state.dataUpdatedAt);
  let count = 0;
  for (const query of left) {
    const data = client.getQueryData<InfiniteData<Listed>>(query.queryKey);
    count += data?.pages.at(-1)?.count ?? 0;
    if (count > keptEntries)
      client.removeQueries({ queryKey: query.queryKey, exact: true, type: 'inactive' });
  }
}
