import { NodeHttpHandler, type NodeHttpHandlerOptions } from '@smithy/node-http-handler';

/** How a client's requests wait and how many go at a time; the rest is the network's. */
export type HandlerOptions = Pick<
  NodeHttpHandlerOptions,
  'connectionTimeout' | 'requestTimeout' | 'throwOnRequestTimeout' | 'socketTimeout'
> & {
  readonly maxSockets?: number;
  /** A PEM file of certificates to trust besides the well-known ones. */
  readonly caBundlePath?: string;
};

/** The only way to the network for every SDK client: it knows the proxy for each address. */
export interface Network {
  /** A request handler for one or more SDK clients; whoever made it destroys it. */
  createHandler(options: HandlerOptions): NodeHttpHandler;
}

/** A network without a proxy. */
export function createDirectNetwork(): Network {
  return {
    createHandler({ maxSockets = 50, caBundlePath: _, ...timeouts }) {
      const agent = { keepAlive: true, maxSockets };
      return new NodeHttpHandler({ ...timeouts, httpAgent: agent, httpsAgent: agent });
    },
  };
}
