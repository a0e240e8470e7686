import { join } from 'node:path';
import { DatabaseSync, type StatementSync } from 'node:sqlite';

const schema = `
create table if not exists keeper (name text primary key, value text not null) without rowid;
create table if not exists buckets (
  name text primary key, region text not null, created_ms integer not null,
  versioning text not null default '', acl text not null
) without rowid;
create table if not exists bucket_settings (
  bucket text not null, name text not null, value text not null, primary key (bucket, name)
) without rowid;
create table if not exists versions (
  id integer primary key autoincrement, bucket text not null, key blob not null, version_id text not null,
  is_latest integer not null, is_marker integer not null, modified_ms integer not null,
  size_bytes integer not null, etag text not null, attributes text not null
);
create index if not exists current_objects on versions (bucket, key) where is_latest = 1 and is_marker = 0;
create unique index if not exists latest_versions on versions (bucket, key) where is_latest = 1;
create index if not exists all_versions on versions (bucket, key, id desc);
create table if not exists segments (
  version integer not null, number integer not null, blob text not null, size_bytes integer not null,
  checksum text, primary key (version, number)
) without rowid;
create table if not exists uploads (
  upload_id text primary key, bucket text not null, key blob not null, started_ms integer not null,
  attributes text not null, conflicted integer not null default 0
);
create index if not exists uploads_by_key on uploads (bucket, key, upload_id);
create table if not exists upload_parts (
  upload_id text not null, number integer not null, blob text not null, size_bytes integer not null,
  etag text not null, checksum text, modified_ms integer not null, primary key (upload_id, number)
) without rowid;
`;

/** A value that a column may hold. */
export type Value = string | number | Uint8Array | null;
/** A row as SQLite gives it. */
export type Row = Readonly<Record<string, Value>>;

/** The index beside the blobs: statements are prepared once, and a transaction is whole or nothing. */
export class Database {
  readonly #connection: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();
  #depth = 0;

  constructor(dir: string, sync: boolean) {
    this.#connection = new DatabaseSync(join(dir, 'index.sqlite'));
    this.#connection.exec(
      `pragma journal_mode = wal; pragma synchronous = ${sync ? 'full' : 'off'}; pragma cache_size = -8000;`,
    );
    this.#connection.exec(schema);
  }

  run(sql: string, ...values: readonly Value[]): { changes: number; id: number } {
    const result = this.#prepared(sql).run(...values);
    return { changes: Number(result.changes), id: Number(result.lastInsertRowid) };
  }

  get(sql: string, ...values: readonly Value[]): Row | undefined {
    return this.#prepared(sql).get(...values) as Row | undefined;
  }

  all(sql: string, ...values: readonly Value[]): readonly Row[] {
    return this.#prepared(sql).all(...values) as Row[];
  }

  /** Rows one by one; stopping early costs nothing more. The same statement must not run inside the loop. */
  *each(sql: string, ...values: readonly Value[]): Generator<Row> {
    for (const row of this.#prepared(sql).iterate(...values)) yield row as Row;
  }

  transaction<T>(work: () => T): T {
    if (this.#depth > 0) return work();
    this.#connection.exec('begin immediate');
    this.#depth++;
    try {
      const result = work();
      this.#connection.exec('commit');
      return result;
    } catch (error) {
      this.#connection.exec('rollback');
      throw error;
    } finally {
      this.#depth--;
    }
  }

  close(): void {
    this.#connection.close();
  }

  #prepared(sql: string): StatementSync {
    let statement = this.#statements.get(sql);
    if (statement === undefined) {
      statement = this.#connection.prepare(sql);
      this.#statements.set(sql, statement);
    }
    return statement;
  }
}

/** Reads a text column. */
export function text(row: Row, column: string): string {
  const value = row[column];
  if (typeof value !== 'string') throw new TypeError(`column ${column} holds no text`);
  return value;
}

/** Reads a text column that may be empty (`null`). */
export function optionalText(row: Row, column: string): string | undefined {
  return row[column] === null ? undefined : text(row, column);
}

/** Reads a number column. */
export function number(row: Row, column: string): number {
  const value = row[column];
  if (typeof value !== 'number') throw new TypeError(`column ${column} holds no number`);
  return value;
}

/** Reads a key column. */
export function keyText(row: Row): string {
  const value = row.key;
  if (!(value instanceof Uint8Array)) throw new TypeError('column key holds no bytes');
  return Buffer.from(value.buffer, value.byteOffset, value.length).toString('utf8');
}

/** A key as it is stored: UTF-8 bytes, so that SQLite orders keys as S3 does. */
export function keyBytes(key: string): Buffer {
  return Buffer.from(key, 'utf8');
}
