import { expect, test } from 'vitest';
import { selectionIn, selectionOf, summarise } from '../../../../renderer/features/browse/entries.ts';
import type { Entry } from '../../../../shared/domain/object.ts';

const entries: readonly Entry[] = [
  { kind: 'folder', prefix: 'a//', name: '' },
  { kind: 'file', key: 'a/../x', name: '../x', sizeBytes: 3, modifiedAtMs: 0 },
  { kind: 'file', key: 'a/', name: '', sizeBytes: 4, modifiedAtMs: 0 },
];

test('a selection names keys and prefixes exactly as the server has them', () => {
  expect(selectionOf({ accountId: 'one', bucket: 'photos', prefix: 'a/' }, entries)).toEqual({
    accountId: 'one',
    bucket: 'photos',
    basePrefix: 'a/',
    keys: ['a/../x', 'a/'],
    prefixes: ['a//'],
  });
});

test.each([
  ['one file goes alone', ['p/2026/day/a.txt'], [], 'p/2026/day/'],
  ['so do all of one folder', ['p/2026/a.txt', 'p/2026/b.txt'], [], 'p/2026/'],
  ['those of many keep what tells them apart', ['p/2026/day/a.txt', 'p/2026/night/a.txt'], [], 'p/2026/'],
  ['folders as well', ['p/2026/a.txt'], ['p/2026/'], 'p/'],
  ['a name that ends like a folder’s', ['p/2026/a/'], [], 'p/2026/'],
  ['what lies in the searched folder itself', ['p/a.txt', 'p/2026/a.txt'], [], 'p/'],
])('of what was found below a folder, %s', (_, keys, prefixes, basePrefix) => {
  const location = { accountId: 'one', bucket: 'photos', prefix: 'p/' };
  expect(selectionIn(location, keys, prefixes)).toEqual({
    accountId: 'one',
    bucket: 'photos',
    basePrefix,
    keys,
    prefixes,
  });
});

test('a folder without a name lies in the bucket itself', () => {
  const location = { accountId: 'one', bucket: 'photos', prefix: '' };
  for (const others of [[], ['../', 'a/']]) {
    expect(selectionIn(location, ['a.txt'], ['/', ...others]).basePrefix).toBe('');
    expect(selectionIn(location, [], ['/a/', '/', ...others]).basePrefix).toBe('');
  }
});

test('a summary counts folders and files and adds the files’ sizes', () => {
  expect(summarise(entries)).toEqual({ folderCount: 1, fileCount: 2, sizeBytes: 7 });
});
