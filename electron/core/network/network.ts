import type { Agent } from 'node:http';
import type { NodeHttpHandler } from '@smithy/node-http-handler';
import { createProxyRoutes, type ProxyRouting } from './proxyRoutes.ts';
import { type HandlerOptions, RoutedHandler } from './routedHandler.ts';

/** A request handler that may also tell its agent, for requests that are sent without it. */
export type NetworkHandler = NodeHttpHandler & {
  /**
   * The agent for an origin (scheme, host and port) at this moment; undefined where its requests need more than one, such
   * as a proxy.
   */
  directAgent?(origin: string): Agent | undefined;
};

/** The only way to the network for every SDK client: it knows the proxy for each address. */
export interface Network {
  /** A request handler for one or more SDK clients; whoever made it destroys it. */
  createHandler(options: HandlerOptions): NetworkHandler;
}

/** A network whose proxies can change. */
export type ProxiedNetwork = Network & {
  /** The next request of every handler looks its proxy up anew; running ones go on. */
  proxyChanged(): void;
  /** Closes the sockets of all handlers. */
  close(): void;
};

/** Makes the network of the app. */
export function createNetwork(routing: ProxyRouting): ProxiedNetwork {
  const routes = createProxyRoutes(routing);
  const handlers = new Set<RoutedHandler>();
  return {
    createHandler(options) {
      const handler = new RoutedHandler(routes, options);
      const destroy = handler.destroy.bind(handler);
      handler.destroy = () => {
        handlers.delete(handler);
        destroy();
      };
      handlers.add(handler);
      return handler;
    },
    proxyChanged: routes.forget,
    close() {
      for (const handler of handlers) handler.destroy();
      handlers.clear();
    },
  };
}
