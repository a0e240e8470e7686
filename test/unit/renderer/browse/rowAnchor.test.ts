import { expect, test } from 'vitest';
import { movedBy } from '../../../../renderer/features/browse/rowAnchor.ts';
import { rowsOf } from './listing.ts';

const names = ['a', 'b', 'c', 'd', 'e', 'f'];
const moved = (next: readonly string[], firstVisible: number) =>
  movedBy(rowsOf(...names), rowsOf(...next), firstVisible, 3);

test('rows that come in above move the first visible row down, and rows that go move it up', () => {
  expect([moved(['x', 'y', ...names], 2), moved(['b', 'c', 'd', 'e', 'f'], 2)]).toEqual([2, -1]);
});

test('rows that come in below move nothing', () => {
  expect(moved([...names, 'x'], 2)).toBe(0);
});

test('the next visible row counts when the first one went', () => {
  expect(moved(['x', 'y', 'a', 'b', 'd', 'e', 'f'], 2)).toBe(1);
});

test('nothing moves when no visible row is left, or none was there', () => {
  expect([moved(['x', 'y'], 2), moved(names, 9)]).toEqual([0, 0]);
});
