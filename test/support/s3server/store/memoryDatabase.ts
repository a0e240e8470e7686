import type { Database, Row, Value } from './database.ts';
import { type Condition, compareValues, operandValue, parseStatement, type Statement } from './statements.ts';

type TableForm = {
  readonly key: readonly string[];
  /** Rows that agree in these columns are found at once; the others are looked for. */
  readonly groupBy: readonly string[];
  readonly defaults?: Row;
};

const forms: Readonly<Record<string, TableForm>> = {
  keeper: { key: ['name'], groupBy: ['name'] },
  buckets: { key: ['name'], groupBy: ['name'], defaults: { versioning: '' } },
  bucket_settings: { key: ['bucket', 'name'], groupBy: ['bucket', 'name'] },
  versions: { key: ['id'], groupBy: ['bucket', 'key'] },
  segments: { key: ['version', 'number'], groupBy: ['version'] },
  uploads: { key: ['upload_id'], groupBy: ['upload_id'], defaults: { conflicted: 0 } },
  upload_parts: { key: ['upload_id', 'number'], groupBy: ['upload_id'] },
};

type Entry = { row: Row };

/** An index that is gone with its process, for where there is no SQLite; right for some ten thousand objects. */
export class MemoryDatabase implements Database {
  readonly #tables = new Map(Object.entries(forms).map(([name, form]) => [name, new Table(form)]));
  readonly #statements = new Map<string, Statement>();
  #undo: (() => void)[] | undefined;

  run(sql: string, ...values: readonly Value[]): { changes: number; id: number } {
    const statement = this.#parsed(sql);
    const table = this.#table(statement.table);
    switch (statement.kind) {
      case 'insert': {
        const columns = statement.columns.map(
          ([name, operand]) => [name, operandValue(operand, values)] as const,
        );
        const replaced = statement.replaces ? table.sameKey(Object.fromEntries(columns)) : undefined;
        if (replaced !== undefined) this.#remove(table, replaced);
        const entry = table.add(Object.fromEntries(columns));
        this.#undo?.push(() => table.remove(entry));
        return { changes: 1, id: Number(entry.row.id ?? 0) };
      }
      case 'update': {
        const found = [...table.find(statement.where, values)];
        const changes = statement.columns.map(
          ([name, operand]) => [name, operandValue(operand, values)] as const,
        );
        for (const entry of found) {
          const { row } = entry;
          this.#undo?.push(() => table.write(entry, row));
          table.write(entry, { ...row, ...Object.fromEntries(changes) });
        }
        return { changes: found.length, id: 0 };
      }
      case 'delete': {
        const found = [...table.find(statement.where, values)];
        for (const entry of found) this.#remove(table, entry);
        return { changes: found.length, id: 0 };
      }
      case 'select':
        throw new TypeError('a selection changes nothing');
    }
  }

  get(sql: string, ...values: readonly Value[]): Row | undefined {
    for (const row of this.each(sql, ...values)) return row;
    return undefined;
  }

  all(sql: string, ...values: readonly Value[]): readonly Row[] {
    return [...this.each(sql, ...values)];
  }

  *each(sql: string, ...values: readonly Value[]): Generator<Row> {
    const statement = this.#parsed(sql);
    if (statement.kind !== 'select') throw new TypeError('only a selection has rows');
    const { where, orderBy, limit } = statement;
    const table = this.#table(statement.table);
    const found =
      orderBy.length === 0 ? table.find(where, values) : table.findInOrder(where, values, orderBy);
    let left = limit === undefined ? Number.POSITIVE_INFINITY : Number(operandValue(limit, values));
    for (const { row } of found) {
      if (left-- <= 0) return;
      yield row;
    }
  }

  transaction<T>(work: () => T): T {
    if (this.#undo !== undefined) return work();
    const undo: (() => void)[] = [];
    this.#undo = undo;
    try {
      return work();
    } catch (error) {
      for (const step of undo.reverse()) step();
      throw error;
    } finally {
      this.#undo = undefined;
    }
  }

  close(): void {
    this.#tables.clear();
  }

  #remove(table: Table, entry: Entry): void {
    table.remove(entry);
    this.#undo?.push(() => table.putBack(entry));
  }

  #table(name: string): Table {
    const table = this.#tables.get(name);
    if (table === undefined) throw new TypeError(`there is no table ${name}`);
    return table;
  }

  #parsed(sql: string): Statement {
    let statement = this.#statements.get(sql);
    if (statement === undefined) {
      statement = parseStatement(sql);
      this.#statements.set(sql, statement);
    }
    return statement;
  }
}

type Order = Extract<Statement, { kind: 'select' }>['orderBy'];

class Table {
  readonly #form: TableForm;
  readonly #groups = new Map<string, Set<Entry>>();
  /** By order, until a row comes or goes. */
  readonly #sorted = new Map<Order, readonly Entry[]>();
  #nextId = 1;

  constructor(form: TableForm) {
    this.#form = form;
  }

  add(row: Row): Entry {
    const hasId = this.#form.key[0] === 'id';
    const entry: Entry = { row: { ...this.#form.defaults, ...(hasId && { id: this.#nextId++ }), ...row } };
    this.putBack(entry);
    return entry;
  }

  /** No column that rows are grouped or ordered by is ever changed. */
  write(entry: Entry, row: Row): void {
    entry.row = row;
  }

  putBack(entry: Entry): void {
    const name = this.#groupOf(entry.row);
    const group = this.#groups.get(name);
    if (group === undefined) this.#groups.set(name, new Set([entry]));
    else group.add(entry);
    this.#sorted.clear();
  }

  remove(entry: Entry): void {
    const name = this.#groupOf(entry.row);
    const group = this.#groups.get(name);
    group?.delete(entry);
    if (group?.size === 0) this.#groups.delete(name);
    this.#sorted.clear();
  }

  sameKey(row: Row): Entry | undefined {
    for (const entry of this.#groups.get(this.#groupOf(row)) ?? []) {
      if (this.#form.key.every((name) => entry.row[name] === row[name])) return entry;
    }
    return undefined;
  }

  *find(where: readonly Condition[], values: readonly Value[]): Generator<Entry> {
    for (const entry of this.#candidates(where, values)) {
      if (where.every((condition) => condition(entry.row, values))) yield entry;
    }
  }

  *findInOrder(where: readonly Condition[], values: readonly Value[], order: Order): Generator<Entry> {
    const group = this.#groupMeant(where, values);
    const entries = group === undefined ? this.#inOrder(order) : [...group].sort(by(order));
    for (const entry of entries) {
      if (where.every((condition) => condition(entry.row, values))) yield entry;
    }
  }

  *#candidates(where: readonly Condition[], values: readonly Value[]): Generator<Entry> {
    const group = this.#groupMeant(where, values);
    if (group !== undefined) yield* group;
    else for (const others of this.#groups.values()) yield* others;
  }

  /** The rows of one group, where the conditions name it. */
  #groupMeant(where: readonly Condition[], values: readonly Value[]): ReadonlySet<Entry> | undefined {
    const meant: Record<string, Value> = {};
    for (const { equals } of where) if (equals) meant[equals.column] = operandValue(equals.operand, values);
    if (this.#form.groupBy.some((name) => meant[name] === undefined)) return undefined;
    return this.#groups.get(this.#groupOf(meant)) ?? new Set();
  }

  #inOrder(order: Order): readonly Entry[] {
    let sorted = this.#sorted.get(order);
    if (sorted === undefined) {
      sorted = [...this.#groups.values()].flatMap((group) => [...group]).sort(by(order));
      this.#sorted.set(order, sorted);
    }
    return sorted;
  }

  #groupOf(row: Row): string {
    return this.#form.groupBy
      .map((name) => {
        const value = row[name];
        return value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : String(value);
      })
      .join('\0');
  }
}

function by(order: Order): (one: Entry, other: Entry) => number {
  return (one, other) => {
    for (const { column, isDescending } of order) {
      const difference = compareValues(one.row[column] ?? null, other.row[column] ?? null);
      if (difference !== 0) return isDescending ? -difference : difference;
    }
    return 0;
  };
}
