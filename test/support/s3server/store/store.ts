import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { Blobs } from './blobs.ts';
import { type Database, text } from './database.ts';

/** Everything the server keeps: the index and the blobs. */
export type Store = {
  readonly database: Database;
  readonly blobs: Blobs;
  readonly discard: boolean;
  readonly trust: boolean;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  close(): void;
};

/** How a store is opened. */
export type StoreOptions = {
  readonly dir: string;
  /** The index of what is in the folder. */
  readonly database: Database;
  /** Wait for the disk before a write is acknowledged. */
  readonly sync: boolean;
  /** Keep sizes and checksums only; bodies read as zeroes. */
  readonly discard: boolean;
  /** With `discard`: count the bytes of bodies only, and believe their checksums; an ETag is then no MD5 of the bytes. */
  readonly trust?: boolean;
  readonly accessKeyId?: string | undefined;
  readonly secretAccessKey?: string | undefined;
};

/** Opens the store in a folder, and removes blobs that no row names. */
export function openStore(options: StoreOptions): Store {
  mkdirSync(options.dir, { recursive: true, mode: 0o700 });
  const { database } = options;
  const blobs = new Blobs(options.dir, options);
  const known = new Set<string>();
  for (const table of ['segments', 'upload_parts']) {
    for (const row of database.each(`select blob from ${table}`)) known.add(text(row, 'blob'));
  }
  blobs.removeUnknown(known);
  return {
    database,
    blobs,
    discard: options.discard,
    trust: options.discard && options.trust === true,
    accessKeyId:
      options.accessKeyId ?? kept(database, 'accessKeyId', () => `SATCHEL${randomText(13).toUpperCase()}`),
    secretAccessKey: options.secretAccessKey ?? kept(database, 'secretAccessKey', () => randomText(40)),
    close: () => database.close(),
  };
}

function kept(database: Database, name: string, make: () => string): string {
  const row = database.get('select value from keeper where name = ?', name);
  if (row !== undefined) return text(row, 'value');
  const value = make();
  database.run('insert into keeper (name, value) values (?, ?)', name, value);
  return value;
}

function randomText(length: number): string {
  const letters = 'abcdefghijklmnopqrstuvwxyz234567';
  return Array.from(randomBytes(length), (byte) => letters[byte % letters.length]).join('');
}
