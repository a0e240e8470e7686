import { useQueries } from '@tanstack/react-query';
import { useMemo } from 'react';
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
  const answers = useQueries({
    queries: accounts.map(({ id }) => ({ ...bucketsQuery(id), enabled: false })),
    combine: (results) => results.map(({ data }) => data),
  });
  return useMemo(() => {
    const buckets = new Map(
      accounts.map(({ id, health }, index) => [
        id,
        // What a check has seen is better than nothing.
        answers[index]?.map(({ name }) => name) ?? health.buckets?.firstNames ?? [],
      ]),
    );
    return { accounts, buckets, favourites, recents };
  }, [accounts, answers, favourites, recents]);
}
