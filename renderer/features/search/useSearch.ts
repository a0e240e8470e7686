import { useCallback, useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import type { FolderView } from '../../../shared/domain/session.ts';
import { isTouched, onFoldersChanged } from '../activity/folderChanges.ts';
import { folderPlace } from '../browse/place.ts';
import { selectedRows } from '../browse/selectedRows.ts';
import { nextSort, type SortColumn } from '../browse/sorting.ts';
import { useArrangement } from '../browse/useArrangement.ts';
import type { Folder } from '../browse/useFolder.ts';
import type { Listing } from '../browse/useListing.ts';
import { useSelection } from '../browse/useSelection.ts';
import type { PlaceMemory } from '../browse/useWindowMemory.ts';
import { usePendingRows } from '../relocating/pendingRows.ts';
import type { ShownSearch } from './createSearchStore.ts';
import { isEmptyQuery, noFilters, queryOf, type SearchFilters } from './searchQuery.ts';
import { searchStore } from './searchStore.ts';

/** Where is searched: in the open folder and all below it, or in its whole bucket. */
export type SearchScope = 'folder' | 'bucket';

/** What was found, as a folder of its own: its rows can be selected, opened and worked with like any others. */
export type SearchResults = Folder & { readonly search: ShownSearch };

/** Searching in the open folder. */
export type SearchControl = {
  /** Undefined while the folder itself is shown. */
  readonly results: SearchResults | undefined;
  readonly filters: SearchFilters;
  readonly onFilters: (filters: SearchFilters) => void;
  /** Searches for what is typed and chosen, or with what is handed in; does nothing where nothing is left out. */
  readonly start: (scope: SearchScope, filters?: SearchFilters) => void;
  readonly stop: () => void;
  /** Goes back to the folder, with nothing typed and nothing chosen. */
  readonly leave: () => void;
};

const nothingToDo = () => undefined;

/** The search of the open folder of a tab; it is there again when one comes back to the folder. */
export function useSearch(folder: Folder | undefined, tabId: string): SearchControl {
  const { location, filter = '', onFilter } = folder ?? {};
  const key = location === undefined ? '' : [tabId, ...Object.values(location)].join('\n');
  const search = useSyncExternalStore(searchStore.subscribe, () => searchStore.get(key));
  const results = useSearchResults(key, tabId, folder, search);

  const [chosen, setChosen] = useState<Readonly<Record<string, SearchFilters>>>({});
  const filters = chosen[key] ?? noFilters;
  const onFilters = useCallback(
    (next: SearchFilters) => setChosen((all) => ({ ...all, [key]: next })),
    [key],
  );

  // Who comes back to what was found reads again what was searched for.
  const shownKey = useRef(key);
  useEffect(() => {
    if (shownKey.current === key) return;
    shownKey.current = key;
    if (search !== undefined) onFilter?.(search.query.text);
  }, [key, search, onFilter]);

  const start = useCallback(
    (scope: SearchScope, handed = filters) => {
      const query = queryOf(filter, handed, Date.now());
      if (location === undefined || isEmptyQuery(query)) return;
      searchStore.start(key, scope === 'bucket' ? { ...location, prefix: '' } : location, query);
    },
    [key, location, filter, filters],
  );
  const leave = useCallback(() => {
    searchStore.leave(key);
    onFilter?.('');
    onFilters(noFilters);
  }, [key, onFilter, onFilters]);
  const stop = useCallback(() => searchStore.stop(key), [key]);
  return { results, filters, onFilters, start, stop, leave };
}

/** What a search found, in the shape of a folder. */
function useSearchResults(
  key: string,
  tabId: string,
  folder: Folder | undefined,
  search: ShownSearch | undefined,
): SearchResults | undefined {
  const { number = 0, status, listed, location } = search ?? {};
  const rowsKey = `search ${number}`;
  const isRunning = status === 'running';
  const again = useCallback(() => searchStore.again(key), [key]);
  const listing = useMemo(
    (): Listing => ({
      listed,
      status: listed === undefined && isRunning ? 'loading' : 'ready',
      error: undefined,
      hasMore: false,
      isOnePage: false,
      isRefreshing: false,
      isLoadingAll: isRunning,
      fetchMore: nothingToDo,
      refresh: again,
      loadAll: nothingToDo,
      stopLoadingAll: () => searchStore.stop(key),
    }),
    [key, listed, isRunning, again],
  );

  const [shownAs, setShownAs] = useState<{ readonly key: string; readonly view: FolderView }>();
  const view = useMemo((): FolderView => {
    if (shownAs?.key === rowsKey) return shownAs.view;
    const { sort: _, ...view } = folder?.view ?? {};
    return view;
  }, [shownAs, rowsKey, folder?.view]);
  const onView = useCallback((next: FolderView) => setShownAs({ key: rowsKey, view: next }), [rowsKey]);
  const { sort } = view;
  const onSort = useCallback(
    (column: SortColumn) =>
      onView({
        ...view,
        sort: sort === undefined ? { column, direction: 'ascending' } : nextSort(sort, column),
      }),
    [view, sort, onView],
  );

  const arranged = useArrangement(rowsKey, listing, sort, '');
  const { sortProgress } = arranged;
  const rows = usePendingRows(location, arranged.rows);
  const memories = useRef(new Map<number, PlaceMemory>());
  const memory = useMemo(() => memories.current.get(number), [number]);
  const onRemember = useCallback((left: PlaceMemory) => void memories.current.set(number, left), [number]);
  const [selection, onSelect] = useSelection(rowsKey, tabId, rows, memory?.activeId);
  const selected = useMemo(
    () => (location === undefined ? undefined : selectedRows(location, rows, selection.selectedIds)),
    [location, rows, selection.selectedIds],
  );
  const { store } = rows;
  const ids = useMemo(() => ({ includes: (id: string) => store.numberOf(id) !== -1 }), [store]);

  useEffect(() => {
    if (location === undefined) return;
    return onFoldersChanged((folders) => {
      if (folders.some((changed) => isTouched(changed, location))) again();
    });
  }, [location, again]);

  if (folder === undefined || search === undefined || location === undefined || selected === undefined) {
    return undefined;
  }
  return {
    search,
    place: folderPlace(location.bucket, location.prefix),
    location,
    listing,
    rows,
    view,
    onView,
    sort,
    onSort,
    sortProgress,
    filter: '',
    onFilter: folder.onFilter,
    selection,
    selected,
    onSelect,
    memory,
    onRemember,
    ids,
    onCreated: folder.onCreated,
    onMade: folder.onMade,
    onReveal: folder.onReveal,
    revealIds: undefined,
    onRevealed: nothingToDo,
  };
}
