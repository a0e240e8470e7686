import type { Locator } from 'playwright-core';
import { requestInPage } from '../electronApp.ts';
import { openSatchelOnServer } from '../satchelOnServer.ts';
import { closeTop, type Stage, stagedScreens } from './stagedScreens.ts';

const close = ({ satchel }: Stage) => closeTop(satchel);

/** Each part of the settings, as it is at first and with what a user types. */
export const settingsScreens = stagedScreens('settings', start, [
  {
    name: 'settings',
    show: async (stage) => {
      await open(stage);
    },
    leave: close,
  },
  {
    name: 'settings-transfers',
    show: async (stage) => toTop((await open(stage)).getByRole('heading', { name: 'Transfers' })),
    leave: close,
  },
  {
    name: 'settings-speed-limits',
    show: async (stage) => {
      const dialog = await typeLimits(stage, '06:00');
      await dialog.getByText('It ends on the next day.').waitFor();
      await toTop(dialog.getByText('Most for uploads'));
    },
    leave: forget,
  },
  {
    name: 'settings-speed-limits-mistakes',
    show: async (stage) => {
      const dialog = await typeLimits(stage, '22:00');
      await dialog.getByRole('textbox', { name: 'Most for uploads' }).fill('fast');
      await stage.satchel.page.keyboard.press('Tab');
      await dialog.getByText('Choose two different times.').waitFor();
      await dialog.getByText('Enter a number, such as 2.5').waitFor();
      await toTop(dialog.getByText('Most for uploads'));
    },
    leave: forget,
  },
  {
    name: 'settings-connection',
    show: async (stage) => toTop((await open(stage)).getByRole('heading', { name: 'Connection' })),
    leave: close,
  },
  {
    name: 'settings-proxy',
    show: async (stage) => {
      await typeProxy(stage, 'http://proxy.example.com:8080');
    },
    leave: forget,
  },
  {
    name: 'settings-proxy-mistake',
    show: async (stage) => {
      const dialog = await typeProxy(stage, 'proxy.example.com');
      await dialog.getByRole('button', { name: 'Use this proxy' }).click();
      await dialog.getByText('Add the port at the end').waitFor();
    },
    leave: forget,
  },
]);

async function start(resources: AsyncDisposableStack): Promise<Stage> {
  const opened = await openSatchelOnServer({ documents: { 'menu.txt': 'soup' } });
  resources.defer(() => opened.close());
  await opened.window.openBucket('documents');
  await opened.window.row('menu.txt').waitFor();
  return opened;
}

async function open({ satchel: { page } }: Stage): Promise<Locator> {
  await page.keyboard.press('ControlOrMeta+,');
  const dialog = page.getByRole('dialog', { name: 'Settings' });
  await dialog.getByRole('heading', { name: 'Connection' }).waitFor();
  return dialog;
}

/** Types limits that hold from ten in the evening. */
async function typeLimits(stage: Stage, until: string): Promise<Locator> {
  const dialog = await open(stage);
  await dialog.getByRole('textbox', { name: 'Most for uploads' }).fill('2.5');
  await dialog.getByRole('radio', { name: 'At certain times' }).check();
  await dialog.getByLabel('From').fill('22:00');
  await dialog.getByLabel('To', { exact: true }).fill(until);
  return dialog;
}

async function typeProxy(stage: Stage, address: string): Promise<Locator> {
  const dialog = await open(stage);
  await dialog.getByRole('radio', { name: 'A proxy of your own' }).check();
  await dialog.getByRole('textbox', { name: 'Proxy address' }).fill(address);
  await dialog.getByRole('textbox', { name: 'User name' }).fill('anna');
  await toTop(dialog.getByRole('heading', { name: 'Connection' }));
  return dialog;
}

/** Closes the settings, and takes back what was set in them. */
async function forget(stage: Stage): Promise<void> {
  const { page } = stage.satchel;
  await close(stage);
  const speedLimits = { uploadBytesPerSecond: null, downloadBytesPerSecond: null, schedule: null };
  await requestInPage(page, 'settings.set', { speedLimits });
  await requestInPage(page, 'settings.setProxy', { mode: 'system' });
}

const toTop = (part: Locator) => part.evaluate((element) => element.scrollIntoView({ block: 'start' }));
