import { describe, expect, test } from 'vitest';
import type { FileText } from '../../../../electron/core/accounts/profiles/fileText.ts';
import { readProfiles } from '../../../../electron/core/accounts/profiles/readProfiles.ts';

const missing = { path: '/aws/file', missing: true } as const;

function read(config: string | undefined, credentials?: string) {
  const file = (path: string, text: string | undefined): FileText =>
    text === undefined ? { path, missing: true } : { path, text };
  const set = readProfiles({ config: file('/c', config), credentials: file('/k', credentials) });
  return { ...set, profiles: [...set.profiles.values()] };
}

function settings(config: string, credentials?: string) {
  return read(config, credentials).profiles.map(({ name, settings }) => [name, { ...settings }]);
}

describe('profiles', () => {
  test('are merged, the credentials file going before', () => {
    expect(
      read(
        '[default]\nregion = us\ns3 =\n  a = 1\n[profile x]\noutput = json\n',
        '[y]\naws_access_key_id = Y\n[default]\nregion = eu\ns3 =\n  b = 2\n',
      ).profiles,
    ).toEqual([
      {
        name: 'default',
        settings: { region: 'eu' },
        nested: { s3: { b: '2' } },
        files: ['config', 'credentials'],
        hasKeysInCredentialsFile: false,
      },
      {
        name: 'x',
        settings: { output: 'json' },
        nested: {},
        files: ['config'],
        hasKeysInCredentialsFile: false,
      },
      {
        name: 'y',
        settings: { aws_access_key_id: 'Y' },
        nested: {},
        files: ['credentials'],
        hasKeysInCredentialsFile: true,
      },
    ]);
  });

  test('a plain value takes the place of a nested one, and the other way round', () => {
    const { profiles } = read('[default]\ns3 =\n  a = 1\nk = v\n', '[default]\ns3 = x\nk =\n  b = 2\n');
    expect(profiles[0]).toMatchObject({ settings: { s3: 'x' }, nested: { k: { b: '2' } } });
  });

  test('of which the config file has several sections are as the last one says', () => {
    expect(settings('[default]\na = 1\n[profile x]\nb = 2\n[profile default]\nc = 3\n')).toEqual([
      ['default', { c: '3' }],
      ['x', { b: '2' }],
    ]);
  });

  test('in the config file are called so, and in the credentials file are not', () => {
    expect(
      settings('[a]\n[profile "b c"]\n[preview]\n[profiles d]\n', '[e f]\n[profile g]\n[ h ]\n').map(
        ([name]) => name,
      ),
    ).toEqual(['b c', 'd', 'e f', 'profile g', ' h ']);
  });

  test('have the settings of [DEFAULT] that they have not got themselves, file by file', () => {
    expect(settings('[profile x]\na = 1\n[DEFAULT]\na = 0\nb = 0\n', '[x]\n[y]\n')).toEqual([
      ['x', { a: '1', b: '0' }],
      ['y', {}],
    ]);
  });

  test('may be named and set up like parts of all objects', () => {
    const { profiles } = read('[profile __proto__]\n__proto__ = 1\nconstructor =\n  __proto__ = 2\n');
    expect(profiles.map(({ name }) => name)).toEqual(['__proto__']);
    expect(Object.entries(profiles[0]?.settings ?? {})).toEqual([['__proto__', '1']]);
    expect(Object.entries(profiles[0]?.nested.constructor ?? {})).toEqual([['__proto__', '2']]);
    expect(profiles[0]?.settings.toString).toBeUndefined();
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });
});

test('sessions and services have their own names', () => {
  const { ssoSessions, services } = read(
    '[sso-session corp]\nsso_region = us\n[services "my own"]\ns3 =\n  endpoint_url = http://x\nplain = 1\n',
  );
  expect([ssoSessions, services]).toEqual([
    new Map([['corp', { sso_region: 'us' }]]),
    new Map([['my own', { s3: { endpoint_url: 'http://x' } }]]),
  ]);
});

describe('problems', () => {
  test('name the file, the line and the reason, in their order', () => {
    expect(read('[profile a b]\n[profile]\ngarbage\n[sso-session "x]\n', '[x]\n[x]\n').problems).toEqual([
      { file: 'config', path: '/c', line: 1, reason: 'badSection' },
      { file: 'config', path: '/c', line: 2, reason: 'badSection' },
      { file: 'config', path: '/c', line: 3, reason: 'noEquals' },
      { file: 'config', path: '/c', line: 4, reason: 'badSection' },
      { file: 'credentials', path: '/k', line: 2, reason: 'duplicateSection' },
    ]);
  });

  test('of a file that cannot be read are about the whole file', () => {
    const set = readProfiles({
      config: { path: '/c', unreadable: 'unreadable' },
      credentials: { path: '/k', unreadable: 'notText' },
    });
    expect([set.profiles.size, set.problems]).toEqual([
      0,
      [
        { file: 'config', path: '/c', reason: 'unreadable' },
        { file: 'credentials', path: '/k', reason: 'notText' },
      ],
    ]);
  });

  test('are not made of files that are not there', () => {
    expect(readProfiles({ config: missing, credentials: missing }).problems).toEqual([]);
  });

  test('of something else altogether are not told without end', () => {
    expect(read(`[a]\n${'garbage\n'.repeat(10_000)}`).problems.length).toBe(50);
  });
});
