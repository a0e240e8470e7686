import { assertNever } from '../../../shared/assertNever.ts';
import type { EntryStore } from './entryStore.ts';
import type { Listed, Order } from './listedRows.ts';
import { mergeSort } from './mergeSort.ts';
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
    const compare = yield* fileComparison(listed, sort.column, byName, ordering);
    const files = yield* mergeSort(start.subarray(folderCount), compare);
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

function nameComparison(store: EntryStore, ordering: Ordering): Comparison {
  return (left, right) => {
    const leftName = store.name(left);
    const rightName = store.name(right);
    return ordering.compareText(leftName, rightName) || compareCodeUnits(leftName, rightName);
  };
}

function* fileComparison(
  listed: Listed,
  column: SortColumn,
  byName: Comparison,
  ordering: Ordering,
): SlicedWork<Comparison> {
  const { store } = listed;
  switch (column) {
    case 'name':
      return byName;
    case 'modified':
      return (left, right) => store.modifiedAtMs(left) - store.modifiedAtMs(right) || byName(left, right);
    case 'size':
      return (left, right) => store.sizeBytes(left) - store.sizeBytes(right) || byName(left, right);
    case 'type': {
      const ranks = yield* typeRanks(listed, ordering);
      return (left, right) => (ranks[left] ?? 0) - (ranks[right] ?? 0) || byName(left, right);
    }
    default:
      return assertNever(column, 'sort column');
  }
}

/** The place of each entry's type among all types: there are few of them, and many comparisons. */
function* typeRanks({ store, count }: Listed, ordering: Ordering): SlicedWork<Uint32Array> {
  const codes = new Map<string, number>();
  const ranks = new Uint32Array(count);
  for (let number = 0; number < count; number += 1) {
    const type = ordering.typeName(store.name(number));
    const code = codes.get(type) ?? codes.size;
    codes.set(type, code);
    ranks[number] = code;
    if (number % 1024 === 1023) yield 0;
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
