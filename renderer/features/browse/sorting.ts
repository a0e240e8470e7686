import { assertNever } from '../../../shared/assertNever.ts';
import type { EntryStore } from './entryStore.ts';
import type { Listed, Order } from './listedRows.ts';
import { mergeSort } from './mergeSort.ts';
import { plainOrder } from './plainOrder.ts';
import type { SlicedWork } from './slicedWork.ts';

export const sortColumns = ['name', 'modified', 'type', 'size'] as const;
export type SortColumn = (typeof sortColumns)[number];
export type SortDirection = 'ascending' | 'descending';
export type Sort = { readonly column: SortColumn; readonly direction: SortDirection };

/** How rows are ordered beside the sort itself; both in the user's language. */
export type Ordering = {
  readonly compareText: (left: string, right: string) => number;
  /** The plain words for a file's type, from its name. */
  readonly typeName: (name: string) => string;
};

/** What the header shows as sorted before the user chose anything: S3 lists by name. */
export const defaultSort: Sort = { column: 'name', direction: 'ascending' };

/** The sort after a click on a column: the other direction of the one that is shown, else that column ascending. */
export function nextSort(sort: Sort | undefined, column: SortColumn): Sort {
  const shown = sort ?? defaultSort;
  if (shown.column !== column) return { column, direction: 'ascending' };
  return { column, direction: shown.direction === 'ascending' ? 'descending' : 'ascending' };
}

/** Folders, then files, each in the order in which the server told them. */
export function serverOrder(listed: Listed): Order {
  if (listed.folderCount === 0) return plainOrder(listed.count);
  return foldersFirst(listed.store, 0, listed.count, listed.folderCount);
}

/** The orders that were worked out for a listing, each ascending; they go with it. */
const sortedOrders = new WeakMap<EntryStore, Map<SortColumn, Order>>();

/**
 * Puts a listing in the order of a sort, folders first; the folders are by name unless it is the column. What was sorted
 * before is not sorted again, and what came since is added to it.
 */
export function* sortedOrder(listed: Listed, sort: Sort, ordering: Ordering): SlicedWork<Order> {
  const { store, count, folderCount } = listed;
  let order = sortedOrders.get(store)?.get(sort.column);
  if (order?.length !== count) {
    const start = orderSoFar(listed, sort.column);
    const byName = nameComparison(store, ordering);
    const folders = yield* mergeSort(start.subarray(0, folderCount), byName);
    const files = yield* sortedFiles(listed, start.subarray(folderCount), sort.column, byName, ordering);
    order = new Int32Array(count);
    order.set(folders);
    order.set(files, folderCount);
    const orders = sortedOrders.get(store) ?? new Map<SortColumn, Order>();
    sortedOrders.set(store, orders.set(sort.column, order));
  }
  return directed(order, folderCount, sort);
}

/** The order of a sort as far as it is known, without any work: what came since the last one is at the end of its kind. */
export function unfinishedOrder(listed: Listed, sort: Sort): Order {
  return directed(orderSoFar(listed, sort.column), listed.folderCount, sort);
}

function orderSoFar(listed: Listed, column: SortColumn): Order {
  const { store, count, folderCount } = listed;
  const known = sortedOrders.get(store)?.get(column);
  // One that holds more is of a later moment: rows are only ever added.
  if (known === undefined || known.length > count) return serverOrder(listed);
  let knownFolders = 0;
  while (knownFolders < known.length && store.isFolder(known[knownFolders] ?? 0)) knownFolders += 1;
  const added = foldersFirst(store, known.length, count, folderCount - knownFolders);
  const order = new Int32Array(count);
  order.set(known.subarray(0, knownFolders));
  order.set(added.subarray(0, folderCount - knownFolders), knownFolders);
  order.set(known.subarray(knownFolders), folderCount);
  order.set(added.subarray(folderCount - knownFolders), folderCount + known.length - knownFolders);
  return order;
}

function foldersFirst(store: EntryStore, from: number, to: number, folderCount: number): Order {
  const order = new Int32Array(to - from);
  let folder = 0;
  let file = folderCount;
  for (let number = from; number < to; number += 1) {
    if (store.isFolder(number)) order[folder++] = number;
    else order[file++] = number;
  }
  return order;
}

function directed(order: Order, folderCount: number, { column, direction }: Sort): Order {
  if (direction === 'ascending') return order;
  const turned = order.slice();
  if (column === 'name') turned.subarray(0, folderCount).reverse();
  turned.subarray(folderCount).reverse();
  return turned;
}

type Comparison = (left: number, right: number) => number;

const rowsPerYield = 512;

function nameComparison(store: EntryStore, ordering: Ordering): Comparison {
  return (left, right) => {
    return (
      ordering.compareText(store.ownName(left), store.ownName(right)) ||
      compareCodeUnits(store.name(left), store.name(right))
    );
  };
}

function* sortedFiles(
  listed: Listed,
  start: Order,
  column: SortColumn,
  byName: Comparison,
  ordering: Ordering,
): SlicedWork<Order> {
  const { store } = listed;
  switch (column) {
    case 'name':
      return yield* mergeSort(start, byName);
    case 'modified':
      return yield* sortedByNumber(start, (number) => store.modifiedAtMs(number), byName);
    case 'size':
      return yield* sortedByNumber(start, (number) => store.sizeBytes(number), byName);
    case 'type': {
      const ranks = yield* typeRanks(listed, ordering);
      return yield* sortedByNumber(start, (number) => ranks[number] ?? 0, byName);
    }
    default:
      return assertNever(column, 'sort column');
  }
}

/** Sorts by a number, and only those that share it by name: to compare two names takes as long as fifty numbers. */
function* sortedByNumber(
  start: Order,
  keyOf: (number: number) => number,
  byName: Comparison,
): SlicedWork<Order> {
  const order = yield* part(
    mergeSort(start, (left, right) => keyOf(left) - keyOf(right)),
    0,
    0.5,
  );
  let from = 0;
  let yieldedAt = 0;
  for (let to = 1; to <= order.length; to += 1) {
    if (to - yieldedAt >= rowsPerYield) {
      yieldedAt = to;
      yield 0.5 + (0.5 * from) / order.length;
    }
    if (to < order.length && keyOf(order[to] ?? 0) === keyOf(order[from] ?? 0)) continue;
    if (to - from > 1) {
      const byNameNow = mergeSort(order.subarray(from, to), byName);
      order.set(
        yield* part(byNameNow, 0.5 + (0.5 * from) / order.length, 0.5 + (0.5 * to) / order.length),
        from,
      );
    }
    from = to;
  }
  return order;
}

/** Work that is a part of longer work: from one share of it to another. */
function* part<T>(work: SlicedWork<T>, from: number, to: number): SlicedWork<T> {
  for (;;) {
    const step = work.next();
    if (step.done === true) return step.value;
    yield from + (to - from) * step.value;
  }
}

/** The place of each entry's type among all types: there are few of them, and many comparisons. */
function* typeRanks({ store, count }: Listed, ordering: Ordering): SlicedWork<Uint32Array> {
  const codes = new Map<string, number>();
  const ranks = new Uint32Array(count);
  for (let number = 0; number < count; number += 1) {
    const type = ordering.typeName(store.ownName(number));
    const code = codes.get(type) ?? codes.size;
    codes.set(type, code);
    ranks[number] = code;
    if (number % rowsPerYield === 0) yield 0;
  }
  const rankOf = new Uint32Array(codes.size);
  const types = [...codes].sort(([left], [right]) => ordering.compareText(left, right));
  for (const [rank, [, code]] of types.entries()) rankOf[code] = rank;
  for (let number = 0; number < count; number += 1) ranks[number] = rankOf[ranks[number] ?? 0] ?? 0;
  return ranks;
}

function compareCodeUnits(left: string, right: string): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}
