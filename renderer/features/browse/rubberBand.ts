import type { ListGeometry } from './listGeometry.ts';

/** A point of the list's content: from the inline start of the lines and from the top of the first one, in CSS pixels. */
export type Point = { readonly x: number; readonly y: number };

/** Rows from the first to the last, both of them in it. */
export type RowRange = readonly [first: number, last: number];

/** The rows that a rectangle between two points touches, in order and without overlaps. */
export function rowsInBand(
  from: Point,
  to: Point,
  geometry: ListGeometry,
  rowCount: number,
): readonly RowRange[] {
  const { perLine, lineHeightPx, tile } = geometry;
  const gapPx = tile?.gapPx ?? 0;
  const lastLine = Math.ceil(rowCount / perLine) - 1;
  const [firstLine, endLine] = touched(from.y, to.y, lineHeightPx, gapPx, lastLine);
  const [firstTile, endTile] =
    tile === undefined ? [0, 0] : touched(from.x, to.x, tile.widthPx + gapPx, gapPx, perLine - 1);
  if (firstLine > endLine || firstTile > endTile) return [];
  const isWhole = firstTile === 0 && endTile === perLine - 1;
  if (isWhole) return [[firstLine * perLine, Math.min((endLine + 1) * perLine, rowCount) - 1]];
  const ranges: RowRange[] = [];
  for (let line = firstLine; line <= endLine; line += 1) {
    const first = line * perLine + firstTile;
    const last = Math.min(line * perLine + endTile, rowCount - 1);
    if (first <= last) ranges.push([first, last]);
  }
  return ranges;
}

/** The first and the last of equal boxes, each followed by a gap, that lie between two places. */
function touched(one: number, other: number, stepPx: number, gapPx: number, last: number): RowRange {
  const [start, end] = one < other ? [one, other] : [other, one];
  return [Math.max(0, Math.floor((start + gapPx) / stepPx)), Math.min(last, Math.floor(end / stepPx))];
}

/** How far the list scrolls in a frame while the pointer is this near its edge or beyond it; negative is upwards. */
export function edgeScrollPx(pointerY: number, topPx: number, bottomPx: number): number {
  const edgePx = 32;
  const mostPx = 40;
  const above = topPx + edgePx - pointerY;
  const below = pointerY - (bottomPx - edgePx);
  const beyond = above > 0 ? -above : below > 0 ? below : 0;
  return Math.max(-mostPx, Math.min(mostPx, Math.round(beyond / 2)));
}

/** The same rows, so that nothing has to be selected anew. */
export function isSameRanges(left: readonly RowRange[], right: readonly RowRange[]): boolean {
  return (
    left.length === right.length &&
    left.every((range, index) => range[0] === right[index]?.[0] && range[1] === right[index]?.[1])
  );
}
