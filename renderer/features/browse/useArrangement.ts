import { useCallback, useMemo, useRef } from 'react';
import { wordsOf } from '../../ui/wordSearch.ts';
import { EntryStore } from './entryStore.ts';
import { type Filtered, filteredOrder } from './filtering.ts';
import { type Listed, type ListedRows, listedRows, type Order } from './listedRows.ts';
import { currentOrdering } from './ordering.ts';
import type { SlicedWork } from './slicedWork.ts';
import { defaultSort, type Sort, serverOrder, sortedOrder, unfinishedOrder } from './sorting.ts';
import type { Listing } from './useListing.ts';
import { useSlicedWork } from './useSlicedWork.ts';

/** The rows of a listing as they are shown, and how far they are worked out. */
export type Arrangement = {
  /** They keep their identity while nothing changes, and are those of before while new ones are worked out. */
  readonly rows: ListedRows;
  /** What share of a sort is done, 0 to 1; undefined while none is going on. */
  readonly sortProgress: number | undefined;
  readonly isFiltering: boolean;
};

/** What is shown until something else is worked out, as long as it is of the same folder. */
type Shown = { readonly key: string; readonly arranged: Arranged; readonly rows: ListedRows };
type Arranged = { readonly listed: Listed; readonly order: Order };

const nothing: Listed = { store: new EntryStore(''), count: 0, folderCount: 0 };
const noRows: Arranged = { listed: nothing, order: new Int32Array(0) };

/**
 * Sorts and filters a listing in slices, so that the window goes on beside it. `sort` is undefined until the user
 * chooses one: a folder that came in one page is then by name as people read it, and a longer one in the server's order,
 * so that later pages only append. While all of a folder is loaded, what comes waits at the end until all is there.
 */
export function useArrangement(
  key: string,
  { listed = nothing, isOnePage, isLoadingAll }: Listing,
  sort: Sort | undefined,
  filter: string,
): Arrangement {
  const applied = sort ?? (isOnePage ? defaultSort : undefined);
  const column = applied?.column;
  const direction = applied?.direction;
  const sorting = useSlicedWork(
    useCallback(
      () =>
        arrange(
          listed,
          column !== undefined && direction !== undefined ? { column, direction } : undefined,
          isLoadingAll,
        ),
      [listed, column, direction, isLoadingAll],
    ),
  );

  const shown = useRef<Shown>(undefined);
  const before = shown.current?.key === key ? shown.current : undefined;
  const isSorting = !sorting.isDone;
  const plain = useMemo(
    () => (isSorting ? { listed, order: serverOrder(listed) } : undefined),
    [isSorting, listed],
  );
  const arranged = sorting.isDone ? sorting.value : (before?.arranged ?? plain ?? noRows);

  const filtered = useRef<Filtered>(undefined);
  const filtering = useSlicedWork(
    useCallback(
      () => filteredOrder(arranged.listed.store, arranged.order, filter, filtered.current),
      [arranged, filter],
    ),
  );
  const result = filtering.isDone ? filtering.value : undefined;
  if (result !== undefined) filtered.current = result;
  const isFiltered = wordsOf(filter).length > 0;
  const made = useMemo(
    () => (result === undefined ? undefined : listedRows(result.store, result.order, isFiltered)),
    [result, isFiltered],
  );
  const unfiltered = useMemo(() => listedRows(arranged.listed.store, arranged.order), [arranged]);
  const rows = made ?? before?.rows ?? unfiltered;
  shown.current = { key, arranged, rows };

  return {
    rows,
    sortProgress: sorting.isDone ? undefined : sorting.progress,
    isFiltering: !filtering.isDone,
  };
}

function* arrange(listed: Listed, sort: Sort | undefined, isGrowing: boolean): SlicedWork<Arranged> {
  if (sort === undefined) return { listed, order: serverOrder(listed) };
  if (isGrowing) return { listed, order: unfinishedOrder(listed, sort) };
  return { listed, order: yield* sortedOrder(listed, sort, currentOrdering()) };
}
