import '../commands/words.ts';
import { expect, test } from 'vitest';
import {
  findableItems,
  findItems,
  type PalettePlaces,
  paletteItems,
} from '../../../../renderer/features/palette/paletteItems.ts';
import { account } from '../accounts/account.ts';
import { inFolder } from '../commands/facts.ts';

const places: PalettePlaces = {
  accounts: [account({ id: 'home', name: 'Home' }), account({ id: 'work', name: 'Work' })],
  buckets: new Map([
    ['home', ['photos', 'team-movies']],
    ['work', ['photos', 'zürich']],
  ]),
  favourites: [{ accountId: 'home', bucket: 'photos', prefix: '2026/Lisbon/' }],
  recents: [
    { accountId: 'home', bucket: 'photos', prefix: '2026/Lisbon/' },
    { accountId: 'work', bucket: 'zürich', prefix: '' },
    { accountId: 'gone', bucket: 'lost', prefix: '' },
  ],
};
const find = (typed: string, lately: readonly string[] = []) =>
  findItems(findableItems(paletteItems(inFolder(), places)), typed, lately).map(({ name, second }) =>
    second === undefined ? name : `${name} (${second})`,
  );

test('a command is found by its words in any order', () => {
  expect(find('folder new')[0]).toBe('New folder');
  expect(find('new fo')[0]).toBe('New folder');
});

test('the same bucket of two accounts is told apart', () => {
  expect(find('photos').slice(0, 2)).toEqual(['photos (Home)', 'photos (Work)']);
  expect(find('photos work')).toEqual(['photos (Work)']);
});

test('accents and case do not matter', () => {
  expect(find('ZURICH')).toEqual(['zürich (Work)']);
});

test('a place is there once, as what it is most to the user, and not of accounts that are gone', () => {
  expect(find('lisbon')).toEqual(['Lisbon (Home / photos / 2026)']);
  expect(find('lost')).toEqual([]);
});

test('the beginning of a name comes before its middle', () => {
  expect(find('movies')).toEqual(['team-movies (Home)']);
  expect(find('se')[0]).toMatch(/^Se/);
});

test('what was chosen lately comes first', () => {
  expect(find('', ['command\nsettings'])[0]).toBe('Settings');
  expect(find('photos', ['place\nwork\nphotos\n'])[0]).toBe('photos (Work)');
  // But not before what fits better.
  expect(find('new folder', ['command\nnewTab'])[0]).toBe('New folder');
});

test('what cannot be done now is not there', () => {
  expect(find('paste')).toEqual([]);
  expect(find('nothing of this kind')).toEqual([]);
});
