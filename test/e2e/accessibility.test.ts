import { readFile, truncate, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { AxeResults, ElementContext } from 'axe-core';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type AccountsWindow, accountsWindow } from '../support/accountsWindow.ts';
import { type AwsWorld, startAwsWorld } from '../support/awsWorld.ts';
import { launchSatchel, type RunningSatchel, requestInPage } from '../support/electronApp.ts';
import { openSatchelOnServer, type SatchelOnServer } from '../support/satchelOnServer.ts';

const axeFile = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

/** What axe finds wrong on the page as it stands, a line each. */
async function violations(page: Page): Promise<readonly string[]> {
  // A tooltip hangs beside the landmarks for as long as the mouse is on its button.
  await page.mouse.move(0, 0);
  await page.getByRole('tooltip').waitFor({ state: 'hidden' });
  await page.evaluate(await readFile(axeFile, 'utf8'));
  const results = await page.evaluate(() => {
    const { axe } = globalThis as unknown as { axe: { run(context: ElementContext): Promise<AxeResults> } };
    // Fluent's focus sentinels: hidden, and they pass the focus on before anyone could be on them.
    return axe.run({ exclude: ['[data-tabster-dummy]'] });
  });
  return results.violations.flatMap(({ id, help, nodes }) =>
    nodes.map((node) => `${id}: ${help}: ${node.html.slice(0, 200)}`),
  );
}

describe.each(['light', 'dark'] as const)(
  'in the %s theme no screen breaks an accessibility rule:',
  (theme) => {
    let opened: SatchelOnServer;
    beforeAll(async () => {
      opened = await openSatchelOnServer({
        documents: { 'old/letter.txt': 'Dear all', 'menu.txt': 'soup', 'wine.txt': 'red' },
        empty: {},
      });
      await opened.page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
    });
    afterAll(() => opened.close());
    const check = async () => expect(await violations(opened.page)).toEqual([]);

    test('welcome', async () => {
      const satchel = await launchSatchel();
      await satchel.page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
      await satchel.page.getByText('Welcome to Satchel').waitFor();
      expect(await violations(satchel.page)).toEqual([]);
      await satchel.close();
    });

    test('a folder, with a selection and its details', async () => {
      const { window, page } = opened;
      await window.openBucket('documents');
      await window.row('menu.txt').waitFor();
      await check();
      await window.open('menu.txt');
      await page.getByText('soup').waitFor();
      await check();
    });

    test('an empty bucket', async () => {
      await opened.window.openBucket('empty');
      await opened.page.getByText('This bucket is empty').waitFor();
      await check();
    });

    test('the transfers panel and the question about a taken name', async () => {
      const { window, satchel, page, folder } = opened;
      const file = path.join(folder, 'menu.txt');
      await writeFile(file, 'new soup');
      await satchel.stubDialog({ files: [file] });
      await window.openBucket('documents');
      await window.upload('Files');
      await page.getByRole('button', { name: 'Keep both' }).waitFor();
      await check();
      await page.getByRole('button', { name: 'Keep both' }).click();
      await window.row('menu (2).txt').waitFor();
      await (await window.job('menu.txt')).waitFor();
      await check();
    });

    test('transfers in every group, the files of one, and the question of a window that is closed', async () => {
      const { window, satchel, page, folder, control } = opened;
      const upload = async (name: string, sizeBytes: number) => {
        const file = path.join(folder, name);
        await writeFile(file, '');
        await truncate(file, sizeBytes);
        await satchel.stubDialog({ files: [file] });
        await window.upload('Files');
        await (await window.job(name)).waitFor();
      };
      await window.openBucket('documents');
      await control.deny({ actions: ['PutObject'], bucket: 'documents', keyPrefix: 'secret' });
      await control.throttle(100_000);
      await upload('secret.txt', 6);
      await (await window.job('secret.txt')).getByText('You are not allowed to do this').first().waitFor();
      await upload('paused.bin', 20_000_000);
      await (await window.job('paused.bin')).getByRole('button', { name: 'Pause paused.bin' }).click();
      await upload('going.bin', 20_000_000);
      await page.mouse.move(0, 0);
      await expect
        .poll(async () => Object.keys(await window.jobGroups()), { timeout: 10_000 })
        .toEqual(['Needs you', 'Going', 'Paused', 'Finished']);
      await check();

      await window.chooseForJob('secret.txt', 'Show files');
      await window.dialog.getByRole('option').click();
      const details = window.dialog.getByRole('region', { name: 'Details of secret.txt' });
      await details.getByRole('button', { name: 'Details', exact: true }).click();
      await check();
      await window.dialog.getByRole('tab', { name: 'Done 0' }).click();
      await window.dialog.getByText('No file is done yet').waitFor();
      await check();
      await window.dialog.getByRole('button', { name: 'Close' }).click();
      await window.dialog.waitFor({ state: 'detached' });

      await satchel.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
      await window.dialog.getByText('2 transfers are not done').waitFor();
      await check();
      await window.dialog.getByRole('button', { name: 'Stay' }).click();
      await window.dialog.waitFor({ state: 'detached' });
      await control.reset();
      await requestInPage(page, 'transfer.cancel', {});
    });

    test('several tabs, favourites and recent places, in a wide window and in a narrow one', async () => {
      const { window, page } = opened;
      await window.openBucket('documents');
      await page.getByRole('button', { name: 'Favourite', exact: true }).click();
      await page.getByRole('navigation', { name: 'Favourites' }).waitFor();
      await page.getByRole('button', { name: 'New tab' }).click();
      await page.getByRole('tab').nth(1).waitFor();
      await check();
      const size = await page.evaluate(() => ({ width: innerWidth, height: innerHeight }));
      await page.setViewportSize({ width: 800, height: 600 });
      await page.getByRole('button', { name: 'Recent', exact: true }).waitFor();
      await check();
      await page.setViewportSize(size);
      await page.getByRole('tab').last().click({ button: 'middle' });
      await page.getByRole('tablist').waitFor({ state: 'detached' });
      await page.getByRole('button', { name: 'Favourite', exact: true }).click();
    });

    test('unfinished uploads, and the question before they are removed', async () => {
      const { window, page, storage } = opened;
      for (const key of ['one.mov', 'old/two.mov']) await storage.beginMultipart({ bucket: 'empty', key });
      await page.getByRole('button', { name: 'More about empty' }).click();
      await page.getByRole('menuitem', { name: 'Unfinished uploads' }).click();
      await window.dialog.getByText('No unfinished upload is that old').waitFor();
      await check();
      await window.dialog.getByRole('button', { name: 'Show all' }).click();
      await window.dialog.getByRole('option').first().click();
      await check();
      await window.dialog.getByRole('button', { name: 'Remove 1…' }).click();
      const question = page.getByRole('alertdialog');
      await question.waitFor();
      await check();
      await question.getByRole('button', { name: 'Cancel' }).click();
      await question.waitFor({ state: 'detached' });
      await window.dialog.getByRole('button', { name: 'Close' }).click();
    });

    test('the questions before deleting and creating', async () => {
      const { window, page } = opened;
      await window.openBucket('documents');
      await window.select('wine.txt');
      await window.command('Delete').click();
      await window.dialog.getByText(/Delete wine\.txt, 3/).waitFor();
      await check();
      await window.dialog.getByRole('button', { name: 'Cancel' }).click();
      await window.dialog.waitFor({ state: 'detached' });
      // Beside the details, the bar has room for less.
      await page.keyboard.press('ControlOrMeta+Shift+N');
      await window.dialog.getByRole('textbox').fill('a/b');
      await check();
      await page.keyboard.press('Escape');
      await page.getByRole('button', { name: 'New bucket' }).first().click();
      await window.dialog.getByRole('textbox').fill('A');
      await check();
      await page.keyboard.press('Escape');
    });

    test('settings', async () => {
      const { window, page } = opened;
      await window.openBucket('documents');
      await window.command('More').click();
      await page.getByRole('menuitem', { name: 'Settings' }).click();
      await window.dialog.waitFor();
      await check();
      const limit = window.dialog.getByRole('textbox', { name: 'Most for uploads' });
      await limit.fill('5');
      await window.dialog.getByRole('radio', { name: 'At certain times' }).check();
      await window.dialog.getByLabel('To', { exact: true }).fill('09:00');
      await window.dialog.getByText('Choose two different times.').waitFor();
      await check();
      await window.dialog.getByRole('combobox', { name: 'When a name is taken' }).click();
      await window.dialog.getByRole('option', { name: 'Skip' }).waitFor();
      await check();
      await page.keyboard.press('Escape');
      await limit.fill('fast');
      await page.keyboard.press('Tab');
      await window.dialog.getByText('Enter a number, such as 2.5').waitFor();
      await check();
      await limit.fill('');
      await page.keyboard.press('Escape');
    });

    test('a server that is away', async () => {
      const { window, page, server } = opened;
      await server.kill9();
      await window.bucket('empty').click();
      await page.getByRole('button', { name: 'Refresh' }).click();
      await page.getByRole('button', { name: 'Retry' }).first().waitFor();
      await check();
    });
  },
);

describe('accounts in every state', () => {
  const role = 'arn:aws:iam::111122223333:role/Careful';
  let world: AwsWorld;
  let satchel: RunningSatchel;
  let page: Page;
  let accounts: AccountsWindow;

  beforeAll(async () => {
    world = await startAwsWorld({ documents: { 'menu.txt': 'soup' } });
    const { lines } = await world.addKeys('works');
    const unlisting = await world.addKeys('unlisting', { canListBuckets: false, buckets: ['documents'] });
    const sections: Readonly<Record<string, string>> = {
      works: world.here,
      production: world.here,
      unlisting: world.here,
      wrong: world.here,
      away: 'region = us-east-1\nendpoint_url = http://127.0.0.1:1\n',
      orphan: `role_arn = ${role}\nsource_profile = nobody\n`,
      code: `role_arn = ${role}\nsource_profile = works\nmfa_serial = arn:aws:iam::111122223333:mfa/ann\n${world.here}`,
      signin: `sso_session = company\nsso_account_id = 111122223333\nsso_role_name = Reader\n${world.here}`,
      program: `credential_process = /bin/false\n${world.here}`,
    };
    const session = `[sso-session company]\nsso_start_url = ${world.identity.sso.startUrl}\nsso_region = us-east-1\n`;
    await world.writeFiles({
      config: [
        ...Object.entries(sections).map(([name, text]) => `[profile ${name}]\n${text}`),
        session,
        `${world.services}\nnonsense\n`,
      ].join('\n'),
      credentials: [
        `[works]\n${lines}[production]\n${lines}[unlisting]\n${unlisting.lines}[away]\n${lines}`,
        '[wrong]\naws_access_key_id = AKIAUNKNOWN\naws_secret_access_key = x\n',
      ].join(''),
    });
    satchel = await world.open();
    ({ page } = satchel);
    accounts = accountsWindow(page);
    const look = { name: 'Production', color: 'red' as const, isReadOnly: true };
    await requestInPage(page, 'account.setLook', { accountId: 'profile:production', ...look });
  });
  afterAll(async () => {
    await satchel?.close();
    await world?.close();
  });
  const check = async () => expect(await violations(page)).toEqual([]);
  const close = async () => {
    await page.keyboard.press('Escape');
    await accounts.dialog.waitFor({ state: 'detached' });
  };

  test('each has its own', async () => {
    const states = async () => {
      const known = (await requestInPage(page, 'account.list', {})).accounts;
      return known.map(({ health }) => (health.isChecking ? 'checking' : health.state));
    };
    await expect
      .poll(states, { timeout: 20_000 })
      .toEqual([
        'works',
        'works',
        'listDenied',
        'wrongKeys',
        'unreachable',
        'broken',
        'needsCode',
        'needsSignIn',
        'unchecked',
      ]);
  });

  describe.each(['light', 'dark'] as const)('in the %s theme break no accessibility rule:', (theme) => {
    beforeAll(() => page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' }));

    test('on their page, with a broken file and with what an expert reads', async () => {
      await page.getByText(/^Line \d+ of /).waitFor();
      await check();
      const details = accounts.row('wrong').getByRole('button', { name: 'Details' });
      await details.click();
      await page.getByText('Access by').waitFor();
      await check();
      await accounts.row('wrong').getByRole('button', { name: 'Hide details' }).click();
    });

    test('in the forms for keys, with mistakes and with all fields', async () => {
      await page.getByRole('button', { name: 'Add account' }).click();
      await accounts.field('Name').waitFor();
      await check();
      await page.getByRole('combobox', { name: 'Where are your files?' }).click();
      await page.getByRole('option', { name: /S3-compatible/ }).click();
      await accounts.dialog.getByRole('button', { name: 'More', exact: true }).click();
      await accounts.dialog.getByRole('button', { name: 'Add account' }).click();
      await accounts.dialog.getByText('Enter the access key.').waitFor();
      await check();
      await close();
      await accounts.row('wrong').getByRole('button', { name: 'Edit keys' }).click();
      await accounts.field('Access key').waitFor();
      await check();
      await close();
    });

    test('in the dialogs about looks and about removing, and in the settings', async () => {
      await accounts.choose('Production', /^Name, colour/);
      await accounts.field('Name').waitFor();
      await check();
      await close();
      await accounts.choose('wrong', 'Remove…');
      await accounts.dialog.getByText('Remove wrong from this computer?').waitFor();
      await check();
      await close();
      await page.getByRole('button', { name: 'Settings' }).click();
      await accounts.dialog.getByRole('radio').first().waitFor();
      await check();
      await close();
    });

    test('in the window of a read-only one, and in the switcher', async () => {
      await accounts.row('Production').getByRole('button', { name: 'Open' }).click();
      await page.getByRole('navigation', { name: 'Buckets' }).getByText('documents').waitFor();
      await check();
      await accounts.switcherButton.click();
      await accounts.switcher.waitFor();
      await check();
      await page.keyboard.type('unlisting');
      await page.keyboard.press('Enter');
      await page.getByLabel('Bucket name').waitFor();
      await check();
      await accounts.manage();
    });
  });
});
