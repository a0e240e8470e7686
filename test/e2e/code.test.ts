import { randomFillSync } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type AccountsWindow, accountsWindow, stateOf } from '../support/accountsWindow.ts';
import { type AwsWorld, startAwsWorld } from '../support/awsWorld.ts';
import { type RunningSatchel, requestInPage } from '../support/electronApp.ts';
import { type FileWindow, fileWindow } from '../support/fileWindow.ts';

const patience = { timeout: 20_000 };
const device = 'arn:aws:iam::111122223333:mfa/annas-phone';
const role = 'arn:aws:iam::111122223333:role/Careful';
const code = '123456';
const needsCode = 'Needs a code from your device';

let world: AwsWorld;
let satchel: RunningSatchel;
let window: FileWindow;
let accounts: AccountsWindow;

beforeAll(async () => {
  world = await startAwsWorld({ reports: { 'menu.pdf': 'menu' } });
  const { lines } = await world.addKeys('base');
  world.identity.addRole({ arn: role, mfaSerial: device, mfaCode: code });
  const careful = `role_arn = ${role}\nsource_profile = base\nmfa_serial = ${device}\n${world.here}`;
  await world.writeFiles({
    config: `[profile careful]\n${careful}\n[profile twin]\n${careful}\n[profile base]\n${world.here}\n${world.services}`,
    credentials: `[base]\n${lines}`,
  });
  satchel = await world.open();
  window = fileWindow(satchel.page);
  accounts = accountsWindow(satchel.page);
});
afterAll(async () => {
  await satchel?.close();
  await world?.close();
});

const says = (name: string, text: string) => accounts.row(name).getByText(text).first().waitFor(patience);
const assumed = () => world.identity.requests.filter(({ operation }) => operation === 'AssumeRole').length;

async function enter(typed: string): Promise<void> {
  await window.dialog.getByRole('textbox').fill(typed);
  await window.dialog.getByRole('button', { name: 'Continue' }).click();
}

test('a code is asked for by its button only, and a wrong one can be typed again', async () => {
  await says('careful', needsCode);
  await says('twin', needsCode);
  await says('base', 'Works');
  await satchel.page.getByRole('button', { name: 'Check all' }).click();
  await says('base', 'Works');
  expect(await window.dialog.count()).toBe(0);
  // Without a code nobody is asked for a session.
  expect(assumed()).toBe(0);

  await accounts.row('careful').getByRole('button', { name: 'Enter the code' }).click();
  await window.dialog.getByText('Code of annas-phone').waitFor();
  await enter('000000');
  await window.dialog.getByText('This code was not accepted.', { exact: false }).waitFor(patience);
  await enter(`${code.slice(0, 3)} ${code.slice(3)}`);
  await window.dialog.waitFor({ state: 'hidden', ...patience });
  await says('careful', '1 bucket: reports');
});

test('profiles of the same role and device share the session of a code', async () => {
  await says('twin', '1 bucket: reports');
  // One that was refused, and one that was not.
  expect(assumed()).toBe(2);
});

test('a listing and an upload wait for the next code, and go on after it', async () => {
  await accounts.row('careful').getByRole('button', { name: 'Open' }).click();
  await window.openBucket('reports');
  await window.row('menu.pdf').waitFor(patience);
  const file = path.join(world.folder, 'film.bin');
  const content = randomFillSync(Buffer.alloc(20 * 1024 * 1024));
  await writeFile(file, content);
  await satchel.stubDialog({ files: [file] });
  await world.control.reset();
  await world.control.throttle(2 * 1024 * 1024);
  await window.upload('Files');
  const partsBegun = async () => (await world.control.counters()).openRequests;
  await expect.poll(partsBegun, patience).toBeGreaterThan(0);

  // The session ends.
  await world.control.expireTokens();
  await world.control.throttle(null);
  const upload = async () => (await requestInPage(satchel.page, 'transfer.list', {})).jobs[0];
  await expect.poll(async () => (await upload())?.status, { timeout: 60_000 }).toBe('blocked');
  expect(await upload()).toMatchObject({ error: { code: 'account.codeNeeded', action: 'enterCode' } });
  await satchel.page.keyboard.press('F5');
  const alert = satchel.page.getByRole('main').getByRole('alert').first();
  await alert.getByText('careful needs a code.').waitFor(patience);
  expect(await window.dialog.count()).toBe(0);

  await alert.getByRole('button', { name: 'Enter the code' }).click();
  await enter(code);
  await window.dialog.waitFor({ state: 'hidden', ...patience });
  await window.row('menu.pdf').waitFor(patience);
  await expect.poll(async () => (await upload())?.status, { timeout: 60_000 }).toBe('done');
  const { body } = await world.storage.openRange({ bucket: 'reports', key: 'film.bin' });
  expect(Buffer.concat(await body.toArray()).equals(content)).toBe(true);
});

test('a session that ends by itself is told, and the next listing asks for a code', async () => {
  const { page } = satchel;
  const accountId = 'profile:careful';
  const list = () => requestInPage(page, 'bucket.list', { accountId, listingId: 'test' });
  await world.control.expireTokens();
  await expect(list()).rejects.toMatchObject({ appError: { code: 'account.codeNeeded' } });
  world.identity.setSessionSeconds(2);
  await requestInPage(page, 'account.enterCode', { accountId, code });
  const stateNow = async () => {
    await requestInPage(page, 'account.check', { accountId });
    return stateOf(page, accountId);
  };
  await expect.poll(stateNow, patience).toBe('needsCode');
  await expect(list()).rejects.toMatchObject({
    appError: { code: 'account.codeNeeded', action: 'enterCode', params: { profile: 'careful' } },
  });
  expect(await window.dialog.count()).toBe(0);
});
