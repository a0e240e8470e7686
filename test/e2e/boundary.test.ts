import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchSatchel, type RunningSatchel } from '../support/electronApp.ts';

let satchel: RunningSatchel;
let foreign: Server;
let foreignUrl: string;
const foreignRequests: string[] = [];

beforeAll(async () => {
  foreign = createServer((request, response) => {
    foreignRequests.push(request.url ?? '');
    response.setHeader('Content-Type', 'text/html').end('<title>foreign</title>');
  });
  await new Promise<void>((resolve) => foreign.listen(0, '127.0.0.1', resolve));
  foreignUrl = `http://127.0.0.1:${(foreign.address() as AddressInfo).port}`;
  satchel = await launchSatchel();
});

afterAll(async () => {
  await satchel.close();
  await new Promise((resolve) => foreign.close(resolve));
});

describe('the page', () => {
  test('has no Node', async () => {
    const found = await satchel.page.evaluate(() =>
      ['process', 'require', 'module', 'exports', 'Buffer', 'global', '__dirname'].filter(
        (name) => name in globalThis,
      ),
    );
    expect(found).toEqual([]);
  });

  test('has two functions to talk to main, and cannot change them', async () => {
    const bridge = await satchel.page.evaluate(() => {
      const before = Object.entries(window.satchel).map(([name, value]) => `${name}: ${typeof value}`);
      const isReplaced =
        Reflect.set(window, 'satchel', {}) || Reflect.set(window.satchel, 'request', () => undefined);
      return { before, isReplaced };
    });
    expect(bridge).toEqual({ before: ['request: function', 'subscribe: function'], isReplaced: false });
  });

  test('gets an answer, and an error for what cannot be sent at all', async () => {
    const [unknown, unsendable] = await satchel.page.evaluate(() =>
      Promise.all([
        window.satchel.request('no.such', {}),
        window.satchel.request('app.getInfo', { symbol: Symbol('s') }).catch(() => 'rejected'),
      ]),
    );
    expect(unknown).toMatchObject({ ok: false, error: { code: 'request.unknown' } });
    expect(unsendable).not.toMatchObject({ ok: true });
  });

  test('runs no inline script and no eval', async () => {
    const ran = await satchel.page.evaluate(async () => {
      const script = document.createElement('script');
      script.textContent = 'window.inlineRan = true';
      document.head.append(script);
      const image = document.createElement('img');
      image.setAttribute('onerror', 'window.handlerRan = true');
      image.src = 'data:,';
      document.body.append(image);
      // A timer leaves the debugger's own evaluation, which the policy does not bind.
      const evalResult = await new Promise<string>((resolve) => {
        setTimeout(() => {
          try {
            // biome-ignore lint/security/noGlobalEval: the policy must refuse it.
            resolve(String(globalThis.eval('"eval ran"')));
          } catch (error) {
            resolve((error as Error).name);
          }
        }, 100);
      });
      script.remove();
      image.remove();
      return { evalResult, inline: 'inlineRan' in window, handler: 'handlerRan' in window };
    });
    expect(ran).toEqual({ evalResult: 'EvalError', inline: false, handler: false });
  });

  test('takes styles that carry the nonce of its policy, and no others', async () => {
    const colors = await satchel.page.evaluate(() => {
      const nonce = document.querySelector<HTMLElement>('meta[property="csp-nonce"]')?.nonce ?? '';
      const colorWith = (given: string) => {
        const style = document.createElement('style');
        style.nonce = given;
        document.head.append(style);
        style.sheet?.insertRule('.nonce-probe { color: rgb(1, 2, 3) }');
        const probe = document.createElement('p');
        probe.className = 'nonce-probe';
        document.body.append(probe);
        const { color } = getComputedStyle(probe);
        probe.remove();
        style.remove();
        return color === 'rgb(1, 2, 3)';
      };
      return { nonceLength: nonce.length, withNonce: colorWith(nonce), without: colorWith('') };
    });
    expect(colors).toEqual({ nonceLength: 24, withNonce: true, without: false });
  });

  test('loads nothing from the network', async () => {
    const outcome = await satchel.page.evaluate(async (url) => {
      const fetched = await fetch(url).then(
        () => 'loaded',
        () => 'refused',
      );
      const image = await new Promise<string>((resolve) => {
        const element = new Image();
        element.onload = () => resolve('loaded');
        element.onerror = () => resolve('refused');
        element.src = `${url}/image.png`;
      });
      return { fetched, image };
    }, foreignUrl);
    expect(outcome).toEqual({ fetched: 'refused', image: 'refused' });
    expect(foreignRequests).toEqual([]);
  });

  test('cannot go anywhere else or open a window', async () => {
    const opened = await satchel.page.evaluate((url) => {
      const isOpened = window.open(url) !== null;
      const link = document.createElement('a');
      link.href = url;
      document.body.append(link);
      link.click();
      link.remove();
      location.href = url;
      return isOpened;
    }, foreignUrl);
    await satchel.page.waitForTimeout(300);
    expect(opened).toBe(false);
    expect(satchel.page.url()).toBe('satchel://app/index.html');
    expect(satchel.app.windows()).toHaveLength(1);
    expect(foreignRequests).toEqual([]);
  });

  test('gets no permission that could harm', async () => {
    const states = await satchel.page.evaluate(async () => {
      const located = await new Promise<string>((resolve) => {
        navigator.geolocation.getCurrentPosition(
          () => resolve('granted'),
          (error) => resolve(error.code === error.PERMISSION_DENIED ? 'denied' : 'failed'),
        );
      });
      const names = ['camera', 'microphone', 'clipboard-read', 'midi', 'notifications'] as PermissionName[];
      const queried = names.map(async (name) => (await navigator.permissions.query({ name })).state);
      return { asked: await Notification.requestPermission(), located, queried: await Promise.all(queried) };
    });
    expect(states).toEqual({ asked: 'denied', located: 'denied', queried: Array(5).fill('denied') });
  });

  test('cannot make a webview or reach main from a frame', async () => {
    const found = await satchel.page.evaluate(async (url) => {
      const webview = document.createElement('webview');
      webview.setAttribute('src', url);
      const own = document.createElement('iframe');
      const other = document.createElement('iframe');
      other.src = url;
      document.body.append(webview, own, other);
      await new Promise((resolve) => setTimeout(resolve, 300));
      const result = {
        webview: 'getWebContentsId' in webview,
        frame: 'satchel' in (own.contentWindow ?? {}),
      };
      for (const element of [webview, own, other]) element.remove();
      return result;
    }, foreignUrl);
    expect(found).toEqual({ webview: false, frame: false });
    expect(foreignRequests).toEqual([]);
  });
});

describe('another page with the same preload', () => {
  test.each([
    ['of our own origin in a window that is not ours', 'satchel://app/index.html'],
    ['of no origin', 'data:text/html,<title>foreign</title>'],
  ])('%s is refused', async (_what, url) => {
    const opening = satchel.app.waitForEvent('window');
    await satchel.app.evaluate(async ({ app, BrowserWindow }, address) => {
      const preload = `${app.getAppPath()}/out/preload/preload.cjs`;
      const window = new BrowserWindow({ show: false, webPreferences: { preload, sandbox: true } });
      await window.loadURL(address);
    }, url);
    const page = await opening;
    const answer = await page.evaluate(() => window.satchel.request('account.list', {}));
    expect(answer).toMatchObject({ ok: false, error: { code: 'request.forbidden' } });
    await page.close();
  });
});

describe('the app scheme', () => {
  test.each([
    '/..%2f..%2fpackage.json',
    '/%2e%2e/main/main.js',
    '/assets/..%5c..%5cmain%5cmain.js',
    '/no-such',
    '/%00',
  ])('serves nothing at %s', async (path) => {
    const status = await satchel.page.evaluate(async (address) => (await fetch(address)).status, path);
    expect(status).toBe(404);
  });
});
