import '../catalogue.ts';
import { describe, expect, test } from 'vitest';
import { displayName, nameParts } from '../../../../renderer/ui/displayName.ts';

describe('a name as it is shown', () => {
  test.each([
    ['menu.pdf', 'menu.pdf'],
    ['Ünïcödé 📷 名前.jpg', 'Ünïcödé 📷 名前.jpg'],
    ['👩‍👩‍👧.png', '👩‍👩‍👧.png'],
    ['', '(no name)'],
    ['a\u0000b\tc\nd\u007f', 'a␀b␉c␊d␡'],
    ['photo\u202egpj.exe', 'photo[U+202E]gpj.exe'],
    ['a\u200bb\ufeff', 'a[U+200B]b[U+FEFF]'],
    ['a\u0085b', 'a[U+0085]b'],
    [' a ', '␠a␠'],
    ['a b', 'a b'],
    ['   ', '␠␠␠'],
    ['a\ud800b', 'a\ufffdb'],
  ])('%j reads %j', (name, shown) => {
    expect(displayName(name)).toBe(shown);
  });
});

test('a name is shown in two parts, its folders and itself', () => {
  expect(['menu.pdf', '2026/Lisbon/menu.pdf', '2026/empty/', '/a', 'a//b'].map(nameParts)).toEqual([
    { folders: '', file: 'menu.pdf' },
    { folders: '2026/Lisbon/', file: 'menu.pdf' },
    { folders: '2026/', file: 'empty/' },
    { folders: '/', file: 'a' },
    { folders: 'a//', file: 'b' },
  ]);
});
