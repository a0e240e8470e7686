import fc from 'fast-check';
import { expect, test } from 'vitest';
import { mergeSort } from '../../../../renderer/features/browse/mergeSort.ts';
import { finish } from './listing.ts';

test('numbers are sorted as the engine sorts them, and equal ones keep their order', () => {
  const key = (number: number) => number >> 3;
  const compare = (left: number, right: number) => key(left) - key(right);
  const runs = fc.array(
    fc.oneof(
      fc.array(fc.nat(200)),
      fc.nat(120).map((start) => Array.from({ length: 80 }, (_, step) => start + step)),
    ),
  );
  fc.assert(
    fc.property(runs, (parts) => {
      const numbers = parts.flat();
      expect([...finish(mergeSort(Int32Array.from(numbers), compare))]).toEqual(numbers.toSorted(compare));
    }),
  );
});

test('what is nearly in order is compared little more than once', () => {
  const numbers = Int32Array.from({ length: 10_000 }, (_, index) => (index < 9_990 ? index * 2 : index));
  let comparisons = 0;
  finish(
    mergeSort(numbers, (left, right) => {
      comparisons += 1;
      return left - right;
    }),
  );
  expect(comparisons).toBeLessThan(10_500);
});

test('long work can be interrupted, and tells how much of it is done', () => {
  const numbers = Int32Array.from({ length: 5_000 }, (_, index) => (index * 7_919) % 5_000);
  const shares = [...mergeSort(numbers, (left, right) => left - right)];
  expect(shares.length).toBeGreaterThan(50);
  expect(shares.every((share, index) => share >= (shares[index - 1] ?? 0) && share <= 1)).toBe(true);
});
