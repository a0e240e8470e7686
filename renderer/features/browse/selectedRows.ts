import type { Entry, Location, Selection } from '../../../shared/domain/object.ts';
import { type Summary, selectionIn } from './entries.ts';
import type { ListedRows } from './listedRows.ts';
import type { RowSet } from './rowSet.ts';

/** What is selected: counted at once, and named when something is done with it. */
export type SelectedRows = Summary & {
  readonly count: number;
  /** The entry that is selected alone. */
  readonly only: Entry | undefined;
  /** What an action on all of them is about, in the order of the list. A million of them take a quarter of a second. */
  readonly toSelection: () => Selection;
  /** All of them, in the order of the list; made anew at each call, so not for a million. */
  readonly entries: () => readonly Entry[];
};

/** Counts the selected rows that are shown. */
export function selectedRows(location: Location, rows: ListedRows, selected: RowSet): SelectedRows {
  const { store } = rows;
  const isOfThese = selected.store === store;
  let folderCount = 0;
  let sizeBytes = 0;
  let first: number | undefined;
  if (isOfThese) {
    selected.forEach((number) => {
      first ??= number;
      if (store.isFolder(number)) folderCount += 1;
      sizeBytes += store.sizeBytes(number);
    });
  }
  const count = isOfThese ? selected.size : 0;
  const forEach = (visit: (number: number) => void) => {
    if (count === 0) return;
    for (const number of rows.order) if (selected.hasNumber(number)) visit(number);
  };
  return {
    count,
    folderCount,
    fileCount: count - folderCount,
    sizeBytes,
    only: count === 1 && first !== undefined ? store.entry(first) : undefined,
    toSelection: () => {
      const keys: string[] = [];
      const prefixes: string[] = [];
      forEach((number) => (store.isFolder(number) ? prefixes : keys).push(store.id(number)));
      return selectionIn(location, keys, prefixes);
    },
    entries: () => {
      const entries: Entry[] = [];
      forEach((number) => entries.push(store.entry(number)));
      return entries;
    },
  };
}
