import { expect, test } from 'vitest';
import { isPlainOrder, plainOrder } from '../../../../renderer/features/browse/plainOrder.ts';

test('each number is at its own place, also in an order that was made before a longer one', () => {
  const short = plainOrder(3);
  const long = plainOrder(5_000);
  expect([[...short], long.length, long[4_999]]).toEqual([[0, 1, 2], 5_000, 4_999]);
  expect([isPlainOrder(short), isPlainOrder(long)]).toEqual([true, true]);
});

test('an order of its own is told from it, even when it is the same', () => {
  expect([isPlainOrder(Int32Array.of(0, 1, 2)), isPlainOrder(plainOrder(3).slice())]).toEqual([false, false]);
});
