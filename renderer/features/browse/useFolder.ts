import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useMemo, useState } from 'react';
import type { Location } from '../../../shared/domain/object.ts';
import type { FolderView } from '../../../shared/domain/session.ts';
import { usePendingRows } from '../relocating/pendingRows.ts';
import { useFolderView } from '../tabs/session.ts';
import { type FolderPlace, locationOf, placeKey } from './place.ts';
import type { Rows } from './rows.ts';
import { type SelectedRows, selectedRows } from './selectedRows.ts';
import type { SelectionAction, SelectionState } from './selection.ts';
import { nextSort, type Sort, type SortColumn } from './sorting.ts';
import { useArrangement } from './useArrangement.ts';
import { type Listing, listingKey, useListing } from './useListing.ts';
import type { Navigation } from './useNavigation.ts';
import { useReveal } from './useReveal.ts';
import { useSelection } from './useSelection.ts';
import type { PlaceMemory } from './useWindowMemory.ts';

/** Everything about the open folder that its parts share: command bar, list, details and status bar. */
export type Folder = {
  readonly place: FolderPlace;
  readonly location: Location;
  readonly listing: Listing;
  /** What the list shows: what is loaded, sorted, and what the filter leaves of it. */
  readonly rows: Rows;
  /** How the folder is shown, now and when it is opened again. */
  readonly view: FolderView;
  readonly onView: (view: FolderView) => void;
  readonly sort: Sort | undefined;
  readonly onSort: (column: SortColumn) => void;
  /** What share of a long sort is done, 0 to 1; the rows are those of before until it is. */
  readonly sortProgress: number | undefined;
  /** What is typed to see only some of the loaded rows; '' for all. Each folder begins without one. */
  readonly filter: string;
  readonly onFilter: (filter: string) => void;
  readonly selection: SelectionState;
  readonly selected: SelectedRows;
  readonly onSelect: (action: SelectionAction) => void;
  readonly memory: PlaceMemory | undefined;
  readonly onRemember: (memory: PlaceMemory) => void;
  /** Tells of every id whether it is among what is loaded, shown or not. */
  readonly ids: { readonly includes: (id: string) => boolean };
  /** A folder was made here: it is listed, selected and in view as soon as it can be. */
  readonly onCreated: (prefix: string) => void;
  /** What came in here is selected, and the first of it in view, as soon as it is listed. */
  readonly onMade: (ids: readonly string[]) => void;
  /** Something in a folder of this account is looked for as soon as that folder is open, then selected and in view. */
  readonly onReveal: (place: FolderPlace, id: string, name: string) => void;
  readonly revealIds: readonly string[] | undefined;
  readonly onRevealed: () => void;
};

/** The open folder; undefined at the list of buckets. Each folder keeps how it is shown. */
export function useFolder(accountId: string, navigation: Navigation): Folder | undefined {
  const { place, placeId, tabId, recall, remember } = navigation;
  const key = `${accountId}\n${placeKey(place)}`;
  const location = useMemo(
    () => (place.kind === 'folder' ? locationOf(accountId, place) : undefined),
    [accountId, place],
  );
  const client = useQueryClient();
  const { view, onView } = useFolderView(location);
  const listing = useListing(location, showsOwner(view));

  const { sort } = view;
  const onSort = useCallback(
    (column: SortColumn) => onView({ ...view, sort: nextSort(view.sort, column) }),
    [view, onView],
  );
  const [typed, setTyped] = useState({ key, filter: '' });
  const filter = typed.key === key ? typed.filter : '';
  const onFilter = useCallback((next: string) => setTyped({ key, filter: next }), [key]);
  const arranged = useArrangement(key, listing, sort, filter);
  const { sortProgress } = arranged;
  const rows = usePendingRows(location, arranged.rows);

  const memory = useMemo(() => recall(place), [place, recall]);
  const onRemember = useCallback((left: PlaceMemory) => remember(place, left), [place, remember]);
  const [selection, onSelect] = useSelection(placeId, tabId, rows, memory?.activeId);
  const selected = useMemo(
    () => (location === undefined ? undefined : selectedRows(location, rows, selection.selectedIds)),
    [location, rows, selection.selectedIds],
  );

  const { want, revealIds, onRevealed } = useReveal(key, listing);
  const onMade = useCallback(
    (made: readonly string[]) => {
      want({ key, ids: made });
      setTyped({ key, filter: '' });
    },
    [key, want],
  );
  const onCreated = useCallback(
    (prefix: string) => {
      onMade([prefix]);
      if (location !== undefined) void client.invalidateQueries({ queryKey: listingKey(location) });
    },
    [location, client, onMade],
  );
  const onReveal = useCallback(
    (where: FolderPlace, id: string, name: string) =>
      want({ key: `${accountId}\n${placeKey(where)}`, ids: [id], name }),
    [accountId, want],
  );
  const { store } = rows;
  const ids = useMemo(() => ({ includes: (id: string) => store.numberOf(id) !== -1 }), [store]);

  if (place.kind === 'home' || location === undefined || selected === undefined) return undefined;
  return {
    place,
    location,
    listing,
    rows,
    view,
    onView,
    sort,
    onSort,
    sortProgress,
    filter,
    onFilter,
    selection,
    selected,
    onSelect,
    memory,
    onRemember,
    ids,
    onCreated,
    onMade,
    onReveal,
    revealIds,
    onRevealed,
  };
}

function showsOwner({ columns }: FolderView): boolean {
  return columns?.some(({ id, isShown }) => id === 'owner' && isShown) ?? false;
}
