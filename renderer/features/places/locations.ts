import type { Location } from '../../../shared/domain/object.ts';

/** True for the same folder of the same bucket and account. */
export function isSameLocation(left: Location, right: Location): boolean {
  return left.accountId === right.accountId && left.bucket === right.bucket && left.prefix === right.prefix;
}

/** A key that no other location has. */
export function locationKey({ accountId, bucket, prefix }: Location): string {
  return [accountId, bucket, prefix].join('\n');
}

/** True where the list holds the location. */
export function holds(list: readonly Location[], location: Location): boolean {
  return list.some((each) => isSameLocation(each, location));
}

/** A location and nothing else, whatever it came with. */
function only({ accountId, bucket, prefix }: Location): Location {
  return { accountId, bucket, prefix };
}

/** The list without the location. */
export function without(list: readonly Location[], location: Location): readonly Location[] {
  return holds(list, location) ? list.filter((each) => !isSameLocation(each, location)) : list;
}

/** As many favourites as the session keeps. */
export const maxFavourites = 200;
/** As many recent places as the session keeps. */
const maxRecents = 30;

/** A favourite more, at the end; a list that is full, or has it, stays as it is. */
export function withFavourite(list: readonly Location[], location: Location): readonly Location[] {
  return holds(list, location) || list.length >= maxFavourites ? list : [...list, only(location)];
}

/** A favourite moved to where it is the one with this index, counted without itself and kept in bounds. */
export function withMoved(
  list: readonly Location[],
  location: Location,
  toIndex: number,
): readonly Location[] {
  const from = list.findIndex((each) => isSameLocation(each, location));
  const moved = list[from];
  const to = Math.max(0, Math.min(toIndex, list.length - 1));
  if (moved === undefined || from === to) return list;
  return list.toSpliced(from, 1).toSpliced(to, 0, moved);
}

/** The place one is at becomes the newest of the recent ones. */
export function withRecent(list: readonly Location[], location: Location): readonly Location[] {
  const [newest] = list;
  if (newest !== undefined && isSameLocation(newest, location)) return list;
  return [only(location), ...without(list, location)].slice(0, maxRecents);
}

/** The lists without a bucket that was deleted, and all that was in it. */
export function withoutBucket(
  list: readonly Location[],
  gone: { readonly accountId: string; readonly bucket: string },
): readonly Location[] {
  return list.filter(({ accountId, bucket }) => accountId !== gone.accountId || bucket !== gone.bucket);
}
