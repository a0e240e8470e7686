import { describe, expect, test } from 'vitest';
import {
  detailsGeometry,
  gridGeometry,
  lineCount,
} from '../../../../renderer/features/browse/listGeometry.ts';
import { edgeScrollPx, isSameRanges, rowsInBand } from '../../../../renderer/features/browse/rubberBand.ts';

const at = (x: number, y: number) => ({ x, y });

describe('a rectangle over rows', () => {
  test.each([
    ['one row', at(300, 45), at(10, 60), [{ from: 1, to: 1 }]],
    ['three rows, drawn upwards', at(0, 110), at(50, 10), [{ from: 0, to: 2 }]],
    ['the end of the list', at(0, 380), at(0, 900), [{ from: 9, to: 9 }]],
    ['what is below the list', at(0, 450), at(90, 900), []],
    ['what is above it', at(0, -30), at(90, -10), []],
  ])('%s', (_, from, to, expected) => {
    expect(rowsInBand(from, to, detailsGeometry, 10)).toEqual(expected);
  });
});

describe('a rectangle over tiles', () => {
  // Four tiles of 150 pixels on a line, 8 pixels apart; a line is 204 pixels high and begins with a gap.
  const geometry = gridGeometry(624);

  test('as many tiles stand beside each other as have their least width', () => {
    expect(geometry).toMatchObject({ perLine: 4, lineHeightPx: 204, tile: { widthPx: 150, gapPx: 8 } });
    expect(gridGeometry(100).perLine).toBe(1);
    expect(lineCount(9, geometry)).toBe(3);
  });

  test.each([
    ['two beside each other', at(100, 50), at(200, 60), [{ from: 0, to: 1 }]],
    [
      'a block of two lines',
      at(170, 150),
      at(320, 260),
      [
        { from: 1, to: 2 },
        { from: 5, to: 6 },
      ],
    ],
    ['whole lines as one range', at(0, 10), at(624, 300), [{ from: 0, to: 7 }]],
    ['the last line, which is not full', at(400, 420), at(600, 500), []],
    ['its one tile', at(10, 420), at(300, 500), [{ from: 8, to: 8 }]],
    ['a gap', at(152, 50), at(156, 60), []],
    ['the gap above a line', at(0, 205), at(624, 210), []],
  ])('%s', (_, from, to, expected) => {
    expect(rowsInBand(from, to, geometry, 9)).toEqual(expected);
  });

  test('the same rows are known as the same', () => {
    const ranges = [{ from: 1, to: 2 }];
    expect(isSameRanges(ranges, [{ from: 1, to: 2 }])).toBe(true);
    expect(isSameRanges(ranges, [{ from: 1, to: 3 }])).toBe(false);
    expect(isSameRanges(ranges, [])).toBe(false);
  });
});

test.each([
  [300, 0],
  [132, 0],
  [120, -6],
  [100, -16],
  [-500, -40],
  [480, 6],
  [900, 40],
])('a pointer at %i of a list from 100 to 500 scrolls by %i a frame', (pointerY, byPx) => {
  expect(edgeScrollPx(pointerY, 100, 500)).toBe(byPx);
});
