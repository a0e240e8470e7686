import { expect, test } from 'vitest';
import { canAddAccounts } from '../../../../renderer/features/accounts/accountHealth.ts';
import { accountsToLookAt } from '../../../../renderer/features/accounts/useSignInsElsewhere.ts';
import { account } from './account.ts';

test('coming back to the window looks at accounts that wait for a sign-in, and at no other', () => {
  const accounts = [
    account({ id: 'works' }),
    account({ id: 'waits', health: { state: 'needsSignIn' } }),
    account({ id: 'is looked at', health: { state: 'needsSignIn', isChecking: true } }),
    account({ id: 'would ask for a code', health: { state: 'needsCode' } }),
    account({ id: 'was never asked', health: { state: 'unchecked' } }),
  ];
  expect(accountsToLookAt(accounts)).toEqual(['waits']);
});

test('nothing can be added beside an account that the host gave', () => {
  expect(canAddAccounts([account()])).toBe(true);
  expect(canAddAccounts([account({ source: 'given' })])).toBe(false);
});
