import { useLayoutEffect, useState } from 'react';
import type { MoveMode, SelectionAction } from './selection.ts';

type Options = {
  readonly ids: readonly string[];
  readonly isLoadingAll: boolean;
  readonly onLoadAll: () => void;
  readonly onSelect: (action: SelectionAction) => void;
  /** Brings a row into view. */
  readonly onMove: (index: number) => void;
};

/** `stop` leaves the list where it is; what is being loaded still comes. */
export type EndWalk = { readonly start: (mode: MoveMode) => void; readonly stop: () => void };

/** The key End in a folder that is not fully loaded: loads the rest, shows the end of what is there, then goes to the last row. */
export function useGoToEnd({ ids, isLoadingAll, onLoadAll, onSelect, onMove }: Options): EndWalk {
  const [mode, setMode] = useState<MoveMode>();

  // biome-ignore lint/correctness/useExhaustiveDependencies: it follows the rows; the functions are new each time
  useLayoutEffect(() => {
    if (mode === undefined || ids.length === 0) return;
    onMove(ids.length - 1);
    if (isLoadingAll) return;
    onSelect({ kind: 'move', index: ids.length - 1, mode });
    setMode(undefined);
  }, [ids, mode, isLoadingAll]);

  return {
    start: (next) => {
      setMode(next);
      onLoadAll();
    },
    stop: () => setMode(undefined),
  };
}
