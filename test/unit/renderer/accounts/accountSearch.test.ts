import { expect, test } from 'vitest';
import { searchAccounts } from '../../../../renderer/features/accounts/accountSearch.ts';
import { account } from './account.ts';

const accounts = [
  account({ id: 'reproduction', name: 'Reproduction', profile: 'copies' }),
  account({ id: 'zurich', name: 'Zürich office', profile: 'zh-prod' }),
  account({ id: 'production', name: 'production-admin', profile: 'main' }),
  account({
    id: 'audit',
    name: 'Audit',
    profile: 'audit',
    health: {
      identity: { accountId: '444455556666', arn: 'arn:aws:sts::444455556666:x', name: 'ProductionReader' },
    },
  }),
  account({ id: 'r2', name: 'Website', profile: 'site', providerName: 'Cloudflare R2' }),
];
const found = (search: string) => searchAccounts(accounts, search).map(({ id }) => id);

test.each([
  ['', ['reproduction', 'zurich', 'production', 'audit', 'r2']],
  ['   ', ['reproduction', 'zurich', 'production', 'audit', 'r2']],
  // Word starts in the name first, then word starts elsewhere, then the middle of a word.
  ['prod', ['production', 'zurich', 'audit', 'reproduction']],
  ['PROD', ['production', 'zurich', 'audit', 'reproduction']],
  ['admin', ['production']],
  ['zurich', ['zurich']],
  ['ZÜRICH', ['zurich']],
  ['zh prod', ['zurich']],
  ['5555', ['audit']],
  ['4444', ['audit']],
  ['cloudflare', ['r2']],
  ['site', ['r2']],
  ['prod nothing', []],
  ['.*', []],
])('"%s"', (search, ids) => {
  expect(found(search)).toEqual(ids);
});

test('accounts that fit equally well keep their order', () => {
  const many = Array.from({ length: 200 }, (_, index) => account({ id: `${index}`, name: `team ${index}` }));
  expect(searchAccounts(many, 'team')).toEqual(many);
});
