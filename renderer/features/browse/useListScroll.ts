import type { Virtualizer } from '@tanstack/react-virtual';
import { type RefObject, useEffect, useLayoutEffect, useRef } from 'react';
import { frame } from '../../theme.ts';
import { anchoredScrollTop } from '../../ui/scrollAnchor.ts';
import type { SelectionAction } from './selection.ts';
import type { Sort } from './sorting.ts';
import type { PlaceMemory } from './useWindowMemory.ts';

type Options = {
  readonly grid: RefObject<HTMLDivElement | null>;
  readonly virtualizer: Virtualizer<HTMLDivElement, Element>;
  readonly ids: readonly string[];
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
  const { grid, virtualizer, ids, sort, activeId, memory, onRemember, revealId, onRevealed, onSelect } =
    options;

  const shown = useRef({ ids, sort });
  useLayoutEffect(() => {
    const previous = shown.current;
    shown.current = { ids, sort };
    if (grid.current === null || previous.ids === ids) return;
    const { scrollTop } = grid.current;
    grid.current.scrollTop =
      previous.sort === sort
        ? anchoredScrollTop(previous.ids, ids, scrollTop, frame.rowHeight, pageRowsOf(grid.current))
        : 0;
  }, [grid, ids, sort]);

  const isRestored = useRef(false);
  useLayoutEffect(() => {
    if (isRestored.current || grid.current === null) return;
    isRestored.current = true;
    if (memory === undefined) return;
    grid.current.scrollTop = memory.scrollTop;
    const index = memory.activeId === undefined ? -1 : ids.indexOf(memory.activeId);
    if (index !== -1) virtualizer.scrollToIndex(index, { align: 'auto' });
  }, [grid, virtualizer, ids, memory]);

  const latest = useRef({ activeId, onRemember });
  latest.current = { activeId, onRemember };
  useLayoutEffect(() => {
    const element = grid.current;
    return () =>
      latest.current.onRemember({ activeId: latest.current.activeId, scrollTop: element?.scrollTop ?? 0 });
  }, [grid]);

  useEffect(() => {
    const index = revealId === undefined ? -1 : ids.indexOf(revealId);
    if (index === -1) return;
    onSelect({ kind: 'move', index, mode: 'select' });
    virtualizer.scrollToIndex(index, { align: 'auto' });
    onRevealed();
  }, [revealId, ids, onSelect, onRevealed, virtualizer]);
}
