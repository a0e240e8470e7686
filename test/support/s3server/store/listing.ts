import { type Database, keyBytes, type Row } from './database.ts';
import { toVersion, type Version } from './versions.ts';

/** Where a listing starts: behind a key, behind all keys with a prefix, or behind one version of a key. */
export type Position =
  | { readonly kind: 'start' }
  | { readonly kind: 'afterKey'; readonly key: string }
  | { readonly kind: 'afterPrefix'; readonly prefix: string }
  | { readonly kind: 'afterVersion'; readonly key: string; readonly id: number };

/** One line of a listing. */
export type Entry<T> =
  | { readonly kind: 'item'; readonly item: T; readonly key: string }
  | { readonly kind: 'prefix'; readonly prefix: string };

/** A page, and whether there is more behind it. */
export type Page<T> = { readonly entries: readonly Entry<T>[]; readonly isTruncated: boolean };

/** What is listed. */
export type Query = {
  readonly bucket: string;
  readonly prefix: string;
  readonly delimiter: string;
  readonly position: Position;
  readonly limit: number;
};

/** A page of current objects in UTF-8 byte order of their keys. */
export function listObjects(database: Database, query: Query): Page<Version> {
  return listPage(query, toVersion, (from, to) =>
    database.each(
      `select * from versions indexed by current_objects
       where bucket = ? and key >= ? and key < ? and is_latest = 1 and is_marker = 0 order by key`,
      query.bucket,
      from,
      to,
    ),
  );
}

/** A page of all versions and delete markers, by key and then newest first. */
export function listVersions(database: Database, query: Query): Page<Version> {
  return listPage(query, toVersion, (from, to) => {
    const { position } = query;
    return database.each(
      `select * from versions indexed by all_versions
       where bucket = ? and key >= ? and key < ? and (key > ? or id < ?) order by key, id desc`,
      query.bucket,
      from,
      to,
      position.kind === 'afterVersion' ? keyBytes(position.key) : new Uint8Array(),
      position.kind === 'afterVersion' ? position.id : Number.MAX_SAFE_INTEGER,
    );
  });
}

/**
 * Walks rows in order, folds keys with a delimiter into common prefixes, and seeks past each prefix
 * instead of reading through it, so a page costs what it shows.
 */
export function listPage<T extends { readonly key: string }>(
  query: Query,
  read: (row: Row) => T,
  rows: (from: Buffer, to: Buffer) => Iterable<Row>,
): Page<T> {
  const { prefix, delimiter, limit } = query;
  const end = prefix === '' ? Buffer.alloc(2, 0xff) : successor(keyBytes(prefix));
  const entries: Entry<T>[] = [];
  let from: Buffer | undefined = later(keyBytes(prefix), startOf(query.position));
  if (limit === 0) return { entries, isTruncated: false };
  while (from !== undefined) {
    let next: Buffer | undefined;
    for (const row of rows(from, end)) {
      if (entries.length === limit) return { entries, isTruncated: true };
      const item = read(row);
      const cut = delimiter === '' ? -1 : item.key.indexOf(delimiter, prefix.length);
      if (cut === -1) {
        entries.push({ kind: 'item', item, key: item.key });
        continue;
      }
      const common = item.key.slice(0, cut + delimiter.length);
      entries.push({ kind: 'prefix', prefix: common });
      next = successor(keyBytes(common));
      break;
    }
    from = next;
  }
  return { entries, isTruncated: false };
}

function startOf(position: Position): Buffer {
  switch (position.kind) {
    case 'start':
      // The least key there is; SQLite would take an empty blob for NULL.
      return Buffer.of(0);
    case 'afterKey':
      return Buffer.concat([keyBytes(position.key), Buffer.of(0)]);
    case 'afterPrefix':
      return successor(keyBytes(position.prefix));
    case 'afterVersion':
      return keyBytes(position.key);
  }
}

/** The smallest bytes that are behind everything that starts with `bytes` (UTF-8 never ends in 0xff). */
function successor(bytes: Buffer): Buffer {
  const next = Buffer.from(bytes);
  const last = next.length - 1;
  next[last] = (next[last] ?? 0) + 1;
  return next;
}

function later(a: Buffer, b: Buffer): Buffer {
  return Buffer.compare(a, b) >= 0 ? a : b;
}
