import { describe, expect, test } from 'vitest';
import { createProxyRoutes, type ProxyRule } from '../../../electron/core/network/proxyRoutes.ts';

const log = { info: () => undefined, error: () => undefined };

function routesOf(rule: ProxyRule, resolve: (url: string) => Promise<string> = async () => 'DIRECT') {
  let nowMs = 0;
  const asked: string[] = [];
  const routes = createProxyRoutes({
    systemProxy: {
      resolve: (url) => {
        asked.push(url);
        return resolve(url);
      },
    },
    proxy: () => rule,
    clock: { nowMs: () => nowMs },
    log,
  });
  return { routes, asked, pass: (ms: number) => (nowMs += ms) };
}

describe("the system's proxy", () => {
  test('is asked once for each origin, with nothing of the path, and again after a while', async () => {
    const { routes, asked, pass } = routesOf({ mode: 'system' }, async () => 'PROXY proxy.example:3128');
    const hop = { kind: 'http', host: 'proxy.example', port: 3128 };
    expect(
      await Promise.all([
        routes.find('https://a.example'),
        routes.find('https://a.example'),
        routes.find('https://b.example:9000'),
      ]),
    ).toEqual([hop, hop, hop]);
    // At once, so that a request waits for nothing.
    expect(routes.find('https://a.example')).toEqual(hop);
    expect(asked).toEqual(['https://a.example/', 'https://b.example:9000/']);
    pass(60_000);
    await routes.find('https://a.example');
    expect(asked).toHaveLength(3);
  });

  test('that cannot be asked means the direct way', async () => {
    const { routes } = routesOf({ mode: 'system' }, () => Promise.reject(new Error('no')));
    expect(await routes.find('https://a.example')).toBe('direct');
  });

  test('an answer from before a change is not kept', async () => {
    const answers: ((answer: string) => void)[] = [];
    const { routes } = routesOf({ mode: 'system' }, () => new Promise((resolve) => answers.push(resolve)));
    const before = routes.find('https://a.example');
    routes.forget();
    const after = routes.find('https://a.example');
    answers[1]?.('DIRECT');
    expect(await after).toBe('direct');
    answers[0]?.('PROXY old.example:1');
    expect(await before).toMatchObject({ host: 'old.example' });
    expect(routes.find('https://a.example')).toBe('direct');
  });

  test('a proxy that failed is left out while there is another way', async () => {
    const { routes, pass } = routesOf({ mode: 'system' }, async () => 'PROXY dead.invalid:1; DIRECT');
    const dead = { kind: 'http', host: 'dead.invalid', port: 1 } as const;
    expect(await routes.find('https://a.example')).toBe('direct');
    expect(routes.avoid(dead, 'https://a.example')).toBe(true);
    pass(1000);
    expect(await routes.find('https://a.example')).toBe('direct');
  });
});

describe('a proxy that the user typed', () => {
  const rule = { mode: 'manual', url: 'http://proxy.example:3128', user: 'me', password: 'secret' } as const;
  const hop = { kind: 'http', host: 'proxy.example', port: 3128, user: 'me', password: 'secret' };

  test('is taken at once, and not for this computer itself', () => {
    const { routes, asked } = routesOf(rule);
    expect(routes.find('https://a.example')).toEqual(hop);
    for (const own of ['http://127.0.0.1:9000', 'http://localhost:9000', 'http://[::1]:9000']) {
      expect(routes.find(own)).toBe('direct');
    }
    expect(asked).toEqual([]);
  });

  test('is taken for this computer when it runs on it', () => {
    const { routes } = routesOf({ mode: 'manual', url: 'socks5://localhost:1080' });
    expect(routes.find('http://127.0.0.1:9000')).toEqual({ kind: 'socks5', host: 'localhost', port: 1080 });
  });
});

test('no proxy is the direct way, at once', () => {
  const { routes, asked } = routesOf({ mode: 'none' }, async () => 'PROXY proxy.example:3128');
  expect(routes.find('https://a.example')).toBe('direct');
  expect(asked).toEqual([]);
});
