import type { EntryStore } from './entryStore.ts';
import { isPlainOrder } from './plainOrder.ts';
import type { Rows } from './rows.ts';

/** What of a store belongs to a listing at one moment: its first `count` entries. */
export type Listed = {
  readonly store: EntryStore;
  readonly count: number;
  readonly folderCount: number;
};

/** The numbers of entries in the order in which they are shown. */
export type Order = Int32Array;

/** Rows of a store, which know the number of each entry in it. */
export type ListedRows = Rows & {
  readonly store: EntryStore;
  readonly order: Order;
  /** True where a filter hides some of what is listed. */
  readonly isFiltered: boolean;
  numberAt(index: number): number;
  /** Where the entry of a number is; -1 where it is not shown. */
  indexOfNumber(number: number): number;
};

/** Rows in an order; where they are is worked out at the first question. */
export function listedRows(store: EntryStore, order: Order, isFiltered = false): ListedRows {
  let indexes: Int32Array | undefined;
  const numberAt = (index: number) => {
    const number = order[index];
    if (number === undefined) throw new RangeError(`There is no row ${index} of ${order.length}`);
    return number;
  };
  const indexOfNumber = (number: number) => {
    if (isPlainOrder(order)) return number < order.length ? number : -1;
    indexes ??= inverse(order);
    return (indexes[number] ?? 0) - 1;
  };
  return {
    store,
    order,
    isFiltered,
    count: order.length,
    at: (index) => store.entry(numberAt(index)),
    idAt: (index) => store.id(numberAt(index)),
    indexOf: (id) => indexOfNumber(store.numberOf(id)),
    numberAt,
    indexOfNumber,
  };
}

/** For each number where it is, plus one; 0 for those that are not in the order. */
function inverse(order: Order): Int32Array {
  let highest = -1;
  for (const number of order) if (number > highest) highest = number;
  const indexes = new Int32Array(highest + 1);
  for (let index = 0; index < order.length; index += 1) indexes[order[index] ?? 0] = index + 1;
  return indexes;
}
