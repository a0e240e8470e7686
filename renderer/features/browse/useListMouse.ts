import type { MouseEvent } from 'react';
import type { Entry } from '../../../shared/domain/object.ts';
import { entryId } from './entries.ts';
import type { Rows } from './rows.ts';
import type { SelectedIds, SelectionAction } from './selection.ts';

type Options = {
  readonly rows: Rows;
  readonly selectedIds: SelectedIds;
  readonly onSelect: (action: SelectionAction) => void;
  readonly onOpen: (entry: Entry) => void;
  readonly onMenu: (at: DOMRect) => void;
  readonly activeRow: () => HTMLElement | null;
};

/** What the mouse does in the list: one set of handlers on the grid, however many rows there are. */
export function useListMouse({ rows, selectedIds, onSelect, onOpen, onMenu, activeRow }: Options) {
  return {
    onMouseDown: (event: MouseEvent) => {
      if (event.button !== 0 && event.button !== 2) return;
      const entry = entryAt(event, rows);
      if (entry === undefined) {
        if (!isInHeader(event)) onSelect({ kind: 'none' });
        return;
      }
      const id = entryId(entry);
      // The right button keeps the selection when it is about it, else it takes the row it is on.
      if (event.button === 2) {
        if (!selectedIds.has(id)) onSelect({ kind: 'click', id, toggle: false, extend: false });
        return;
      }
      const toggle = isOnCheck(event) || event.ctrlKey || event.metaKey;
      onSelect({ kind: 'click', id, toggle, extend: event.shiftKey });
    },
    onDoubleClick: (event: MouseEvent) => {
      const entry = entryAt(event, rows);
      if (entry !== undefined && !isOnCheck(event)) onOpen(entry);
    },
    onContextMenu: (event: MouseEvent) => {
      event.preventDefault();
      if (isInHeader(event)) return;
      const row = event.button === 2 ? null : activeRow();
      const active = rowAt(row, rows);
      if (active !== undefined && !selectedIds.has(entryId(active))) {
        onSelect({ kind: 'click', id: entryId(active), toggle: false, extend: false });
      }
      onMenu(row?.getBoundingClientRect() ?? new DOMRect(event.clientX, event.clientY, 0, 0));
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
