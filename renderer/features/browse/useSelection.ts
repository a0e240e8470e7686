import { useCallback, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { ListedRows } from './listedRows.ts';
import { emptySelection, reduceSelection, type SelectionAction, type SelectionState } from './selection.ts';

/**
 * The selection in the rows of one place. It starts anew when `key` changes, with `startActiveId` as the row the
 * keyboard is at, and follows the rows as they come and go.
 */
export function useSelection(
  key: string,
  rows: ListedRows,
  startActiveId: string | undefined,
): readonly [SelectionState, (action: SelectionAction) => void] {
  const [held, setHeld] = useState(() => ({ key, state: emptySelection(rows) }));
  const start = useRef({ key, activeId: startActiveId });
  if (start.current.key !== key) start.current = { key, activeId: startActiveId };
  const shownRows = useRef(rows);
  const empty = useMemo(() => emptySelection(rows), [rows]);
  const isOwn = held.key === key;
  const state = isOwn ? held.state : empty;

  const dispatch = useCallback(
    (action: SelectionAction) =>
      setHeld((current) => {
        const from = current.key === key ? current.state : emptySelection(shownRows.current);
        const next = reduceSelection(from, action, shownRows.current);
        return current.key === key && next === from ? current : { key, state: next };
      }),
    [key],
  );

  useLayoutEffect(() => {
    const previous = shownRows.current;
    shownRows.current = rows;
    const activeId = start.current.activeId;
    if (activeId !== undefined && rows.indexOf(activeId) !== -1) {
      start.current = { key, activeId: undefined };
      dispatch({ kind: 'move', index: rows.indexOf(activeId), mode: 'focus' });
    } else if (previous !== rows) {
      dispatch({ kind: 'rowsChanged', previous });
    }
  }, [key, rows, dispatch]);

  return [state, dispatch];
}
