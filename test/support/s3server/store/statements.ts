import type { Row, Value } from './database.ts';

/** A value that is given with the statement, by its 0-based place, or that stands in it. */
export type Operand = { readonly place: number } | { readonly literal: number };

/** Whether a row is meant. */
export type Condition = ((row: Row, values: readonly Value[]) => boolean) & {
  readonly equals?: { readonly column: string; readonly operand: Operand };
};

type Column = readonly [name: string, operand: Operand];

/** What a statement says: the little of SQL that the store speaks. */
export type Statement =
  | {
      readonly kind: 'select';
      readonly table: string;
      readonly where: readonly Condition[];
      readonly orderBy: readonly { readonly column: string; readonly isDescending: boolean }[];
      readonly limit: Operand | undefined;
    }
  | {
      readonly kind: 'insert';
      readonly table: string;
      readonly columns: readonly Column[];
      readonly replaces: boolean;
    }
  | {
      readonly kind: 'update';
      readonly table: string;
      readonly columns: readonly Column[];
      readonly where: readonly Condition[];
    }
  | { readonly kind: 'delete'; readonly table: string; readonly where: readonly Condition[] };

const forms = {
  select:
    /^select .+? from (?<table>\w+)(?: indexed by \w+)?(?: where (?<where>.+?))?(?: order by (?<order>.+?))?(?: limit (?<limit>\S+))?$/,
  insert: /^insert(?<replaces> or replace)? into (?<table>\w+) \((?<names>.+?)\) values \((?<operands>.+)\)$/,
  update: /^update (?<table>\w+) set (?<sets>.+?) where (?<where>.+)$/,
  delete: /^delete from (?<table>\w+) where (?<where>.+)$/,
};

/** Reads a statement; throws TypeError for one that the store does not need. */
export function parseStatement(sql: string): Statement {
  const text = sql.replace(/\s+/g, ' ').trim();
  let places = 0;
  const operand = (word: string | undefined): Operand => {
    if (word === '?') return { place: places++ };
    if (word !== undefined && /^\d+$/.test(word)) return { literal: Number(word) };
    throw new TypeError(`no value: ${word} in ${text}`);
  };
  const test = (words: string): Condition => {
    const [, column = '', sign = '', word] = /^(\w+) (=|>=|>|<) (\S+)$/.exec(words) ?? [];
    const meant = operand(word);
    const compare = comparisons[sign];
    if (compare === undefined) throw new TypeError(`no comparison: ${words} in ${text}`);
    const condition = (row: Row, values: readonly Value[]) =>
      compare(compareValues(row[column] ?? null, operandValue(meant, values)));
    return sign === '=' ? Object.assign(condition, { equals: { column, operand: meant } }) : condition;
  };
  const conditions = (words: string | undefined): readonly Condition[] =>
    (words?.split(' and ') ?? []).map((part) => {
      if (!part.startsWith('(')) return test(part);
      const either = part.slice(1, -1).split(' or ').map(test);
      return (row, values) => either.some((condition) => condition(row, values));
    });

  for (const [kind, form] of Object.entries(forms)) {
    const found = form.exec(text)?.groups;
    if (found === undefined) continue;
    const { table = '', names, operands, sets, where, order, limit, replaces } = found;
    switch (kind) {
      case 'insert': {
        const given = operands?.split(', ').map(operand) ?? [];
        const columns =
          names?.split(', ').map((name, index): Column => [name, given[index] ?? operand(name)]) ?? [];
        return { kind, table, columns, replaces: replaces !== undefined };
      }
      case 'update': {
        const columns = sets?.split(', ').map((part): Column => {
          const [name = '', word] = part.split(' = ');
          return [name, operand(word)];
        });
        return { kind, table, columns: columns ?? [], where: conditions(where) };
      }
      case 'delete':
        return { kind, table, where: conditions(where) };
      case 'select': {
        const orderBy = (order?.split(', ') ?? []).map((part) => {
          const [column = '', direction] = part.split(' ');
          return { column, isDescending: direction === 'desc' };
        });
        const read = conditions(where);
        return { kind, table, where: read, orderBy, limit: limit === undefined ? undefined : operand(limit) };
      }
    }
  }
  throw new TypeError(`not spoken here: ${text}`);
}

const comparisons: Readonly<Record<string, (difference: number) => boolean>> = {
  '=': (difference) => difference === 0,
  '>=': (difference) => difference >= 0,
  '>': (difference) => difference > 0,
  '<': (difference) => difference < 0,
};

/** The value that an operand stands for among those that were given. */
export function operandValue(operand: Operand, values: readonly Value[]): Value {
  return 'literal' in operand ? operand.literal : (values[operand.place] ?? null);
}

/** As SQLite orders them: bytes by bytes, texts by their UTF-8 bytes, numbers by size. */
export function compareValues(one: Value, other: Value): number {
  if (one instanceof Uint8Array && other instanceof Uint8Array) return Buffer.compare(one, other);
  if (typeof one === 'number' && typeof other === 'number') return one - other;
  if (one === other) return 0;
  return Buffer.compare(Buffer.from(String(one)), Buffer.from(String(other)));
}
