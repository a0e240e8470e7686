import { frame } from '../../theme.ts';

/** Where the rows of a list stand: one on each line, or as many tiles as fit beside each other. All in CSS pixels. */
export type ListGeometry = {
  readonly perLine: number;
  readonly lineHeightPx: number;
  /** What stands above the first line and stays there. */
  readonly headHeightPx: number;
  /** The boxes that can be hit on a line: their width and what lies between them; none where rows fill their line. */
  readonly tile?: { readonly widthPx: number; readonly gapPx: number };
};

/** The size of a tile, on the 4 px grid; tiles grow in width until another one fits. */
export const tileSize = { leastWidthPx: 144, pictureHeightPx: 112, heightPx: 196, gapPx: 8 } as const;

export const detailsGeometry: ListGeometry = {
  perLine: 1,
  lineHeightPx: frame.rowHeight,
  headHeightPx: frame.listHeaderHeight,
};

export function gridGeometry(roomPx: number): ListGeometry {
  const { leastWidthPx, heightPx, gapPx } = tileSize;
  const perLine = Math.max(1, Math.floor((roomPx + gapPx) / (leastWidthPx + gapPx)));
  return {
    perLine,
    lineHeightPx: heightPx + gapPx,
    headHeightPx: frame.listHeaderHeight,
    tile: { widthPx: (roomPx - (perLine - 1) * gapPx) / perLine, gapPx },
  };
}

export function lineCount(rowCount: number, { perLine }: ListGeometry): number {
  return Math.ceil(rowCount / perLine);
}

/** How many whole lines are seen at once but one, so that a page keeps a line of the one before; at least one. */
export function pageLines(viewportPx: number, { headHeightPx, lineHeightPx }: ListGeometry): number {
  return Math.max(1, Math.floor((viewportPx - headHeightPx) / lineHeightPx) - 1);
}
