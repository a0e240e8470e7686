import { expect, test } from 'vitest';
import { accountToOpen } from '../../../../renderer/features/accounts/accountToOpen.ts';
import { account } from './account.ts';

const a = account({ id: 'a' });
const b = account({ id: 'b' });

test('the account that was open last is opened again', () => {
  expect(accountToOpen([a, b], 'b')).toBe(b);
});

test('the only account is opened, at a first start and when the last one is gone', () => {
  expect(accountToOpen([a], undefined)).toBe(a);
  expect(accountToOpen([a], 'gone')).toBe(a);
});

test('several accounts, and none of them wanted, are left to the user', () => {
  expect(accountToOpen([a, b], undefined)).toBeUndefined();
  expect(accountToOpen([a, b], 'gone')).toBeUndefined();
});

test('without accounts there is nothing to open', () => {
  expect(accountToOpen([], 'a')).toBeUndefined();
});
