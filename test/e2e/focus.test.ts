import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { requestInPage } from '../support/electronApp.ts';
import { openSatchelOnServer, type SatchelOnServer } from '../support/satchelOnServer.ts';

let opened: SatchelOnServer;
beforeAll(async () => {
  opened = await openSatchelOnServer({
    documents: {
      'old/letter.txt': 'Dear all',
      'menu.txt': 'soup',
      'one.txt': '1',
      'two.txt': '2',
      'three.txt': '3',
    },
    single: { 'only.txt': 'x' },
    spare: {},
    many: Object.fromEntries(Array.from({ length: 1200 }, (_, index) => [`file ${1001 + index}.txt`, ''])),
  });
});
afterAll(() => opened.close());

const list = 'Files in documents';

/** Where the focus is: the accessible name of the element that has it, or its tag. */
function focused(): Promise<string> {
  return opened.page.evaluate(() => {
    const element = document.activeElement;
    if (!(element instanceof HTMLElement)) return 'nowhere';
    if (element === document.body) return 'body';
    return element.getAttribute('aria-label') ?? (element.textContent || element.localName);
  });
}
const focusIs = (name: string) => expect.poll(focused).toBe(name);

/** Sets the window's inner size, in CSS pixels. */
async function resize(width: number, height: number): Promise<void> {
  await opened.satchel.app.evaluate(
    ({ BrowserWindow }, [w, h]) => BrowserWindow.getAllWindows()[0]?.setContentSize(w, h),
    [width, height] as const,
  );
  await expect.poll(() => opened.page.evaluate(() => window.innerWidth)).toBe(width);
}

/** Uploads one file through the stubbed system dialog. */
async function uploadFile(name: string): Promise<void> {
  const file = path.join(opened.folder, name);
  await writeFile(file, 'from this computer');
  await opened.satchel.stubDialog({ files: [file] });
  await opened.window.upload('Files');
}

describe('the focus is never lost:', () => {
  beforeEach(async () => {
    await opened.window.openBucket('documents');
    await opened.window.row('menu.txt').waitFor();
  });

  test('settings give it back to the menu they were opened from', async () => {
    const { window, page } = opened;
    await window.command('More').click();
    await page.getByRole('menuitem', { name: 'Settings' }).click();
    await window.dialog.getByRole('radio').first().waitFor();
    await page.keyboard.press('Escape');
    await window.dialog.waitFor({ state: 'detached' });
    await focusIs('More');
  });

  test('settings begin in their first field, on the choice that holds', async () => {
    const { window, page } = opened;
    const { theme } = await requestInPage(page, 'settings.get', {});
    await requestInPage(page, 'settings.set', { theme: 'dark' });
    await page.keyboard.press('ControlOrMeta+,');
    await window.dialog.waitFor();
    await expect
      .poll(() => window.dialog.getByRole('radio', { name: 'Dark' }).evaluate((one) => one.matches(':focus')))
      .toBe(true);
    await page.keyboard.press('Escape');
    await window.dialog.waitFor({ state: 'detached' });
    await requestInPage(page, 'settings.set', { theme });
  });

  test('its ring is whole on a choice at the edge of a dialog', async () => {
    const { window, page } = opened;
    /** How far the focused element reaches out of what cuts it off, in CSS pixels. */
    const cutOff = () =>
      page.evaluate(() => {
        const focused = document.activeElement;
        const frame = focused?.closest('.fui-DialogContent');
        if (!focused || !frame) throw new Error('The focus is not in a dialog');
        return frame.getBoundingClientRect().left - focused.getBoundingClientRect().left;
      });
    await page.keyboard.press('ControlOrMeta+,');
    await window.dialog.getByRole('switch', { name: /^Keep the computer awake/ }).focus();
    expect(await cutOff()).toBeLessThanOrEqual(0);
    await page.keyboard.press('Escape');
    await window.dialog.waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'More about spare' }).click();
    await page.getByRole('menuitem', { name: 'Unfinished uploads' }).click();
    await window.dialog.getByRole('radio', { name: 'All' }).focus();
    expect(await cutOff()).toBeLessThanOrEqual(0);
    await page.keyboard.press('Escape');
    await window.dialog.waitFor({ state: 'detached' });
  });

  test('Escape out of a menu goes back to its button, or to the list', async () => {
    const { window, page } = opened;
    await window.command('More').click();
    await page.getByRole('menuitem', { name: 'Settings' }).waitFor();
    await page.keyboard.press('Escape');
    await focusIs('More');
    await window.row('menu.txt').click({ button: 'right' });
    await page.getByRole('menuitem', { name: 'Delete' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('menu').waitFor({ state: 'detached' });
    await focusIs(list);
  });

  test('a deletion ends in the list, from the key, the menu and the button', async () => {
    const { window, page } = opened;
    const confirm = async () => {
      await window.dialog.getByRole('button', { name: 'Delete 1 file for good' }).click();
      await window.dialog.waitFor({ state: 'detached' });
    };
    await window.select('one.txt');
    await page.keyboard.press('Delete');
    await confirm();
    await window.row('one.txt').waitFor({ state: 'detached' });
    await focusIs(list);

    await window.row('two.txt').click({ button: 'right' });
    await page.getByRole('menuitem', { name: 'Delete' }).click();
    await confirm();
    await window.row('two.txt').waitFor({ state: 'detached' });
    await focusIs(list);

    await window.select('three.txt');
    await window.command('Delete').click();
    await confirm();
    await window.row('three.txt').waitFor({ state: 'detached' });
    await focusIs(list);
  });

  test('Cancel goes back to the button that asked', async () => {
    const { window } = opened;
    await window.select('menu.txt');
    await window.command('Delete').click();
    await window.dialog.getByRole('button', { name: 'Cancel' }).click();
    await window.dialog.waitFor({ state: 'detached' });
    await focusIs('Delete');
  });

  test('the last file of a folder leaves it on what stands there instead', async () => {
    const { window, page } = opened;
    await window.openBucket('single');
    await window.select('only.txt');
    await page.keyboard.press('Delete');
    await window.dialog.getByRole('button', { name: 'Delete 1 file for good' }).click();
    await page.getByText('This bucket is empty').waitFor();
    await focusIs('Upload');
  });

  test('a new folder is in the list, and so is the focus', async () => {
    const { window, page } = opened;
    await window.command('New folder').click();
    await window.dialog.getByRole('textbox').fill('  Autumn ');
    await page.keyboard.press('Enter');
    await window.row('Autumn').waitFor();
    await focusIs(list);
  });

  test('the keys of the window open a dialog, and the list has the focus again after it', async () => {
    const { window, page } = opened;
    await window.select('menu.txt');
    for (const [keys, shown] of [
      ['ControlOrMeta+Shift+N', 'New folder in documents'],
      ['ControlOrMeta+,', 'Settings'],
    ] as const) {
      await page.keyboard.press(keys);
      await window.dialog.getByRole('heading', { name: shown }).waitFor();
      await page.keyboard.press('Escape');
      await window.dialog.waitFor({ state: 'detached' });
      await focusIs(list);
    }
  });

  test('End goes to the last row of a folder, also where it was not loaded yet', async () => {
    const { window, page } = opened;
    await window.openBucket('many');
    await window.row('file 1001.txt').click();
    await page.keyboard.press('End');
    await expect.poll(() => window.row('file 2200.txt').getAttribute('aria-selected')).toBe('true');
    await focusIs('Files in many');
  });

  test('a tooltip goes with the click on its button', async () => {
    const { window, page } = opened;
    await window.open('old');
    await window.row('letter.txt').waitFor();
    const up = page.getByRole('button', { name: 'Up one folder' });
    await up.hover();
    await page.getByRole('tooltip').waitFor();
    await up.click();
    await page.getByRole('tooltip').waitFor({ state: 'hidden' });
    await window.row('menu.txt').waitFor();
  });

  test('a double click on Cancel leaves the job, and Try again with it', async () => {
    const { window, page, control } = opened;
    await control.hang('PutObject', 1);
    await uploadFile('hanging.txt');
    const job = await window.job('hanging.txt');
    await job.getByRole('button', { name: 'Cancel hanging.txt' }).dblclick({ delay: 50 });
    await control.reset();
    await page.getByRole('button', { name: 'Transfers: 1 cancelled' }).waitFor();
    await job.getByRole('button', { name: 'Try hanging.txt again' }).waitFor();
    await page.getByRole('button', { name: 'Clear finished' }).click();
    await page.getByRole('button', { name: 'Hide transfers' }).click();
  });

  test('a bucket that was made, and one that was deleted', async () => {
    const { window, page } = opened;
    await page.getByRole('button', { name: 'New bucket' }).first().click();
    await window.dialog.getByRole('textbox').fill('made-here');
    await page.keyboard.press('Enter');
    await page.getByText('This bucket is empty').waitFor();
    await focusIs('New bucket');

    await window.openBucket('documents');
    await page.getByRole('button', { name: 'More about spare' }).click();
    await page.getByRole('menuitem', { name: 'Delete bucket' }).click();
    await window.dialog.getByRole('button', { name: 'Delete spare' }).click();
    await window.bucket('spare').waitFor({ state: 'detached' });
    await focusIs(list);
  });

  test('the question about a taken name begins at its safe answer and gives the focus back', async () => {
    const { window, page } = opened;
    await uploadFile('menu.txt');
    await page.getByRole('button', { name: 'Keep both' }).waitFor();
    await focusIs('Keep both');
    await page.keyboard.press('Enter');
    await window.row('menu (2).txt').waitFor();
    await focusIs('Upload');
  });

  test('a job that is cleared leaves it in the transfers panel, and Escape closes the panel', async () => {
    const { window, page } = opened;
    await uploadFile('cleared.txt');
    await window.row('cleared.txt').waitFor();
    const job = await window.job('cleared.txt');
    const clear = job.getByRole('button', { name: 'Remove cleared.txt from the list' });
    await clear.focus();
    await page.keyboard.press('Enter');
    await clear.waitFor({ state: 'detached' });
    await focusIs('Hide transfers');
    await page.keyboard.press('Escape');
    await expect.poll(focused).toMatch(/^Transfers/);
    expect(await page.getByRole('region', { name: 'Transfers' }).count()).toBe(0);
  });

  test('a folder that is opened by the keyboard has it, and so has the list on the way back', async () => {
    const { window, page } = opened;
    await window.list.focus();
    await window.select('old');
    await page.keyboard.press('Enter');
    await window.row('letter.txt').waitFor();
    await focusIs('Files in old');
    await page.keyboard.press('Backspace');
    await window.row('menu.txt').waitFor();
    await focusIs(list);
  });

  test('the details over a narrow window close with Escape and give it back', async () => {
    const { window, page } = opened;
    await resize(800, 600);
    await window.select('menu.txt');
    await page.keyboard.press('Enter');
    const details = page.getByRole('complementary', { name: 'Details' });
    await details.getByRole('button', { name: 'Hide details' }).focus();
    await page.keyboard.press('Escape');
    await details.waitFor({ state: 'detached' });
    await focusIs(list);
    await page.keyboard.press('Enter');
    await details.waitFor();
    await page.keyboard.press('Escape');
    await details.waitFor({ state: 'detached' });
    expect(await window.row('menu.txt').getAttribute('aria-selected')).toBe('true');

    const toggle = page.getByRole('button', { name: 'Details', exact: true });
    await toggle.click();
    await details.getByRole('button', { name: 'Hide details' }).click();
    await details.waitFor({ state: 'detached' });
    await focusIs('Details');
    await resize(1180, 760);
  });
});

test('nothing went wrong unseen', () => {
  expect(opened.satchel.errors()).toEqual([]);
});
