import { expect, test } from 'vitest';
import { parseProxyUrl } from '../../../electron/core/network/proxyUrl.ts';
import { SatchelError } from '../../../electron/core/satchelError.ts';

test.for([
  ['proxy.example:3128', 'http://proxy.example:3128'],
  ['  http://proxy.example:3128/ ', 'http://proxy.example:3128'],
  ['http://Proxy.Example', 'http://proxy.example:80'],
  ['https://proxy.example', 'https://proxy.example:443'],
  ['socks5://127.0.0.1:1080', 'socks5://127.0.0.1:1080'],
  ['socks5://socks.example', 'socks5://socks.example:1080'],
  ['[::1]:8080', 'http://[::1]:8080'],
] as const)('%s is %s', ([typed, url]) => {
  expect(parseProxyUrl(typed)).toEqual({ url });
  expect(parseProxyUrl(url)).toEqual({ url });
});

test.for([
  '',
  'proxy.example',
  'ftp://proxy.example:21',
  'socks4://proxy.example:1080',
  'http://',
  'http://proxy.example:99999',
  'http://proxy.example/path',
  'http://proxy.example?query',
  'proxy example:80',
  'http://user:canary@proxy.example:80',
  'user:canary@proxy.example:80',
  'socks5://canary@proxy.example:80',
])('%s is none, and what may be a password is not repeated', (typed) => {
  const error = (() => {
    try {
      return parseProxyUrl(typed);
    } catch (thrown) {
      return thrown;
    }
  })();
  expect(error).toBeInstanceOf(SatchelError);
  expect(error).toMatchObject({ code: 'account.endpointInvalid' });
  expect(JSON.stringify((error as SatchelError).appError)).not.toContain('canary');
});
