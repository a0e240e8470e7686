import { type Connection, connectionSchema } from '../../electron/core/accounts/connection.ts';
import type { SpawnedS3Server } from './s3server/spawn.ts';

/** What Satchel is given to talk to a running embedded server; `name` is the account's name in the window. */
export function connectionTo(server: SpawnedS3Server, name: string): Connection {
  return connectionSchema.parse({
    name,
    endpoint: server.url,
    accessKeyId: server.accessKeyId,
    secretAccessKey: server.secretAccessKey,
  });
}
