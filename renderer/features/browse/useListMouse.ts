import { type DragEvent, type MouseEvent, useRef } from 'react';
import type { Entry } from '../../../shared/domain/object.ts';
import { columnIds } from '../../../shared/domain/session.ts';
import { entryId } from './entries.ts';
import { columnTitle } from './fileColumns.ts';
import type { Rows } from './rows.ts';
import type { SelectedIds, SelectionAction } from './selection.ts';
import type { RubberBand } from './useRubberBand.ts';

type Options = {
  readonly rows: Rows;
  readonly nowMs: number;
  readonly selectedIds: SelectedIds;
  readonly band: RubberBand;
  /** True where rows can be dragged. */
  readonly isDraggable: boolean;
  readonly onSelect: (action: SelectionAction) => void;
  readonly onOpen: (entry: Entry) => void;
  readonly onMenu: (at: DOMRect) => void;
  readonly activeRow: () => HTMLElement | null;
};

/** What the mouse does in the list: one set of handlers on the grid, however many rows there are. */
export function useListMouse(options: Options) {
  const { rows, selectedIds, band, onSelect, onOpen, onMenu, activeRow } = options;
  /** A row that was pressed while it was selected with others: it is selected alone unless it is dragged. */
  const pressedId = useRef<string>(undefined);
  return {
    onMouseDown: (event: MouseEvent) => {
      pressedId.current = undefined;
      if ((event.button !== 0 && event.button !== 2) || isInHeader(event)) return;
      const keeps = event.ctrlKey || event.metaKey || event.shiftKey;
      const entry = entryAt(event, rows);
      if (entry === undefined) {
        if (isOnScrollbar(event)) return;
        if (!keeps) onSelect({ kind: 'none' });
        if (event.button === 0) band.start(event);
        return;
      }
      const id = entryId(entry);
      const isSelected = selectedIds.has(id);
      // The right button keeps the selection when it is about it, else it takes the row it is on.
      if (event.button === 2) {
        if (!isSelected) onSelect({ kind: 'click', id, toggle: false, extend: false });
        return;
      }
      if (isSelected && !keeps && !isOnCheck(event)) pressedId.current = id;
      else {
        const toggle = isOnCheck(event) || event.ctrlKey || event.metaKey;
        onSelect({ kind: 'click', id, toggle, extend: event.shiftKey });
      }
      const canDrag = options.isDraggable && isSelected;
      if (closest(event, '[data-grip], [data-check]') === null && !canDrag) band.start(event);
    },
    onClick: (event: MouseEvent) => {
      const id = pressedId.current;
      pressedId.current = undefined;
      const entry = id === undefined ? undefined : entryAt(event, rows);
      if (entry === undefined || entryId(entry) !== id) return;
      onSelect({ kind: 'click', id, toggle: false, extend: false });
    },
    onDoubleClick: (event: MouseEvent) => {
      const entry = entryAt(event, rows);
      if (entry !== undefined && !isOnCheck(event)) onOpen(entry);
    },
    onContextMenu: (event: MouseEvent) => {
      // The header has a menu of its own.
      if (event.isDefaultPrevented()) return;
      event.preventDefault();
      if (isInHeader(event)) return;
      const row = event.button === 2 ? null : activeRow();
      const active = rowAt(row, rows);
      if (active !== undefined && !selectedIds.has(entryId(active))) {
        onSelect({ kind: 'click', id: entryId(active), toggle: false, extend: false });
      }
      onMenu(row?.getBoundingClientRect() ?? new DOMRect(event.clientX, event.clientY, 0, 0));
    },
    onDragStartCapture: (event: DragEvent) => {
      pressedId.current = undefined;
      if (!band.isPending()) return;
      event.preventDefault();
      event.stopPropagation();
    },
    // Said only of what is pointed at: to write it for each row that scrolls by would cost more than the row.
    onMouseMove: (event: MouseEvent) => {
      const cell = closest(event, '[data-column]');
      const entry = cell === null ? undefined : entryAt(event, rows);
      if (cell === null || entry === undefined) return;
      const column = columnIds.find((id) => id === cell.dataset.column) ?? 'name';
      const title = cell.dataset.title ?? columnTitle(entry, column, options.nowMs) ?? cell.textContent ?? '';
      if (cell.title !== title) cell.title = title;
    },
  };
}

function closest(event: MouseEvent, selector: string): HTMLElement | null {
  return event.target instanceof Element ? event.target.closest<HTMLElement>(selector) : null;
}

function entryAt(event: MouseEvent, rows: Rows): Entry | undefined {
  return rowAt(closest(event, '[data-index]'), rows);
}

function rowAt(row: HTMLElement | null, rows: Rows): Entry | undefined {
  const index = row === null ? -1 : Number(row.dataset.index);
  return index >= 0 && index < rows.count ? rows.at(index) : undefined;
}

function isOnCheck(event: MouseEvent): boolean {
  return closest(event, '[data-check]') !== null;
}

function isInHeader(event: MouseEvent): boolean {
  return closest(event, '[role="columnheader"]') !== null;
}

function isOnScrollbar(event: MouseEvent): boolean {
  const list = event.currentTarget;
  const { left, right } = list.getBoundingClientRect();
  const barPx = list instanceof HTMLElement ? list.offsetWidth - list.clientWidth : 0;
  // The bar is on the side where lines end, which follows the direction of the text.
  const isRightToLeft = getComputedStyle(list).direction === 'rtl';
  return isRightToLeft ? event.clientX < left + barPx : event.clientX >= right - barPx;
}
