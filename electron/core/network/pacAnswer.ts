import { bareHost, defaultProxyPort, type Hop, type ProxyHop } from './proxyHop.ts';

/** `SOCKS` without a number is version 4, as Chromium and Firefox read it. */
const kinds: Readonly<Record<string, ProxyHop['kind']>> = {
  PROXY: 'http',
  HTTP: 'http',
  HTTPS: 'https',
  SOCKS: 'socks4',
  SOCKS4: 'socks4',
  SOCKS5: 'socks5',
};

/**
 * The ways that a PAC script's answer names, in their order, such as `PROXY host:3128; DIRECT`; entries that make no sense
 * are left out, and an answer without any means the direct way.
 */
export function parsePacAnswer(answer: string): readonly Hop[] {
  const hops = answer.split(';').flatMap((entry): readonly Hop[] => {
    const [word = '', address = '', ...rest] = entry.trim().split(/\s+/);
    if (word.toUpperCase() === 'DIRECT') return ['direct'];
    const kind = kinds[word.toUpperCase()];
    const match = /^(\[[0-9a-f:.]+\]|[^\s:/@]+)(?::(\d{1,5}))?$/i.exec(address);
    if (kind === undefined || match === null || rest.length > 0) return [];
    const host = bareHost(match[1] ?? '');
    const port = match[2] === undefined ? defaultProxyPort[kind] : Number(match[2]);
    return port > 0 && port < 65_536 ? [{ kind, host, port }] : [];
  });
  return hops.length === 0 ? ['direct'] : hops;
}
