import { describe, expect, test } from 'vitest';
import { isMeantForBefore, isMisaimed, waitMs } from '../../../../renderer/features/transfers/useSettled.ts';

describe('what is under the pointer', () => {
  test('moves at once while the pointer is elsewhere, or has rested for a second', () => {
    expect(waitMs({ pointerAtMs: 0, movedAtMs: 0 }, 500)).toBe(0);
    expect(waitMs({ pointerAtMs: 5_000, movedAtMs: 0 }, 6_000)).toBe(0);
  });

  test('waits for a pointer that is busy', () => {
    expect(waitMs({ pointerAtMs: 5_000, movedAtMs: 0 }, 5_200)).toBe(800);
  });

  test('takes no click that was aimed before it moved', () => {
    expect(isMisaimed({ pointerAtMs: 5_000, movedAtMs: 6_000 }, 6_300)).toBe(true);
    expect(isMisaimed({ pointerAtMs: 6_200, movedAtMs: 6_000 }, 6_300)).toBe(false);
    expect(isMisaimed({ pointerAtMs: 5_000, movedAtMs: 6_000 }, 7_000)).toBe(false);
    expect(isMisaimed({ pointerAtMs: 5_000, movedAtMs: 0 }, 5_100)).toBe(false);
  });
});

describe('a button that does something else now', () => {
  test.each([
    ['the second click of a double click', 2, 100, false, true],
    ['a new click', 1, 100, false, false],
    ['any click of the mouse on what takes a job off the list', 1, 100, true, true],
    ['the keyboard', 0, 100, true, false],
    ['a click a second later', 1, 1000, true, false],
  ])('%s', (_, count, sinceChangeMs, isGuarded, isMeant) => {
    expect(isMeantForBefore(count, sinceChangeMs, isGuarded)).toBe(isMeant);
  });
});
