import { randomBytes } from 'node:crypto';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { AccountForm } from '../../shared/domain/account.ts';
import { eventChannel, requestChannel } from '../../shared/ipc/bridge.ts';
import type { RequestInput, RequestName } from '../../shared/ipc/contract.ts';
import { type AccountsWindow, accountsWindow, stateOf } from '../support/accountsWindow.ts';
import { type AwsWorld, startAwsWorld } from '../support/awsWorld.ts';
import { canaryKeyId, canarySecret, canaryToken } from '../support/canaries.ts';
import { type EchoServer, startEchoServer } from '../support/echoServer.ts';
import { type RunningSatchel, requestInPage } from '../support/electronApp.ts';
import { filesHolding } from '../support/filesHolding.ts';
import { hasKeychainTools } from '../support/keychain.ts';
import { startHttpProxy } from '../support/proxyServer/proxyServer.ts';
import { interceptBrowser } from '../support/signInBrowser.ts';

const patience = { timeout: 20_000 };
const role = 'arn:aws:iam::111122223333:role/Careful';
const webRole = 'arn:aws:iam::111122223333:role/Web';
const device = 'arn:aws:iam::111122223333:mfa/anna';

const canary = {
  workId: canaryKeyId(),
  workSecret: canarySecret(),
  workToken: canaryToken(),
  baseId: canaryKeyId(),
  baseSecret: canarySecret(),
  wrongId: canaryKeyId(),
  wrongSecret: canarySecret(),
  processId: canaryKeyId('ASIA'),
  processSecret: canarySecret(),
  processToken: canaryToken(),
  typedId: canaryKeyId(),
  typedSecret: canarySecret(),
  keptId: canaryKeyId(),
  keptSecret: canarySecret(),
  lineSecret: canarySecret(),
  webToken: canaryToken(),
  code: '91827364',
  wrongCode: '64738291',
  proxyPassword: randomBytes(18).toString('base64url'),
  thrown: canarySecret(),
};

let world: AwsWorld;
let echo: EchoServer;
let satchel: RunningSatchel;
let accounts: AccountsWindow;
const printed: string[] = [];

beforeAll(async () => {
  world = await startAwsWorld({ reports: { 'menu.pdf': 'menu' } });
  const { identity, control } = world;
  identity.addRole({ arn: role, mfaSerial: device, mfaCode: canary.code });
  identity.addRole({ arn: webRole, webIdentityToken: canary.webToken });
  identity.sso.addAssignment({ accountId: '111122223333', roleName: 'Reader' });
  for (const [userName, accessKeyId, secretAccessKey, sessionToken] of [
    ['work', canary.workId, canary.workSecret, canary.workToken],
    ['base', canary.baseId, canary.baseSecret, undefined],
    ['typed', canary.typedId, canary.typedSecret, undefined],
    ['kept', canary.keptId, canary.keptSecret, undefined],
  ] as const) {
    identity.addUser({ accessKeyId, secretAccessKey, userName });
    await control.addSession({ accessKeyId, secretAccessKey, sessionToken });
  }
  echo = await startEchoServer({ [canary.workId]: canary.workSecret });
  await writeHome();
  const temporary = path.join(world.folder, 'tmp');
  await mkdir(temporary);
  satchel = await world.open({
    env: { TMPDIR: temporary },
    ...(hasKeychainTools && { keychainFolder: path.join(world.folder, 'keychain') }),
  });
  const { stdout, stderr } = satchel.app.process();
  for (const stream of [stdout, stderr]) stream?.on('data', (data) => printed.push(String(data)));
  accounts = accountsWindow(satchel.page);
});
afterAll(async () => {
  await satchel?.close();
  await echo?.close();
  await world?.close();
});

/** A profile for every way to keys, and one for every way not to get them. */
async function writeHome(): Promise<void> {
  const { here, services, home, identity } = world;
  const said = `Not now: {"SecretAccessKey":"${canary.processSecret}"} token=${canary.processToken} ${canary.processId}`;
  await mkdir(home, { recursive: true });
  await writeFile(
    path.join(home, 'keys'),
    `#!${process.execPath}\nprocess.stderr.write(${JSON.stringify(said)}); process.exitCode = 1;`,
    { mode: 0o755 },
  );
  await writeFile(path.join(home, 'token'), canary.webToken);
  const echoing = `region = us-east-1\nservices = echo\n`;
  const work = `aws_access_key_id = ${canary.workId}\naws_secret_access_key = ${canary.workSecret}\naws_session_token = ${canary.workToken}\n`;
  await world.writeFiles({
    config: `[sso-session company]
sso_start_url = ${identity.sso.startUrl}
sso_region = us-east-1
sso_registration_scopes = sso:account:access
[profile work]
${here}
[profile base]
${here}
[profile wrong]
${here}
[profile echoing]
${echoing}
[profile careful]
role_arn = ${role}
source_profile = base
mfa_serial = ${device}
${here}
[profile web]
role_arn = ${webRole}
web_identity_token_file = ${path.join(home, 'token')}
${here}
[profile office]
sso_session = company
sso_account_id = 111122223333
sso_role_name = Reader
${here}
[profile failing]
credential_process = ${path.join(home, 'keys')} --token ${canary.processToken}
${here}
${services}
[services echo]
s3 =
  endpoint_url = ${echo.url}
sts =
  endpoint_url = ${echo.url}
`,
    credentials: `[work]\n${work}[echoing]\n${work}[base]
aws_access_key_id = ${canary.baseId}
aws_secret_access_key = ${canary.baseSecret}
[wrong]\naws_access_key_id = ${canary.wrongId}
aws_secret_access_key = ${canary.wrongSecret}\n[torn]\naws_secret_access_key ${canary.lineSecret}\n`,
  });
}

/** Keeps all that main sends from here on: answers and events. */
async function record(): Promise<() => Promise<readonly string[]>> {
  const sent = await satchel.app.evaluateHandle(
    ({ ipcMain, BrowserWindow }, [requests = '', events = '']) => {
      const texts: string[] = [];
      type Handler = (event: unknown, envelope: unknown) => Promise<unknown>;
      const inner = (ipcMain as unknown as { _invokeHandlers: Map<string, Handler> })._invokeHandlers.get(
        requests,
      );
      if (inner === undefined) throw new Error('There is no handler to record');
      ipcMain.removeHandler(requests);
      ipcMain.handle(requests, async (event, envelope) => {
        const answer = await inner(event, envelope);
        texts.push(`${(envelope as { name: string }).name} ${JSON.stringify(answer)}`);
        return answer;
      });
      for (const { webContents } of BrowserWindow.getAllWindows()) {
        const send = webContents.send.bind(webContents);
        webContents.send = (channel, ...values) => {
          if (channel === events) texts.push(`event ${JSON.stringify(values)}`);
          send(channel, ...values);
        };
      }
      return texts;
    },
    [requestChannel, eventChannel],
  );
  return () => sent.jsonValue();
}

/** Sends a request, whatever comes of it. */
const send = <N extends RequestName>(name: N, input: RequestInput<N>) =>
  requestInPage(satchel.page, name, input).catch(() => undefined);

const is = (profile: string, state: string) =>
  expect.poll(() => stateOf(satchel.page, `profile:${profile}`), patience).toBe(state);

const form = (more: Partial<AccountForm>): AccountForm => ({
  name: 'kept',
  providerId: 'other',
  endpoint: world.server.url,
  region: 'us-east-1',
  keepIn: hasKeychainTools ? 'keychain' : 'session',
  accessKeyId: canary.keptId,
  secretAccessKey: canary.keptSecret,
  ...more,
});

test('no secret is anywhere but in the AWS files, whatever happens', async () => {
  const { page, app } = satchel;
  const sent = await record();
  const browser = await interceptBrowser(app);
  await is('work', 'works');
  await is('wrong', 'wrongKeys');
  await is('web', 'works');

  // What the user types.
  await accounts.row('careful').getByRole('button', { name: 'Enter the code' }).click();
  for (const code of [canary.wrongCode, canary.code]) {
    await accounts.dialog.getByRole('textbox').fill(code);
    await accounts.dialog.getByRole('button', { name: 'Continue' }).click();
    if (code === canary.wrongCode) await accounts.dialog.getByText(/was not accepted/).waitFor(patience);
  }
  await accounts.dialog.waitFor({ state: 'hidden', ...patience });
  await is('careful', 'works');
  await page.getByRole('button', { name: 'Add account' }).click();
  await page.getByRole('combobox', { name: 'Where are your files?' }).click();
  await page.getByRole('option', { name: /S3-compatible/ }).click();
  await accounts.field('Server address').fill(world.server.url);
  await accounts.field('Name').fill('typed');
  await accounts.field('Access key').fill(canary.typedId);
  await accounts.field('Secret').fill(canary.typedSecret);
  await accounts.dialog.getByRole('radio', { name: /^In the AWS files/ }).check();
  await accounts.dialog.getByRole('button', { name: 'Add account' }).click();
  await accounts.dialog.waitFor({ state: 'hidden', ...patience });
  await is('typed', 'works');
  await send('account.save', { form: form({}) });
  await send('account.save', { form: form({ name: 'in two\nlines' }) });
  await send('account.save', {
    form: form({ name: 'a', endpoint: `https://a:${canary.keptSecret}@b.test` }),
  });

  // What goes wrong.
  await send('account.check', { accountId: 'profile:failing' });
  await is('failing', 'broken');
  for (const code of ['InvalidAccessKeyId', 'AuthorizationHeaderMalformed', 'NobodyKnowsThisCode']) {
    echo.refuseWith({ status: 400, code });
    await send('bucket.list', { accountId: 'profile:echoing', listingId: code });
  }
  const proxy = await startHttpProxy({ user: 'anna', password: 'another' });
  const url = `http://127.0.0.1:${proxy.port}`;
  await send('settings.setProxy', { mode: 'manual', url, user: 'anna', password: canary.proxyPassword });
  await send('bucket.list', { accountId: 'profile:work', listingId: 'refused' });
  await proxy.kill();
  await send('bucket.list', { accountId: 'profile:work', listingId: 'gone' });
  await send('settings.setProxy', { mode: 'none' });

  // A sign-in, from its beginning to its end.
  await send('account.signIn', { accountId: 'profile:office' });
  await browser.nextCode();
  await browser.press('allow');
  await is('office', 'works');
  const { issued } = world.identity;
  const secrets: Record<string, string> = { ...canary, ...(await tokens()) };
  for (const [index, { accessKeyId, secretAccessKey, sessionToken }] of issued.entries()) {
    Object.assign(secrets, {
      [`id ${index}`]: accessKeyId,
      [`secret ${index}`]: secretAccessKey,
      [`token ${index}`]: sessionToken,
    });
  }
  expect(Object.keys(secrets)).toEqual(expect.arrayContaining(['accessToken', 'refreshToken', 'token 0']));
  await send('account.signOut', { accountId: 'profile:office' });
  await is('office', 'needsSignIn');

  // What nobody has thought of.
  const log = path.join(satchel.userData, 'logs', 'satchel.log');
  const logged = () => readFile(log, 'utf8').catch(() => '');
  await app.evaluate((_, secret) => {
    const request = { headers: { authorization: secret } };
    setTimeout(() => {
      throw Object.assign(new Error('Nobody has thought of it'), { request });
    });
    void Promise.reject(Object.assign(new Error('Nor of this'), { request }));
  }, canary.thrown);
  await expect.poll(logged, patience).toContain('Nobody has thought of it');
  await expect.poll(logged, patience).toContain('Nor of this');
  await app.evaluate(({ BrowserWindow }) => {
    for (const window of BrowserWindow.getAllWindows()) window.webContents.forcefullyCrashRenderer();
  });
  await expect.poll(logged, patience).toContain('The page ended');
  const texts = await sent();
  await satchel.close();

  await writeFile(path.join(world.folder, 'sent'), texts.join('\n'));
  await writeFile(path.join(world.folder, 'printed'), printed.join(''));
  const holding: Record<string, readonly string[]> = {};
  for (const [name, secret] of Object.entries(secrets)) {
    const found = await filesHolding(world.folder, [secret, encodeURIComponent(secret)]);
    const outside = found.map((file) => path.relative(world.folder, file)).filter((file) => !isAllowed(file));
    if (outside.length > 0) holding[name] = outside;
  }
  expect(holding).toEqual({});
  // All of it was really there, and is found where it may be.
  expect(await filesHolding(world.folder, [canary.typedSecret])).toEqual([
    path.join(world.home, '.aws', 'credentials'),
  ]);
  expect(texts.some((text) => text.startsWith('event') && text.includes('needsSignIn'))).toBe(true);
  expect(texts.filter((text) => text.startsWith('account.save') && text.includes('"ok":false'))).toHaveLength(
    2,
  );
});

/** What the test itself has written, and the files of the AWS CLI with their copies. */
function isAllowed(file: string): boolean {
  return /^home\/(keys|token|\.aws\/(config|credentials)(\.satchel-backup)?|\.aws\/sso\/cache\/[^/]+)$/.test(
    file.replaceAll(path.sep, '/'),
  );
}

/** What the sign-in has left in the AWS CLI's cache. */
async function tokens(): Promise<Record<string, string>> {
  const folder = path.join(world.home, '.aws', 'sso', 'cache');
  const found: Record<string, string> = {};
  for (const name of await readdir(folder)) {
    const fields: Record<string, string> = JSON.parse(await readFile(path.join(folder, name), 'utf8'));
    for (const field of ['accessToken', 'refreshToken', 'clientSecret']) {
      const secret = fields[field];
      if (secret !== undefined) found[field] = secret;
    }
  }
  return found;
}
