import { QueryClient, QueryObserver } from '@tanstack/react-query';
import { expect, test } from 'vitest';
import { forgetLargeListings } from '../../../../renderer/features/browse/listingMemory.ts';

test('folders that were left are kept, the latest first, as far as they are not too large together', () => {
  const client = new QueryClient();
  const keyOf = (folder: string) => ['listing', 'one', 'photos', folder];
  const left = (folder: string, count: number, updatedAt: number) =>
    client.setQueryData(keyOf(folder), { pages: [{ count }], pageParams: [] }, { updatedAt });
  left('oldest/', 100_000, 1);
  left('huge/', 1_000_000, 2);
  left('open/', 1_000_000, 3);
  left('latest/', 100_000, 4);
  const open = { queryKey: keyOf('open/'), queryFn: () => 'not asked', staleTime: Number.POSITIVE_INFINITY };
  const leave = new QueryObserver(client, open).subscribe(() => undefined);
  forgetLargeListings(client);
  leave();
  const kept = client.getQueryCache().findAll();
  expect(kept.map(({ queryKey }) => queryKey.at(-1)).toSorted()).toEqual(['latest/', 'open/']);
  client.clear();
});
