import { useCallback, useLayoutEffect, useRef, useState } from 'react';
import { emptySelection, reduceSelection, type SelectionAction, type SelectionState } from './selection.ts';

/**
 * The selection in the rows of one place. It starts anew when `key` changes, with `startActiveId` as the row the
 * keyboard is at, and follows the rows as they come and go.
 */
export function useSelection(
  key: string,
  ids: readonly string[],
  startActiveId: string | undefined,
): readonly [SelectionState, (action: SelectionAction) => void] {
  const [held, setHeld] = useState({ key, state: emptySelection });
  const start = useRef({ key, activeId: startActiveId });
  if (start.current.key !== key) start.current = { key, activeId: startActiveId };
  const shownIds = useRef(ids);
  const isOwn = held.key === key;
  const state = isOwn ? held.state : emptySelection;

  const dispatch = useCallback(
    (action: SelectionAction) =>
      setHeld((current) => {
        const from = current.key === key ? current.state : emptySelection;
        const next = reduceSelection(from, action, shownIds.current);
        return current.key === key && next === from ? current : { key, state: next };
      }),
    [key],
  );

  useLayoutEffect(() => {
    const previousIds = shownIds.current;
    shownIds.current = ids;
    const activeId = start.current.activeId;
    if (activeId !== undefined && ids.includes(activeId)) {
      start.current = { key, activeId: undefined };
      dispatch({ kind: 'move', index: ids.indexOf(activeId), mode: 'focus' });
    } else if (previousIds !== ids) {
      dispatch({ kind: 'rowsChanged', previousIds });
    }
  }, [key, ids, dispatch]);

  return [state, dispatch];
}
