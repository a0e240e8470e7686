import '../catalogue.ts';
import { expect, test } from 'vitest';
import { folderOf, whereOf } from '../../../../renderer/features/search/whereOf.ts';
import type { Entry } from '../../../../shared/domain/object.ts';

const file = (key: string): Entry => ({ kind: 'file', key, name: '', sizeBytes: 0, modifiedAtMs: 0 });
const folder = (prefix: string): Entry => ({ kind: 'folder', prefix, name: '' });

test('what is found is in the folder around it', () => {
  expect([file('a/b/c.txt'), file('c.txt'), folder('a/b/'), folder('a/')].map(folderOf)).toEqual([
    'a/b/',
    '',
    'a/',
    '',
  ]);
});

test('the place is told from the searched folder on, which goes by its own name', () => {
  expect(whereOf(file('trip/c.txt'), 'trip/', 'Trip')).toBe('Trip');
  expect(whereOf(file('trip/2026/Lisbon/c.txt'), 'trip/', 'Trip')).toBe('2026 / Lisbon');
  expect(whereOf(folder('trip/2026/'), 'trip/', 'Trip')).toBe('Trip');
});

test('a folder that would turn the text around is made visible', () => {
  expect(whereOf(file('a\u202eb/c.txt'), '', 'bucket')).toBe('a[U+202E]b');
});
