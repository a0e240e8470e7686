import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { appendFile, readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { type AccountsWindow, accountsWindow, stateOf } from '../support/accountsWindow.ts';
import { type AwsWorld, startAwsWorld } from '../support/awsWorld.ts';
import { type RunningSatchel, requestInPage } from '../support/electronApp.ts';
import { type FileWindow, fileWindow } from '../support/fileWindow.ts';
import { interceptBrowser, type SignInBrowser } from '../support/signInBrowser.ts';

const patience = { timeout: 20_000 };
const accountId = '111122223333';

let world: AwsWorld;
let satchel: RunningSatchel;
let window: FileWindow;
let accounts: AccountsWindow;
let browser: SignInBrowser;

beforeAll(async () => {
  world = await startAwsWorld({ reports: { 'menu.pdf': 'menu' }, archive: {} }, (arn) => ({
    buckets: [arn.includes('Reader') ? 'reports' : 'archive'],
  }));
  for (const roleName of ['Reader', 'Archivist']) {
    world.identity.sso.addAssignment({ accountId, roleName });
  }
  const { startUrl } = world.identity.sso;
  const role = (name: string) => `sso_account_id = ${accountId}\nsso_role_name = ${name}\n${world.here}`;
  await world.writeFiles({
    config: `[sso-session company]
sso_start_url = ${startUrl}
sso_region = us-east-1
sso_registration_scopes = sso:account:access
[profile office]
sso_session = company
${role('Reader')}
[profile archive]
sso_session = company
${role('Archivist')}
[profile older]
sso_start_url = ${startUrl}
sso_region = us-east-1
${role('Reader')}
${world.services}`,
  });
  await open();
});
// No page comes up that nobody has asked for, whatever was done.
afterEach(async () => expect(await browser.unasked()).toEqual([]));
afterAll(async () => {
  await satchel?.close();
  await world?.close();
});

async function open(): Promise<void> {
  satchel = await world.open();
  window = fileWindow(satchel.page);
  accounts = accountsWindow(satchel.page);
  browser = await interceptBrowser(satchel.app);
}

const says = (name: string, text: string) => accounts.row(name).getByText(text).first().waitFor(patience);
const needsSignIn = 'Needs you to sign in';

/** Presses "Sign in" and waits for the browser; answers the code on its page. */
async function startSignIn(name: string): Promise<string> {
  await says(name, needsSignIn);
  await accounts.row(name).getByRole('button', { name: 'Sign in' }).click();
  await window.dialog.getByText(`Sign in to ${name}`).waitFor();
  return browser.nextCode();
}

async function finishSignIn(name: string): Promise<void> {
  await browser.press('allow');
  await window.dialog.getByText(`You are signed in to ${name}`).waitFor(patience);
  await window.dialog.getByRole('button', { name: 'Close' }).click();
}

async function signOut(name: string): Promise<void> {
  await accounts.choose(name, 'Sign out');
  await says(name, needsSignIn);
}

/** Where the AWS CLI keeps the sign-in of a session, or of a start URL. */
function tokenFile(session: string): string {
  const name = createHash('sha1').update(session).digest('hex');
  return path.join(world.home, '.aws', 'sso', 'cache', `${name}.json`);
}
const readToken = async (): Promise<Record<string, string>> =>
  JSON.parse(await readFile(tokenFile('company'), 'utf8'));

const count = (operation: string) =>
  world.identity.requests.filter((request) => request.operation === operation).length;

/** Whether the server still takes a token. */
async function isTaken(token: string): Promise<boolean> {
  const headers = { 'x-amz-sso_bearer_token': token };
  return (await fetch(`${world.identity.url}/assignment/accounts`, { headers })).ok;
}

/** Resolves when no account is being checked. */
async function checked(): Promise<void> {
  const { page } = satchel;
  const isChecking = async () =>
    (await requestInPage(page, 'account.list', {})).accounts.some(({ health }) => health.isChecking);
  await expect.poll(isChecking, patience).toBe(false);
}

test('a sign-in is begun by its button only, and serves all profiles of its session', async () => {
  await says('office', needsSignIn);
  await appendFile(
    path.join(world.home, '.aws', 'config'),
    '# seen\n[profile later]\nsso_session = company\n',
  );
  await accounts.row('later').waitFor(patience);
  await satchel.page.getByRole('button', { name: 'Check all' }).click();
  await checked();
  expect(await browser.unasked()).toEqual([]);
  expect(count('RegisterClient')).toBe(0);
  // The button that mends it, and the one of the menu.
  expect(await accounts.row('office').getByRole('button').allInnerTexts()).toEqual(['Sign in', '']);

  world.identity.sso.setTokenSeconds(28_800);
  const code = await startSignIn('office');
  await window.dialog.getByText(code, { exact: true }).waitFor();
  expect(existsSync(tokenFile('company'))).toBe(false);
  await finishSignIn('office');
  await says('office', 'Works');
  await says('office', '1 bucket: reports');
  await says('archive', '1 bucket: archive');
  await says('older', needsSignIn);

  const token = await readToken();
  expect(Object.keys(token)).toEqual([
    'startUrl',
    'region',
    'accessToken',
    'expiresAt',
    'clientId',
    'clientSecret',
    'registrationExpiresAt',
    'refreshToken',
  ]);
  expect(token).toMatchObject({
    startUrl: world.identity.sso.startUrl,
    region: 'us-east-1',
    expiresAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
  });
  expect((await stat(tokenFile('company'))).mode & 0o777).toBe(0o600);
  expect(satchel.errors()).toEqual([]);
});

test('a sign-in outlives a restart, and is refreshed silently when it is about to end', async () => {
  await says('office', 'Works');
  // A token that ends within a quarter of an hour is one to refresh.
  const token = await readToken();
  await satchel.close();
  const soon = `${new Date(Date.now() + 600_000).toISOString().slice(0, 19)}Z`;
  await writeFile(tokenFile('company'), JSON.stringify({ ...token, expiresAt: soon }), { mode: 0o600 });
  const before = count('CreateToken');

  await open();
  await says('office', 'Works');
  await says('archive', 'Works');
  await checked();
  expect(count('CreateToken')).toBe(before + 1);
  const refreshed = await readToken();
  expect(refreshed.accessToken).not.toBe(token.accessToken);
  expect(Date.parse(refreshed.expiresAt ?? '')).toBeGreaterThan(Date.now() + 3_600_000);
  expect(await window.dialog.count()).toBe(0);
});

test('signing out ends the sign-in here, on the disk and at the server', async () => {
  await says('office', 'Works');
  const { accessToken = '' } = await readToken();
  expect(await isTaken(accessToken)).toBe(true);
  await signOut('office');
  await says('archive', needsSignIn);
  expect(existsSync(tokenFile('company'))).toBe(false);
  await expect.poll(() => isTaken(accessToken), patience).toBe(false);
});

test('a sign-in that comes to nothing says why, with one button', async () => {
  const { sso } = world.identity;
  const expectFailure = async (sentence: string | RegExp) => {
    const alert = window.dialog.getByRole('alert');
    await alert.getByText(sentence).waitFor(patience);
    expect(await alert.getByRole('button').allInnerTexts()).toEqual(['Try again', 'Details']);
  };
  const again = () => window.dialog.getByRole('button', { name: 'Try again' }).click();

  await startSignIn('office');
  await browser.press('deny');
  await expectFailure(/The sign-in of office was refused in the browser/);

  await again();
  await browser.nextCode();
  sso.expire();
  await expectFailure(/The sign-in of office took too long/);

  sso.answerHtml(true);
  await again();
  await expectFailure(/where office signs in, does not lead to a sign-in service/);
  sso.answerHtml(false);
  await window.dialog.getByRole('button', { name: 'Cancel' }).click();
  await says('office', needsSignIn);
});

test('closing the dialog gives the sign-in up', async () => {
  const code = await startSignIn('office');
  await satchel.page.keyboard.press('Escape');
  await window.dialog.waitFor({ state: 'hidden' });
  await browser.press('allow');
  // One that still ran would be joined, with its code.
  expect(await startSignIn('office')).not.toBe(code);
  await window.dialog.getByRole('button', { name: 'Cancel' }).click();
  await window.dialog.waitFor({ state: 'hidden' });
  expect(existsSync(tokenFile('company'))).toBe(false);
});

test('the older form has a sign-in of its own', async () => {
  const { startUrl } = world.identity.sso;
  await startSignIn('older');
  await finishSignIn('older');
  await says('older', '1 bucket: reports');
  await says('office', needsSignIn);
  expect(JSON.parse(await readFile(tokenFile(startUrl), 'utf8'))).toMatchObject({ startUrl });
  await signOut('older');
});

test('a sign-in that ends while browsing is mended from the folder', async () => {
  await startSignIn('office');
  await finishSignIn('office');
  await says('office', 'Works');
  await accounts.row('office').getByRole('button', { name: 'Open' }).click();
  await window.openBucket('reports');
  await window.row('menu.pdf').waitFor();
  world.identity.sso.revokeTokens();
  await world.control.expireTokens();
  await satchel.page.keyboard.press('F5');
  const alert = satchel.page.getByRole('alert').first();
  await alert.getByText('office needs you to sign in.').waitFor(patience);
  await alert.getByRole('button', { name: 'Sign in' }).click();
  await browser.nextCode();
  await finishSignIn('office');
  await window.row('menu.pdf').waitFor(patience);
  await expect.poll(() => satchel.page.getByRole('alert').count(), patience).toBe(0);
  await accounts.manage();
  await signOut('office');
});

test('a sign-in that was made with the AWS CLI is found on coming back to the window, or by checking again', async () => {
  await says('office', needsSignIn);
  const token = JSON.stringify(await signInAsCli());
  await writeFile(tokenFile('company'), token, { mode: 0o600 });
  // Satchel looks again at most once in a few seconds.
  const stateOnReturn = async () => {
    await satchel.page.evaluate(() => globalThis.dispatchEvent(new Event('focus')));
    return stateOf(satchel.page, 'profile:office');
  };
  await expect.poll(stateOnReturn, patience).toBe('works');
  await signOut('office');

  const next = JSON.stringify(await signInAsCli());
  await writeFile(tokenFile('company'), next, { mode: 0o600 });
  await accounts.choose('office', 'Check again');
  await says('office', '1 bucket: reports');
});

/** What `aws sso login` leaves in its file. */
async function signInAsCli(): Promise<object> {
  const { url, sso } = world.identity;
  const ask = async (operation: string, body: object): Promise<Record<string, string>> => {
    const answer = await fetch(`${url}${operation}`, { method: 'POST', body: JSON.stringify(body) });
    return answer.json() as Promise<Record<string, string>>;
  };
  const { clientId, clientSecret } = await ask('/client/register', {
    clientName: 'botocore-client',
    clientType: 'public',
    scopes: ['sso:account:access'],
  });
  const client = { clientId, clientSecret };
  const { startUrl } = sso;
  const { deviceCode, userCode } = await ask('/device_authorization', { ...client, startUrl });
  sso.approve(userCode);
  const grantType = 'urn:ietf:params:oauth:grant-type:device_code';
  const { accessToken } = await ask('/token', { ...client, grantType, deviceCode });
  const expiresAt = `${new Date(Date.now() + 3_600_000).toISOString().slice(0, 19)}Z`;
  return { startUrl, region: 'us-east-1', accessToken, expiresAt };
}
