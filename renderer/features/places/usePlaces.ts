import { useMemo } from 'react';
import type { Location } from '../../../shared/domain/object.ts';
import { sessionStore, useSession } from '../tabs/session.ts';
import { holds, withFavourite, withMoved, without } from './locations.ts';

const none: readonly Location[] = [];

/** The user's favourites, in the order that they gave them. */
export function useFavourites(): readonly Location[] {
  return useSession()?.favourites ?? none;
}

/** Where the user was last, the newest first; only of accounts that are there. */
export function useRecents(accountIds: ReadonlySet<string>): readonly Location[] {
  const recents = useSession()?.recents ?? none;
  return useMemo(() => recents.filter(({ accountId }) => accountIds.has(accountId)), [recents, accountIds]);
}

/** True for a favourite; false for no place at all. */
export function useIsFavourite(location: Location | undefined): boolean {
  const favourites = useFavourites();
  return location !== undefined && holds(favourites, location);
}

function change(work: (favourites: readonly Location[]) => readonly Location[]): void {
  sessionStore.change(({ favourites }) => {
    const next = work(favourites);
    return next === favourites ? {} : { favourites: [...next] };
  });
}

/** Keeps a folder or bucket among the favourites, at their end. */
export function addFavourite(location: Location): void {
  change((favourites) => withFavourite(favourites, location));
}

/** Takes a folder or bucket off the favourites. */
export function removeFavourite(location: Location): void {
  change((favourites) => without(favourites, location));
}

/** Gives a favourite another place among them. */
export function moveFavourite(location: Location, toIndex: number): void {
  change((favourites) => withMoved(favourites, location, toIndex));
}
