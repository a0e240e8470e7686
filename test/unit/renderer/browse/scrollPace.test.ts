import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createScrollPace } from '../../../../renderer/features/browse/scrollPace.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** Says of each scroll, given as its place and its time, whether it was calm after it. */
function calmAfter(...scrolls: readonly (readonly [topPx: number, atMs: number])[]): readonly boolean[] {
  const pace = createScrollPace();
  return scrolls.map(([topPx, atMs]) => {
    pace.scrolledTo(topPx, atMs);
    return pace.isCalm();
  });
}

test('slow scrolling is calm, fast scrolling is not', () => {
  expect(calmAfter([0, 0], [10, 16], [25, 32])).toEqual([true, true, true]);
  expect(calmAfter([0, 0], [200, 16], [210, 32])).toEqual([true, false, true]);
});

test('a list that stands after fast scrolling is calm again, and says so once', () => {
  const pace = createScrollPace();
  const listener = vi.fn();
  pace.subscribe(listener);
  pace.scrolledTo(0, 0);
  pace.scrolledTo(5000, 16);
  pace.scrolledTo(9000, 32);
  expect([pace.isCalm(), listener.mock.calls.length]).toEqual([false, 1]);
  vi.advanceTimersByTime(1000);
  expect([pace.isCalm(), listener.mock.calls.length]).toEqual([true, 2]);
});
