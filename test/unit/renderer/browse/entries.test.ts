import { expect, test } from 'vitest';
import { selectionOf, summarise } from '../../../../renderer/features/browse/entries.ts';
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

test('a summary counts folders and files and adds the files’ sizes', () => {
  expect(summarise(entries)).toEqual({ folderCount: 1, fileCount: 2, sizeBytes: 7 });
});
