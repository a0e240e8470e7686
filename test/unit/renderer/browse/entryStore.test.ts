import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { entryId } from '../../../../renderer/features/browse/entries.ts';
import { EntryStore } from '../../../../renderer/features/browse/entryStore.ts';
import type { Entry } from '../../../../shared/domain/object.ts';
import { file, folder } from './listing.ts';

const name = fc.string({ maxLength: 4 }).map((text) => text.replaceAll('/', '-'));
const etag = fc.oneof(
  fc.stringMatching(/^"[0-9a-f]{32}"$/),
  fc.stringMatching(/^"[0-9a-f]{32}-[1-9][0-9]{0,4}"$/),
  fc.string(),
);
const optional = <K extends string>(key: K, value: fc.Arbitrary<string>) =>
  fc.oneof(
    fc.constant({}),
    value.map((text) => ({ [key]: text }) as { readonly [key in K]: string }),
  );
const anyFile = fc
  .tuple(
    name,
    fc.nat(),
    fc.integer({ min: 0, max: 4e12 }),
    optional('etag', etag),
    optional('storageClass', fc.constantFrom('STANDARD', 'GLACIER')),
    optional('owner', fc.constantFrom('', 'me', 'you')),
  )
  .filter(([text, sizeBytes]) => text !== '' || sizeBytes > 0)
  .map(
    ([text, sizeBytes, modifiedAtMs, ...others]): Entry =>
      Object.assign(file(text, sizeBytes, modifiedAtMs), ...others),
  );
const anyEntry = fc.oneof(anyFile, name.map(folder));

describe('a store', () => {
  test('gives back what was put into it, by number and by id', () => {
    fc.assert(
      fc.property(fc.array(fc.array(anyEntry)), (pages) => {
        const store = new EntryStore('p/');
        for (const page of pages) store.append(page);
        const expected = [
          ...new Map(
            pages
              .flat()
              .toReversed()
              .map((entry) => [entryId(entry), entry]),
          ).values(),
        ];
        const held = Array.from({ length: store.count }, (_, number) => store.entry(number));
        const byId = (left: Entry, right: Entry) => (entryId(left) < entryId(right) ? -1 : 1);
        expect(held.toSorted(byId)).toEqual(expected.toSorted(byId));
        expect(held.map((entry) => store.numberOf(entryId(entry)))).toEqual(held.map((_, number) => number));
        expect(store.folderCount).toBe(held.filter(({ kind }) => kind === 'folder').length);
      }),
    );
  });

  test('holds tens of thousands, with the same object for a row while it is looked at', () => {
    const store = new EntryStore('p/');
    store.append(Array.from({ length: 20_000 }, (_, index) => file(`n${index}`, index)));
    expect(store.numberOf('p/n19999')).toBe(19_999);
    expect(store.entry(7)).toBe(store.entry(7));
    expect([store.numberOf('p/n20000'), store.numberOf('q/n1'), store.numberOf('')]).toEqual([-1, -1, -1]);
  });

  test('leaves out the empty object that only makes the folder exist, and keeps one that holds something', () => {
    const store = new EntryStore('p/');
    store.append([file('', 0)]);
    expect(store.count).toBe(0);
    store.append([file('', 5), folder('')]);
    expect([store.numberOf('p/'), store.numberOf('p//')]).toEqual([0, 1]);
  });

  test('tells a file from a folder of the same name', () => {
    const store = new EntryStore('p/');
    store.append([folder('a'), file('a')]);
    expect([store.numberOf('p/a/'), store.numberOf('p/a')]).toEqual([0, 1]);
  });

  test('what lies deeper has its last part as its name, and is found by its whole key', () => {
    const store = new EntryStore('p/', 'below');
    const deep = { kind: 'file', key: 'p/a/b.txt', name: 'a/b.txt', sizeBytes: 1, modifiedAtMs: 0 } as const;
    store.append([folder('a'), folder('a/c'), deep, { ...deep, key: 'p/a/odd/', name: 'a/odd/' }]);
    expect([0, 1, 2, 3].map((number) => store.entry(number).name)).toEqual(['a', 'c', 'b.txt', '']);
    expect(['p/a/', 'p/a/c/', 'p/a/b.txt', 'p/a/odd/'].map((id) => store.numberOf(id))).toEqual([0, 1, 2, 3]);
  });

  test('refuses what is of another folder', () => {
    const store = new EntryStore('other/');
    expect(() => store.append([file('a')])).toThrow('not of the folder');
  });

  test('finds an entry of an earlier listing, wherever it is now', () => {
    fc.assert(
      fc.property(fc.array(anyEntry), fc.array(anyEntry), fc.nat(5), (first, second, likely) => {
        const earlier = new EntryStore('p/');
        const now = new EntryStore('p/');
        earlier.append(first);
        now.append(second);
        for (let number = 0; number < earlier.count; number += 1) {
          expect(now.numberFrom(earlier, number, likely)).toBe(now.numberOf(earlier.id(number)));
        }
      }),
    );
  });
});
