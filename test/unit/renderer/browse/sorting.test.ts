import { describe, expect, test } from 'vitest';
import { entryId } from '../../../../renderer/features/browse/entries.ts';
import {
  type Arrangement,
  arrange,
  nextSort,
  type Ordering,
  type Sort,
} from '../../../../renderer/features/browse/sorting.ts';
import type { Entry, EntryPage } from '../../../../shared/domain/object.ts';

const collator = new Intl.Collator('en', { numeric: true });
const ordering: Ordering = {
  compareText: collator.compare,
  typeName: (name) => name.slice(name.lastIndexOf('.') + 1),
};

const file = (name: string, sizeBytes = 1, modifiedAtMs = 0): Entry => ({
  kind: 'file',
  key: `p/${name}`,
  name,
  sizeBytes,
  modifiedAtMs,
});
const folder = (name: string): Entry => ({ kind: 'folder', prefix: `p/${name}/`, name });
const page = (entries: readonly Entry[], nextCursor?: string): EntryPage => ({
  entries: [...entries],
  ...(nextCursor !== undefined && { nextCursor }),
});
const names = (arrangement: Arrangement) => arrangement.rows.map((row) => row.name);
const sort = (column: Sort['column'], direction: Sort['direction'] = 'ascending'): Sort => ({
  column,
  direction,
});

describe('rows before a sort is chosen', () => {
  test('of a folder in one page are folders first, each by name as people read it', () => {
    const pages = [
      page([file('B.txt'), file('a10.txt'), file('a2.txt'), folder('z'), folder('Ä'), folder('b')]),
    ];
    expect(names(arrange(pages, undefined, ordering))).toEqual(['Ä', 'b', 'z', 'a2.txt', 'a10.txt', 'B.txt']);
  });

  test('of a longer folder keep the server’s order, so that later files are only appended', () => {
    const first = page([file('B'), folder('a'), file('b')], 'more');
    const last = page([file('z'), folder('y')]);
    expect(names(arrange([first], undefined, ordering))).toEqual(['a', 'B', 'b']);
    expect(names(arrange([first, last], undefined, ordering))).toEqual(['a', 'y', 'B', 'b', 'z']);
  });

  test('leave out the empty object that only makes the folder exist, and keep one that holds something', () => {
    expect(names(arrange([page([file('', 0)])], undefined, ordering))).toEqual([]);
    expect(names(arrange([page([file('', 5)])], undefined, ordering))).toEqual(['']);
  });
});

describe('a chosen sort', () => {
  const pages = [
    page([file('b.txt', 3, 30), file('a.pdf', 1, 20), file('c.txt', 2, 10), folder('x'), folder('w')]),
  ];

  test.each([
    [sort('name', 'descending'), ['x', 'w', 'c.txt', 'b.txt', 'a.pdf']],
    [sort('size'), ['w', 'x', 'a.pdf', 'c.txt', 'b.txt']],
    [sort('modified'), ['w', 'x', 'c.txt', 'a.pdf', 'b.txt']],
    [sort('type'), ['w', 'x', 'a.pdf', 'b.txt', 'c.txt']],
    [sort('type', 'descending'), ['w', 'x', 'c.txt', 'b.txt', 'a.pdf']],
  ])('%j keeps folders above files', (chosen, expected) => {
    expect(names(arrange(pages, chosen, ordering))).toEqual(expected);
  });

  test('never leaves equal rows to chance', () => {
    const twins = [file('\u00e9'), file('e\u0301')];
    const one = arrange([page(twins)], sort('size'), ordering).rows.map(entryId);
    const other = arrange([page([...twins].reverse())], sort('size'), ordering).rows.map(entryId);
    expect(one).toEqual(other);
  });

  test('adds a new page to what is sorted already, with the same result as sorting anew', () => {
    const more = page([file('aa.txt', 9), folder('aa')]);
    const first = page([...(pages[0]?.entries ?? [])], 'more');
    const before = arrange([first], sort('name'), ordering);
    expect(arrange([first, more], sort('name'), ordering, before).rows).toEqual(
      arrange([first, more], sort('name'), ordering).rows,
    );
  });

  test('starts anew when a page was listed again or the sort changed', () => {
    const before = arrange(pages, sort('name'), ordering);
    const again = [page([file('only.txt')])];
    expect(names(arrange(again, sort('name'), ordering, before))).toEqual(['only.txt']);
    expect(names(arrange(pages, sort('size', 'descending'), ordering, before))).toEqual([
      'w',
      'x',
      'b.txt',
      'c.txt',
      'a.pdf',
    ]);
  });

  test('is of its own order also when it is the name, although the listing is long', () => {
    const first = page([file('B'), file('a')], 'more');
    expect([
      arrange([first], undefined, ordering).order,
      arrange([first], sort('name'), ordering).order,
    ]).toEqual(['server', 'sorted']);
  });
});

describe('a click on a column', () => {
  test.each([
    [undefined, 'name', sort('name', 'descending')],
    [undefined, 'size', sort('size')],
    [sort('name', 'descending'), 'name', sort('name')],
    [sort('size'), 'size', sort('size', 'descending')],
    [sort('size', 'descending'), 'type', sort('type')],
  ] as const)('with %j shown, on %s', (shown, column, expected) => {
    expect(nextSort(shown, column)).toEqual(expected);
  });
});
