import { describe, expect, test } from 'vitest';
import {
  columnsOf,
  columnTracks,
  fitColumns,
  fitWidth,
  leastNamePx,
  leastWidthPx,
  moveBoundary,
  moveColumn,
  stepColumn,
  toggleColumn,
} from '../../../../renderer/features/browse/columns.ts';

const first = columnsOf({});
const wide = fitColumns(first, 1000);
const ids = (columns: readonly { readonly id: string }[]) => columns.map(({ id }) => id).join(' ');
const widths = (columns: readonly { readonly id: string; readonly widthPx: number }[]) =>
  Object.fromEntries(columns.map(({ id, widthPx }) => [id, widthPx]));
/** The widths that a list of 1,000 pixels has after a change. */
const widthsAfter = (columns: typeof first) => widths(fitColumns(columns, 1000));

describe('which columns there are', () => {
  test('name, date, type and size at first; the others wait to be shown', () => {
    expect(ids(first)).toBe('name modified type size storageClass etag version owner');
    expect(ids(wide)).toBe('name modified type size');
  });

  test('what is remembered comes first, and what is not remembered is not lost', () => {
    const columns = columnsOf({
      columns: [
        { id: 'size', isShown: true, widthPx: 120 },
        { id: 'name', isShown: false },
        { id: 'etag', isShown: true },
      ],
    });
    expect(ids(columns)).toBe('name size etag modified type storageClass version owner');
    expect(widthsAfter(columns)).toMatchObject({ size: 120 });
  });

  test('a column is shown and hidden, but never the name', () => {
    expect(ids(fitColumns(toggleColumn(first, 'type'), 1000))).toBe('name modified size');
    expect(ids(fitColumns(toggleColumn(first, 'etag'), 1000))).toBe('name modified type size etag');
    expect(toggleColumn(first, 'name')).toEqual(first);
  });
});

describe('where there is little room', () => {
  test.each([
    [1000, 'name modified type size'],
    [600, 'name modified size'],
    [450, 'name size'],
    [200, 'name'],
    [0, 'name'],
  ])('%i pixels hold %s', (roomPx, shown) => {
    expect(ids(fitColumns(first, roomPx))).toBe(shown);
  });

  test('the columns at the end give way before the date and the size', () => {
    const columns = toggleColumn(toggleColumn(first, 'etag'), 'owner');
    expect(ids(fitColumns(columns, 840))).toBe('name modified type size etag');
  });

  test('the name takes what is left, in CSS as in the numbers', () => {
    expect(columnTracks(wide)).toBe('minmax(0, 1fr) 136px 144px 96px');
    const used = wide.reduce((sum, { widthPx }) => sum + widthPx, 0);
    expect(used + 5 * 12).toBe(1000);
  });
});

describe('widths', () => {
  const { name = 0 } = widths(wide);

  test('the line after a column moves between its two neighbours and moves nothing else', () => {
    expect(widthsAfter(moveBoundary(first, wide, 'modified', 30))).toEqual({
      name,
      modified: 166,
      type: 114,
      size: 96,
    });
    expect(widthsAfter(moveBoundary(first, wide, 'name', -30))).toMatchObject({
      name: name - 30,
      modified: 166,
    });
  });

  test.each([
    ['modified', 500, { modified: 136 + 144 - leastWidthPx, type: leastWidthPx }],
    ['modified', -500, { modified: leastWidthPx, type: 144 + 136 - leastWidthPx }],
    ['name', 500, { modified: leastWidthPx }],
    ['name', -5000, { name: leastNamePx }],
  ] as const)(
    'the line after %s moves by %i pixels at most as far as there is room',
    (id, byPx, expected) => {
      expect(widthsAfter(moveBoundary(first, wide, id, byPx))).toMatchObject(expected);
    },
  );

  test('the last column has no line after it', () => {
    expect(moveBoundary(first, wide, 'size', 50)).toBe(first);
  });

  test('a column is fitted to its content at the cost of the name, which keeps its least', () => {
    expect(widthsAfter(fitWidth(first, wide, 'type', 200.4))).toMatchObject({ type: 201, name: name - 57 });
    expect(widthsAfter(fitWidth(first, wide, 'type', 5000))).toMatchObject({ name: leastNamePx });
    expect(widthsAfter(fitWidth(first, wide, 'name', name + 20))).toMatchObject({ modified: 116 });
  });
});

describe('the order', () => {
  test.each([
    ['size', 1, 'name size modified type'],
    ['modified', 4, 'name type size modified'],
    ['modified', 3, 'name type modified size'],
    ['modified', 1, 'name modified type size'],
    ['name', 3, 'name modified type size'],
    ['size', 0, 'name modified type size'],
  ] as const)('%s goes to place %i', (id, place, expected) => {
    expect(ids(fitColumns(moveColumn(first, wide, id, place), 1000))).toBe(expected);
  });

  test('one step passes one column that is seen', () => {
    const withoutType = toggleColumn(first, 'type');
    const fitted = fitColumns(withoutType, 1000);
    expect(ids(fitColumns(stepColumn(withoutType, fitted, 'size', -1), 1000))).toBe('name size modified');
    expect(stepColumn(first, wide, 'modified', -1)).toBe(first);
    expect(stepColumn(first, wide, 'size', 1)).toBe(first);
  });

  test('a column put at the end stays before those that have no room', () => {
    const columns = toggleColumn(first, 'owner');
    const fitted = fitColumns(columns, 800);
    expect(ids(moveColumn(columns, fitted, 'modified', fitted.length))).toMatch(
      /size modified .*owner|owner modified/,
    );
  });
});
