import { once } from 'node:events';
import type { Agent } from 'node:http';
import type { Socket } from 'node:net';
import type { SecureContext } from 'node:tls';
import { HttpProxyAgent } from 'http-proxy-agent';
import { HttpsProxyAgent } from 'https-proxy-agent';
import { SocksProxyAgent } from 'socks-proxy-agent';
import { SatchelError } from '../satchelError.ts';
import { withCertificateError } from './certificateErrors.ts';
import { addressOf, type ProxyHop, proxyFailed, proxyRefused } from './proxyHop.ts';

/** How a handler's sockets are; certificates are always verified, whatever the environment says. */
export type SocketOptions = {
  readonly keepAlive: true;
  readonly maxSockets: number;
  readonly rejectUnauthorized: true;
  /** What to trust; missing: what Node does. */
  readonly secureContext?: SecureContext;
};

/** A proxy that takes CONNECT and never answers would hold one of the agent's sockets for ever. */
const tunnelTimeoutMs = 10_000;

type TunnelParameters = Parameters<HttpsProxyAgent<string>['connect']>;
type ForwardParameters = Parameters<HttpProxyAgent<string>['connect']>;

/** The agents that take http: and https: requests through a proxy. */
export function agentsThrough(
  hop: ProxyHop,
  options: SocketOptions,
): { readonly http: Agent; readonly https: Agent } {
  if (hop.kind === 'http' || hop.kind === 'https') {
    return { http: new ForwardAgent(hop, options), https: new TunnelAgent(hop, options) };
  }
  return { http: new SocksAgent(hop, options, false), https: new SocksAgent(hop, options, true) };
}

/** Through CONNECT. */
class TunnelAgent extends HttpsProxyAgent<string> {
  readonly #hop: ProxyHop;
  readonly #options: SocketOptions;

  constructor(hop: ProxyHop, options: SocketOptions) {
    super(`${hop.kind}://${addressOf(hop)}`, { ...options, noDelay: true, headers: authorization(hop) });
    this.#hop = hop;
    this.#options = options;
  }

  // The package would look for it in the stack, which tells it wrong when a socket becomes free, so that none is reused.
  override isSecureEndpoint(): boolean {
    return true;
  }

  override async connect(...[request, target]: TunnelParameters): Promise<Socket> {
    let status = 0;
    request.once('proxyConnect', ({ statusCode }: { readonly statusCode: number }) => {
      status = statusCode;
    });
    const { rejectUnauthorized, secureContext } = this.#options;
    const trust = { rejectUnauthorized, ...(secureContext && { secureContext }) };
    const late = new AbortController();
    // Read before the package first waits, so that each tunnel has its own.
    this.connectOpts = { ...this.connectOpts, signal: late.signal };
    const opened = super.connect(request, { ...target, ...trust });
    const timer = setTimeout(() => late.abort(), tunnelTimeoutMs);
    const isLate = once(late.signal, 'abort').then(() => {
      throw new Error('it does not answer CONNECT.');
    });
    const socket = await Promise.race([opened, isLate])
      .catch((error: unknown) => {
        throw connectError(this.#hop, error);
      })
      .finally(() => clearTimeout(timer));
    if (status === 200) return socket;
    // The package hands any other answer of the proxy on as if it were the server's, which would be believed.
    socket.destroy();
    throw status >= 400 && status < 500
      ? proxyRefused(this.#hop, `it answered CONNECT with ${status}.`)
      : new SatchelError('network.unreachable', `The proxy answered CONNECT with ${status}.`);
  }
}

/** With the whole address in the request's first line (RFC 9112, 3.2.2). */
class ForwardAgent extends HttpProxyAgent<string> {
  readonly #hop: ProxyHop;

  constructor(hop: ProxyHop, options: SocketOptions) {
    super(`${hop.kind}://${addressOf(hop)}`, { ...options, noDelay: true });
    this.#hop = hop;
  }

  override isSecureEndpoint(): boolean {
    return false;
  }

  // The package's own would normalise the path, and with it keys that have `..` or `//` in them.
  override setRequestProps(request: ForwardParameters[0]): void {
    if (request.path.startsWith('/')) request.path = `http://${request.getHeader('host')}${request.path}`;
    for (const [name, value] of Object.entries(authorization(this.#hop))) request.setHeader(name, value);
  }

  override async connect(...[request, target]: ForwardParameters): Promise<Socket> {
    return super.connect(request, target).catch((error: unknown) => {
      throw connectError(this.#hop, error);
    });
  }
}

class SocksAgent extends SocksProxyAgent {
  readonly #hop: ProxyHop;
  readonly #options: SocketOptions;
  readonly #isSecure: boolean;

  constructor(hop: ProxyHop, options: SocketOptions, isSecure: boolean) {
    // `5h` lets the proxy look the host up: the company's names are often known on its side only.
    const { user, password = '' } = hop;
    const scheme = hop.kind === 'socks4' ? 'socks4a' : 'socks5h';
    const name = user === undefined ? '' : `${encodeURIComponent(user)}:${encodeURIComponent(password)}@`;
    super(`${scheme}://${name}${addressOf(hop)}`, options);
    this.#hop = hop;
    this.#options = options;
    this.#isSecure = isSecure;
    // Without the brackets of an IPv6 address.
    this.proxy.host = hop.host;
  }

  override isSecureEndpoint(): boolean {
    return this.#isSecure;
  }

  override async connect(...[request, target]: TunnelParameters): Promise<Socket> {
    const { rejectUnauthorized, secureContext } = this.#options;
    const trust = this.#isSecure ? { rejectUnauthorized, ...(secureContext && { secureContext }) } : {};
    const socket = await super.connect(request, { ...target, ...trust }).catch((error: unknown) => {
      throw socksError(this.#hop, error);
    });
    return socket.setNoDelay(true);
  }
}

function authorization({ user, password = '' }: ProxyHop): Record<string, string> {
  if (user === undefined) return {};
  return { 'Proxy-Authorization': `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}` };
}

/** Until the tunnel stands, whatever goes wrong is about the proxy. */
function connectError(hop: ProxyHop, error: unknown): unknown {
  const told = withCertificateError(error, hop.host);
  return told instanceof SatchelError ? told : proxyFailed(hop, textOf(error));
}

/** The package tells by its sentences only, and its error carries the password, so that it is not kept as the cause. */
function socksError(hop: ProxyHop, error: unknown): SatchelError {
  const text = textOf(error);
  if (/authentication|NotAllowed/i.test(text)) return proxyRefused(hop, text);
  if (/rejected connection/.test(text)) return new SatchelError('network.unreachable', text);
  return proxyFailed(hop, text);
}

function textOf(error: unknown): string {
  return error instanceof Error ? error.message : 'it failed.';
}
