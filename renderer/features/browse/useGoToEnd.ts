import { useLayoutEffect, useState } from 'react';
import type { Rows } from './rows.ts';
import type { MoveMode, SelectionAction } from './selection.ts';

type Options = {
  readonly rows: Rows;
  readonly isLoadingAll: boolean;
  readonly onLoadAll: () => void;
  readonly onSelect: (action: SelectionAction) => void;
  /** Brings a row into view. */
  readonly onMove: (index: number) => void;
};

/** `stop` leaves the list where it is; what is being loaded still comes. */
export type EndWalk = { readonly start: (mode: MoveMode) => void; readonly stop: () => void };

/** The key End in a folder that is not fully loaded: loads the rest, shows the end of what is there, then goes to the last row. */
export function useGoToEnd({ rows, isLoadingAll, onLoadAll, onSelect, onMove }: Options): EndWalk {
  const [mode, setMode] = useState<MoveMode>();

  // biome-ignore lint/correctness/useExhaustiveDependencies: it follows the rows; the functions are new each time
  useLayoutEffect(() => {
    if (mode === undefined || rows.count === 0) return;
    onMove(rows.count - 1);
    if (isLoadingAll) return;
    onSelect({ kind: 'move', index: rows.count - 1, mode });
    setMode(undefined);
  }, [rows, mode, isLoadingAll]);

  return {
    start: (next) => {
      setMode(next);
      onLoadAll();
    },
    stop: () => setMode(undefined),
  };
}
