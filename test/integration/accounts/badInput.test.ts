import { createHash } from 'node:crypto';
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { runCredentialProcess } from '../../../electron/core/accounts/credentials/credentialProcess.ts';
import { SatchelError } from '../../../electron/core/satchelError.ts';
import { errorActionLabel, errorText } from '../../../renderer/ui/errorText.ts';
import type { Account, AccountForm, SignIn } from '../../../shared/domain/account.ts';
import { type AppError, appErrorSchema } from '../../../shared/domain/appError.ts';
import { type AppHarness, computerAt, createAppHarness } from '../../support/appHarness.ts';
import { writeAwsFiles } from '../../support/awsHome.ts';
import { type IdentityServer, startIdentityServer } from '../../support/identityServer/identityServer.ts';
import '../../unit/renderer/catalogue.ts';

const base = 'AKIABASE000000000000';

let identity: IdentityServer;
let home: string;
let harness: AppHarness;
let started: AppHarness[];

beforeAll(async () => {
  identity = await startIdentityServer();
  identity.addUser({ accessKeyId: base, secretAccessKey: 'base-secret', userName: 'ann' });
  identity.sso.intervalSeconds = 1;
});
afterAll(() => identity.close());
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'satchel-bad-input-'));
  started = [];
});
afterEach(async () => {
  for (const { app } of started) await app.close();
  await chmod(join(home, '.aws'), 0o700);
  await rm(home, { recursive: true, force: true });
});

/** A whole Satchel on the home folder. */
async function start(): Promise<AppHarness> {
  const one = await createAppHarness({ homeFolder: home, usesServers: true });
  started.push(one);
  return one;
}

/** Starts Satchel on these profiles, each with the servers of the test. */
async function given(config: string, credentials = ''): Promise<void> {
  const { url } = identity;
  const services = ['s3', 'sts', 'sso', 'sso_oidc'].map((name) => `${name} =\n  endpoint_url = ${url}\n`);
  const keys = `[base]\naws_access_key_id = ${base}\naws_secret_access_key = base-secret\n`;
  await writeAwsFiles(home, {
    config: `${config}\n[profile base]\nservices = here\n[services here]\n${services.join('')}`,
    credentials: `${keys}${credentials}`,
  });
  harness = await start();
  await harness.request('account.list', {});
}

/** What the account ends up with once it is checked. */
async function errorOf(profile: string): Promise<AppError> {
  const accountId = `profile:${profile}`;
  const find = async (): Promise<Account | undefined> =>
    (await harness.request('account.list', {})).accounts.find(({ id }) => id === accountId);
  await harness.request('account.check', { accountId });
  await expect
    .poll(async () => (await find())?.health)
    .toMatchObject({
      isChecking: false,
      error: expect.anything(),
    });
  const error = (await find())?.health.error;
  if (error === undefined) throw new Error('There is no error');
  // Whoever asks it to list something is told the same.
  await expect(harness.request('bucket.list', { accountId, listingId: 'l' })).rejects.toEqual(error);
  return error;
}

/** What a call is refused with, as the boundary would say it. */
async function refusal(call: Promise<unknown>): Promise<AppError> {
  const thrown = await call.then(
    () => undefined,
    (error: unknown) => error,
  );
  return appErrorSchema.parse(thrown instanceof SatchelError ? thrown.appError : thrown);
}

/** What the user reads, and the one button; `params` are what it is made of. */
const read = (error: AppError) => ({
  code: error.code,
  params: error.params,
  action: error.action,
  text: errorText(error),
  button: errorActionLabel(error),
});

/** Every file of the AWS folder, by its path in there. */
async function filesNow(): Promise<Record<string, string>> {
  const folder = join(home, '.aws');
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const texts = await Promise.all(files.sort().map((file) => readFile(file, 'latin1')));
  return Object.fromEntries(files.map((file, index) => [file.slice(folder.length), texts[index] ?? '']));
}

/** Runs something that must not change one byte of the AWS folder. */
async function leavingFiles<T>(work: () => Promise<T>): Promise<T> {
  const before = await filesNow();
  const result = await work();
  expect(await filesNow()).toEqual(before);
  return result;
}

const form = (more: Partial<AccountForm> = {}): AccountForm => ({
  name: 'new',
  providerId: 'other',
  endpoint: identity.url,
  region: 'us-east-1',
  keepIn: 'file',
  accessKeyId: 'AKIANEW0000000000000',
  secretAccessKey: 'new-secret',
  ...more,
});

describe('roles', () => {
  const arn = 'arn:aws:iam::111122223333:role/Team';

  test('that borrow in a circle', async () => {
    await given(
      `[profile a]\nrole_arn = ${arn}\nsource_profile = b\n[profile b]\nrole_arn = ${arn}\nsource_profile = a\n`,
    );
    expect(read(await leavingFiles(() => errorOf('a')))).toEqual({
      code: 'account.cycle',
      params: { profile: 'a', source: 'b', key: 'source_profile' },
      action: 'openConfig',
      text: 'a borrows its keys from b, and that leads back to a. Open the file and let one source_profile of the circle name a profile that has keys of its own.',
      button: 'Open the file',
    });
  });

  test('that may not be assumed', async () => {
    await given(`[profile team]\nservices = here\nrole_arn = ${arn}\nsource_profile = base\n`);
    expect(read(await leavingFiles(() => errorOf('team')))).toEqual({
      code: 'account.roleRefused',
      params: { profile: 'team', role: 'Team' },
      action: 'openConfig',
      text: 'team may not use the role Team. Ask the person who manages the role to let you use it, or open the file and check the role’s name.',
      button: 'Open the file',
    });
  });

  test('whose source is not there', async () => {
    await given(`[profile team]\nservices = here\nrole_arn = ${arn}\nsource_profile = gone\n`);
    expect(read(await leavingFiles(() => errorOf('team')))).toEqual({
      code: 'account.sourceMissing',
      params: { profile: 'team', source: 'gone', key: 'source_profile' },
      action: 'openConfig',
      text: 'There is nothing named gone in the AWS files, and team needs it. It may have been renamed or deleted. Open the file and correct the name.',
      button: 'Open the file',
    });
  });
});

describe('a sign-in', () => {
  const sso = () => `[sso-session company]
sso_start_url = ${identity.sso.startUrl}
sso_region = us-east-1
[profile office]
services = here
sso_session = company
sso_account_id = 111122223333
sso_role_name = Reader
`;

  /** The end of a sign-in that Satchel is asked for. */
  async function endOfSignIn(): Promise<SignIn> {
    const { signInId } = await harness.request('account.signIn', { accountId: 'profile:office' });
    const last = () =>
      harness.events
        .filter(({ name }) => name === 'signIn.changed')
        .map(({ payload }) => payload as SignIn)
        .findLast(({ id }) => id === signInId);
    await expect.poll(() => last()?.status).toBe('failed');
    const end = last();
    if (end === undefined) throw new Error('There is no sign-in');
    return end;
  }

  test('at a start URL that answers with a web page', async () => {
    await given(sso());
    identity.sso.answerHtml(true);
    const { error } = await leavingFiles(endOfSignIn);
    identity.sso.answerHtml(false);
    expect(error && read(error)).toEqual({
      code: 'signIn.badServer',
      params: { profile: 'office', url: identity.sso.startUrl },
      action: 'openConfig',
      text: `${identity.sso.startUrl}, where office signs in, does not lead to a sign-in service. Check sso_start_url and sso_region in the AWS files, or ask whoever set this account up.`,
      button: 'Open the file',
    });
    expect(error?.message).not.toContain('guest network');
  });

  test('whose token cannot be kept', async () => {
    await given(sso());
    // Where the folder of the AWS CLI's cache should be.
    await writeFile(join(home, '.aws', 'sso'), 'a file');
    const approving = setInterval(() => identity.sso.approve(), 50);
    const { error } = await leavingFiles(endOfSignIn);
    clearInterval(approving);
    expect(error && read(error)).toMatchObject({
      code: 'account.fileNotWritable',
      params: { profile: 'office', file: expect.stringContaining(join('.aws', 'sso', 'cache')) },
    });
    expect(error && errorText(error)).toMatch(/cannot be written\. Nothing was changed\./);
  });

  test('that has ended and cannot be refreshed', async () => {
    await given(sso());
    const cache = join(home, '.aws', 'sso', 'cache');
    await mkdir(cache, { recursive: true });
    const token = { accessToken: 'ended', expiresAt: '2020-01-01T00:00:00Z', startUrl: 'x', region: 'y' };
    const file = createHash('sha1').update('company').digest('hex');
    await writeFile(join(cache, `${file}.json`), JSON.stringify(token));
    expect(read(await leavingFiles(() => errorOf('office')))).toEqual({
      code: 'account.signInNeeded',
      params: { profile: 'office' },
      action: 'signIn',
      text: 'office needs you to sign in. Sign in through your browser to go on. Nothing was lost.',
      button: 'Sign in',
    });
  });

  test('that two profiles share is named after each of them', async () => {
    await given(`${sso()}[profile archive]\nservices = here\nsso_session = company
sso_account_id = 111122223333\nsso_role_name = Reader\n`);
    const errors = await Promise.all([errorOf('office'), errorOf('archive')]);
    expect(errors.map(({ params }) => params?.profile)).toEqual(['office', 'archive']);
  });
});

describe('a program that gives keys', () => {
  async function program(source: string): Promise<string> {
    const path = join(home, 'keys');
    await writeFile(path, `#!${process.execPath}\n${source}`, { mode: 0o755 });
    return path;
  }
  const profile = (command: string) => `[profile vault]\nservices = here\ncredential_process = ${command}\n`;
  const bad = {
    code: 'account.processBadAnswer',
    params: { profile: 'vault', program: 'keys' },
    action: 'retry',
    text: 'keys should give vault its keys and answered with something else. Check the command in credential_process, or ask whoever set it up.',
    button: 'Retry',
  };

  test('and hangs', async () => {
    const command = await program('setInterval(() => {}, 1000);');
    await given(profile(command));
    const { variables, ...computer } = computerAt(home);
    const hanging = runCredentialProcess(
      {
        kind: 'process',
        profile: 'vault',
        command,
        access: { region: 'us-east-1', endpoints: {}, useFipsEndpoint: false, useDualstackEndpoint: false },
      },
      { computer: { ...computer, variables }, path: async () => undefined, timeoutMs: 300 },
    );
    expect(read(await leavingFiles(() => refusal(hanging)))).toEqual({
      code: 'account.processTimedOut',
      params: { profile: 'vault', program: 'keys' },
      action: 'retry',
      text: 'keys, which gives vault its keys, did not answer. Satchel stopped it. It may be waiting for something in a terminal: run it there once, then retry.',
      button: 'Retry',
    });
  });

  test('and prints garbage', async () => {
    await given(profile(await program("process.stdout.write('<html>garbage</html>');")));
    const error = await leavingFiles(() => errorOf('vault'));
    expect(read(error)).toEqual(bad);
    expect(error.message).not.toContain('garbage');
  });

  test('and prints a megabyte', async () => {
    await given(profile(await program("process.stdout.write('garbage '.repeat(131_072));")));
    const error = await leavingFiles(() => errorOf('vault'));
    expect(read(error)).toEqual(bad);
    expect(error.message).not.toContain('garbage');
  });

  test('and fails', async () => {
    await given(profile(await program("process.stderr.write('run: vault login'); process.exitCode = 2;")));
    const error = await leavingFiles(() => errorOf('vault'));
    expect(read(error)).toMatchObject({
      code: 'account.processFailed',
      params: { profile: 'vault', program: 'keys' },
      button: 'Retry',
    });
    expect(error.message).toContain('run: vault login');
  });

  test('and is not there', async () => {
    await given(profile('/nowhere/keys'));
    expect(read(await leavingFiles(() => errorOf('vault')))).toMatchObject({
      code: 'account.processFailed',
      params: { profile: 'vault', program: 'keys' },
      button: 'Open the file',
    });
  });
});

describe('keys that have a session token', () => {
  test('which has ended, with nothing to renew it', async () => {
    identity.addRole({ arn: 'arn:aws:iam::111122223333:role/Short' });
    await given(
      `[profile short]\nservices = here\nrole_arn = arn:aws:iam::111122223333:role/Short\nsource_profile = old\n[profile old]\nservices = here\n`,
      '[old]\naws_access_key_id = ASIAOLD0000000000000\naws_secret_access_key = old-secret\naws_session_token = old-token\n',
    );
    identity.fail('sts', 'AssumeRole', 1, { status: 403, code: 'ExpiredToken' });
    const accountId = 'profile:short';
    await harness.request('account.check', { accountId });
    const error = await leavingFiles(() =>
      refusal(harness.request('bucket.list', { accountId, listingId: 'l' })),
    );
    expect(error.code).toMatch(/^credentials\./);
    expect(error.params).toMatchObject({ profile: 'old' });
  });
});

describe('files', () => {
  test('that are read-only', async () => {
    await given('');
    const credentials = join(home, '.aws', 'credentials');
    await chmod(credentials, 0o400);
    const error = await leavingFiles(() => refusal(harness.request('account.save', { form: form() })));
    expect(read(error)).toEqual({
      code: 'account.fileNotWritable',
      params: { file: credentials },
      action: undefined,
      text: `${credentials} cannot be written. Nothing was changed. Check the file’s permissions, or keep the keys somewhere else.`,
      button: undefined,
    });
    const { file } = await harness.request('account.getKeeping', {});
    expect(file).toEqual({ path: credentials, isWritable: false });
  });

  test('that two Satchels write at once', async () => {
    await given('');
    const other = await start();
    await other.request('account.list', {});
    const names = Array.from({ length: 12 }, (_, index) => `new-${index}`);
    const before = await filesNow();
    await Promise.all(
      names.map((name, index) =>
        (index % 2 === 0 ? harness : other).request('account.save', {
          form: form({ name, secretAccessKey: `secret-of-${name}` }),
        }),
      ),
    );
    const after = await filesNow();
    expect(Object.keys(after).sort()).toEqual([
      '/config',
      '/config.satchel-backup',
      '/credentials',
      '/credentials.satchel-backup',
    ]);
    expect([after['/config.satchel-backup'], after['/credentials.satchel-backup']]).toEqual([
      before['/config'],
      before['/credentials'],
    ]);
    expect(after['/credentials']?.startsWith(before['/credentials'] ?? '')).toBe(true);
    for (const name of names) expect(after['/credentials']).toContain(`secret-of-${name}`);
  });
});
