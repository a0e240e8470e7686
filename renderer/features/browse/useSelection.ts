import { useCallback, useLayoutEffect, useRef, useState } from 'react';
import type { ListedRows } from './listedRows.ts';
import { emptySelection, reduceSelection, type SelectionAction, type SelectionState } from './selection.ts';

/** The selection in the rows of a place. */
type Held = {
  readonly key: string;
  readonly rows: ListedRows;
  readonly state: SelectionState;
  /** The row that the keyboard is to be at as soon as it has come. */
  readonly startId: string | undefined;
};

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
  const begin = () => atStart({ key, rows, state: emptySelection(rows), startId: startActiveId });
  const [held, setHeld] = useState(begin);
  const left = useRef(new Map<string, Held>());
  let current = held;
  if (held.key !== key) {
    const before = left.current.get(tabId);
    const isKept = before?.key === key && before.state.selectedIds.store === rows.store;
    current = isKept ? before : begin();
  }
  current = following(current, rows);
  // While it is drawn and not after it: the rows and what is selected of them are drawn together, once.
  if (current !== held) setHeld(current);
  useLayoutEffect(() => void left.current.set(tabId, current), [tabId, current]);

  const dispatch = useCallback(
    (action: SelectionAction) =>
      setHeld((from) => {
        const state = reduceSelection(from.state, action, from.rows);
        return state === from.state ? from : { ...from, state };
      }),
    [],
  );
  return [current.state, dispatch];
}

function following(held: Held, rows: ListedRows): Held {
  if (held.rows === rows) return held;
  const state = reduceSelection(held.state, { kind: 'rowsChanged', previous: held.rows }, rows);
  return atStart({ ...held, rows, state });
}

function atStart(held: Held): Held {
  const { startId, rows, state } = held;
  const index = startId === undefined ? -1 : rows.indexOf(startId);
  if (index === -1) return held;
  const moved = reduceSelection(state, { kind: 'move', index, mode: 'focus' }, rows);
  return { ...held, state: moved, startId: undefined };
}
