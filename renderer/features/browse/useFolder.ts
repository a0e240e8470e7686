import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useMemo, useState } from 'react';
import type { Entry, Location } from '../../../shared/domain/object.ts';
import { entryId } from './entries.ts';
import { type FolderPlace, locationOf, placeKey } from './place.ts';
import type { Rows } from './rows.ts';
import type { SelectionAction, SelectionState } from './selection.ts';
import { type Arrangement, nextSort, type Sort, type SortColumn } from './sorting.ts';
import { useArrangement } from './useArrangement.ts';
import { type Listing, listingKey, useListing } from './useListing.ts';
import type { Navigation } from './useNavigation.ts';
import { useSelection } from './useSelection.ts';
import type { PlaceMemory, WindowMemory } from './useWindowMemory.ts';

/** Everything about the open folder that its parts share: command bar, list, details and status bar. */
export type Folder = {
  readonly place: FolderPlace;
  readonly location: Location;
  readonly listing: Listing;
  readonly arrangement: Arrangement;
  /** What the list shows. */
  readonly rows: Rows;
  /** Tells of every id of the listing whether it is there, shown or not. */
  readonly ids: { readonly includes: (id: string) => boolean };
  readonly sort: Sort | undefined;
  readonly onSort: (column: SortColumn) => void;
  readonly selection: SelectionState;
  readonly selectedEntries: readonly Entry[];
  readonly onSelect: (action: SelectionAction) => void;
  readonly memory: PlaceMemory | undefined;
  readonly onRemember: (memory: PlaceMemory) => void;
  /** A folder was made here: it is listed, selected and in view as soon as it can be. */
  readonly onCreated: (prefix: string) => void;
  readonly revealId: string | undefined;
  readonly onRevealed: () => void;
};

/** The open folder; undefined at the list of buckets. Each folder keeps the sort that was chosen in it. */
export function useFolder(
  accountId: string,
  navigation: Navigation,
  { sorts, setSorts }: Pick<WindowMemory, 'sorts' | 'setSorts'>,
): Folder | undefined {
  const { place, recall, remember } = navigation;
  const key = `${accountId}\n${placeKey(place)}`;
  const location = useMemo(
    () => (place.kind === 'folder' ? locationOf(accountId, place) : undefined),
    [accountId, place],
  );
  const client = useQueryClient();
  const listing = useListing(location);

  const sort = sorts[key];
  const onSort = useCallback(
    (column: SortColumn) => setSorts((all) => ({ ...all, [key]: nextSort(all[key], column) })),
    [key, setSorts],
  );
  const { arrangement, rows } = useArrangement(listing.pages, sort);

  const ids = useMemo(() => ({ includes: (id: string) => rows.indexOf(id) !== -1 }), [rows]);
  const shownIds = useMemo(() => arrangement.rows.map(entryId), [arrangement]);
  const memory = useMemo(() => recall(place), [place, recall]);
  const onRemember = useCallback((left: PlaceMemory) => remember(place, left), [place, remember]);
  const [selection, onSelect] = useSelection(key, shownIds, memory?.activeId);
  const [reveal, setReveal] = useState<{ readonly key: string; readonly id: string }>();
  const onRevealed = useCallback(() => setReveal(undefined), []);
  const onCreated = useCallback(
    (prefix: string) => {
      setReveal({ key, id: prefix });
      if (location !== undefined) void client.invalidateQueries({ queryKey: listingKey(location) });
    },
    [key, location, client],
  );
  const selectedEntries = useMemo(
    () =>
      selection.selectedIds.size === 0
        ? []
        : arrangement.rows.filter((entry) => selection.selectedIds.has(entryId(entry))),
    [arrangement, selection.selectedIds],
  );

  if (place.kind === 'home' || location === undefined) return undefined;
  return {
    place,
    location,
    listing,
    arrangement,
    rows,
    ids,
    sort,
    onSort,
    selection,
    selectedEntries,
    onSelect,
    memory,
    onRemember,
    onCreated,
    revealId: reveal?.key === key ? reveal.id : undefined,
    onRevealed,
  };
}
