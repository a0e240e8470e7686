import { describe, expect, test } from 'vitest';
import { isOpenable } from '../../../electron/shell/openable.ts';
import { parseStoredAccounts } from '../../../electron/shell/storedAccounts.ts';

describe('stored accounts', () => {
  const nothing = { preferences: new Map(), saved: [], organisations: [], proxyPassword: undefined };

  test.each([
    undefined,
    null,
    'text',
    [],
    {},
    { preferences: 7, saved: {}, organisations: 'x', proxyPassword: [] },
  ])('%j reads as none', (stored) => {
    expect(parseStoredAccounts(stored)).toEqual(nothing);
  });

  test('keeps what makes sense beside what does not', () => {
    const work = { id: 'saved:1', name: 'Work', providerId: 'aws', region: 'eu-west-1', sealedKeys: 'AAAA' };
    const shop = {
      id: 'organisation:1',
      name: 'Shop · Reader',
      startUrl: 'https://company.awsapps.com/start',
      region: 'eu-west-1',
      accountId: '111122223333',
      roleName: 'Reader',
    };
    expect(
      parseStoredAccounts({
        preferences: { 'profile:a': { name: 'A', color: 'teal' }, 'profile:b': { color: 'no such' } },
        saved: [work, { id: 'saved:2' }, 'x'],
        organisations: [shop, { ...shop, startUrl: 'nowhere' }, 7],
        proxyPassword: 'BBBB',
      }),
    ).toEqual({
      preferences: new Map([
        ['profile:a', { name: 'A', color: 'teal' }],
        ['profile:b', {}],
      ]),
      saved: [work],
      organisations: [shop],
      proxyPassword: 'BBBB',
    });
  });

  test.each(['yes', 1, null])('an account whose protection reads as %j is read-only', (isReadOnly) => {
    const { preferences } = parseStoredAccounts({ preferences: { 'profile:a': { isReadOnly } } });
    expect(preferences.get('profile:a')).toEqual({ isReadOnly: true });
  });
});

describe('what is handed to the browser', () => {
  test.each([
    ['https://device.sso.eu-west-1.amazonaws.com/?user_code=AAAA-BBBB', true],
    ['http://127.0.0.1:4000/device', true],
    ['http://localhost/device', true],
    ['http://example.com/', false],
    ['https://user:word@example.com/', false],
    ['file:///etc/passwd', false],
    ['javascript:alert(1)', false],
    ['ms-settings:', false],
    ['https:', false],
    ['', false],
  ])('%s: %s', (address, expected) => {
    expect(isOpenable(address)).toBe(expected);
  });
});
