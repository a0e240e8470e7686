import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createMatcher } from '../../../electron/core/searching/matcher.ts';
import type { SearchQuery } from '../../../shared/domain/search.ts';

const query = (parts: Partial<SearchQuery>): SearchQuery => ({ text: '', kinds: [], ...parts });
const fits = (text: string, name: string) => createMatcher(query({ text })).file(name, 1, 1);

describe('words', () => {
  test.for([
    ['beach', 'Beach 2026.jpg', true],
    ['2026 BEACH', 'Beach 2026.jpg', true],
    ['beach 2025', 'Beach 2026.jpg', false],
    ['uber', 'Über uns.pdf', true],
    ['ÜBER', 'u\u0308ber uns.pdf', true],
    ['ﾃｽﾄ', 'テスト.txt', true],
    ['*.jpg', 'Beach.JPG', true],
    ['*.jpg', 'Beach.jpg.zip', false],
    ['img_??.png', 'IMG_07.png', true],
    ['img_??.png', 'IMG_107.png', false],
    ['a.b', 'aXb', false],
    ['[1]', 'menu [1].pdf', true],
    ['(*)', '(x)', true],
    ['line?break', 'line\nbreak', true],
    ['', 'anything', true],
    ['   ', 'anything', true],
  ] as const)('%j looks into %j: %s', ([text, name, expected]) => {
    expect(fits(text, name)).toBe(expected);
  });

  test('a name contains each part of itself, whatever it is made of', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (name) => {
        const part = name.replace(/[*?\s]/g, '');
        return fits(part, name.replace(/[*?\s]/g, ''));
      }),
    );
  });

  test('many stars cost no more than one', () => {
    expect(fits(`${'*'.repeat(500)}x`, 'a'.repeat(1000))).toBe(false);
  });
});

describe('kinds, sizes and times', () => {
  test('a file has to be of one of the kinds', () => {
    const matcher = createMatcher(query({ kinds: ['picture', 'document'] }));
    const names = ['a.jpg', 'b.PDF', 'c.docx', 'd.mp4', 'e', 'f.zip'];
    expect(names.filter((name) => matcher.file(name, 1, 1))).toEqual(['a.jpg', 'b.PDF', 'c.docx']);
    expect(matcher.folder('a.jpg')).toBe(false);
  });

  test('bounds of sizes are included, and so is the time from which on', () => {
    const matcher = createMatcher(query({ minBytes: 10, maxBytes: 20, fromMs: 100, toMs: 200 }));
    const files = [
      [10, 100],
      [20, 199],
      [9, 150],
      [21, 150],
      [15, 99],
      [15, 200],
    ] as const;
    expect(files.filter(([size, time]) => matcher.file('a', size, time))).toEqual([
      [10, 100],
      [20, 199],
    ]);
  });

  test('folders have names only', () => {
    expect(createMatcher(query({ text: 'lis' })).folder('Lisbon')).toBe(true);
    expect(createMatcher(query({ kinds: ['folder'] })).folder('Lisbon')).toBe(true);
    expect(createMatcher(query({ kinds: ['folder'] })).file('Lisbon', 1, 1)).toBe(false);
    expect(createMatcher(query({ minBytes: 0 })).folder('Lisbon')).toBe(false);
  });
});
