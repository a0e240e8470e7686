import { type RefObject, useEffect, useLayoutEffect, useRef } from 'react';
import type { FolderView } from '../../../shared/domain/session.ts';
import type { ListGeometry } from './listGeometry.ts';
import { movedBy } from './rowAnchor.ts';
import type { Rows } from './rows.ts';
import type { SelectionAction } from './selection.ts';
import type { Sort } from './sorting.ts';
import type { LineScroll } from './useLineScroll.ts';
import type { PlaceMemory } from './useWindowMemory.ts';

type Options = {
  readonly list: RefObject<HTMLDivElement | null>;
  readonly scroll: LineScroll;
  readonly geometry: ListGeometry;
  /** False until the width of the list is known, and with it the geometry. */
  readonly isMeasured: boolean;
  readonly rows: Rows;
  readonly sort: Sort | undefined;
  readonly layout: NonNullable<FolderView['layout']>;
  readonly activeIndex: number;
  readonly activeId: string | undefined;
  readonly memory: PlaceMemory | undefined;
  readonly onRemember: (memory: PlaceMemory) => void;
  readonly revealIds: readonly string[] | undefined;
  readonly onRevealed: () => void;
  readonly onSelect: (action: SelectionAction) => void;
};

/**
 * Keeps the list where the user left it: while rows come in, when the folder is opened again, when it is shown in
 * another way, when something new came in.
 */
export function useListScroll(options: Options): void {
  const {
    list,
    scroll,
    geometry,
    isMeasured,
    rows,
    sort,
    layout,
    activeId,
    memory,
    onRemember,
    revealIds,
    onRevealed,
  } = options;
  const { onSelect } = options;
  const { topPx, scrollTo, showLine } = scroll;
  const { perLine, lineHeightPx } = geometry;
  const lineOf = (index: number) => Math.floor(index / perLine);

  // The first row that is seen stays at its place, also when lines hold more or fewer rows than before.
  const shown = useRef({ rows, sort, perLine, lineHeightPx });
  useLayoutEffect(() => {
    const previous = shown.current;
    shown.current = { rows, sort, perLine, lineHeightPx };
    const isSameGeometry = previous.perLine === perLine && previous.lineHeightPx === lineHeightPx;
    if (list.current === null || (previous.rows === rows && isSameGeometry)) return;
    const top = topPx();
    if (previous.sort !== sort) scrollTo(0);
    else if (top > 0) {
      const first = Math.floor(top / previous.lineHeightPx) * previous.perLine;
      const seenCount = Math.ceil(list.current.clientHeight / previous.lineHeightPx) * previous.perLine;
      const moved = previous.rows === rows ? 0 : movedBy(previous.rows, rows, first, seenCount);
      if (moved === 0 && isSameGeometry) return;
      const restPx = isSameGeometry ? top % lineHeightPx : 0;
      scrollTo(Math.floor(Math.max(0, first + moved) / perLine) * lineHeightPx + restPx);
    }
  }, [list, rows, sort, perLine, lineHeightPx, topPx, scrollTo]);

  const latest = useRef({ activeId, onRemember, activeIndex: options.activeIndex, lineOf });
  latest.current = { activeId, onRemember, activeIndex: options.activeIndex, lineOf };
  const shownLayout = useRef(layout);
  useLayoutEffect(() => {
    if (shownLayout.current === layout) return;
    shownLayout.current = layout;
    if (latest.current.activeIndex !== -1) showLine(latest.current.lineOf(latest.current.activeIndex));
  }, [layout, showLine]);

  const isRestored = useRef(false);
  useLayoutEffect(() => {
    if (isRestored.current || !isMeasured) return;
    isRestored.current = true;
    if (memory === undefined) return;
    scrollTo(memory.scrollTop);
    const index = memory.activeId === undefined ? -1 : rows.indexOf(memory.activeId);
    if (index !== -1) showLine(latest.current.lineOf(index));
  }, [isMeasured, scrollTo, showLine, rows, memory]);

  useLayoutEffect(
    () => () => latest.current.onRemember({ activeId: latest.current.activeId, scrollTop: topPx() }),
    [topPx],
  );

  useEffect(() => {
    const ids = (revealIds ?? [])
      .filter((id) => rows.indexOf(id) !== -1)
      .sort((left, right) => rows.indexOf(left) - rows.indexOf(right));
    const [first] = ids;
    if (first === undefined) return;
    onSelect({ kind: 'these', ids });
    showLine(latest.current.lineOf(rows.indexOf(first)));
    onRevealed();
  }, [revealIds, rows, onSelect, onRevealed, showLine]);
}
