import { expect, test } from 'vitest';
import { createPreferences } from '../../../electron/core/accounts/preferences.ts';
import { createMemoryAccountStore } from '../../support/appHarness.ts';

test('preferences of accounts that stay are stored, and those of the others are not', () => {
  const store = createMemoryAccountStore();
  const preferences = createPreferences(store);
  preferences.change('profile:work', { name: 'Work', isReadOnly: true });
  preferences.change('session:1', { color: 'red' });
  expect(preferences.of('profile:work')).toEqual({ name: 'Work', isReadOnly: true });
  expect(preferences.of('session:1')).toEqual({ color: 'red' });
  expect([...store.readPreferences()]).toEqual([['profile:work', { name: 'Work', isReadOnly: true }]]);
});

test('a field goes by itself, and what has none left is gone', () => {
  const store = createMemoryAccountStore();
  const preferences = createPreferences(store);
  preferences.change('saved:1', { name: 'Work', color: 'teal' });
  preferences.change('saved:1', { name: undefined });
  expect(preferences.of('saved:1')).toEqual({ color: 'teal' });
  preferences.change('saved:1', { color: undefined });
  expect([...store.readPreferences()]).toEqual([]);
});

test('preferences go along to another id', () => {
  const store = createMemoryAccountStore();
  const preferences = createPreferences(store);
  preferences.change('profile:work', { color: 'gold' });
  preferences.move('profile:work', 'saved:1');
  expect([...store.readPreferences()]).toEqual([['saved:1', { color: 'gold' }]]);
  preferences.move('saved:1', 'session:1');
  expect([...store.readPreferences()]).toEqual([]);
  expect(preferences.of('session:1')).toEqual({ color: 'gold' });
});
