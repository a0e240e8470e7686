import type { Network } from '../../electron/core/network/network.ts';
import { RoutedHandler } from '../../electron/core/network/routedHandler.ts';

/** A network without a proxy. */
export function createDirectNetwork(): Network {
  return {
    createHandler: (options) =>
      new RoutedHandler({ find: () => 'direct', avoid: () => false, forget: () => undefined }, options),
  };
}
