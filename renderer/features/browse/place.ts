import type { Location } from '../../../shared/domain/object.ts';

/** Where the window stands in an account: at the list of its buckets, or in a folder of one. */
export type Place = { readonly kind: 'home' } | FolderPlace;
export type FolderPlace = { readonly kind: 'folder'; readonly bucket: string; readonly prefix: string };

export const home: Place = { kind: 'home' };

/** A folder of a bucket; '' is the bucket's top. */
export function folderPlace(bucket: string, prefix = ''): FolderPlace {
  return { kind: 'folder', bucket, prefix };
}

/** Tells places apart; a bucket's name holds no slash, so no two places share a key. */
export function placeKey(place: Place): string {
  return place.kind === 'home' ? '' : `${place.bucket}/${place.prefix}`;
}

/** The place one step up: a bucket's top goes up to the list of buckets, which has none. */
export function parentOf(place: Place): Place | undefined {
  if (place.kind === 'home') return undefined;
  if (place.prefix === '') return home;
  return folderPlace(place.bucket, parentPrefix(place.prefix));
}

function parentPrefix(prefix: string): string {
  const withoutSlash = prefix.slice(0, -1);
  return withoutSlash.slice(0, withoutSlash.lastIndexOf('/') + 1);
}

export type Crumb = { readonly name: string; readonly prefix: string };

/** The folders of a prefix, outermost first; a folder without a name (`a//`) is one of them. */
export function crumbsOf(prefix: string): readonly Crumb[] {
  const crumbs: Crumb[] = [];
  let start = 0;
  for (let end = prefix.indexOf('/'); end !== -1; end = prefix.indexOf('/', start)) {
    crumbs.push({ name: prefix.slice(start, end), prefix: prefix.slice(0, end + 1) });
    start = end + 1;
  }
  return crumbs;
}

/** The name of the folder that one stands in: the last crumb's, or the bucket's at its top. */
export function placeName(place: FolderPlace): string {
  return crumbsOf(place.prefix).at(-1)?.name ?? place.bucket;
}

export function locationOf(accountId: string, place: FolderPlace): Location {
  return { accountId, bucket: place.bucket, prefix: place.prefix };
}
