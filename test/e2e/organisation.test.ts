import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { accountsWindow } from '../support/accountsWindow.ts';
import { type AwsWorld, startAwsWorld } from '../support/awsWorld.ts';
import { type RunningSatchel, requestInPage } from '../support/electronApp.ts';
import { fileWindow } from '../support/fileWindow.ts';
import { interceptBrowser, type SignInBrowser } from '../support/signInBrowser.ts';

const patience = { timeout: 30_000 };

let world: AwsWorld;
let satchel: RunningSatchel;
let browser: SignInBrowser;

beforeAll(async () => {
  world = await startAwsWorld({ reports: { 'menu.pdf': 'menu' }, archive: {} }, (arn) => ({
    buckets: [arn.includes('Reader') ? 'reports' : 'archive'],
  }));
  await world.writeFiles({ config: '', credentials: '' });
});
afterEach(async () => satchel.close());
afterAll(() => world?.close());

async function open(userData: string) {
  const { server, identity } = world;
  satchel = await world.open({
    userData: join(world.folder, userData),
    env: {
      AWS_ENDPOINT_URL_S3: server.url,
      AWS_ENDPOINT_URL_STS: identity.url,
      AWS_ENDPOINT_URL_SSO: identity.url,
      AWS_ENDPOINT_URL_SSO_OIDC: identity.url,
    },
  });
  browser = await interceptBrowser(satchel.app);
  return { page: satchel.page, accounts: accountsWindow(satchel.page), window: fileWindow(satchel.page) };
}

test('a person signs in with an organisation and takes over what it gives, without a file or a terminal', async () => {
  const { page, accounts, window } = await open('person');
  const { dialog } = accounts;
  await page.getByRole('button', { name: 'Sign in with your organisation' }).click();
  const address = dialog.getByRole('textbox', { name: 'Sign-in address' });
  await address.waitFor();
  const goOn = () => dialog.getByRole('button', { name: 'Continue' }).click();
  await goOn();
  await dialog.getByText('Type the address.').waitFor();

  await address.fill('ftp://nowhere');
  await goOn();
  await dialog.getByText('ftp://nowhere does not lead to a sign-in in the region us-east-1.').waitFor();

  // An address that its region does not know.
  await address.fill(`${world.identity.url}/other`);
  await goOn();
  await dialog.getByText(/\/other does not lead to a sign-in in the region us-east-1\./).waitFor(patience);
  await dialog.getByRole('button', { name: 'Cancel' }).click();

  await address.fill(`${world.identity.sso.startUrl}/#/`);
  await page.keyboard.press('Enter');
  await browser.nextCode();
  await browser.press('deny');
  await dialog.getByText('The sign-in was refused in the browser.').waitFor(patience);
  await dialog.getByRole('button', { name: 'Try again' }).click();
  const code = await browser.nextCode();
  await dialog.getByText(code, { exact: true }).waitFor();
  await browser.press('allow');

  await dialog.getByText('no account was given to you').waitFor(patience);
  for (const roleName of ['Reader', 'Archivist']) {
    world.identity.sso.addAssignment({ accountId: '111122223333', roleName });
  }
  world.identity.sso.addAssignment({ accountId: '444455556666', roleName: 'Reader' });
  await dialog.getByRole('button', { name: 'Back' }).click();
  // The sign-in that was just made still holds.
  await goOn();
  const choices = dialog.getByRole('list', { name: 'Accounts and roles' }).getByRole('checkbox');
  await expect.poll(() => choices.count(), patience).toBe(3);
  await dialog.getByRole('searchbox').fill('1111 read');
  await expect.poll(() => choices.count()).toBe(1);
  await choices.first().press('Space');
  await dialog.getByRole('searchbox').fill('archiv');
  await choices.first().press('Space');
  await dialog.getByRole('button', { name: 'Add 2 accounts' }).click();

  await window.openBucket('reports');
  await window.row('menu.pdf').waitFor(patience);
  await accounts.switchTo('Account 111122223333 · Archivist');
  await window.bucket('archive').waitFor(patience);
  expect(satchel.errors()).toEqual([]);
});

test('what was taken over is there at the next start, signs in again, and goes when it is removed', async () => {
  world.identity.sso.revokeTokens();
  const { page, accounts, window } = await open('person');
  const name = 'Account 111122223333 · Reader';
  await accounts.isOpen('Account 111122223333 · Archivist');
  await accounts.manage();
  await accounts.row(name).getByText('Needs you to sign in').waitFor(patience);
  await accounts.row(name).getByRole('button', { name: 'Sign in' }).click();
  await browser.nextCode();
  await browser.press('allow');
  await window.dialog.getByText(`You are signed in to ${name}`).waitFor(patience);
  await window.dialog.getByRole('button', { name: 'Close' }).click();
  await accounts.row(name).getByText('1 bucket: reports').waitFor(patience);

  await accounts.choose(name, 'Remove…');
  await accounts.dialog.getByText('Nothing of your organisation’s changes').waitFor();
  await accounts.dialog
    .getByRole('button', { name: `Remove ${name}` })
    .or(accounts.dialog.getByRole('button', { name: 'Remove this account' }))
    .click();
  await accounts.row(name).waitFor({ state: 'detached' });
  const { accounts: left } = await requestInPage(page, 'account.list', {});
  expect(left.map(({ source, credentialKind }) => [source, credentialKind])).toEqual([
    ['organisation', 'sso'],
  ]);
});
