import { describe, expect, test } from 'vitest';
import {
  crumbsOf,
  folderPlace,
  home,
  parentOf,
  placeKey,
  placeName,
} from '../../../../renderer/features/browse/place.ts';

describe('the folders on the way to a place', () => {
  test.each([
    ['', []],
    [
      'a/b/',
      [
        { name: 'a', prefix: 'a/' },
        { name: 'b', prefix: 'a/b/' },
      ],
    ],
    [
      'a//b/',
      [
        { name: 'a', prefix: 'a/' },
        { name: '', prefix: 'a//' },
        { name: 'b', prefix: 'a//b/' },
      ],
    ],
    ['/', [{ name: '', prefix: '/' }]],
    [
      '../x/',
      [
        { name: '..', prefix: '../' },
        { name: 'x', prefix: '../x/' },
      ],
    ],
  ])('of %j keep every slash', (prefix, crumbs) => {
    expect(crumbsOf(prefix)).toEqual(crumbs);
  });
});

describe('going up', () => {
  test.each([
    ['a/b/', 'a/'],
    ['a//b/', 'a//'],
    ['a//', 'a/'],
    ['/', ''],
    ['a/', ''],
  ])('from %j leads to %j', (prefix, parent) => {
    expect(parentOf(folderPlace('photos', prefix))).toEqual(folderPlace('photos', parent));
  });

  test('from a bucket leads to the list of buckets, and from there nowhere', () => {
    expect(parentOf(folderPlace('photos'))).toEqual(home);
    expect(parentOf(home)).toBeUndefined();
  });
});

test('places of different buckets or folders never share a key', () => {
  const places = [home, folderPlace('a'), folderPlace('a', '/'), folderPlace('a', 'b/'), folderPlace('a.b')];
  expect(new Set(places.map(placeKey)).size).toBe(places.length);
});

test('a place is named by its last folder, or by its bucket at the top', () => {
  expect([folderPlace('a'), folderPlace('a', 'b/c/'), folderPlace('a', 'b//')].map(placeName)).toEqual([
    'a',
    'c',
    '',
  ]);
});
