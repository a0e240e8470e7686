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

/** What an action on these rows is about. */
export function selectionOf(location: Location, entries: readonly Entry[]): Selection {
  return {
    accountId: location.accountId,
    bucket: location.bucket,
    basePrefix: location.prefix,
    keys: entries.flatMap((entry) => (entry.kind === 'file' ? [entry.key] : [])),
    prefixes: entries.flatMap((entry) => (entry.kind === 'folder' ? [entry.prefix] : [])),
  };
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
