import { expect, test } from 'vitest';
import { listboxIntent } from '../../../../renderer/ui/listboxKeys.ts';

const press = (key: string, more: Partial<Parameters<typeof listboxIntent>[0]> = {}) => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  ...more,
});

test.each([
  ['ArrowDown', -1, 0],
  ['ArrowDown', 4, 5],
  ['ArrowDown', 99, 99],
  ['ArrowUp', -1, 99],
  ['ArrowUp', 0, 0],
  ['PageDown', 4, 14],
  ['PageUp', 4, 0],
  ['Home', 50, 0],
  ['End', 50, 99],
])('%s from row %i goes to row %i', (key, from, to) => {
  expect(listboxIntent(press(key), from, 100, 10)).toEqual({ kind: 'go', index: to });
});

test('Space and Enter press the row that the keyboard is at', () => {
  expect(listboxIntent(press(' '), 4, 100, 10)).toEqual({ kind: 'press' });
  expect(listboxIntent(press('Enter'), 4, 100, 10)).toEqual({ kind: 'press' });
  expect(listboxIntent(press('Enter'), -1, 100, 10)).toBeUndefined();
});

test('all rows are chosen by the usual keys, and other keys are left alone', () => {
  expect(listboxIntent(press('a', { ctrlKey: true }), 0, 100, 10)).toEqual({ kind: 'all' });
  expect(listboxIntent(press('A', { metaKey: true }), 0, 100, 10)).toEqual({ kind: 'all' });
  expect(listboxIntent(press('Tab'), 0, 100, 10)).toBeUndefined();
  expect(listboxIntent(press('ArrowDown', { altKey: true }), 0, 100, 10)).toBeUndefined();
  expect(listboxIntent(press('ArrowDown'), -1, 0, 10)).toBeUndefined();
});
