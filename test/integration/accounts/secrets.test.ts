import { createHash, generateKeyPairSync, randomBytes } from 'node:crypto';
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { AccountForm } from '../../../shared/domain/account.ts';
import { type Answer, type RequestInput, type RequestName, requests } from '../../../shared/ipc/contract.ts';
import { type AppHarness, createAppHarness, demoKeys } from '../../support/appHarness.ts';
import { writeAwsFiles } from '../../support/awsHome.ts';
import { canaryKeyId, canarySecret, canaryToken } from '../../support/canaries.ts';
import { type EchoServer, type Refusal, startEchoServer } from '../../support/echoServer.ts';
import { filesHolding } from '../../support/filesHolding.ts';
import { connectIdentity } from '../../support/identityServer/connectIdentity.ts';
import { type IdentityServer, startIdentityServer } from '../../support/identityServer/identityServer.ts';
import { startHttpProxy } from '../../support/proxyServer/proxyServer.ts';
import { type SpawnedS3Server, spawnS3Server } from '../../support/s3server/spawn.ts';

/** One secret of each kind, as they look in life. */
const canary = {
  workId: canaryKeyId(),
  workSecret: canarySecret(),
  workToken: canaryToken(),
  baseId: canaryKeyId(),
  baseSecret: canarySecret(),
  wrongId: canaryKeyId(),
  wrongSecret: canarySecret(),
  wrongToken: canaryToken(),
  processId: canaryKeyId('ASIA'),
  processSecret: canarySecret(),
  processToken: canaryToken(),
  typedId: canaryKeyId(),
  typedSecret: canarySecret(),
  typedToken: canaryToken(),
  keptId: canaryKeyId(),
  keptSecret: canarySecret(),
  lineSecret: canarySecret(),
  webToken: `eyJ${randomBytes(90).toString('base64url')}.${randomBytes(40).toString('base64url')}`,
  code: '91827364',
  wrongCode: '64738291',
  proxyPassword: randomBytes(18).toString('base64url'),
  caSecret: canarySecret(),
  containerToken: canaryToken(),
  loginId: canaryKeyId('ASIA'),
  loginSecret: canarySecret(),
  loginToken: canaryToken(),
  loginRefresh: canaryToken(),
  urlPassword: canarySecret().replace(/[^a-z0-9]/gi, 'x'),
  ssoToken: `aoa${canaryToken()}`,
  ssoRefresh: `aor${canaryToken()}`,
  ssoClient: canaryToken(),
};

const roleArn = 'arn:aws:iam::111122223333:role/Careful';
const webRoleArn = 'arn:aws:iam::111122223333:role/Web';
const loginSession = 'arn:aws:iam::111122223333:user/anna';
const device = 'arn:aws:iam::111122223333:mfa/anna';

let s3: SpawnedS3Server;
let identity: IdentityServer;
let echo: EchoServer;
let folder: string;
let home: string;
let harness: AppHarness;
let answers: { readonly name: RequestName; readonly answer: Answer }[];

beforeAll(async () => {
  s3 = await spawnS3Server({ control: true });
});
afterAll(() => s3.stop());

beforeEach(async () => {
  identity = await startIdentityServer();
  if (s3.control === undefined) throw new Error('The server has no control port');
  connectIdentity(identity, s3.control);
  identity.sso.intervalSeconds = 1;
  identity.sso.addAssignment({ accountId: '111122223333', roleName: 'Reader' });
  identity.addRole({ arn: roleArn, mfaSerial: device, mfaCode: canary.code });
  identity.addRole({ arn: webRoleArn, webIdentityToken: canary.webToken });
  for (const [name, accessKeyId, secretAccessKey, sessionToken] of [
    ['work', canary.workId, canary.workSecret, canary.workToken],
    ['base', canary.baseId, canary.baseSecret, undefined],
    ['process', canary.processId, canary.processSecret, canary.processToken],
    ['typed', canary.typedId, canary.typedSecret, undefined],
    ['kept', canary.keptId, canary.keptSecret, undefined],
  ] as const) {
    identity.addUser({ accessKeyId, secretAccessKey, userName: name });
    await s3.control.addSession({ accessKeyId, secretAccessKey, sessionToken });
  }
  echo = await startEchoServer({
    [canary.workId]: canary.workSecret,
    [canary.baseId]: canary.baseSecret,
    [canary.wrongId]: canary.wrongSecret,
    [canary.processId]: canary.processSecret,
    [canary.typedId]: canary.typedSecret,
  });
  folder = await mkdtemp(join(tmpdir(), 'satchel-secrets-'));
  home = join(folder, 'home');
  await mkdir(home);
  answers = [];
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await harness?.app.close();
  await identity.close();
  await echo.close();
  await rm(folder, { recursive: true, force: true });
});

/** Sends a request of the page, and keeps the answer. */
async function send<N extends RequestName>(name: N, input: RequestInput<N>): Promise<Answer> {
  const answer = await harness.send(name, input);
  answers.push({ name, answer });
  return answer;
}

const states = async () => {
  const { accounts } = await harness.request('account.list', {});
  return Object.fromEntries(
    accounts.map(({ name, health }) => [name, health.isChecking ? 'checking' : health.state]),
  );
};
const until = (name: string, state: string) => expect.poll(async () => (await states())[name]).toBe(state);

/** Every profile of the home, on the servers at these addresses. */
async function writeProfiles(urls: { readonly s3: string; readonly identity: string }): Promise<void> {
  await mkdir(join(home, 'bin'), { recursive: true });
  const answer = {
    Version: 1,
    AccessKeyId: canary.processId,
    SecretAccessKey: canary.processSecret,
    SessionToken: canary.processToken,
  };
  const said = `Not now: ${JSON.stringify(answer)} secret=${canary.processSecret} ${canary.processToken} ${canary.processId}`;
  const program = async (name: string, source: string) =>
    writeFile(join(home, 'bin', name), `#!${process.execPath}\n${source}`, { mode: 0o755 });
  await program('works', `process.stdout.write(${JSON.stringify(JSON.stringify(answer))});`);
  await program('fails', `process.stderr.write(${JSON.stringify(said)}); process.exitCode = 1;`);
  await program('garbage', `process.stdout.write(${JSON.stringify(said)});`);
  await writeFile(join(home, 'token'), canary.webToken);
  vi.stubEnv('AWS_CONTAINER_CREDENTIALS_FULL_URI', `${echo.url}/container`);
  vi.stubEnv('AWS_CONTAINER_AUTHORIZATION_TOKEN', canary.containerToken);
  await writeLogin();
  await writeFile(join(home, 'ca.pem'), `-----BEGIN CERTIFICATE-----\n${canary.caSecret}\n`);
  const services = Object.entries({
    s3: urls.s3,
    sts: urls.identity,
    sso: urls.identity,
    sso_oidc: urls.identity,
    signin: urls.identity,
  }).map(([service, url]) => `${service} =\n  endpoint_url = ${url}\n`);
  const profile = (name: string, ...lines: readonly string[]) =>
    [`[profile ${name}]`, 'region = us-east-1', 'services = here', ...lines, ''].join('\n');
  await writeAwsFiles(home, {
    config: [
      `[services here]\n${services.join('')}`,
      `[sso-session company]\nsso_start_url = ${identity.sso.startUrl}\nsso_region = us-east-1\nsso_registration_scopes = sso:account:access\n`,
      profile('work'),
      profile('base'),
      profile('wrong'),
      profile('careful', `role_arn = ${roleArn}`, 'source_profile = base', `mfa_serial = ${device}`),
      profile('refused', 'role_arn = arn:aws:iam::111122223333:role/None', 'source_profile = base'),
      profile('web', `role_arn = ${webRoleArn}`, `web_identity_token_file = ${join(home, 'token')}`),
      profile('lost', `role_arn = ${webRoleArn}`, `web_identity_token_file = ${join(home, 'gone')}`),
      profile('office', 'sso_session = company', 'sso_account_id = 111122223333', 'sso_role_name = Reader'),
      profile('program', `credential_process = ${join(home, 'bin', 'works')}`),
      profile('failing', `credential_process = ${join(home, 'bin', 'fails')} --token ${canary.processToken}`),
      profile('babbling', `credential_process = ${join(home, 'bin', 'garbage')}`),
      profile('nothing', `credential_process = TOKEN=${canary.processToken} keys`),
      profile('container', `role_arn = ${roleArn}`, 'credential_source = EcsContainer'),
      profile('cli', `login_session = ${loginSession}`),
      profile('addressed', `endpoint_url = http://anna:${canary.urlPassword}@127.0.0.1:9`),
      profile('certified', `ca_bundle = ${join(home, 'ca.pem')}`),
    ].join('\n'),
    credentials: [
      `[work]\naws_access_key_id = ${canary.workId}\naws_secret_access_key = ${canary.workSecret}\naws_session_token = ${canary.workToken}\n`,
      `[base]\naws_access_key_id = ${canary.baseId}\naws_secret_access_key = ${canary.baseSecret}\n`,
      `[wrong]\naws_access_key_id = ${canary.wrongId}\naws_secret_access_key = ${canary.wrongSecret}\naws_session_token = ${canary.wrongToken}\n`,
      `[addressed]\naws_access_key_id = ${canary.baseId}\naws_secret_access_key = ${canary.baseSecret}\n`,
      `[certified]\naws_access_key_id = ${canary.baseId}\naws_secret_access_key = ${canary.baseSecret}\n`,
      // Lines that are wrong, and are secrets.
      `[torn]\naws_access_key_id = ${canary.baseId}\naws_secret_access_key ${canary.lineSecret}\n${canary.lineSecret}\n[${canary.lineSecret}\n`,
    ].join('\n'),
  });
  harness = await createAppHarness({ homeFolder: home, usesServers: true, hasKeychain: true });
  await send('account.list', {});
}

/** What `aws login` has left, with keys that are over. */
async function writeLogin(): Promise<void> {
  const cache = join(home, 'login');
  vi.stubEnv('AWS_LOGIN_CACHE_DIRECTORY', cache);
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  await mkdir(cache, { recursive: true });
  await writeFile(
    join(cache, `${createHash('sha256').update(loginSession).digest('hex')}.json`),
    JSON.stringify({
      accessToken: {
        accessKeyId: canary.loginId,
        secretAccessKey: canary.loginSecret,
        sessionToken: canary.loginToken,
        accountId: '111122223333',
        expiresAt: '2020-01-01T00:00:00Z',
      },
      tokenType: 'aws_sigv4',
      refreshToken: canary.loginRefresh,
      clientId: 'arn:aws:signin:::devtools/same-device',
      dpopKey: privateKey.export({ type: 'sec1', format: 'pem' }),
    }),
  );
}

const form = (more: Partial<AccountForm> = {}): AccountForm => ({
  name: 'typed',
  providerId: 'other',
  endpoint: s3.url,
  region: 'us-east-1',
  keepIn: 'session',
  accessKeyId: canary.typedId,
  secretAccessKey: canary.typedSecret,
  ...more,
});

/** Checks by hand, opens and asks for something in every account; resolves when nothing is checked any more. */
async function turnToAll(): Promise<void> {
  const { accounts } = await harness.request('account.list', {});
  for (const { id } of accounts) await send('account.check', { accountId: id });
  await Promise.all(
    accounts.map(async ({ id: accountId }) => {
      await send('bucket.list', { accountId, listingId: `l-${accountId}` });
      await send('listing.getPage', { accountId, bucket: 'photos', prefix: '', listingId: `p-${accountId}` });
      await send('object.getDetails', { accountId, bucket: 'photos', key: 'a.txt' });
      await send('account.getForm', { accountId });
    }),
  );
  await expect.poll(async () => Object.values(await states())).not.toContain('checking');
}

/** All secrets by now: the canaries, and what the servers have made. */
async function secrets(): Promise<Readonly<Record<string, string>>> {
  const made = identity.issued.flatMap(({ accessKeyId, secretAccessKey, sessionToken }, index) => [
    [`issued id ${index}`, accessKeyId],
    [`issued secret ${index}`, secretAccessKey],
    [`issued token ${index}`, sessionToken],
  ]);
  const cache = join(home, '.aws', 'sso', 'cache');
  const cached: string[][] = [];
  for (const name of await readdir(cache).catch(() => [])) {
    const fields: Record<string, string> = JSON.parse(await readFile(join(cache, name), 'utf8'));
    for (const field of ['accessToken', 'refreshToken', 'clientSecret'] as const) {
      if (fields[field] !== undefined) cached.push([`${field} of ${name}`, fields[field]]);
    }
  }
  return Object.fromEntries([...Object.entries(canary), ...made, ...cached]);
}

/** The secrets that left main: in answers, events, the log, the host's orders or what the stores keep. */
async function leaked(earlier: Readonly<Record<string, string>> = {}): Promise<readonly string[]> {
  const record = join(folder, 'record');
  await mkdir(record, { recursive: true });
  const { events, logged, asked, accountStore } = harness;
  const kept = [accountStore.readSaved(), [...accountStore.readPreferences()]];
  const everything = { answers, events, logged, asked, kept };
  await writeFile(join(record, 'everything.json'), JSON.stringify(everything));
  const found: string[] = [];
  for (const [name, secret] of Object.entries({ ...earlier, ...(await secrets()) })) {
    const forms = [secret, encodeURIComponent(secret), Buffer.from(secret).toString('hex')];
    // The vault of these tests turns what it seals into hexadecimal digits.
    const shown = name.startsWith('kept') || name === 'proxyPassword' ? forms.slice(0, 2) : forms;
    if ((await filesHolding(record, shown)).length > 0) found.push(`${name} ${where(secret)}`);
  }
  return found;
}

/** The first place of a secret, for whoever has to mend the leak. */
function where(secret: string): string {
  const text = JSON.stringify([answers, harness.events, harness.logged, harness.asked]);
  const at = text.indexOf(secret);
  return at < 0 ? 'encoded' : `in …${text.slice(Math.max(0, at - 300), at)}`;
}

test('what is searched for would be found', async () => {
  await writeProfiles({ s3: s3.url, identity: identity.url });
  for (const secret of [canary.workSecret, canary.webToken, canary.lineSecret, canary.code]) {
    answers = [{ name: 'account.list', answer: { ok: true, value: { oops: `…${secret}…` } } }];
    expect(await leaked()).toHaveLength(1);
  }
});

test('no secret leaves main while accounts work, and while they do not', async () => {
  await writeProfiles({ s3: s3.url, identity: identity.url });
  await turnToAll();
  for (const [accountId, code] of [
    ['profile:careful', canary.wrongCode],
    ['profile:careful', canary.code],
    ['profile:base', canary.code],
  ] as const) {
    await send('account.enterCode', { accountId, code });
  }
  await until('careful', 'works');

  const { signInId } = await harness.request('account.signIn', { accountId: 'profile:office' });
  await expect.poll(() => harness.asked.join()).toContain('page http');
  await send('account.openSignInPage', { signInId });
  identity.sso.approve();
  await until('office', 'works');
  await turnToAll();
  const signedIn = await secrets();
  expect(await states()).toMatchObject({
    work: 'works',
    base: 'works',
    wrong: 'wrongKeys',
    careful: 'works',
    refused: 'broken',
    web: 'works',
    lost: 'broken',
    office: 'works',
    program: 'works',
    failing: 'broken',
    babbling: 'broken',
    nothing: 'broken',
    certified: 'broken',
    torn: 'broken',
  });
  identity.sso.revokeTokens();
  await s3.control?.expireTokens();
  await turnToAll();
  await send('account.signOut', { accountId: 'profile:office' });
  await until('office', 'needsSignIn');
  await send('account.signIn', { accountId: 'profile:office' });
  await send('account.cancelSignIn', { signInId });

  expect(await leaked(signedIn)).toEqual([]);
  // They are where they belong.
  expect(await filesHolding(join(home, '.aws'), [canary.workSecret])).toHaveLength(1);
});

test('no secret leaves main by way of the form and the settings', async () => {
  await writeProfiles({ s3: s3.url, identity: identity.url });
  const proxy = await startHttpProxy({ user: 'anna', password: 'another' });
  const tooLong = 'x'.repeat(10_001);
  for (const input of [
    form(),
    form({
      name: 'kept',
      keepIn: 'keychain',
      accessKeyId: canary.keptId,
      secretAccessKey: canary.keptSecret,
    }),
    form({ name: 'filed', keepIn: 'file', sessionToken: canary.typedToken }),
    form({ name: 'work' }),
    form({ name: 'in two\nlines' }),
    form({ name: 'address', endpoint: `https://${canary.typedId}:${canary.typedSecret}@example.com` }),
    form({ name: 'address', endpoint: `https://example.com/?key=${canary.typedSecret}` }),
    form({ name: 'provider', providerId: canary.typedSecret }),
    form({ name: 'line', keepIn: 'file', secretAccessKey: `${canary.typedSecret}\n[more]` }),
    form({ name: 'long', secretAccessKey: `${canary.typedSecret}${tooLong}` }),
    form({ name: 'half', secretAccessKey: undefined }),
    form({ name: 'certificate', caGrantId: canary.typedSecret }),
  ]) {
    const { secretAccessKey, ...rest } = input;
    await send('account.save', { form: secretAccessKey === undefined ? rest : input });
  }
  await until('kept', 'works');
  const { accounts } = await harness.request('account.list', {});
  for (const { id: accountId, name } of accounts) {
    await send('account.getForm', { accountId });
    const look = { accountId, name: `${name} 2`, color: 'red', isReadOnly: true } as const;
    await send('account.setLook', look);
    const { accessKeyId, secretAccessKey, ...rest } = form({ name: `${name} 2`, keepIn: 'file' });
    await send('account.save', { accountId, form: rest });
    await send('account.save', { accountId, form: { ...rest, accessKeyId, secretAccessKey } as AccountForm });
  }
  await chmod(join(home, '.aws', 'credentials'), 0o400);
  await send('account.save', { form: form({ name: 'locked', keepIn: 'file' }) });

  const { proxyPassword: password } = canary;
  for (const url of [
    `http://127.0.0.1:${proxy.port}`,
    `http://anna:${password}@127.0.0.1:${proxy.port}`,
    `socks5://127.0.0.1:${proxy.port}`,
    `ftp://${password}`,
    password,
  ]) {
    await send('settings.setProxy', { mode: 'manual', url, user: 'anna', password });
    await send('bucket.list', { accountId: 'profile:work', listingId: 'l' });
  }
  await proxy.kill();
  await send('bucket.list', { accountId: 'profile:work', listingId: 'l' });
  await turnToAll();
  await send('settings.setProxy', { mode: 'none' });
  await send('settings.get', {});
  await send('settings.set', { lastAccountId: 'profile:work' });
  await send('settings.chooseDownloadFolder', {});
  harness.chosen.caFile = join(home, 'ca.pem');
  await send('account.chooseCaFile', {});
  await send('account.getKeeping', {});
  await send('provider.list', {});
  await send('account.openFile', { file: 'config' });
  await send('account.openFile', { file: 'credentials' });
  await send('account.remove', { accountId: 'profile:filed' });
  await send('account.enterCode', { accountId: 'profile:work', code: canary.code });
  for (const name of ['account.signIn', 'account.signOut'] as const) {
    await send(name, { accountId: 'profile:work' });
  }
  for (const name of ['account.openSignInPage', 'account.cancelSignIn'] as const) {
    await send(name, { signInId: canary.typedSecret });
  }
  await send('account.startDemo', { name: 'Demo' });
  expect(await leaked({ demoSecret: demoKeys.secretAccessKey })).toEqual([]);
  const names = Object.keys(requests).filter((name) => /^(account|settings|provider)\./.test(name));
  expect(names.filter((name) => answers.every((sent) => sent.name !== name))).toEqual([]);
});

describe('no secret leaves main when a server says all that it knows', () => {
  const refusals: readonly Refusal[] = [
    'page',
    { status: 403, code: 'InvalidAccessKeyId' },
    { status: 400, code: 'ExpiredToken' },
    { status: 400, code: 'AuthorizationHeaderMalformed' },
    { status: 400, code: 'ValidationError' },
    { status: 401, code: 'UnauthorizedException' },
    { status: 409, code: 'NobodyKnowsThisCode' },
    { status: 500, code: 'InternalError' },
  ];

  test.for(refusals.map((refusal) => [refusal === 'page' ? 'a web page' : refusal.code, refusal] as const))(
    'with %s',
    async ([, refusal]) => {
      echo.refuseWith(refusal);
      const cache = join(home, '.aws', 'sso', 'cache');
      await mkdir(cache, { recursive: true });
      const soon = `${new Date(Date.now() + 120_000).toISOString().slice(0, 19)}Z`;
      await writeFile(
        join(cache, `${createHash('sha1').update('company').digest('hex')}.json`),
        JSON.stringify({
          startUrl: identity.sso.startUrl,
          region: 'us-east-1',
          accessToken: canary.ssoToken,
          refreshToken: canary.ssoRefresh,
          clientId: 'client',
          clientSecret: canary.ssoClient,
          expiresAt: soon,
          registrationExpiresAt: soon,
        }),
      );
      await writeProfiles({ s3: echo.url, identity: echo.url });
      await turnToAll();
      await send('account.enterCode', { accountId: 'profile:careful', code: canary.code });
      await send('account.signIn', { accountId: 'profile:office' });
      await expect
        .poll(() => harness.events.findLast(({ name }) => name === 'signIn.changed')?.payload)
        .toMatchObject({ status: 'failed' });
      await send('account.save', { form: form({ endpoint: echo.url }) });
      await turnToAll();
      expect(echo.count()).toBeGreaterThan(10);
      expect(await leaked()).toEqual([]);
    },
  );
});
