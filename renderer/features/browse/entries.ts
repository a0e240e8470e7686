import type { Entry, Location, Selection } from '../../../shared/domain/object.ts';

/**
 * What tells a row from all others of its listing: its whole key or prefix. A key of a listing never equals one of its
 * prefixes: a prefix ends in the delimiter, and only the folder's own marker does so among the keys.
 */
export function entryId(entry: Entry): string {
  return entry.kind === 'folder' ? entry.prefix : entry.key;
}

/** True for the empty object that only makes an empty folder exist; it is no file to a person. */
export function isFolderMarker(entry: Entry): boolean {
  return entry.kind === 'file' && entry.name === '' && entry.sizeBytes === 0;
}

/** The nearest folder around all of these keys and prefixes, which are at `prefix` or below it. */
function folderAround(prefix: string, ids: readonly string[]): string {
  let around: string | undefined;
  for (const id of ids) {
    if (around === prefix) return prefix;
    const parent = parentOf(id);
    const folder = parent.length > prefix.length ? parent : prefix;
    around ??= folder;
    while (!folder.startsWith(around)) around = parentOf(around);
  }
  return around ?? prefix;
}

/** The folder that a key or prefix lies in; that of `/`, a folder without a name, is the bucket itself. */
function parentOf(id: string): string {
  return id.slice(0, id.slice(0, -1).lastIndexOf('/') + 1);
}

/**
 * What an action on these keys and prefixes is about. What was found in folders below is taken from the nearest folder
 * around all of it: a single file goes elsewhere without the folders that it was found in.
 */
export function selectionIn(
  { accountId, bucket, prefix }: Location,
  keys: string[],
  prefixes: string[],
): Selection {
  return { accountId, bucket, basePrefix: folderAround(prefix, [...prefixes, ...keys]), keys, prefixes };
}

/** What an action on these rows is about. */
export function selectionOf(location: Location, entries: readonly Entry[]): Selection {
  return selectionIn(
    location,
    entries.flatMap((entry) => (entry.kind === 'file' ? [entry.key] : [])),
    entries.flatMap((entry) => (entry.kind === 'folder' ? [entry.prefix] : [])),
  );
}

/** Counts for the status bar; the size is of the files only, because a folder's is not known before it is counted. */
export type Summary = {
  readonly folderCount: number;
  readonly fileCount: number;
  readonly sizeBytes: number;
};

export function summarise(entries: readonly Entry[]): Summary {
  let folderCount = 0;
  let sizeBytes = 0;
  for (const entry of entries) {
    if (entry.kind === 'folder') folderCount += 1;
    else sizeBytes += entry.sizeBytes;
  }
  return { folderCount, fileCount: entries.length - folderCount, sizeBytes };
}
