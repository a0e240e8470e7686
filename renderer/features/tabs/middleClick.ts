import type { MouseEvent } from 'react';
import type { Location } from '../../../shared/domain/object.ts';
import type { Rows } from '../browse/rows.ts';

/** The open folder, as far as a click on one of its rows needs it. */
export type ClickedFolder = { readonly location: Location; readonly rows: Rows };

/** The folder in whose row, or tile, an event happened; undefined for a file and for anything else. */
function folderAt(event: MouseEvent, { location, rows }: ClickedFolder): Location | undefined {
  const row = event.target instanceof Element ? event.target.closest('[role="grid"] [data-index]') : null;
  const index = row === null ? -1 : Number(row.getAttribute('data-index'));
  const entry = index >= 0 && index < rows.count ? rows.at(index) : undefined;
  return entry?.kind === 'folder' ? { ...location, prefix: entry.prefix } : undefined;
}

/** What an element around the list needs, so that the middle button opens folders in tabs of their own. */
export function middleClickProps(folder: ClickedFolder | undefined, openTab: (location: Location) => void) {
  return {
    // The middle button would begin to scroll.
    onMouseDown: (event: MouseEvent) => {
      if (event.button === 1 && folder !== undefined) event.preventDefault();
    },
    onAuxClick: (event: MouseEvent) => {
      if (event.button !== 1 || folder === undefined) return;
      const location = folderAt(event, folder);
      if (location !== undefined) openTab(location);
    },
  };
}
