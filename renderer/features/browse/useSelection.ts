import { useCallback, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { ListedRows } from './listedRows.ts';
import { emptySelection, reduceSelection, type SelectionAction, type SelectionState } from './selection.ts';

/**
 * The selection in the rows of one place. It starts anew when `key` changes, with `startActiveId` as the row the
 * keyboard is at, and follows the rows as they come and go. A tab that is come back to has the selection it was left with.
 */
export function useSelection(
  key: string,
  tabId: string,
  rows: ListedRows,
  startActiveId: string | undefined,
): readonly [SelectionState, (action: SelectionAction) => void] {
  const [held, setHeld] = useState(() => ({ key, state: emptySelection(rows) }));
  const start = useRef({ key, activeId: startActiveId });
  if (start.current.key !== key) start.current = { key, activeId: startActiveId };
  const shownRows = useRef(rows);
  const shownKey = useRef(key);
  const left = useRef(new Map<string, { readonly key: string; readonly state: SelectionState }>());
  const { store } = rows;
  const kept = useMemo(() => {
    const before = left.current.get(tabId);
    const isSame = before?.key === key && before.state.selectedIds.store === store;
    return isSame ? before.state : undefined;
  }, [key, tabId, store]);
  const empty = useMemo(() => emptySelection(rows), [rows]);
  const isOwn = held.key === key;
  const state = isOwn ? held.state : (kept ?? empty);
  useLayoutEffect(() => void left.current.set(tabId, { key, state }), [tabId, key, state]);

  const dispatch = useCallback(
    (action: SelectionAction) =>
      setHeld((current) => {
        const from = current.key === key ? current.state : (kept ?? emptySelection(shownRows.current));
        const next = reduceSelection(from, action, shownRows.current);
        return current.key === key && next === from ? current : { key, state: next };
      }),
    [key, kept],
  );

  useLayoutEffect(() => {
    const isSamePlace = shownKey.current === key;
    shownKey.current = key;
    const previous = shownRows.current;
    shownRows.current = rows;
    const activeId = start.current.activeId;
    if (activeId !== undefined && rows.indexOf(activeId) !== -1) {
      start.current = { key, activeId: undefined };
      dispatch({ kind: 'move', index: rows.indexOf(activeId), mode: 'focus' });
    } else if (previous !== rows && isSamePlace) {
      dispatch({ kind: 'rowsChanged', previous });
    }
  }, [key, rows, dispatch]);

  return [state, dispatch];
}
