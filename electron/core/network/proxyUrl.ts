import { SatchelError } from '../satchelError.ts';
import { bareHost, defaultProxyPort, type ProxyHop } from './proxyHop.ts';

const kinds: Readonly<Record<string, ProxyHop['kind']>> = {
  'http:': 'http',
  'https:': 'https',
  'socks5:': 'socks5',
};

/**
 * A proxy's address as the user typed it (`host:port`, or with `http://`, `https://` or `socks5://` before it), with its
 * scheme and port. Throws `account.endpointInvalid`, also for a name or password inside, which have fields of their own.
 */
export function parseProxyUrl(text: string): { readonly url: string } {
  const { kind, host, port } = hopOfUrl(text);
  return { url: `${kind}://${host.includes(':') ? `[${host}]` : host}:${port}` };
}

/** The proxy that an address means; throws as `parseProxyUrl` does. */
export function hopOfUrl(text: string): ProxyHop {
  const trimmed = text.trim();
  const hasScheme = /^[a-z][a-z0-9+.-]*:\/\//i.test(trimmed);
  const full = hasScheme ? trimmed : `http://${trimmed}`;
  const url = URL.canParse(full) ? new URL(full) : undefined;
  const kind = url && kinds[url.protocol];
  const isWhole = hasScheme || /:\d+\/?$/.test(trimmed);
  const isAddressOnly = !/[?#]/.test(trimmed) && !trimmed.includes('@') && /^\/?$/.test(url?.pathname ?? '');
  if (!url || !kind || !isWhole || !isAddressOnly || !/^(\[[0-9a-f:.]+\]|[\w.-]+)$/i.test(url.hostname)) {
    // What was typed is not repeated: it may hold a password.
    throw new SatchelError('account.endpointInvalid', 'This is no address of a proxy.');
  }
  return {
    kind,
    host: bareHost(url.hostname),
    port: url.port === '' ? defaultProxyPort[kind] : Number(url.port),
  };
}
