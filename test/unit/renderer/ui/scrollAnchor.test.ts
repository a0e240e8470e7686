import { expect, test } from 'vitest';
import { anchoredScrollTop } from '../../../../renderer/ui/scrollAnchor.ts';

const rows = ['a', 'b', 'c', 'd', 'e', 'f'];
const anchored = (next: readonly string[], scrollTop: number) =>
  anchoredScrollTop(rows, next, scrollTop, 40, 3);

test('rows that come in above move the list, so that the first visible row stays where it is', () => {
  expect(anchored(['x', 'y', ...rows], 95)).toBe(95 + 80);
});

test('rows that go above move it back', () => {
  expect(anchored(['b', 'c', 'd', 'e', 'f'], 95)).toBe(55);
});

test('rows that come in below move nothing', () => {
  expect(anchored([...rows, 'x'], 95)).toBe(95);
});

test('the top of the list stays the top', () => {
  expect(anchored(['x', ...rows], 0)).toBe(0);
});

test('the next visible row stays when the first one went', () => {
  expect(anchored(['x', 'y', 'a', 'b', 'd', 'e', 'f'], 80)).toBe(120);
});

test('nothing moves when no visible row is left', () => {
  expect(anchored(['x', 'y'], 80)).toBe(80);
});
