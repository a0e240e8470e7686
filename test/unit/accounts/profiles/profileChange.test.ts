import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { FileText } from '../../../../electron/core/accounts/profiles/fileText.ts';
import {
  changeProfile,
  dropProfile,
  type ProfileChange,
} from '../../../../electron/core/accounts/profiles/profileChange.ts';
import { readProfiles } from '../../../../electron/core/accounts/profiles/readProfiles.ts';
import { SatchelError } from '../../../../electron/core/satchelError.ts';
import { iniText } from './iniTexts.ts';

const file = (path: string, text: string): FileText => ({ path, text });
const files = (config: string, credentials: string, credentialsPath = '/k') => ({
  config: file('/c', config),
  credentials: file(credentialsPath, credentials),
});
const keys = { accessKeyId: 'AKID', secretAccessKey: 'SECRET' };

function change(config: string, credentials: string, change: Partial<ProfileChange>) {
  const changed = changeProfile(files(config, credentials), { name: 'x', isNew: false, ...change });
  return { config: changed.get('/c'), credentials: changed.get('/k') };
}

describe('a new profile', () => {
  test('has its keys in the credentials file and all else in the config file', () => {
    const all = {
      ...keys,
      isNew: true,
      sessionToken: 'TOKEN',
      region: 'eu-west-1',
      endpointUrl: 'https://s3.example',
      addressingStyle: 'path',
      caBundle: '/ca.pem',
    } as const;
    expect(change('[default]\nregion = us', '', all)).toEqual({
      config: `[default]
region = us
[profile x]
region = eu-west-1
endpoint_url = https://s3.example
ca_bundle = /ca.pem
s3 =
    addressing_style = path
`,
      credentials: `[x]
aws_access_key_id = AKID
aws_secret_access_key = SECRET
aws_session_token = TOKEN
`,
    });
  });

  test.for<[string, string, string]>([
    ['default', '[default]', '[default]'],
    ['my profile', "[profile 'my profile']", '[my profile]'],
    ["it's", `[profile 'it'"'"'s']`, "[it's]"],
    ['profile x', "[profile 'profile x']", '[profile x]'],
    ['ünï-cödé', '[profile ünï-cödé]', '[ünï-cödé]'],
    ['__proto__', '[profile __proto__]', '[__proto__]'],
  ])('called %j is found by its name again', ([name, inConfig, inCredentials]) => {
    const changed = changeProfile(files('', ''), { ...keys, name, isNew: true, region: 'us' });
    expect([changed.get('/c'), changed.get('/k')]).toEqual([
      `${inConfig}\nregion = us\n`,
      `${inCredentials}\naws_access_key_id = AKID\naws_secret_access_key = SECRET\n`,
    ]);
    const set = readProfiles(files(changed.get('/c') ?? '', changed.get('/k') ?? ''));
    expect([...set.profiles.keys()]).toEqual([name]);
  });

  test.for(['', ' x', 'x ', 'a]b', 'a\nb', 'a\tb', 'a\0', '\ud800', 'DEFAULT'])(
    'is never called %j',
    (name) => {
      expect(() => changeProfile(files('', ''), { ...keys, name, isNew: true })).toThrow(
        expect.objectContaining({ code: 'account.nameInvalid' }),
      );
    },
  );

  test.for([
    ['[profile x]\n', ''],
    ['', '[x]\n'],
  ] as const)('is not made out of one that is there', ([config, credentials]) => {
    expect(() => change(config, credentials, { ...keys, isNew: true })).toThrow(
      expect.objectContaining({
        code: 'account.nameTaken',
        appError: expect.objectContaining({ params: { profile: 'x' } }),
      }),
    );
  });

  test('is made even when nothing but its name is known', () => {
    expect(change('', '', { isNew: true })).toEqual({ config: '[profile x]\n' });
  });
});

describe('keys', () => {
  test('that change leave the token and all else alone', () => {
    expect(change('', '[x]\naws_access_key_id=OLD\n# c\nmine = 1\naws_session_token = T\n', keys)).toEqual({
      credentials:
        '[x]\naws_access_key_id=AKID\n# c\nmine = 1\naws_session_token = T\naws_secret_access_key = SECRET\n',
    });
  });

  test('of the config file move together, so that the CLI finds all of them in one file', () => {
    const config =
      '[profile x]\naws_access_key_id = OLD\nregion = us\naws_secret_access_key = S\naws_security_token = T\n';
    expect(change(config, '', { accessKeyId: 'NEW' })).toEqual({
      config: '[profile x]\nregion = us\n',
      credentials: '[x]\naws_access_key_id = NEW\naws_secret_access_key = S\naws_session_token = T\n',
    });
  });

  test('of the config file that do not count are not mixed in', () => {
    const config = '[profile x]\naws_access_key_id = OLD\naws_session_token = DEAD\n';
    expect(
      change(config, '[x]\naws_access_key_id = A\naws_secret_access_key = B\n', { secretAccessKey: 'C' }),
    ).toEqual({
      config: '[profile x]\n',
      credentials: '[x]\naws_access_key_id = A\naws_secret_access_key = C\n',
    });
  });

  test('stay where they are when something else changes', () => {
    const config = '[profile x]\naws_access_key_id = OLD\n';
    expect(change(config, '', { region: 'us' })).toEqual({ config: `${config}region = us\n` });
  });

  test('lose their token by both of its names', () => {
    expect(
      change('', '[x]\naws_session_token = T\naws_security_token = U\naws_access_key_id = A\n', {
        sessionToken: null,
      }),
    ).toEqual({ credentials: '[x]\naws_access_key_id = A\n' });
  });
});

describe('a setting', () => {
  test('changes in the file in which it counts', () => {
    expect(
      change('[profile x]\nregion = a\n', '[x]\nregion = b\ns3 =\n  addressing_style = auto\n', {
        region: 'c',
        addressingStyle: 'virtual',
        endpointUrl: 'http://e',
      }),
    ).toEqual({
      config: '[profile x]\nregion = a\nendpoint_url = http://e\n',
      credentials: '[x]\nregion = c\ns3 =\n  addressing_style = virtual\n',
    });
  });

  test('that goes is gone from both files', () => {
    const text = (header: string) =>
      `${header}\nendpoint_url = a\nca_bundle = c\ns3 =\n  addressing_style = path\n  x = y\n`;
    expect(
      change(text('[profile x]'), text('[x]'), { endpointUrl: null, caBundle: null, addressingStyle: null }),
    ).toEqual({ config: '[profile x]\ns3 =\n  x = y\n', credentials: '[x]\ns3 =\n  x = y\n' });
  });

  test('changes in the section that counts', () => {
    const changed = changeProfile(files('[default]\nregion = a\n[profile default]\nregion = b\n', ''), {
      name: 'default',
      isNew: false,
      region: 'c',
    });
    expect(changed.get('/c')).toBe('[default]\nregion = a\n[profile default]\nregion = c\n');
  });

  test('that is as it should be changes nothing', () => {
    expect(change('[profile x]\nregion=a', '', { region: 'a', endpointUrl: null })).toEqual({});
  });
});

test('one file may be both', () => {
  const text =
    '[default]\nregion = a\naws_access_key_id = OLD\n[profile y]\nregion = b\n[y]\naws_access_key_id = Y\n';
  const both = files(text, text, '/c');
  expect(changeProfile(both, { name: 'default', isNew: false, ...keys, region: 'c' }).get('/c')).toBe(
    '[default]\nregion = c\naws_access_key_id = AKID\naws_secret_access_key = SECRET\n[profile y]\nregion = b\n[y]\naws_access_key_id = Y\n',
  );
  expect(dropProfile(both, 'y').get('/c')).toBe('[default]\nregion = a\naws_access_key_id = OLD\n');
});

describe('another name', () => {
  const config = '# above\n[profile old] ; mine\noutput = json\nregion = eu-west-1\n[profile z]\n';
  const credentials = ' [old]\n# key\naws_access_key_id = A\naws_secret_access_key = S\n';

  test('is all that changes, in both files', () => {
    expect(change(config, credentials, { name: 'new one', nameBefore: 'old' })).toEqual({
      config: config.replace('[profile old]', "[profile 'new one']"),
      credentials: credentials.replace('[old]', '[new one]'),
    });
  });

  test('comes together with other changes', () => {
    expect(change(config, credentials, { nameBefore: 'old', region: 'us-east-2' })).toEqual({
      config: config.replace('[profile old]', '[profile x]').replace('eu-west-1', 'us-east-2'),
      credentials: credentials.replace('[old]', '[x]'),
    });
  });

  test.for<[string, string]>([
    ['z', 'account.nameTaken'],
    ['a]b', 'account.nameInvalid'],
  ])('is not %s', ([name, code]) => {
    expect(() => change(config, credentials, { name, nameBefore: 'old' })).toThrow(
      expect.objectContaining({ code }),
    );
  });

  test('is not given where another section would become a part of it', () => {
    expect(() => change('[profile x]\na = b\n[profile "x"]\n', '', { name: 'y', nameBefore: 'x' })).toThrow(
      expect.objectContaining({ code: 'account.fileBroken' }),
    );
  });
});

describe('removing', () => {
  test('takes a profile out of both files, by every name it has', () => {
    const changed = dropProfile(
      files('[profile x]\na = 1\n[profile "x"]\n[profile y]\n', '[y]\n# c\n[x]\nk = v\n'),
      'x',
    );
    expect([changed.get('/c'), changed.get('/k')]).toEqual(['[profile y]\n', '[y]\n# c\n']);
  });

  test('what is not there changes nothing', () => {
    expect(dropProfile(files('[profile y]', '[x y]'), 'x').size).toBe(0);
  });
});

describe('a file that is wrong', () => {
  const broken = (line: number) =>
    expect.objectContaining({
      code: 'account.fileBroken',
      appError: expect.objectContaining({ params: { file: '/c', line } }),
    });

  test.for<[string, number]>([
    ['[profile x]\ngarbage\n', 2],
    ['[profile x]\nk = v\nk = w\n', 3],
    ['[profile x]\n[profile y]\n[profile x]\n', 3],
    ['[profile x]\ns3 =\n  garbage\n', 3],
  ])('in the very section is left alone: %j', ([config, line]) => {
    expect(() => change(config, '', { region: 'us' })).toThrow(broken(line));
    expect(() => dropProfile(files(config, ''), 'x')).toThrow(broken(line));
  });

  test('elsewhere is no reason not to edit', () => {
    expect(change('\ufeffoops\n[profile y]\ngarbage\n[profile x]\n', '', { region: 'us' })).toEqual({
      config: '\ufeffoops\n[profile y]\ngarbage\n[profile x]\nregion = us\n',
    });
  });

  test('is not written when it cannot be read', () => {
    const unreadable = {
      config: { path: '/c', unreadable: 'notText' },
      credentials: file('/k', ''),
    } as const;
    expect(() => changeProfile(unreadable, { name: 'x', isNew: true, ...keys })).toThrow(
      expect.objectContaining({ code: 'account.fileNotReadable' }),
    );
  });
});

test('no error shows a key', () => {
  let caught: unknown;
  try {
    change('', '', { isNew: true, accessKeyId: 'AKID', secretAccessKey: 'SECRET\n' });
  } catch (error) {
    caught = error;
  }
  expect(caught).toMatchObject({ code: 'request.invalid' });
  expect(JSON.stringify(caught) + String(caught)).not.toContain('SECRET');
});

test('whatever the files hold, what was saved counts and every other profile is as it was', () => {
  const text = fc.string({ unit: 'grapheme-ascii', minLength: 1 }).map((value) => `x${value}x`);
  fc.assert(
    fc.property(
      iniText,
      iniText,
      fc.constantFrom('a', 'x y', 'default', 'fresh'),
      text,
      (config, credentials, name, secret) => {
        const before = readProfiles(files(config, credentials));
        const settingsToSave = { accessKeyId: 'AKID', secretAccessKey: secret, region: 'eu-west-1' };
        try {
          const changed = changeProfile(files(config, credentials), {
            name,
            isNew: false,
            ...settingsToSave,
          });
          const after = readProfiles(files(changed.get('/c') ?? config, changed.get('/k') ?? credentials));
          expect(after.profiles.get(name)?.settings).toMatchObject({
            aws_access_key_id: 'AKID',
            aws_secret_access_key: secret,
            region: 'eu-west-1',
          });
          for (const [other, profile] of before.profiles) {
            if (other !== name) expect(after.profiles.get(other)).toEqual(profile);
          }
        } catch (error) {
          if (!(error instanceof SatchelError)) throw error;
          expect(error.code).toBe('account.fileBroken');
        }
      },
    ),
    { numRuns: 500 },
  );
});
