import type { Entry, Location } from '../../../shared/domain/object.ts';

/** The whole path of an entry in its bucket: a file's key, a folder's prefix. */
export function entryPath(entry: Entry): string {
  return entry.kind === 'file' ? entry.key : entry.prefix;
}

/** Changes when the entry is another one, or its content is; what is shown of it must then be read anew. */
export function entryIdentity({ accountId, bucket }: Location, entry: Entry): string {
  const version = entry.kind === 'file' ? (entry.etag ?? String(entry.modifiedAtMs)) : '';
  return [accountId, bucket, entryPath(entry), version].join('\n');
}
