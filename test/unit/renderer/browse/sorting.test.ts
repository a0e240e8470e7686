import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Listed, Order } from '../../../../renderer/features/browse/listedRows.ts';
import {
  nextSort,
  type Ordering,
  type Sort,
  serverOrder,
  sortedOrder,
  unfinishedOrder,
} from '../../../../renderer/features/browse/sorting.ts';
import type { Entry } from '../../../../shared/domain/object.ts';
import { file, finish, folder, listedOf, moment } from './listing.ts';

const collator = new Intl.Collator('en', { numeric: true });
const ordering: Ordering = {
  compareText: collator.compare,
  typeName: (name) => name.slice(name.lastIndexOf('.') + 1),
};
const sort = (column: Sort['column'], direction: Sort['direction'] = 'ascending'): Sort => ({
  column,
  direction,
});
const namesIn = ({ store }: Listed, order: Order) => Array.from(order, (number) => store.name(number));
const sorted = (listed: Listed, by: Sort) => namesIn(listed, finish(sortedOrder(listed, by, ordering)));

test('the server’s order has folders first, and later pages only add to both', () => {
  const listed = listedOf([file('B'), folder('a'), file('b')], [file('z'), folder('y')]);
  expect(namesIn(listed, serverOrder(listed))).toEqual(['a', 'y', 'B', 'b', 'z']);
});

describe('a sort', () => {
  const listed = listedOf([
    file('b.txt', 3, 30),
    file('a.pdf', 1, 20),
    file('c.txt', 2, 10),
    folder('x'),
    folder('w'),
  ]);

  test.each([
    [sort('name', 'descending'), ['x', 'w', 'c.txt', 'b.txt', 'a.pdf']],
    [sort('size'), ['w', 'x', 'a.pdf', 'c.txt', 'b.txt']],
    [sort('modified'), ['w', 'x', 'c.txt', 'a.pdf', 'b.txt']],
    [sort('type'), ['w', 'x', 'a.pdf', 'b.txt', 'c.txt']],
    [sort('type', 'descending'), ['w', 'x', 'c.txt', 'b.txt', 'a.pdf']],
  ])('%j keeps folders above files', (by, expected) => {
    expect(sorted(listed, by)).toEqual(expected);
  });

  test('by name is as people read it', () => {
    const mixed = listedOf([file('B.txt'), file('a10.txt'), file('a2.txt'), folder('z'), folder('Ä')]);
    expect(sorted(mixed, sort('name'))).toEqual(['Ä', 'z', 'a2.txt', 'a10.txt', 'B.txt']);
  });

  test('never leaves equal rows to chance', () => {
    const twins = [file('\u00e9'), file('e\u0301')];
    expect(sorted(listedOf(twins), sort('size'))).toEqual(
      sorted(listedOf([...twins].reverse()), sort('size')),
    );
  });

  test('that waits for more has what came since at the end of its kind', () => {
    const growing = listedOf([file('b'), file('a'), folder('y')]);
    finish(sortedOrder(growing, sort('name'), ordering));
    growing.store.append([file('0'), folder('x')]);
    const now = moment(growing.store);
    expect(namesIn(now, unfinishedOrder(now, sort('name')))).toEqual(['y', 'x', 'a', 'b', '0']);
    expect(sorted(now, sort('name'))).toEqual(['x', 'y', '0', 'a', 'b']);
  });

  test('of an earlier moment does not hold what came later', () => {
    const growing = listedOf([file('b')]);
    const before = moment(growing.store);
    growing.store.append([file('a')]);
    sorted(moment(growing.store), sort('name'));
    expect(sorted(before, sort('name'))).toEqual(['b']);
  });

  test('is the same however the rows came, and whatever was sorted before', () => {
    const entry = fc.oneof(
      fc
        .tuple(fc.string({ minLength: 1, maxLength: 3 }), fc.nat(3), fc.nat(3))
        .map(([name, sizeBytes, time]): Entry => file(name.replaceAll('/', '-'), sizeBytes, time)),
      fc.string({ maxLength: 2 }).map((name): Entry => folder(name.replaceAll('/', '-'))),
    );
    const by = fc.record({
      column: fc.constantFrom('name', 'modified', 'type', 'size' as const),
      direction: fc.constantFrom('ascending', 'descending' as const),
    }) as fc.Arbitrary<Sort>;
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.array(entry), by)), by, (pages, last) => {
        const growing = listedOf();
        for (const [page, meanwhile] of pages) {
          growing.store.append(page);
          finish(sortedOrder(moment(growing.store), meanwhile, ordering));
        }
        const once = listedOf(pages.flatMap(([page]) => page));
        expect(sorted(moment(growing.store), last)).toEqual(sorted(once, last));
        expect(sorted(once, last).toSorted()).toEqual(namesIn(once, serverOrder(once)).toSorted());
      }),
    );
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
