import '../catalogue.ts';
import { describe, expect, test } from 'vitest';
import { typeName } from '../../../../renderer/ui/fileKind.ts';
import { extensionOf, fileKind } from '../../../../shared/domain/fileKind.ts';

const typeOf = (name: string) => typeName({ kind: 'file', name });

describe('the kind of a file', () => {
  test.each([
    ['a.JPG', 'picture', 'JPEG picture'],
    ['a.pdf', 'pdf', 'PDF document'],
    ['a.webm', 'movie', 'WebM movie'],
    ['a.docx', 'document', 'Word document'],
    ['a.tar.gz', 'archive', 'gzip archive'],
    ['notes.txt', 'text', 'Text'],
    ['a.xyz', 'other', 'XYZ file'],
    ['a.this is no extension', 'other', 'File'],
    ['README', 'other', 'File'],
    ['.env', 'other', 'File'],
    ['ends.', 'other', 'File'],
    ['', 'other', 'File'],
    ['constructor', 'other', 'File'],
    ['a.__proto__', 'other', 'File'],
  ])('%s is %s, called %s', (name, kind, type) => {
    expect([fileKind(name), typeOf(name)]).toEqual([kind, type]);
  });

  test('a folder is a folder whatever its name ends with', () => {
    expect(typeName({ kind: 'folder', name: 'photos.zip' })).toBe('Folder');
  });

  test('a leading dot starts no extension', () => {
    expect([extensionOf('.gitignore'), extensionOf('a.B')]).toEqual(['', 'b']);
  });
});
