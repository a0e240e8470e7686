import type { ListGeometry } from './listGeometry.ts';
import type { IndexRange } from './selection.ts';

/** A point of the list's content: from the inline start of the lines and from the top of the first one, in CSS pixels. */
export type Point = { readonly x: number; readonly y: number };

/** The rows that a rectangle between two points touches, in order and without overlaps. */
export function rowsInBand(
  from: Point,
  to: Point,
  geometry: ListGeometry,
  rowCount: number,
): readonly IndexRange[] {
  const { perLine, lineHeightPx, tile } = geometry;
  const gapPx = tile?.gapPx ?? 0;
  const lastLine = Math.ceil(rowCount / perLine) - 1;
  const [firstLine, endLine] = touched(from.y - gapPx, to.y - gapPx, lineHeightPx, gapPx, lastLine);
  const [firstTile, endTile] =
    tile === undefined ? [0, 0] : touched(from.x, to.x, tile.widthPx + gapPx, gapPx, perLine - 1);
  if (firstLine > endLine || firstTile > endTile) return [];
  const isWhole = firstTile === 0 && endTile === perLine - 1;
  if (isWhole) return [{ from: firstLine * perLine, to: Math.min((endLine + 1) * perLine, rowCount) - 1 }];
  const ranges: IndexRange[] = [];
  for (let line = firstLine; line <= endLine; line += 1) {
    const first = line * perLine + firstTile;
    const last = Math.min(line * perLine + endTile, rowCount - 1);
    if (first <= last) ranges.push({ from: first, to: last });
  }
  return ranges;
}

/** The first and the last of equal boxes, each followed by a gap, that lie between two places. */
function touched(
  one: number,
  other: number,
  stepPx: number,
  gapPx: number,
  last: number,
): readonly [number, number] {
  const [start, end] = one < other ? [one, other] : [other, one];
  return [Math.max(0, Math.floor((start + gapPx) / stepPx)), Math.min(last, Math.floor(end / stepPx))];
}

/** How far the list scrolls in a frame while the pointer is this near its edge or beyond it; negative is upwards. */
export function edgeScrollPx(pointerY: number, topPx: number, bottomPx: number): number {
  const edgePx = 32;
  const mostPx = 40;
  const above = topPx + edgePx - pointerY;
  const below = pointerY - (bottomPx - edgePx);
  const beyond = above > 0 ? -above : Math.max(below, 0);
  return Math.max(-mostPx, Math.min(mostPx, Math.round(beyond / 2)));
}

/** The same rows, so that nothing has to be selected anew. */
export function isSameRanges(left: readonly IndexRange[], right: readonly IndexRange[]): boolean {
  return (
    left.length === right.length &&
    left.every((range, index) => range.from === right[index]?.from && range.to === right[index]?.to)
  );
}
