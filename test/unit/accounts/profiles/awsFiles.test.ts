import { join } from 'node:path';
import { expect, test } from 'vitest';
import { locateAwsFiles } from '../../../../electron/core/accounts/profiles/awsFiles.ts';

function locate(config: string | undefined, platform: NodeJS.Platform = 'linux'): string {
  const variables = { AWS_CONFIG_FILE: config, FOLDER: '/folder', EMPTY: '' };
  return locateAwsFiles({ homeFolder: '/home/me', platform, variables }).config;
}

test.for<[string | undefined, string]>([
  [undefined, '/home/me/.aws/config'],
  ['/etc/aws', '/etc/aws'],
  ['~/aws', '/home/me/aws'],
  ['~', '/home/me'],
  ['/a/~/b', '/a/~/b'],
  ['$FOLDER/x', '/folder/x'],
  // biome-ignore lint/suspicious/noTemplateCurlyInString: it is a variable of the environment
  ['${FOLDER}x', '/folderx'],
  ['/$NONE/%FOLDER%', '/$NONE/%FOLDER%'],
  ['/a$EMPTY/b', '/a/b'],
  ['here/config', join(process.cwd(), 'here/config')],
  ['', ''],
])('AWS_CONFIG_FILE=%s is %s', ([variable, path]) => {
  expect(locate(variable)).toBe(path);
});

test('Windows has its own way to write a variable', () => {
  expect(locate('%FOLDER%/%NONE%', 'win32')).toBe('/folder/%NONE%');
});

test('the credentials file has a variable of its own', () => {
  const variables = { AWS_SHARED_CREDENTIALS_FILE: '~/keys' };
  expect(locateAwsFiles({ homeFolder: '/home/me', platform: 'linux', variables })).toEqual({
    config: '/home/me/.aws/config',
    credentials: '/home/me/keys',
  });
});
