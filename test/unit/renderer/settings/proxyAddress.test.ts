import '../catalogue.ts';
import i18next from 'i18next';
import { describe, expect, test } from 'vitest';
import { proxyProblemOf, readProxyAddress } from '../../../../renderer/features/settings/proxyAddress.ts';

describe('the address of a proxy', () => {
  test.each([
    ['http://proxy.example.com:8080', 'http://proxy.example.com:8080'],
    [' HTTPS://proxy.example.com:443/ ', 'https://proxy.example.com:443'],
    ['socks5://10.0.0.1:1080', 'socks5://10.0.0.1:1080'],
    ['proxy.example.com:3128', 'http://proxy.example.com:3128'],
    ['http://[::1]:80', 'http://[::1]:80'],
  ])('%j is read', (typed, url) => {
    expect(readProxyAddress(typed)).toEqual({ kind: 'address', url });
  });

  test.each([
    ['', 'missing'],
    ['ftp://proxy.example.com:21', 'scheme'],
    ['http://jane:secret@proxy.example.com:8080', 'hasUser'],
    ['http://proxy.example.com', 'port'],
    ['proxy', 'port'],
    ['http://proxy.example.com:99999', 'invalid'],
    ['http://proxy.example.com:0', 'invalid'],
    ['http://proxy.example.com:8080/wpad.dat', 'invalid'],
    ['http://pro xy:8080', 'invalid'],
    ['http://', 'invalid'],
  ])('%j: %s', (typed, problem) => {
    expect(readProxyAddress(typed)).toEqual({ kind: 'problem', problem });
    expect(i18next.t(`proxy.problem.${problem}` as never, { ns: 'settings' })).toMatch(/^\p{Lu}.+\.$/u);
  });

  test('a password is of no use without its user name', () => {
    const fields = { url: 'proxy.example.com:8080', user: ' ', password: 'secret' };
    expect(proxyProblemOf(fields)).toBe('userMissing');
    expect(proxyProblemOf({ ...fields, user: 'jane' })).toBeUndefined();
    expect(proxyProblemOf({ ...fields, url: '' })).toBe('missing');
  });
});
