import { describe, expect, test } from 'vitest';
import { scrolledTop, tallScroll } from '../../../../renderer/features/browse/tallScroll.ts';

const rowPx = 40;
/** Chromium draws nothing beyond. */
const tallestElementPx = 2 ** 25;

test('a list that fits is scrolled as it is', () => {
  const tall = tallScroll(100_000 * rowPx);
  expect([tall.heightPx, tall.topAt(1234.5), tall.scrollTopAt(1234.5)]).toEqual([4_000_000, 1234.5, 1234.5]);
});

describe('a list of a million rows', () => {
  const totalPx = 1_000_000 * rowPx;
  const tall = tallScroll(totalPx);

  test('stands for an element that can be', () => {
    expect(tall.heightPx).toBeLessThan(tallestElementPx);
  });

  test('reaches both of its ends, pixel by pixel', () => {
    expect([tall.topAt(0), tall.topAt(1), tall.topAt(tall.heightPx)]).toEqual([0, 1, totalPx]);
    expect(tall.topAt(tall.heightPx - 700)).toBe(totalPx - 700);
  });

  test('every place has one position of the scrollbar', () => {
    for (let topPx = 0; topPx <= totalPx; topPx += totalPx / 997) {
      expect(tall.topAt(tall.scrollTopAt(topPx))).toBeCloseTo(topPx, 3);
    }
  });

  test('a step is a step of the list, and a drag of the scrollbar goes as far as it says', () => {
    const middle = tall.scrollTopAt(totalPx / 2);
    expect(scrolledTop(tall, totalPx / 2, middle, middle + 100, 700)).toBe(totalPx / 2 + 100);
    const end = tall.heightPx - 700;
    expect(scrolledTop(tall, totalPx / 2, middle, end, 700)).toBeCloseTo(totalPx - 700, 3);
  });

  test('it never goes up when the scrollbar goes down, wherever it was left', () => {
    const from = tall.scrollTopAt(20_000_000);
    for (const drift of [-900_000, 0, 900_000]) {
      for (const by of [1, 600, 701, 50_000]) {
        expect(scrolledTop(tall, 20_000_000 + drift, from, from + by, 700)).toBeGreaterThan(
          20_000_000 + drift,
        );
      }
    }
  });
});
