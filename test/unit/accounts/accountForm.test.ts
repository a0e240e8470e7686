import { describe, expect, test } from 'vitest';
import { checkForm, editedAccountOf, mergeKeys } from '../../../electron/core/accounts/accountForm.ts';
import { sessionEntry } from '../../../electron/core/accounts/sources.ts';
import type { AccountForm } from '../../../shared/domain/account.ts';

const form: AccountForm = {
  name: ' Work ',
  providerId: 'other',
  endpoint: ' https://storage.example/ ',
  region: '',
  keepIn: 'session',
  accessKeyId: ' AKIDTYPED0000000\n',
  secretAccessKey: 'typed',
};

describe('a form', () => {
  test('is read without what a paste brings along', () => {
    expect(checkForm(form)).toEqual({
      keepIn: 'session',
      name: 'Work',
      providerId: 'other',
      endpoint: 'https://storage.example',
      region: 'us-east-1',
      typed: { accessKeyId: 'AKIDTYPED0000000', secretAccessKey: 'typed' },
    });
  });

  test.each([
    [{ providerId: 'aws', endpoint: undefined, region: 'eu-west-1' }, undefined],
    [
      { providerId: 'wasabi', endpoint: undefined, region: 'eu-west-1' },
      'https://s3.eu-west-1.wasabisys.com',
    ],
    [{ providerId: 'r2', endpoint: 'abc123', region: 'auto' }, 'https://abc123.r2.cloudflarestorage.com'],
    [{ endpoint: 'http://127.0.0.1:9000' }, 'http://127.0.0.1:9000'],
  ])('%j leads to %s', (fields, endpoint) => {
    const { endpoint: _typed, ...rest } = form;
    const given = fields.endpoint === undefined ? rest : { ...form, endpoint: fields.endpoint };
    const { endpoint: _undefined, ...others } = fields;
    expect(checkForm({ ...given, ...others }).endpoint).toBe(endpoint);
  });

  test.each([
    '',
    'storage.example',
    'ftp://storage.example',
    'https://user:secret@storage.example',
    'https://storage.example/?a=1',
    'https://storage.example/#a',
    'https://two words.example',
    'javascript:alert(1)',
  ])('with the address %j is refused, without repeating it', (endpoint) => {
    expect(() => checkForm({ ...form, endpoint })).toThrow(
      expect.objectContaining({
        code: 'account.endpointInvalid',
        message: expect.not.stringContaining('secret'),
      }),
    );
  });

  test.each(['evil.example/', 'a@b', '', '../x'])(
    'with the account id %j in a host is refused',
    (endpoint) => {
      expect(() => checkForm({ ...form, providerId: 'r2', endpoint })).toThrow(
        expect.objectContaining({ code: 'account.endpointInvalid' }),
      );
    },
  );

  test.each(['  ', 'two\nlines', 'bell\u0007'])('with the name %j is refused', (name) => {
    expect(() => checkForm({ ...form, name })).toThrow(
      expect.objectContaining({ code: 'account.nameInvalid' }),
    );
  });
});

describe('keys', () => {
  const before = { accessKeyId: 'AKIDBEFORE000000', secretAccessKey: 'before', sessionToken: 'token' };
  const typed = (keys: Partial<AccountForm>) => {
    const { accessKeyId: _id, secretAccessKey: _secret, ...rest } = form;
    return checkForm({ ...rest, ...keys });
  };

  test('that were not typed stay', () => {
    expect(mergeKeys(typed({}), before)).toEqual(before);
    expect(mergeKeys(typed({ sessionToken: 'newer' }), before)).toEqual({ ...before, sessionToken: 'newer' });
  });

  test('that were typed leave the session of others behind', () => {
    const keys = { accessKeyId: 'AKIDNEW000000000', secretAccessKey: 'new' };
    expect(mergeKeys(typed(keys), before)).toEqual(keys);
  });

  test('of a new account have to be there', () => {
    expect(() => mergeKeys(typed({ accessKeyId: 'AKIDNEW000000000' }), undefined)).toThrow(
      expect.objectContaining({ code: 'account.incomplete' }),
    );
  });
});

describe('the form of an account', () => {
  const keys = { accessKeyId: 'AKIDSECRET001234', secretAccessKey: 'secret' };
  const account = { id: 'session:1', name: 'Work', region: 'auto', providerId: 'r2', keys };

  test('shows the last four characters of its key and no more', () => {
    const endpoint = 'https://abc123.r2.cloudflarestorage.com';
    const entry = sessionEntry({ ...account, endpoint, caBundlePath: '/home/ann/ca.pem' });
    expect(editedAccountOf(entry, keys)).toEqual({
      name: 'Work',
      providerId: 'r2',
      endpoint: 'abc123',
      region: 'auto',
      keepIn: 'session',
      accessKeyEnding: '1234',
      hasSessionToken: false,
      caFileName: 'ca.pem',
    });
  });

  test('shows nothing of a key that is hardly longer', () => {
    const entry = sessionEntry({ ...account, providerId: 'aws' });
    expect(editedAccountOf(entry, { ...keys, accessKeyId: 'admin' }).accessKeyEnding).toBe('');
  });
});
