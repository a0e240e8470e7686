import type {
  ListPageRequest,
  UnfinishedPage,
  UnfinishedUpload,
} from '../../electron/core/storage/storage.ts';
import type { Entry, EntryPage } from '../../shared/domain/object.ts';

/** What a listing tells of one object. */
export type ListedObject = {
  readonly sizeBytes: number;
  readonly modifiedAtMs: number;
  readonly etag: string;
};

/** Sorts keys by their UTF-8 bytes, S3's order, which differs from JavaScript's beyond U+FFFF. */
export function inServerOrder(keys: Iterable<string>): string[] {
  return Array.from(keys, (key) => ({ key, bytes: Buffer.from(key) }))
    .sort((a, b) => Buffer.compare(a.bytes, b.bytes))
    .map(({ key }) => key);
}

/** One page over keys that are in server order, with S3's rules for delimiter, cursor and folder placeholders. */
export function pageOf(
  sortedKeys: readonly string[],
  request: ListPageRequest,
  objectOf: (key: string) => ListedObject,
): EntryPage {
  const { prefix, delimiter, cursor, maxKeys = 1000, withOwner } = request;
  const entries: Entry[] = [];
  let listedCount = 0;
  let lastListed = '';
  let index = cursor === undefined ? 0 : firstAfter(sortedKeys, cursor, delimiter);
  for (; index < sortedKeys.length; index += 1) {
    const key = sortedKeys[index] ?? '';
    if (!key.startsWith(prefix)) continue;
    const rest = key.slice(prefix.length);
    const slash = delimiter === undefined ? -1 : rest.indexOf(delimiter);
    const folder = slash < 0 ? undefined : prefix + rest.slice(0, slash + 1);
    if (folder !== undefined && folder === lastListed) continue;
    if (listedCount === maxKeys) return { entries, nextCursor: lastListed };
    listedCount += 1;
    lastListed = folder ?? key;
    if (folder !== undefined) {
      entries.push({ kind: 'folder', prefix: folder, name: rest.slice(0, slash) });
      continue;
    }
    const { sizeBytes, modifiedAtMs, etag } = objectOf(key);
    const isPlaceholder = delimiter !== undefined && rest === '' && sizeBytes === 0;
    if (isPlaceholder) continue;
    const owner = withOwner ? { owner: 'owner' } : {};
    entries.push({ kind: 'file', key, name: rest, sizeBytes, modifiedAtMs, etag, ...owner });
  }
  return { entries };
}

const uploadsPerPage = 1000;

/** One page of unfinished uploads, by key and among those of a key by their ids. */
export function uploadsPageOf(
  uploads: readonly UnfinishedUpload[],
  prefix: string,
  cursor: string | undefined,
): UnfinishedPage {
  const sorted = uploads
    .filter(({ key }) => key.startsWith(prefix))
    .map(({ bucket, key, uploadId, startedAtMs }) => ({
      upload: { bucket, key, uploadId, startedAtMs },
      place: Buffer.concat([Buffer.from(key), Buffer.of(0), Buffer.from(uploadId)]).toString('hex'),
    }))
    .sort((a, b) => (a.place < b.place ? -1 : 1))
    .filter(({ place }) => cursor === undefined || place > cursor);
  const page = sorted.slice(0, uploadsPerPage);
  const last = page.at(-1);
  return {
    uploads: page.map(({ upload }) => upload),
    ...(sorted.length > page.length && last ? { nextCursor: last.place } : {}),
  };
}

/** The first key behind a cursor; a cursor that is a folder stands for all keys in it. */
function firstAfter(sortedKeys: readonly string[], cursor: string, delimiter: '/' | undefined): number {
  const cursorBytes = Buffer.from(cursor);
  const isFolder = delimiter !== undefined && cursor.endsWith(delimiter);
  const index = sortedKeys.findIndex(
    (key) => Buffer.compare(Buffer.from(key), cursorBytes) > 0 && !(isFolder && key.startsWith(cursor)),
  );
  return index < 0 ? sortedKeys.length : index;
}
