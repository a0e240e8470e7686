import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Account, AccountsSnapshot } from '../../../shared/domain/account.ts';
import type { TransferJob } from '../../../shared/domain/transfer.ts';
import { type AppHarness, createAppHarness } from '../../support/appHarness.ts';
import { connectIdentity } from '../../support/identityServer/connectIdentity.ts';
import { type IdentityServer, startIdentityServer } from '../../support/identityServer/identityServer.ts';
import type { ControlClient } from '../../support/s3server/controlClient.ts';
import { type SpawnedS3Server, spawnS3Server } from '../../support/s3server/spawn.ts';

const ssoAccount = { accountId: '444455556666', roleName: 'ReadWrite' };
const mfaRole = 'arn:aws:iam::111122223333:role/Careful';
const homeKeys = {
  accessKeyId: 'AKIDHOME00000001',
  secretAccessKey: 'home-secret',
  sessionToken: 'home-token',
};

let server: SpawnedS3Server;
let control: ControlClient;
let identity: IdentityServer;
let home: string;
let harness: AppHarness;

beforeAll(async () => {
  server = await spawnS3Server({ control: true });
  if (server.control === undefined) throw new Error('The server has no control port');
  control = server.control;
});

afterAll(() => server.stop());

beforeEach(async () => {
  identity = await startIdentityServer();
  connectIdentity(identity, control);
  identity.addUser({ ...server, userName: 'ann' });
  identity.addRole({ arn: mfaRole, mfaSerial: 'arn:aws:iam::111122223333:mfa/ann', mfaCode: '123456' });
  identity.sso.addAssignment(ssoAccount);
  identity.sso.intervalSeconds = 1;
  await control.addSession({ ...homeKeys, expiresAtMs: Date.now() + 3_600_000, buckets: ['home-photos'] });
  home = await mkdtemp(join(tmpdir(), 'satchel-accounts-'));
  await mkdir(join(home, '.aws'));
  await writeConfig('');
  await writeCredentials('');
  harness = await createAppHarness({ homeFolder: home, usesServers: true });
});

afterEach(async () => {
  await harness.app.close();
  await identity.close();
  await rm(home, { recursive: true, force: true });
});

const writeCredentials = (more: string) =>
  writeFile(
    join(home, '.aws', 'credentials'),
    `[work]
aws_access_key_id = ${server.accessKeyId}
aws_secret_access_key = ${server.secretAccessKey}
[home]
aws_access_key_id = ${homeKeys.accessKeyId}
aws_secret_access_key = ${homeKeys.secretAccessKey}
aws_session_token = ${homeKeys.sessionToken}
${more}`,
  );

const writeConfig = (more: string) =>
  writeFile(
    join(home, '.aws', 'config'),
    `[services local]
s3 =
  endpoint_url = ${server.url}
sts =
  endpoint_url = ${identity.url}
sso =
  endpoint_url = ${identity.url}
sso_oidc =
  endpoint_url = ${identity.url}
[profile work]
services = local
[profile home]
services = local
${more}`,
  );

const ssoProfile = `[sso-session company]
sso_start_url = START
sso_region = eu-west-1
sso_registration_scopes = sso:account:access
[profile office]
services = local
sso_session = company
sso_account_id = ${ssoAccount.accountId}
sso_role_name = ${ssoAccount.roleName}
[profile archive]
services = local
sso_session = company
sso_account_id = ${ssoAccount.accountId}
sso_role_name = ${ssoAccount.roleName}
`;

/** What the page was told last; asks for it the first time. */
function told(): AccountsSnapshot | undefined {
  const event = harness.events.findLast(({ name }) => name === 'account.changed');
  return event?.payload as AccountsSnapshot | undefined;
}

/** Resolves with the account once the page was told that it is as wanted. */
async function until(accountId: string, wanted: object): Promise<Account> {
  const find = () => told()?.accounts.find(({ id }) => id === accountId);
  await expect.poll(() => find()?.health).toMatchObject({ isChecking: false, ...wanted });
  const account = find();
  if (account === undefined) throw new Error(`There is no ${accountId}`);
  return account;
}

const bucketsOf = async (accountId: string) =>
  (await harness.request('bucket.list', { accountId, listingId: 'l' })).map(({ name }) => name);

async function signIn(accountId: string): Promise<void> {
  const before = harness.asked.length;
  await harness.request('account.signIn', { accountId });
  await expect.poll(() => harness.asked.slice(before).join()).toMatch(/^page http/);
  identity.sso.approve();
  const ended = () =>
    harness.events.findLast(({ name }) => name === 'signIn.changed')?.payload as
      | { status: string }
      | undefined;
  await expect.poll(() => ended()?.status).toBe('done');
}

describe('profiles of this computer', () => {
  test('see their own buckets, and who they are', async () => {
    await harness.request('account.list', {});
    await until('profile:work', { state: 'works', identity: { name: 'ann' } });
    await harness.request('bucket.create', { accountId: 'profile:work', bucket: 'home-photos' });
    await harness.request('bucket.create', { accountId: 'profile:work', bucket: 'work-files' });
    expect(await bucketsOf('profile:work')).toEqual(['home-photos', 'work-files']);
    expect(await bucketsOf('profile:home')).toEqual(['home-photos']);
    await until('profile:home', { state: 'works' });
  });

  test('appear when they are written; a broken line is shown, and the others stay', async () => {
    await harness.request('account.list', {});
    await until('profile:work', { state: 'works' });
    await until('profile:home', { state: 'works' });
    await writeCredentials('[wrong]\naws_access_key_id = AKIDUNKNOWN\naws_secret_access_key = x\n');
    await expect.poll(() => told()?.accounts.map(({ name }) => name)).toEqual(['work', 'home', 'wrong']);
    await writeConfig('[profile wrong]\nservices = local\nthis is no setting\n');
    await expect
      .poll(() => told()?.problems)
      .toMatchObject([{ file: 'config', reason: 'noEquals', line: expect.any(Number) }]);
    const { accounts } = await harness.request('account.list', {});
    expect(accounts.map(({ id }) => id)).toEqual(['profile:work', 'profile:home', 'profile:wrong']);
    expect(await bucketsOf('profile:work')).toContain('work-files');
    await until('profile:wrong', { state: 'wrongKeys', error: { code: 'credentials.unknownKey' } });
  });

  test('whose server goes and comes back say so by what is asked of it', async () => {
    await harness.request('account.list', {});
    await until('profile:work', { state: 'works' });
    await server.kill9();
    await expect(bucketsOf('profile:work')).rejects.toMatchObject({ code: 'network.unreachable' });
    await until('profile:work', { state: 'unreachable' });
    await server.restart();
    await bucketsOf('profile:work');
    await until('profile:work', { state: 'works' });
  });
});

describe('a sign-in', () => {
  beforeEach(async () => {
    await writeConfig(ssoProfile.replace('START', identity.sso.startUrl));
    await harness.request('account.list', {});
  });

  test('is for all profiles of its session, and so is its end', async () => {
    for (const id of ['profile:office', 'profile:archive']) {
      await until(id, { state: 'needsSignIn', error: { code: 'account.signInNeeded', action: 'signIn' } });
    }
    await signIn('profile:office');
    for (const id of ['profile:office', 'profile:archive']) {
      expect(await until(id, { state: 'works', identity: { name: 'ReadWrite' } })).toMatchObject({
        canSignOut: true,
      });
    }
    await harness.request('account.signOut', { accountId: 'profile:archive' });
    for (const id of ['profile:office', 'profile:archive']) {
      expect(await until(id, { state: 'needsSignIn' })).toMatchObject({ canSignOut: false });
    }
    await expect(bucketsOf('profile:office')).rejects.toMatchObject({ code: 'account.signInNeeded' });
  });

  test('can be ended while requests are on their way', async () => {
    await until('profile:office', { state: 'needsSignIn' });
    await signIn('profile:office');
    await until('profile:office', { state: 'works' });
    let isOver = false;
    const asking = Array.from({ length: 4 }, async () => {
      while (!isOver) await bucketsOf('profile:office').catch(() => undefined);
    });
    await harness.request('account.signOut', { accountId: 'profile:office' });
    isOver = true;
    await Promise.all(asking);
    await expect(bucketsOf('profile:office')).rejects.toMatchObject({ code: 'account.signInNeeded' });
  });

  test('that ends during an upload loses nothing of it; the next one lets it go on', async () => {
    await until('profile:office', { state: 'needsSignIn' });
    await signIn('profile:office');
    await until('profile:office', { state: 'works' });
    const path = join(home, 'film.bin');
    await writeFile(path, Buffer.alloc(100 * 1024 * 1024, 7));
    harness.chosen.files = [path];
    const grant = await harness.request('upload.chooseFiles', {});
    await control.reset();
    // Seconds are left when the third part begins, so that the sign-in ends in the middle of it on a slow machine too.
    await control.throttle(8 * 1024 * 1024);
    const target = { accountId: 'profile:office', bucket: 'work-files', prefix: '' };
    const { jobId } = await harness.request('transfer.upload', { grantId: grant?.grantId ?? '', target });
    const partsSent = async () => (await control.counters()).requests.UploadPart ?? 0;
    await expect.poll(partsSent).toBeGreaterThan(2);
    identity.sso.revokeTokens();
    await control.expireTokens();
    await control.throttle(null);

    const job = async (): Promise<TransferJob | undefined> =>
      (await harness.request('transfer.list', {})).jobs.find(({ id }) => id === jobId);
    await expect.poll(async () => (await job())?.status).toBe('blocked');
    expect(await job()).toMatchObject({ error: { code: 'account.signInNeeded', action: 'signIn' } });
    await signIn('profile:office');
    await expect.poll(async () => (await job())?.status).toBe('done');
    const { requests } = await control.counters();
    expect(requests).toMatchObject({ CreateMultipartUpload: 1, CompleteMultipartUpload: 1 });
    expect(requests).not.toHaveProperty('AbortMultipartUpload');
    // Seven parts, and those again that were under way when it ended.
    expect(requests.UploadPart).toBeLessThanOrEqual(7 + 8);
  });
});

describe('a code', () => {
  test('is asked for by nobody but the user, and lets the account work', async () => {
    await writeConfig(
      `[profile careful]\nservices = local\nrole_arn = ${mfaRole}\nsource_profile = work\nmfa_serial = arn:aws:iam::111122223333:mfa/ann\n`,
    );
    await harness.request('account.list', {});
    const accountId = 'profile:careful';
    await until(accountId, {
      state: 'needsCode',
      error: { code: 'account.codeNeeded', action: 'enterCode' },
    });
    await expect(harness.request('account.enterCode', { accountId, code: '000000' })).rejects.toMatchObject({
      code: 'account.codeWrong',
    });
    await harness.request('account.enterCode', { accountId, code: '123456' });
    await until(accountId, { state: 'works', identity: { name: 'Careful' } });
  });
});

describe('wrong keys', () => {
  test('work as soon as they are put right', async () => {
    await writeCredentials('[wrong]\naws_access_key_id = AKIDUNKNOWN00000\naws_secret_access_key = x\n');
    await writeConfig(`[profile wrong]\nregion = us-east-1\nendpoint_url = ${server.url}\n`);
    await harness.request('account.list', {});
    const accountId = 'profile:wrong';
    await until(accountId, { state: 'wrongKeys' });
    const { name, providerId, region } = await harness.request('account.getForm', { accountId });
    const { accessKeyId, secretAccessKey, url: endpoint } = server;
    const form = {
      name,
      providerId,
      endpoint,
      region,
      keepIn: 'file',
      accessKeyId,
      secretAccessKey,
    } as const;
    const saved = await harness.request('account.save', { accountId, form });
    expect(saved).toEqual({ accountId });
    await until(accountId, { state: 'works' });
  });
});

describe('keys in the keychain', () => {
  test('work, also when the account is edited without them', async () => {
    await harness.request('account.list', {});
    const { accessKeyId, secretAccessKey, url: endpoint } = server;
    const form = {
      name: 'Kept',
      providerId: 'other',
      endpoint,
      region: 'us-east-1',
      keepIn: 'keychain',
    } as const;
    const { accountId } = await harness.request('account.save', {
      form: { ...form, accessKeyId, secretAccessKey },
    });
    expect(await until(accountId, { state: 'works' })).toMatchObject({ name: 'Kept', source: 'saved' });
    const edited = { ...form, name: 'Kept well', addressing: 'path' } as const;
    expect(await harness.request('account.save', { accountId, form: edited })).toEqual({ accountId });
    await expect.poll(() => told()?.accounts.map(({ name }) => name)).toContain('Kept well');
    await until(accountId, { state: 'works' });
    expect(await bucketsOf(accountId)).toContain('work-files');
    await harness.request('account.remove', { accountId });
    await expect(bucketsOf(accountId)).rejects.toMatchObject({ code: 'request.stale' });
  });
});
