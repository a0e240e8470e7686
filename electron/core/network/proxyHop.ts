import { SatchelError } from '../satchelError.ts';

/** A proxy on the way to a server. */
export type ProxyHop = {
  readonly kind: 'http' | 'https' | 'socks4' | 'socks5';
  /** An IPv6 address without brackets. */
  readonly host: string;
  readonly port: number;
  readonly user?: string;
  readonly password?: string;
};

/** The way to a server: through a proxy, or straight. */
export type Hop = ProxyHop | 'direct';

/** The ports that a proxy has when nothing is said. */
export const defaultProxyPort = {
  http: 80,
  https: 443,
  socks4: 1080,
  socks5: 1080,
} as const satisfies Record<ProxyHop['kind'], number>;

/** A proxy's address as people write it; never its name or password. */
export function addressOf({ host, port }: ProxyHop): string {
  return `${host.includes(':') ? `[${host}]` : host}:${port}`;
}

/** A host of a URL without the brackets of an IPv6 address. */
export function bareHost(host: string): string {
  return host.replace(/^\[|\]$/g, '');
}

/** `network.proxyFailed`: the proxy cannot be reached, or does not do what proxies do. */
export function proxyFailed(hop: ProxyHop, reason: string): SatchelError {
  return proxyError('network.proxyFailed', hop, reason);
}

/** `network.proxyRefused`: the proxy wants another name or password, or does not let this request through. */
export function proxyRefused(hop: ProxyHop, reason: string): SatchelError {
  return proxyError('network.proxyRefused', hop, reason);
}

function proxyError(
  code: 'network.proxyFailed' | 'network.proxyRefused',
  hop: ProxyHop,
  reason: string,
): SatchelError {
  const url = addressOf(hop);
  return new SatchelError(code, `Proxy ${url}: ${reason}`, { params: { url }, action: 'openSettings' });
}
