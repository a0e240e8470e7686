import { type Connection, connectionSchema } from '../../electron/core/accounts/connection.ts';
import { createS3Storage, type S3Storage } from '../../electron/core/storage/s3/s3Storage.ts';
import { createDirectNetwork } from './directNetwork.ts';
import { s3ConnectionOf } from './s3ConnectionOf.ts';
import type { SpawnedS3Server } from './s3server/spawn.ts';

type Server = Pick<SpawnedS3Server, 'url' | 'accessKeyId' | 'secretAccessKey'>;

/** What Satchel is given to talk to a running embedded server; `name` is the account's name in the window. */
export function connectionTo(server: Server, name: string): Connection {
  return connectionSchema.parse({
    name,
    endpoint: server.url,
    accessKeyId: server.accessKeyId,
    secretAccessKey: server.secretAccessKey,
  });
}

/** Opens a connection's storage without a proxy; whoever opened it closes it. */
export function openConnection(connection: Connection): S3Storage {
  return createS3Storage(s3ConnectionOf(connection, createDirectNetwork()));
}
