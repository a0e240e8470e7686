import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { defaultSettings } from '../../electron/shell/storedState.ts';
import {
  electronCommand,
  inheritedEnvironment,
  launchSatchel,
  requestInPage,
} from '../support/electronApp.ts';

let folder: string;
let userData: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'satchel-start-'));
  userData = join(folder, 'userData');
});

afterEach(async () => {
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
});

/** Starts a Satchel that is expected to end by itself. */
async function runToItsEnd(env: Readonly<Record<string, string>>, firstArgs: readonly string[] = []) {
  const { executablePath, args } = electronCommand();
  const child = spawn(executablePath, [...firstArgs, ...args], {
    env: { ...inheritedEnvironment(), SATCHEL_USER_DATA: userData, ...env },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const [stderr, [code]] = await Promise.all([text(child.stderr), once(child, 'exit')]);
  return { code, stderr };
}

describe('starting', () => {
  test('without a connection has no accounts, and no errors', async () => {
    const satchel = await launchSatchel();
    try {
      expect(await requestInPage(satchel.page, 'account.list', {})).toEqual({ accounts: [], problems: [] });
      expect(satchel.errors()).toEqual([]);
    } finally {
      await satchel.close();
    }
  });

  test('a second time brings the first window to the front', async () => {
    const satchel = await launchSatchel({ userData });
    try {
      await satchel.app.evaluate(({ BrowserWindow }) => {
        const [window] = BrowserWindow.getAllWindows();
        if (window) window.focus = () => Object.assign(globalThis, { focusCount: 1 });
      });
      expect(await runToItsEnd({})).toMatchObject({ code: 0 });
      const after = await satchel.app.evaluate(({ BrowserWindow }) => ({
        windowCount: BrowserWindow.getAllWindows().length,
        isFocused: 'focusCount' in globalThis,
      }));
      expect(after).toEqual({ windowCount: 1, isFocused: true });
    } finally {
      await satchel.close();
    }
  });

  test('with a connection file that cannot be read says so and ends with 1', async () => {
    // The error box waits for a click, which nobody makes here.
    const stub = join(folder, 'noErrorBox.cjs');
    await writeFile(stub, "require('electron').dialog.showErrorBox = () => undefined;");
    const { code, stderr } = await runToItsEnd({ SATCHEL_CONNECTION_FILE: join(folder, 'none.json') }, [
      '-r',
      stub,
    ]);
    expect(code).toBe(1);
    expect(stderr).toContain('Satchel cannot use its connection file.');
  });

  test('with broken settings uses the defaults and keeps a copy', async () => {
    await mkdir(userData);
    await writeFile(join(userData, 'settings.json'), '{"settings": {"theme": "dark"');
    const satchel = await launchSatchel({ userData });
    try {
      expect(await requestInPage(satchel.page, 'settings.get', {})).toEqual(defaultSettings);
      const copy = await readFile(join(userData, 'settings.broken.json'), 'utf8');
      expect(copy).toBe('{"settings": {"theme": "dark"');
    } finally {
      await satchel.close();
    }
  });

  test('a page that crashed comes back', async () => {
    const satchel = await launchSatchel();
    try {
      const answer = await satchel.app.evaluate(async ({ webContents }) => {
        const [contents] = webContents.getAllWebContents();
        const isBack = new Promise<void>((resolve) => contents?.once('did-finish-load', () => resolve()));
        contents?.forcefullyCrashRenderer();
        await isBack;
        return contents?.executeJavaScript("satchel.request('account.list', {})");
      });
      expect(answer).toEqual({ ok: true, value: { accounts: [], problems: [] } });
    } finally {
      await satchel.close();
    }
  });

  test('again brings back the theme and the place of the window', async () => {
    const place = { x: 40, y: 50, width: 900, height: 600 };
    const first = await launchSatchel({ userData });
    await requestInPage(first.page, 'settings.set', { theme: 'dark' });
    await first.app.evaluate(({ BrowserWindow }, bounds) => {
      BrowserWindow.getAllWindows()[0]?.setBounds(bounds);
    }, place);
    await first.close();

    const second = await launchSatchel({ userData });
    try {
      const found = await second.app.evaluate(({ BrowserWindow, nativeTheme }) => ({
        bounds: BrowserWindow.getAllWindows()[0]?.getBounds(),
        themeSource: nativeTheme.themeSource,
      }));
      expect(found).toEqual({ bounds: place, themeSource: 'dark' });
    } finally {
      await second.close();
    }
  });
});
