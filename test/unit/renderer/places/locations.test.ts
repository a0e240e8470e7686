import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  holds,
  maxFavourites,
  withFavourite,
  withMoved,
  without,
  withoutBucket,
  withRecent,
} from '../../../../renderer/features/places/locations.ts';
import type { Location } from '../../../../shared/domain/object.ts';

const at = (prefix: string, bucket = 'photos', accountId = 'a') => ({ accountId, bucket, prefix });
const prefixes = (list: readonly { readonly prefix: string }[]) => list.map(({ prefix }) => prefix).join('');

describe('favourites', () => {
  test('a new one comes last, and no place is kept twice', () => {
    const list = withFavourite(withFavourite([], at('1')), at('2'));
    expect([prefixes(list), withFavourite(list, at('1')) === list]).toEqual(['12', true]);
  });

  test('the same folder of another account or bucket is another one', () => {
    const list = [at('1')];
    expect([
      holds(list, at('1', 'films')),
      holds(list, at('1', 'photos', 'b')),
      holds(list, at('1')),
    ]).toEqual([false, false, true]);
  });

  test('no more are kept than the session holds', () => {
    const full = Array.from({ length: maxFavourites }, (_, index) => at(`${index}/`));
    expect(withFavourite(full, at('more/'))).toBe(full);
  });

  test('one is moved up, down and no further than the ends', () => {
    const list = [at('1'), at('2'), at('3')];
    expect([
      prefixes(withMoved(list, at('3'), 0)),
      prefixes(withMoved(list, at('1'), 99)),
      withMoved(list, at('1'), -1) === list,
      withMoved(list, at('4'), 0) === list,
    ]).toEqual(['312', '231', true, true]);
  });

  test('moving loses none and adds none', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.string(), { maxLength: 20 }),
        fc.nat(19),
        fc.integer(),
        (names, from, to) => {
          const list = names.map((name) => at(name));
          const moved = withMoved(list, list[from] ?? at('none'), to);
          expect([...moved].sort(byPrefix)).toEqual([...list].sort(byPrefix));
        },
      ),
    );
  });

  test('one that is taken off is gone, and the others stay', () => {
    const list = [at('1'), at('2')];
    expect([prefixes(without(list, at('1'))), without(list, at('3')) === list]).toEqual(['2', true]);
  });
});

describe('recent places', () => {
  test('the newest comes first and stands there once', () => {
    const list = ['1', '2', '1'].reduce<readonly Location[]>(
      (recents, prefix) => withRecent(recents, at(prefix)),
      [at('0')],
    );
    expect([prefixes(list), withRecent(list, at('1')) === list]).toEqual(['120', true]);
  });

  test('no more than 30 are kept', () => {
    const list = Array.from({ length: 40 }, (_, index) => at(`${index}/`)).reduce<readonly Location[]>(
      (recents, place) => withRecent(recents, place),
      [at('first/')],
    );
    expect([list.length, list[0]?.prefix]).toEqual([30, '39/']);
  });

  test('those of a bucket that was deleted go', () => {
    expect(withoutBucket([at('1'), at('2', 'films'), at('3', 'photos', 'b')], at(''))).toEqual([
      at('2', 'films'),
      at('3', 'photos', 'b'),
    ]);
  });
});

function byPrefix(left: { readonly prefix: string }, right: { readonly prefix: string }): number {
  return left.prefix < right.prefix ? -1 : 1;
}
