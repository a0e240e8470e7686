import { type ColumnId, columnIds, type FolderView } from '../../../shared/domain/session.ts';

/** One column as it is remembered; its own width where none is given. */
export type Column = NonNullable<FolderView['columns']>[number];

/** A column that has room; the name takes what the others leave. */
export type FittedColumn = { readonly id: ColumnId; readonly widthPx: number };

const ownWidths: Readonly<Record<ColumnId, number>> = {
  name: 0,
  modified: 136,
  type: 144,
  size: 96,
  storageClass: 120,
  etag: 120,
  version: 120,
  owner: 120,
};
const shownAtFirst: ReadonlySet<ColumnId> = new Set(['name', 'modified', 'type', 'size']);

/** The narrowest that a column can be made, in pixels. */
export const leastWidthPx = 64;
/** Columns are hidden before the name, with its tick and its picture, becomes narrower than this. */
export const leastNamePx = 260;
/** Between two columns, and at both ends of a row. */
export const columnGapPx = 12;
/** The contract's limit. */
const mostWidthPx = 4000;

/** All columns in their order: those that are remembered, then the others. The name is always the first, and shown. */
export function columnsOf(view: FolderView): readonly Column[] {
  const kept = (view.columns ?? []).filter(({ id }) => id !== 'name');
  const others = columnIds.filter((id) => id !== 'name' && !kept.some((column) => column.id === id));
  return [
    { id: 'name', isShown: true },
    ...kept,
    ...others.map((id) => ({ id, isShown: shownAtFirst.has(id) })),
  ];
}

export function widthOf({ id, widthPx }: Column): number {
  return widthPx ?? ownWidths[id];
}

/**
 * The columns that fit into a width. Those at the end give way first, the date and the size last; nothing of that is
 * remembered.
 */
export function fitColumns(columns: readonly Column[], roomPx: number): readonly FittedColumn[] {
  let shown = columns.filter(({ id, isShown }) => isShown && id !== 'name');
  const left = () =>
    roomPx - 2 * columnGapPx - shown.reduce((sum, each) => sum + columnGapPx + widthOf(each), 0);
  while (left() < leastNamePx) {
    const givesWay =
      shown.findLast(({ id }) => id !== 'modified' && id !== 'size') ??
      shown.find(({ id }) => id === 'modified') ??
      shown.at(-1);
    if (givesWay === undefined) break;
    shown = shown.filter((each) => each !== givesWay);
  }
  return [
    { id: 'name', widthPx: Math.max(0, left()) },
    ...shown.map((each) => ({ id: each.id, widthPx: widthOf(each) })),
  ];
}

/** The tracks of a row for CSS. */
export function columnTracks(fitted: readonly FittedColumn[]): string {
  return fitted.map(({ id, widthPx }) => (id === 'name' ? 'minmax(0, 1fr)' : `${widthPx}px`)).join(' ');
}

/**
 * Moves the boundary after a column towards the end by `byPx`: one of its neighbours grows by what the other gives, so
 * that nothing else moves.
 */
export function moveBoundary(
  columns: readonly Column[],
  fitted: readonly FittedColumn[],
  id: ColumnId,
  byPx: number,
): readonly Column[] {
  const index = fitted.findIndex((column) => column.id === id);
  const [before, after] = [fitted[index], fitted[index + 1]];
  if (before === undefined || after === undefined) return columns;
  const least = id === 'name' ? leastNamePx : leastWidthPx;
  const by = Math.round(
    Math.min(Math.max(byPx, Math.min(0, least - before.widthPx)), Math.max(0, after.widthPx - leastWidthPx)),
  );
  const resized = setWidth(columns, after.id, after.widthPx - by);
  return id === 'name' ? resized : setWidth(resized, id, before.widthPx + by);
}

/** Gives a column the width of what is in it, as far as the name keeps its least; for the name, its neighbour gives way. */
export function fitWidth(
  columns: readonly Column[],
  fitted: readonly FittedColumn[],
  id: ColumnId,
  contentPx: number,
): readonly Column[] {
  const column = fitted.find((each) => each.id === id);
  const name = fitted[0];
  if (column === undefined || name === undefined) return columns;
  if (id === 'name') return moveBoundary(columns, fitted, id, contentPx - column.widthPx);
  const most = column.widthPx + Math.max(0, name.widthPx - leastNamePx);
  return setWidth(columns, id, Math.min(Math.ceil(contentPx), most));
}

function setWidth(columns: readonly Column[], id: ColumnId, widthPx: number): readonly Column[] {
  const width = Math.max(leastWidthPx, Math.min(Math.round(widthPx), mostWidthPx));
  return columns.map((column) => (column.id === id ? { ...column, widthPx: width } : column));
}

/** Shows or hides a column; the name stays. */
export function toggleColumn(columns: readonly Column[], id: ColumnId): readonly Column[] {
  return columns.map((column) =>
    column.id === id && id !== 'name' ? { ...column, isShown: !column.isShown } : column,
  );
}

/**
 * Puts a column before the one at `place` among those that are seen, or behind the last of them; the same columns where
 * it cannot go, because the name stays the first.
 */
export function moveColumn(
  columns: readonly Column[],
  fitted: readonly FittedColumn[],
  id: ColumnId,
  place: number,
): readonly Column[] {
  const moved = columns.find((column) => column.id === id);
  const target = fitted[place] ?? fitted.at(-1);
  if (moved === undefined || target === undefined || id === 'name' || target.id === id) return columns;
  if (place < 1 || place > fitted.length) return columns;
  const others = columns.filter((column) => column !== moved);
  const index = others.findIndex((column) => column.id === target.id);
  return others.toSpliced(place === fitted.length ? index + 1 : index, 0, moved);
}

/** Moves a column by one place among those that are seen. */
export function stepColumn(
  columns: readonly Column[],
  fitted: readonly FittedColumn[],
  id: ColumnId,
  step: 1 | -1,
): readonly Column[] {
  const index = fitted.findIndex((column) => column.id === id);
  return index === -1 ? columns : moveColumn(columns, fitted, id, step === 1 ? index + 2 : index - 1);
}
