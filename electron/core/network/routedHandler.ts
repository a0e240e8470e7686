import { Agent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { Readable } from 'node:stream';
import { NodeHttpHandler, type NodeHttpHandlerOptions } from '@smithy/node-http-handler';
import { SatchelError } from '../satchelError.ts';
import { withCertificateError } from './certificateErrors.ts';
import { trustBesides } from './certificates.ts';
import type { SocketOptions } from './proxyAgents.ts';
import { addressOf, type Hop, type ProxyHop, proxyFailed, proxyRefused } from './proxyHop.ts';
import type { ProxyRoutes } from './proxyRoutes.ts';
import { canReach } from './reach.ts';

/** How a client's requests wait and how many go at a time; the rest is the network's. */
export type HandlerOptions = Pick<
  NodeHttpHandlerOptions,
  'connectionTimeout' | 'requestTimeout' | 'throwOnRequestTimeout' | 'socketTimeout'
> & {
  readonly maxSockets?: number;
  /** A PEM file of certificates to trust besides the well-known ones. */
  readonly caBundlePath?: string;
};

type Handle = NodeHttpHandler['handle'];
type Request = Parameters<Handle>[0];
type Options = Parameters<Handle>[1];
type Answer = ReturnType<Handle>;

/**
 * A request handler that takes each request the way its routes tell. It throws SatchelErrors for what goes wrong with a
 * proxy or a certificate, and what NodeHttpHandler throws for the rest.
 */
export class RoutedHandler extends NodeHttpHandler {
  readonly #routes: ProxyRoutes;
  readonly #options: HandlerOptions;
  readonly #agents: { readonly http: Agent; readonly https: Agent };
  /** One for each way but the plain direct one, which is this handler's own. */
  readonly #handlers = new Map<string, Promise<NodeHttpHandler>>();

  constructor(routes: ProxyRoutes, options: HandlerOptions) {
    const sockets = socketOptions(options);
    const agents = { http: new Agent(sockets), https: new HttpsAgent(sockets) };
    super(nodeOptions(options, agents.http, agents.https));
    this.#agents = agents;
    this.#routes = routes;
    this.#options = options;
  }

  override handle(request: Request, options?: Options): Answer {
    const hop = this.#routes.find(originOf(request));
    const answer =
      hop === 'direct' && this.#options.caBundlePath === undefined
        ? super.handle(request, options)
        : this.#handleBy(hop, request, options);
    return answer.catch((error: unknown) => {
      throw withCertificateError(error, request.hostname);
    });
  }

  /** The agent of the plain direct way, where it is the one to an origin; certificates of one's own are none of it. */
  directAgent(origin: string): Agent | undefined {
    if (this.#options.caBundlePath !== undefined || this.#routes.find(origin) !== 'direct') return undefined;
    return origin.startsWith('https:') ? this.#agents.https : this.#agents.http;
  }

  override destroy(): void {
    super.destroy();
    // Its own destroy leaves agents alone that it has not used yet.
    this.#agents.http.destroy();
    this.#agents.https.destroy();
    for (const handler of this.#handlers.values()) {
      // One that could not be made holds nothing, and its request was told.
      void handler.then(
        (made) => made.destroy(),
        () => undefined,
      );
    }
  }

  async #handleBy(way: Hop | Promise<Hop>, request: Request, options?: Options): Answer {
    const hop = await way;
    if (hop === 'direct' && this.#options.caBundlePath === undefined) return super.handle(request, options);
    const handler = await this.#handlerFor(hop);
    if (hop === 'direct') return handler.handle(request, options);
    try {
      const answer = await handler.handle(request, options);
      if (answer.response.statusCode !== 407 || request.protocol === 'https:') return answer;
      const { body } = answer.response;
      if (body instanceof Readable) body.destroy();
      throw proxyRefused(hop, 'it answered with 407.');
    } catch (error) {
      const told = await blameProxy(hop, error);
      if (!isProxyFailure(told) || !this.#routes.avoid(hop, originOf(request))) throw told;
      // The beginning of a stream is gone; whoever made it sends it again, by the next way.
      if (request.body instanceof Readable) throw new SatchelError('network.lost', told.message);
      return this.#handleBy(this.#routes.find(originOf(request)), request, options);
    }
  }

  #handlerFor(hop: Hop): Promise<NodeHttpHandler> {
    const key = hop === 'direct' ? hop : [hop.kind, addressOf(hop), hop.user, hop.password].join(' ');
    const made = this.#handlers.get(key) ?? makeHandler(hop, this.#options);
    if (!this.#handlers.has(key)) {
      this.#handlers.set(key, made);
      // The file of certificates may be there the next time.
      made.catch(() => this.#handlers.delete(key));
    }
    return made;
  }
}

async function makeHandler(hop: Hop, options: HandlerOptions): Promise<NodeHttpHandler> {
  const { caBundlePath } = options;
  const secureContext = caBundlePath === undefined ? undefined : await trustBesides(caBundlePath);
  const sockets = socketOptions(options, secureContext && { secureContext });
  if (hop === 'direct') return new NodeHttpHandler(nodeOptions(options, sockets, sockets));
  // Most computers have no proxy, and need not wait for its libraries when Satchel starts.
  const { agentsThrough } = await import('./proxyAgents.ts');
  const { http, https } = agentsThrough(hop, sockets);
  return new NodeHttpHandler(nodeOptions(options, http, https));
}

function socketOptions(
  { maxSockets = 50 }: HandlerOptions,
  trust: Pick<SocketOptions, 'secureContext'> = {},
): SocketOptions {
  return { keepAlive: true, maxSockets, rejectUnauthorized: true, ...trust };
}

function nodeOptions(
  { maxSockets: _, caBundlePath: __, ...timeouts }: HandlerOptions,
  httpAgent: NonNullable<NodeHttpHandlerOptions['httpAgent']>,
  httpsAgent: NonNullable<NodeHttpHandlerOptions['httpsAgent']>,
): NodeHttpHandlerOptions {
  return { ...timeouts, httpAgent, httpsAgent };
}

/** The SDK's handler gives up connecting without knowing to what: the proxy is to blame when it cannot be reached. */
async function blameProxy(hop: ProxyHop, error: unknown): Promise<unknown> {
  if (!(error instanceof Error) || error.name !== 'TimeoutError' || !/establish a conn/.test(error.message)) {
    return error;
  }
  return (await canReach(hop)) ? error : proxyFailed(hop, 'it cannot be reached.');
}

function isProxyFailure(error: unknown): error is SatchelError {
  return error instanceof SatchelError && error.code === 'network.proxyFailed';
}

function originOf({ protocol, hostname, port }: Request): string {
  return port === undefined ? `${protocol}//${hostname}` : `${protocol}//${hostname}:${port}`;
}
