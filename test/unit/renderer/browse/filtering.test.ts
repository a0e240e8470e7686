import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Filtered, filteredOrder, matchRanges } from '../../../../renderer/features/browse/filtering.ts';
import { serverOrder } from '../../../../renderer/features/browse/sorting.ts';
import { folded, wordsOf } from '../../../../renderer/ui/wordSearch.ts';
import { file, finish, listedOf } from './listing.ts';

const found = (names: readonly string[], filter: string, earlier?: Filtered) => {
  const listed = listedOf(names.map((name) => file(name)));
  const { order } = finish(filteredOrder(listed.store, serverOrder(listed), filter, earlier));
  return Array.from(order, (number) => listed.store.name(number));
};

describe('a filter', () => {
  test.each([
    ['beach', ['Beach 1.jpg', 'the BEACH.png']],
    ['1 beach', ['Beach 1.jpg']],
    ['  ', ['Beach 1.jpg', 'the BEACH.png', 'Über Straße.txt', 'ΟΔΟΣ', 'café', 'İstanbul', 'ファイル']],
    ['uber', ['Über Straße.txt']],
    ['STRASSE', ['Über Straße.txt']],
    ['ÜBER txt', ['Über Straße.txt']],
    ['οδος', ['ΟΔΟΣ']],
    ['cafe\u0301', ['café']],
    ['istan', ['İstanbul']],
    ['ﾌｧｲﾙ', ['ファイル']],
    ['nothing', []],
  ])('%j, whatever the case, the accents and the order of its words', (filter, expected) => {
    const names = ['Beach 1.jpg', 'the BEACH.png', 'Über Straße.txt', 'ΟΔΟΣ', 'café', 'İstanbul', 'ファイル'];
    expect(found(names, filter)).toEqual(expected);
  });

  test('is no pattern', () => {
    expect(found(['a.b', 'axb', '(a)', '*'], '.')).toEqual(['a.b']);
    expect(found(['a.b', 'axb', '(a)', '*'], '*')).toEqual(['*']);
  });

  test('that grows letter by letter leaves the same as one that is typed at once', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', 'Ä', ' ', 'ß', 's', '\u0301', 'e') });
    fc.assert(
      fc.property(fc.array(text), text, (names, filter) => {
        const listed = listedOf(names.map((name) => file(name)));
        const base = serverOrder(listed);
        let filtered: Filtered | undefined;
        for (let end = 0; end <= filter.length; end += 1) {
          filtered = finish(filteredOrder(listed.store, base, filter.slice(0, end), filtered));
        }
        const atOnce = finish(filteredOrder(listed.store, base, filter));
        expect(filtered?.order).toEqual(atOnce.order);
      }),
    );
  });

  test('of rows that came since looks at all of them', () => {
    const listed = listedOf([file('a1'), file('b1')]);
    const earlier = finish(filteredOrder(listed.store, serverOrder(listed), 'a'));
    listed.store.append([file('a2')]);
    const now = { ...listed, count: 3 };
    const { order } = finish(filteredOrder(listed.store, serverOrder(now), 'a', earlier));
    expect([...order]).toEqual([0, 2]);
  });
});

describe('what is highlighted', () => {
  const marked = (name: string, filter: string) =>
    matchRanges(name, filter).map(({ start, end }) => name.slice(start, end));

  test.each([
    ['Beach at the beach.jpg', 'beach', ['Beach', 'beach']],
    ['Beach at the beach.jpg', 'jpg at', ['at', 'jpg']],
    ['abcabc', 'ab bc', ['abcabc']],
    ['aaa', 'aa', ['aaa']],
    ['cafe\u0301 1', 'cafe', ['cafe\u0301']],
    ['Straße', 'ss', ['ß']],
    ['Straße', 'e', ['e']],
    ['😀 smile', 'smile', ['smile']],
    ['ﬃ', 'f', ['ﬃ']],
    ['plain', '', []],
    ['plain', 'x', []],
  ])('in %j for %j', (name, filter, expected) => {
    expect(marked(name, filter)).toEqual(expected);
  });

  test('is in order, apart, and there for each word of a name that passes', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', 'Ä', ' ', 'ß', 's', '\u0301', 'e', '😀') });
    fc.assert(
      fc.property(text, text, (name, filter) => {
        const ranges = matchRanges(name, filter);
        for (const [index, { start, end }] of ranges.entries()) {
          expect(start).toBeLessThan(end);
          expect(start).toBeGreaterThan(ranges[index - 1]?.end ?? -1);
          expect(end).toBeLessThanOrEqual(name.length);
        }
        const words = wordsOf(filter);
        const passes = words.length > 0 && words.every((word) => folded(name).includes(word));
        if (passes) expect(ranges.length).toBeGreaterThan(0);
      }),
    );
  });
});
