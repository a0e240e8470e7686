import { expect, test } from 'vitest';
import { EntryStore } from '../../../../renderer/features/browse/entryStore.ts';
import { listedRows } from '../../../../renderer/features/browse/listedRows.ts';
import { withPendingChanges } from '../../../../renderer/features/relocating/pendingRows.ts';

const store = new EntryStore('2026/');
store.append(
  ['a.txt', 'b.txt', 'c.txt'].map((name) => ({
    kind: 'file' as const,
    key: `2026/${name}`,
    name,
    sizeBytes: 1,
    modifiedAtMs: 0,
  })),
);
const rows = listedRows(store, new Int32Array([2, 1, 0]));
const namesOf = ({ count, at }: typeof rows) => Array.from({ length: count }, (_, index) => at(index).name);

test('what is being moved is gone, and what is being renamed has its new name', () => {
  const shown = withPendingChanges(rows, {
    gone: new Set(['2026/b.txt', '2026/not loaded.txt']),
    names: new Map([['2026/a.txt', 'z.txt']]),
  });
  expect(namesOf(shown)).toEqual(['c.txt', 'z.txt']);
  expect(shown.indexOf('2026/b.txt')).toBe(-1);
  // It is still the same row.
  expect(shown.indexOf('2026/a.txt')).toBe(1);
  expect(shown.idAt(1)).toBe('2026/a.txt');
});

test('where nothing is pending the rows keep their identity', () => {
  expect(withPendingChanges(rows, { gone: new Set(), names: new Map() })).toBe(rows);
});
