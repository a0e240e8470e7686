// biome-ignore-all lint/a11y/useSemanticElements: rows that are drawn only where they are seen are no <table>
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid holds the focus and names its active row (ARIA grid)
import { makeStyles, tokens, useFluent } from '@fluentui/react-components';
import { type CSSProperties, useCallback, useEffect, useId, useMemo, useRef, useState } from 'react';
import type { Entry, Location } from '../../../shared/domain/object.ts';
import type { ColumnId, FolderView } from '../../../shared/domain/session.ts';
import { isFocusFree } from '../../ui/focusKeeper.ts';
import { useCutIds } from '../relocating/clipboard.ts';
import { columnTracks } from './columns.ts';
import { FileLines } from './FileLines.tsx';
import { GridHeader } from './GridHeader.tsx';
import { ListHeader } from './ListHeader.tsx';
import { type ListContext, ListContextProvider } from './listContext.ts';
import { detailsGeometry, gridGeometry, lineCount, pageLines } from './listGeometry.ts';
import { tracksProperty } from './listLayout.ts';
import type { Renaming } from './RenameField.tsx';
import type { RowDragProps } from './rowProps.ts';
import type { Rows } from './rows.ts';
import { createScrollPace } from './scrollPace.ts';
import type { SelectionAction, SelectionState } from './selection.ts';
import { defaultSort, type Sort, type SortColumn } from './sorting.ts';
import { useColumns } from './useColumns.ts';
import { useElementWidth } from './useElementWidth.ts';
import { useGoToEnd } from './useGoToEnd.ts';
import { useLineScroll } from './useLineScroll.ts';
import { useListKeys } from './useListKeys.ts';
import { useListMouse } from './useListMouse.ts';
import { useListScroll } from './useListScroll.ts';
import { useNow } from './useNow.ts';
import { useRubberBand } from './useRubberBand.ts';
import { useSelectionNews } from './useSelectionNews.ts';
import type { PlaceMemory } from './useWindowMemory.ts';
import { widestCell } from './widestCell.ts';

const useStyles = makeStyles({
  grid: {
    height: '100%',
    overflowY: 'auto',
    overflowX: 'hidden',
    outlineStyle: 'none',
    // Rows that come in above must not move what is looked at; the list keeps its place itself.
    overflowAnchor: 'none',
    paddingInline: tokens.spacingHorizontalS,
    paddingBottom: tokens.spacingVerticalXXL,
    boxSizing: 'border-box',
  },
  header: { position: 'sticky', top: 0, zIndex: 2 },
  body: { position: 'relative' },
  band: {
    display: 'none',
    position: 'fixed',
    left: 0,
    top: 0,
    zIndex: 3,
    boxSizing: 'border-box',
    pointerEvents: 'none',
    border: `${tokens.strokeWidthThin} solid ${tokens.colorBrandStroke1}`,
    '::before': {
      content: '""',
      position: 'absolute',
      inset: 0,
      backgroundColor: tokens.colorBrandBackground2,
      opacity: 0.25,
    },
  },
});

/** More rows are asked for when fewer than these are left below what is seen. */
const rowsAhead = 200;
const linesAround = { details: 6, grid: 1 } as const;

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
  readonly revealIds: readonly string[] | undefined;
  readonly onRevealed: () => void;
  readonly onNearEnd: () => void;
  readonly onOpen: (entry: Entry) => void;
  readonly onDelete: () => void;
  readonly onMenu: (at: DOMRect) => void;
  /** Which bucket the rows are of: without it there are neither thumbnails nor versions. */
  readonly location?: Location | undefined;
  /** How the folder is shown; the list keeps that itself, for as long as it is open, where nobody else does. */
  readonly view?: FolderView | undefined;
  readonly onView?: ((view: FolderView) => void) | undefined;
  readonly showsThumbnails?: boolean;
  /** What the rows are filtered by, which is marked in their names. */
  readonly filter?: string | undefined;
  /** In which folder a row is, as people read it, for rows of many folders; it keeps its identity. */
  readonly whereOf?: ((entry: Entry) => string) | undefined;
  /** True where the rows are in no order of their own until one is chosen. */
  readonly isUnordered?: boolean;
  /** Instead of taking away the selection. */
  readonly onEscape?: (() => void) | undefined;
  readonly rowDragProps?: RowDragProps | undefined;
  readonly renaming?: Renaming | undefined;
  readonly onRename?: ((index: number) => void) | undefined;
  readonly onDetails?: (() => void) | undefined;
};

/** The rows of a folder as a list or as tiles, drawn only where they are seen. Mounted anew for each place. */
export function FileList(props: Props) {
  const { rows, selection, onSelect, onNearEnd, sort, location, renaming } = props;
  const { selectedIds, activeId } = selection;
  const styles = useStyles();
  const { dir } = useFluent();
  const grid = useRef<HTMLDivElement>(null);
  const body = useRef<HTMLDivElement>(null);
  const box = useRef<HTMLDivElement>(null);
  const listId = useId();
  const nowMs = useNow();
  const [pace] = useState(createScrollPace);
  const [isKeyboardHere, setIsKeyboardHere] = useState(false);
  const [ownView, setOwnView] = useState<FolderView>({});
  const view = props.view ?? ownView;
  const layout = view.layout ?? 'details';
  const roomPx = useElementWidth(body);
  const columns = useColumns(view, props.onView ?? setOwnView, roomPx);
  const geometry = useMemo(
    () => (layout === 'grid' ? gridGeometry(roomPx) : detailsGeometry),
    [layout, roomPx],
  );
  const { perLine, lineHeightPx, headHeightPx } = geometry;
  const activeIndex = activeId === undefined ? -1 : rows.indexOf(activeId);
  // Before the keyboard was at any row it stands at the first one: Enter opens it, the first arrow selects it.
  const cursorIndex = activeIndex === -1 && rows.count > 0 ? 0 : activeIndex;
  const rowId = (index: number) => `${listId}-${index}`;
  const showRow = (index: number) => scroll.showLine(Math.floor(index / perLine));

  const scroll = useLineScroll({
    list: grid,
    lineCount: lineCount(rows.count, geometry),
    lineHeightPx,
    headHeightPx,
    linesAround: linesAround[layout],
    pace,
  });
  useListScroll({
    list: grid,
    scroll,
    geometry,
    isMeasured: roomPx > 0,
    rows,
    sort,
    layout,
    activeIndex,
    activeId,
    memory: props.memory,
    onRemember: props.onRemember,
    revealIds: props.revealIds,
    onRevealed: props.onRevealed,
    onSelect,
  });
  const endWalk = useGoToEnd({
    rows,
    isLoadingAll: props.isLoadingAll,
    onLoadAll: props.onLoadAll,
    onSelect,
    onMove: showRow,
  });
  const onKeyDown = useListKeys({
    rows,
    activeIndex,
    cursorIndex,
    pageLines: () => pageLines(grid.current?.clientHeight ?? 0, geometry),
    perLine,
    isRightToLeft: dir === 'rtl',
    onSelect,
    onOpen: props.onOpen,
    onDelete: props.onDelete,
    onRename: props.onRename,
    onDetails: props.onDetails,
    onEscape: props.onEscape,
    onEnd: props.isComplete ? undefined : endWalk.start,
    onMove: showRow,
  });
  const band = useRubberBand({
    list: grid,
    body,
    box,
    geometry,
    rowCount: rows.count,
    selection,
    scrolledPx: scroll.topPx,
    scrollBy: (byPx) => scroll.scrollTo(scroll.topPx() + byPx),
    onSelect,
  });
  const mouse = useListMouse({
    rows,
    nowMs,
    selectedIds,
    band,
    isDraggable: props.rowDragProps !== undefined,
    onSelect,
    onOpen: props.onOpen,
    onMenu: props.onMenu,
    activeRow: () => document.getElementById(rowId(cursorIndex)),
  });
  const cutIds = useCutIds(location);
  useSelectionNews(selectedIds.size);

  useEffect(() => {
    if (isFocusFree()) grid.current?.focus({ preventScroll: true });
    return pace.stop;
  }, [pace]);

  const isNearEnd = (scroll.seen.last + 1) * perLine + rowsAhead >= rows.count;
  // biome-ignore lint/correctness/useExhaustiveDependencies: it asks again when more rows have not been enough
  useEffect(() => {
    if (isNearEnd) onNearEnd();
  }, [isNearEnd, rows.count, onNearEnd]);

  const { accountId, bucket } = location ?? {};
  const showsThumbnails = props.showsThumbnails ?? false;
  const context = useMemo<ListContext | undefined>(
    () =>
      accountId === undefined || bucket === undefined
        ? undefined
        : { location: { accountId, bucket }, pace, showsThumbnails, failedThumbnails: new Set() },
    [accountId, bucket, pace, showsThumbnails],
  );
  const head = {
    sort: sort ?? (props.isUnordered === true ? undefined : defaultSort),
    onSort: props.onSort,
    checked: selectedIds.size === 0 ? false : selectedIds.size === rows.count ? true : ('mixed' as const),
    onCheck: useCallback((all: boolean) => onSelect({ kind: all ? 'all' : 'none' }), [onSelect]),
  };
  const { fitted } = columns;
  const contentWidth = useCallback((id: ColumnId) => widestCell(grid.current, fitted, id), [fitted]);
  return (
    <>
      <div
        ref={grid}
        role="grid"
        tabIndex={0}
        aria-label={props.label}
        aria-multiselectable
        aria-rowcount={props.isComplete ? lineCount(rows.count, geometry) + 1 : -1}
        aria-colcount={layout === 'grid' ? perLine : columns.ids.length}
        aria-activedescendant={cursorIndex === -1 ? undefined : rowId(cursorIndex)}
        className={styles.grid}
        style={{ [tracksProperty]: columnTracks(fitted) } as CSSProperties}
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
          {layout === 'grid' ? (
            <GridHeader perLine={perLine} {...head} />
          ) : (
            <ListHeader columns={columns} contentWidth={contentWidth} {...head} />
          )}
        </div>
        <div ref={body} role="rowgroup" className={styles.body} style={{ height: scroll.heightPx }}>
          <ListContextProvider value={context}>
            <FileLines
              layout={layout}
              rows={rows}
              scroll={scroll}
              geometry={geometry}
              columns={columns.ids}
              nowMs={nowMs}
              selectedIds={selectedIds}
              cursorIndex={cursorIndex}
              isKeyboardHere={isKeyboardHere}
              rowId={rowId}
              dropPrefix={props.dropPrefix}
              cutIds={cutIds}
              filter={props.filter}
              whereOf={props.whereOf}
              dragProps={props.rowDragProps}
              renaming={renaming}
            />
          </ListContextProvider>
        </div>
      </div>
      <div ref={box} aria-hidden className={styles.band} />
    </>
  );
}
