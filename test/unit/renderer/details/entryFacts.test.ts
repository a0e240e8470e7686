import { expect, test } from 'vitest';
import { entryIdentity, entryPath } from '../../../../renderer/features/details/entryFacts.ts';
import type { Entry } from '../../../../shared/domain/object.ts';

const location = { accountId: 'a', bucket: 'photos', prefix: 'x//' };
const file: Entry = { kind: 'file', key: 'x//ä b', name: 'ä b', sizeBytes: 5, modifiedAtMs: 0 };
const folder: Entry = { kind: 'folder', prefix: 'x//../', name: '..' };

test('a path is the key or the prefix as it is', () => {
  expect([entryPath(file), entryPath(folder)]).toEqual(['x//ä b', 'x//../']);
});

test('a file with new content is read anew, a listing that was only asked for again is not', () => {
  const before = entryIdentity(location, { ...file, etag: '"1"' });
  expect(entryIdentity(location, { ...file, etag: '"1"' })).toBe(before);
  expect(entryIdentity(location, { ...file, etag: '"2"' })).not.toBe(before);
  expect(entryIdentity(location, { ...file, modifiedAtMs: 1 })).not.toBe(entryIdentity(location, file));
});
