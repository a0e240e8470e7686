import { useQueryClient } from '@tanstack/react-query';
import type { Account } from '../../../shared/domain/account.ts';
import type { Location } from '../../../shared/domain/object.ts';
import { bucketsQuery } from '../buckets/useBuckets.ts';
import type { PalettePlaces } from './paletteItems.ts';

const none: readonly Location[] = [];

/** The places of all accounts, as far as they are known: nothing is asked for, no account is opened. */
export function usePalettePlaces(
  accounts: readonly Account[],
  favourites: readonly Location[] = none,
  recents: readonly Location[] = none,
): PalettePlaces {
  // Only read: whoever observed them would keep requests alive that the user has left.
  const client = useQueryClient();
  const buckets = new Map(
    accounts.map(({ id, health }) => [
      id,
      client.getQueryData(bucketsQuery(id).queryKey)?.map(({ name }) => name) ??
        // What a check has seen is better than nothing.
        health.buckets?.firstNames ??
        [],
    ]),
  );
  return { accounts, buckets, favourites, recents };
}
