import { describe, expect, test } from 'vitest';
import { isMisaimed, waitMs } from '../../../../renderer/features/transfers/useSettled.ts';

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
