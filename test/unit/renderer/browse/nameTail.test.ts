import { expect, test } from 'vitest';
import { cutName, shortName, stemLength } from '../../../../renderer/features/browse/nameTail.ts';

test.each([
  ['menu.pdf', 'menu.pdf', ''],
  ['the menu of the whole summer.pdf', 'the menu of the whole summer', '.pdf'],
  ['a name without an extension at all', 'a name without an extension at all', ''],
  ['.a-hidden-file-with-a-long-name', '.a-hidden-file-with-a-long-name', ''],
  ['something.thatisnoextensionbutasentence', 'something.thatisnoextensionbutasentence', ''],
])('%s is cut before its extension', (name, start, tail) => {
  expect(cutName(name)).toEqual({ start, tail });
});

test.each([
  ['file', 'menu.pdf', 4],
  ['file', 'archive.tar.gz', 11],
  ['file', 'README', 6],
  ['file', '.profile', 8],
  ['folder', 'v1.2', 4],
] as const)('of a %s named %s, %i letters are given anew', (kind, name, length) => {
  expect(stemLength(kind, name)).toBe(length);
});

test('a tile leaves out the middle of a long name and no half letters', () => {
  expect(shortName('menu.pdf')).toEqual({ start: 'menu.pdf', end: '' });
  const { start, end } = shortName(`${'😀'.repeat(60)}.jpg`);
  expect(`${start}…${end}`).toMatch(/^😀+…😀+\.jpg$/u);
});
