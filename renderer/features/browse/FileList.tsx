// biome-ignore-all lint/a11y/useSemanticElements: rows that are drawn only where they are seen are no <table>
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid holds the focus and names its active row (ARIA grid)
import { makeStyles, tokens } from '@fluentui/react-components';
import { defaultRangeExtractor, type Range, useVirtualizer } from '@tanstack/react-virtual';
import { useCallback, useEffect, useId, useRef, useState } from 'react';
import type { Entry } from '../../../shared/domain/object.ts';
import { frame } from '../../theme.ts';
import { isFocusFree } from '../../ui/focusKeeper.ts';
import { FileRow } from './FileRow.tsx';
import { ListHeader } from './ListHeader.tsx';
import type { Rows } from './rows.ts';
import type { SelectionAction, SelectionState } from './selection.ts';
import { defaultSort, type Sort, type SortColumn } from './sorting.ts';
import { useGoToEnd } from './useGoToEnd.ts';
import { useListKeys } from './useListKeys.ts';
import { useListMouse } from './useListMouse.ts';
import { pageRowsOf, useListScroll } from './useListScroll.ts';
import { useNow } from './useNow.ts';
import type { PlaceMemory } from './useWindowMemory.ts';

const useStyles = makeStyles({
  grid: {
    height: '100%',
    overflowY: 'auto',
    overflowX: 'hidden',
    outlineStyle: 'none',
    containerType: 'inline-size',
    // Rows that come in above must not move what is looked at; the list keeps its place itself.
    overflowAnchor: 'none',
    paddingInline: tokens.spacingHorizontalS,
    paddingBottom: tokens.spacingVerticalXXL,
    boxSizing: 'border-box',
  },
  header: { position: 'sticky', top: 0, zIndex: 1 },
  body: { position: 'relative' },
});

/** More rows are asked for when fewer than these are left below what is seen. */
const rowsAhead = 200;

type Props = {
  readonly label: string;
  readonly rows: Rows;
  readonly isComplete: boolean;
  readonly isLoadingAll: boolean;
  readonly onLoadAll: () => void;
  readonly sort: Sort | undefined;
  readonly onSort: (column: SortColumn) => void;
  readonly selection: SelectionState;
  readonly onSelect: (action: SelectionAction) => void;
  /** The folder under files that are being dragged. */
  readonly dropPrefix: string | undefined;
  readonly memory: PlaceMemory | undefined;
  readonly onRemember: (memory: PlaceMemory) => void;
  readonly revealId: string | undefined;
  readonly onRevealed: () => void;
  readonly onNearEnd: () => void;
  readonly onOpen: (entry: Entry) => void;
  readonly onDelete: () => void;
  readonly onMenu: (at: DOMRect) => void;
};

/** The rows of a folder, drawn only where they are seen. Mounted anew for each place. */
export function FileList(props: Props) {
  const { rows, selection, onSelect, onNearEnd, sort } = props;
  const { selectedIds, activeId } = selection;
  const styles = useStyles();
  const grid = useRef<HTMLDivElement>(null);
  const listId = useId();
  const nowMs = useNow();
  const [isKeyboardHere, setIsKeyboardHere] = useState(false);
  const activeIndex = activeId === undefined ? -1 : rows.indexOf(activeId);
  // Before the keyboard was at any row it stands at the first one: Enter opens it, the first arrow selects it.
  const cursorIndex = activeIndex === -1 && rows.count > 0 ? 0 : activeIndex;
  const rowId = (index: number) => `${listId}-${index}`;

  // The active row stays drawn when it is scrolled away, because the grid names it to screen readers.
  const rangeExtractor = useCallback(
    (range: Range) => {
      const indexes = defaultRangeExtractor(range);
      if (cursorIndex === -1 || indexes.includes(cursorIndex)) return indexes;
      return [...indexes, cursorIndex].sort((left, right) => left - right);
    },
    [cursorIndex],
  );
  const virtualizer = useVirtualizer<HTMLDivElement, Element>({
    count: rows.count,
    getScrollElement: () => grid.current,
    estimateSize: () => frame.rowHeight,
    getItemKey: useCallback((index: number) => rows.idAt(index), [rows]),
    overscan: 12,
    scrollMargin: frame.listHeaderHeight,
    scrollPaddingStart: frame.listHeaderHeight,
    initialOffset: props.memory?.scrollTop ?? 0,
    rangeExtractor,
  });
  const items = virtualizer.getVirtualItems();
  useListScroll({
    grid,
    virtualizer,
    rows,
    sort,
    activeId,
    memory: props.memory,
    onRemember: props.onRemember,
    revealId: props.revealId,
    onRevealed: props.onRevealed,
    onSelect,
  });

  const endWalk = useGoToEnd({
    rows,
    isLoadingAll: props.isLoadingAll,
    onLoadAll: props.onLoadAll,
    onSelect,
    onMove: (index) => virtualizer.scrollToIndex(index, { align: 'end' }),
  });

  const onKeyDown = useListKeys({
    rows,
    activeIndex,
    cursorIndex,
    pageLines: () => pageRowsOf(grid.current),
    perLine: 1,
    isRightToLeft: false,
    onRename: undefined,
    onDetails: undefined,
    onSelect,
    onOpen: props.onOpen,
    onDelete: props.onDelete,
    onEnd: props.isComplete ? undefined : endWalk.start,
    onMove: (index) => virtualizer.scrollToIndex(index, { align: 'auto' }),
  });
  const mouse = useListMouse({
    rows,
    selectedIds,
    onSelect,
    onOpen: props.onOpen,
    onMenu: props.onMenu,
    activeRow: () => document.getElementById(rowId(cursorIndex)),
  });

  useEffect(() => {
    if (isFocusFree()) grid.current?.focus({ preventScroll: true });
  }, []);

  const lastSeen = (virtualizer.range?.endIndex ?? 0) + rowsAhead;
  useEffect(() => {
    if (lastSeen >= rows.count) onNearEnd();
  }, [lastSeen, rows.count, onNearEnd]);

  return (
    <div
      ref={grid}
      role="grid"
      tabIndex={0}
      aria-label={props.label}
      aria-multiselectable
      aria-rowcount={props.isComplete ? rows.count + 1 : -1}
      aria-colcount={4}
      aria-activedescendant={cursorIndex === -1 ? undefined : rowId(cursorIndex)}
      className={styles.grid}
      {...mouse}
      onWheel={endWalk.stop}
      onMouseDown={(event) => {
        endWalk.stop();
        setIsKeyboardHere(false);
        mouse.onMouseDown(event);
      }}
      onKeyDown={(event) => {
        endWalk.stop();
        if (event.target === event.currentTarget) setIsKeyboardHere(true);
        onKeyDown(event);
      }}
      onFocus={(event) =>
        event.target === event.currentTarget &&
        setIsKeyboardHere(event.currentTarget.matches(':focus-visible'))
      }
      onBlur={(event) => event.target === event.currentTarget && setIsKeyboardHere(false)}
    >
      <div role="rowgroup" className={styles.header}>
        <ListHeader
          sort={sort ?? defaultSort}
          onSort={props.onSort}
          checked={selectedIds.size === 0 ? false : selectedIds.size === rows.count ? true : 'mixed'}
          onCheck={(all) => onSelect({ kind: all ? 'all' : 'none' })}
        />
      </div>
      <div role="rowgroup" className={styles.body} style={{ height: virtualizer.getTotalSize() }}>
        {items.map((item) => {
          const entry = item.index < rows.count ? rows.at(item.index) : undefined;
          return entry === undefined ? null : (
            <FileRow
              key={item.key}
              entry={entry}
              index={item.index}
              rowId={rowId(item.index)}
              topPx={item.start - frame.listHeaderHeight}
              nowMs={nowMs}
              isSelected={selectedIds.has(rows.idAt(item.index))}
              isActive={isKeyboardHere && item.index === cursorIndex}
              isDropTarget={entry.kind === 'folder' && entry.prefix === props.dropPrefix}
            />
          );
        })}
      </div>
    </div>
  );
}
