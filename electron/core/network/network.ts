import type { NodeHttpHandler } from '@smithy/node-http-handler';
import { createProxyRoutes, type ProxyRouting } from './proxyRoutes.ts';
import { type HandlerOptions, RoutedHandler } from './routedHandler.ts';

/** The only way to the network for every SDK client: it knows the proxy for each address. */
export interface Network {
  /** A request handler for one or more SDK clients; whoever made it destroys it. */
  createHandler(options: HandlerOptions): NodeHttpHandler;
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
