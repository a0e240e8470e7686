import { describe, expect, test } from 'vitest';
import { type Connection, connectionSchema } from '../../../electron/core/accounts/connection.ts';
import { createGivenAccounts } from '../../../electron/core/accounts/givenAccounts.ts';
import { accountSchema } from '../../../shared/domain/account.ts';

const connection: Connection = connectionSchema.parse({
  name: 'Demo',
  provider: 'ceph',
  endpoint: 'http://user:password@127.0.0.1:9000/',
  accessKeyId: 'AKIAEXAMPLE',
  secretAccessKey: 'secret',
});

describe('accounts of a host', () => {
  test('that gives none are none', () => {
    const accounts = createGivenAccounts(undefined);
    expect(accounts.list()).toEqual([]);
    expect(() => accounts.storage('given')).toThrow(expect.objectContaining({ code: 'request.stale' }));
    accounts.close();
  });

  test('that gives one are that one, without anything secret', () => {
    const accounts = createGivenAccounts(connection);
    expect(accounts.list()).toEqual([
      {
        id: 'given',
        name: 'Demo',
        providerName: 'Ceph',
        region: 'us-east-1',
        endpoint: 'http://127.0.0.1:9000',
      },
    ]);
    expect(accounts.list().map((account) => accountSchema.parse(account))).toEqual(accounts.list());
    accounts.close();
  });

  test('have one storage each, which is kept, and none for an unknown id', () => {
    const accounts = createGivenAccounts(connection);
    expect(accounts.storage('given')).toBe(accounts.storage('given'));
    expect(() => accounts.storage('other')).toThrow(expect.objectContaining({ code: 'request.stale' }));
    accounts.close();
  });
});
