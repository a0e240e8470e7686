import { useMemo } from 'react';
import type { Location } from '../../../shared/domain/object.ts';
import { type ListedRows, listedRows } from '../browse/listedRows.ts';
import { nothingPending, type PendingChanges, usePendingChanges } from './pendingChanges.ts';

/** The rows as they will be: without those that will be gone, and under their new names. */
export function withPendingChanges(rows: ListedRows, { names, gone }: PendingChanges): ListedRows {
  if (names.size === 0 && gone.size === 0) return rows;
  const { store, isFiltered } = rows;
  const goneNumbers = new Set([...gone].map((id) => store.numberOf(id)));
  const left = gone.size === 0 ? rows.order : rows.order.filter((number) => !goneNumbers.has(number));
  const shown = listedRows(store, left, isFiltered);
  if (names.size === 0) return shown;
  return {
    ...shown,
    at: (index) => {
      const entry = shown.at(index);
      const name = names.get(entry.kind === 'folder' ? entry.prefix : entry.key);
      return name === undefined ? entry : { ...entry, name };
    },
  };
}

/** The rows of a folder with what is pending in it. */
export function usePendingRows(location: Location | undefined, rows: ListedRows): ListedRows {
  const pending = usePendingChanges(location);
  return useMemo(
    () => (pending === nothingPending ? rows : withPendingChanges(rows, pending)),
    [rows, pending],
  );
}
