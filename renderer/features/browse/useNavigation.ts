import { useCallback, useMemo } from 'react';
import { currentPlace, emptyHistory, type HistoryAction } from './history.ts';
import { folderPlace, type Place, parentOf, placeKey } from './place.ts';
import type { PlaceMemory, WindowMemory } from './useWindowMemory.ts';

export type Navigation = {
  readonly tabId: string;
  readonly accountId: string;
  readonly place: Place;
  /** Tells the place from every other one, and from itself in another tab. */
  readonly placeId: string;
  readonly canGoBack: boolean;
  readonly canGoForward: boolean;
  readonly canGoUp: boolean;
  readonly go: (place: Place) => void;
  readonly back: () => void;
  readonly forward: () => void;
  /** Goes to the folder around this one, where this one is then the active row. */
  readonly up: () => void;
  readonly dropBucket: (bucket: string) => void;
  readonly recall: (place: Place) => PlaceMemory | undefined;
  readonly remember: (place: Place, memory: PlaceMemory) => void;
};

/** The history of one account in one tab; each keeps its own while another one, or none, is shown. */
export function useNavigation(accountId: string, memory: WindowMemory): Navigation {
  const { tabId, histories, changeHistory, places: memories } = memory;
  const history = histories[accountId] ?? emptyHistory;
  const place = currentPlace(history);

  const dispatch = useCallback(
    (action: HistoryAction) => changeHistory(accountId, action),
    [accountId, changeHistory],
  );
  const memoryKey = useCallback((at: Place) => `${tabId}\n${accountId}\n${placeKey(at)}`, [tabId, accountId]);
  const remember = useCallback(
    (at: Place, left: PlaceMemory) => void memories.current.set(memoryKey(at), left),
    [memories, memoryKey],
  );
  const recall = useCallback((at: Place) => memories.current.get(memoryKey(at)), [memories, memoryKey]);

  return useMemo(() => {
    const parent = parentOf(place);
    return {
      tabId,
      accountId,
      place,
      placeId: memoryKey(place),
      canGoBack: history.index > 0,
      canGoForward: history.index < history.places.length - 1,
      canGoUp: parent !== undefined,
      go: (to) => {
        // A folder that is opened begins at its top; only the way back finds the old position.
        if (!isAbove(to, place)) memories.current.delete(memoryKey(to));
        if (place.kind === 'folder' && to.kind === 'folder') rememberChild(place, to, recall, remember);
        dispatch({ kind: 'go', place: to });
      },
      back: () => dispatch({ kind: 'back' }),
      forward: () => dispatch({ kind: 'forward' }),
      up: () => {
        if (parent === undefined) return;
        if (place.kind === 'folder' && parent.kind === 'folder')
          rememberChild(place, parent, recall, remember);
        dispatch({ kind: 'go', place: parent });
      },
      dropBucket: (bucket) => dispatch({ kind: 'dropBucket', bucket }),
      recall,
      remember,
    };
  }, [tabId, accountId, place, history, dispatch, memories, memoryKey, recall, remember]);
}

/** True for a folder that holds the other one, at any depth. */
function isAbove(upper: Place, lower: Place): boolean {
  if (upper.kind !== 'folder' || lower.kind !== 'folder' || upper.bucket !== lower.bucket) return false;
  return upper.prefix !== lower.prefix && lower.prefix.startsWith(upper.prefix);
}

/** Going up to a folder, by the button or by a crumb, makes the folder one came from its active row. */
function rememberChild(
  from: Extract<Place, { kind: 'folder' }>,
  to: Extract<Place, { kind: 'folder' }>,
  recall: Navigation['recall'],
  remember: Navigation['remember'],
): void {
  if (!isAbove(to, from)) return;
  const childEnd = from.prefix.indexOf('/', to.prefix.length) + 1;
  const target = folderPlace(to.bucket, to.prefix);
  const activeId = from.prefix.slice(0, childEnd);
  const known = recall(target);
  remember(target, known?.activeId === activeId ? known : { activeId, scrollTop: known?.scrollTop ?? 0 });
}
