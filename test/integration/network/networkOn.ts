import { onTestFinished } from 'vitest';
import { createNetwork, type ProxiedNetwork } from '../../../electron/core/network/network.ts';
import type { ProxyRule } from '../../../electron/core/network/proxyRoutes.ts';
import type { S3Connection } from '../../../electron/core/storage/s3/s3Connection.ts';
import { createS3Storage, type S3Storage } from '../../../electron/core/storage/s3/s3Storage.ts';
import { s3ConnectionOf } from '../../support/s3ConnectionOf.ts';
import { connectionTo, type TestServer } from '../storage/openS3.ts';

/** A network that ends with the test; a text is what the system says of every address. */
export function networkWith(proxy: ProxyRule | string): ProxiedNetwork & { rule: ProxyRule | string } {
  const log = { info: () => undefined, error: () => undefined };
  const state = { rule: proxy };
  const network = createNetwork({
    systemProxy: { resolve: async () => (typeof state.rule === 'string' ? state.rule : 'DIRECT') },
    proxy: () => (typeof state.rule === 'string' ? { mode: 'system' } : state.rule),
    log,
  });
  onTestFinished(network.close);
  return Object.assign(state, network);
}

/** A storage on a server by a network; it ends with the test. */
export function openBy(
  network: ProxiedNetwork,
  server: TestServer,
  changes: Partial<S3Connection> = {},
): S3Storage {
  const storage = createS3Storage({ ...s3ConnectionOf(connectionTo(server), network), ...changes });
  onTestFinished(storage.close);
  return storage;
}
