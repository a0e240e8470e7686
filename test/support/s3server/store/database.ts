/** A value that a column may hold. */
export type Value = string | number | Uint8Array | null;
/** A row as SQLite gives it. */
export type Row = Readonly<Record<string, Value>>;

/** The index beside the blobs, asked in the little of SQL that the store needs; a transaction is whole or nothing. */
export interface Database {
  run(sql: string, ...values: readonly Value[]): { changes: number; id: number };
  get(sql: string, ...values: readonly Value[]): Row | undefined;
  all(sql: string, ...values: readonly Value[]): readonly Row[];
  /** Rows one by one; stopping early costs nothing more. The same statement must not run inside the loop. */
  each(sql: string, ...values: readonly Value[]): Iterable<Row>;
  transaction<T>(work: () => T): T;
  close(): void;
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
