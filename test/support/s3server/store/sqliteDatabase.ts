import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import type { Database, Row, Value } from './database.ts';

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

/** An index that is kept in the blobs' folder; statements are prepared once. */
export class SqliteDatabase implements Database {
  readonly #connection: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();
  #depth = 0;

  constructor(dir: string, sync: boolean) {
    mkdirSync(dir, { recursive: true, mode: 0o700 });
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
