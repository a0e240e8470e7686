import path from 'node:path';
import { type Connection, connectionSchema } from '../../electron/core/accounts/connection.ts';
import { connectionTo } from '../support/connectionTo.ts';
import { isRgwInstalled, startRgw } from '../support/rgw/rgw.ts';
import { spawnS3Server } from '../support/s3server/spawn.ts';

/**
 * What a bench measures against: a server of another make, on which one compares; our own, whose index can be filled at
 * once; and our own that throws bodies away, for more bytes than there is room for.
 */
export const serverKinds = ['gateway', 'embedded', 'discarding'] as const;
export type ServerKind = (typeof serverKinds)[number];

export type BenchServer = {
  /** As the first line says it. */
  readonly description: string;
  readonly connection: Connection;
  /** Frees what deleted objects still hold. */
  readonly tidyUp: () => Promise<void>;
  readonly stop: () => Promise<void>;
};

/** Starts a server whose files lie below `folder`; where there is no RADOS Gateway, the embedded one stands for it. */
export async function startServer(kind: ServerKind, folder: string): Promise<BenchServer> {
  if (kind === 'gateway' && isRgwInstalled()) {
    const rgw = await startRgw();
    return {
      description: 'Ceph RADOS Gateway with memstore',
      connection: connectionSchema.parse({
        name: 'Bench',
        provider: 'ceph',
        endpoint: rgw.url,
        accessKeyId: rgw.accessKeyId,
        secretAccessKey: rgw.secretAccessKey,
      }),
      tidyUp: rgw.collectGarbage,
      stop: rgw.stop,
    };
  }
  const discard = kind === 'discarding';
  const server = await spawnS3Server({ dir: path.join(folder, 'server'), discard, trust: discard });
  const instead =
    kind === 'gateway' ? ', because the RADOS Gateway is not installed: its figures are not comparable' : '';
  return {
    description: `the embedded server${discard ? ', which throws bodies away' : instead}`,
    // What believes every checksum cannot answer with an ETag that is the body's MD5.
    connection: { ...connectionTo(server, 'Bench'), ...(discard && { provider: 'ceph' }) },
    tidyUp: async () => undefined,
    stop: server.stop,
  };
}
