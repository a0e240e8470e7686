import type { Virtualizer } from '@tanstack/react-virtual';
import { type RefObject, useEffect, useLayoutEffect, useRef } from 'react';
import { frame } from '../../theme.ts';
import { movedBy } from './rowAnchor.ts';
import type { Rows } from './rows.ts';
import type { SelectionAction } from './selection.ts';
import type { Sort } from './sorting.ts';
import type { PlaceMemory } from './useWindowMemory.ts';

type Options = {
  readonly grid: RefObject<HTMLDivElement | null>;
  readonly virtualizer: Virtualizer<HTMLDivElement, Element>;
  readonly rows: Rows;
  readonly sort: Sort | undefined;
  readonly activeId: string | undefined;
  readonly memory: PlaceMemory | undefined;
  readonly onRemember: (memory: PlaceMemory) => void;
  readonly revealId: string | undefined;
  readonly onRevealed: () => void;
  readonly onSelect: (action: SelectionAction) => void;
};

/** How many whole rows are seen at once, at least one. */
export function pageRowsOf(grid: HTMLElement | null): number {
  const seenPx = (grid?.clientHeight ?? 0) - frame.listHeaderHeight;
  return Math.max(1, Math.floor(seenPx / frame.rowHeight) - 1);
}

/** Keeps the list where the user left it: while rows come in, when the folder is opened again, after a new folder. */
export function useListScroll(options: Options): void {
  const { grid, virtualizer, rows, sort, activeId, memory, onRemember, revealId, onRevealed, onSelect } =
    options;

  const shown = useRef({ rows, sort });
  useLayoutEffect(() => {
    const previous = shown.current;
    shown.current = { rows, sort };
    if (grid.current === null || previous.rows === rows) return;
    const { scrollTop } = grid.current;
    if (previous.sort !== sort) grid.current.scrollTop = 0;
    else if (scrollTop > 0) {
      const first = Math.floor(scrollTop / frame.rowHeight);
      const moved = movedBy(previous.rows, rows, first, pageRowsOf(grid.current));
      if (moved !== 0) grid.current.scrollTop = Math.max(0, scrollTop + moved * frame.rowHeight);
    }
  }, [grid, rows, sort]);

  const isRestored = useRef(false);
  useLayoutEffect(() => {
    if (isRestored.current || grid.current === null) return;
    isRestored.current = true;
    if (memory === undefined) return;
    grid.current.scrollTop = memory.scrollTop;
    const index = memory.activeId === undefined ? -1 : rows.indexOf(memory.activeId);
    if (index !== -1) virtualizer.scrollToIndex(index, { align: 'auto' });
  }, [grid, virtualizer, rows, memory]);

  const latest = useRef({ activeId, onRemember });
  latest.current = { activeId, onRemember };
  useLayoutEffect(() => {
    const element = grid.current;
    return () =>
      latest.current.onRemember({ activeId: latest.current.activeId, scrollTop: element?.scrollTop ?? 0 });
  }, [grid]);

  useEffect(() => {
    const index = revealId === undefined ? -1 : rows.indexOf(revealId);
    if (index === -1) return;
    onSelect({ kind: 'move', index, mode: 'select' });
    virtualizer.scrollToIndex(index, { align: 'auto' });
    onRevealed();
  }, [revealId, rows, onSelect, onRevealed, virtualizer]);
}
