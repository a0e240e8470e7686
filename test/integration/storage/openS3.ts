import type { Connection } from '../../../electron/core/accounts/connection.ts';
import type { S3Connection } from '../../../electron/core/storage/s3/s3Connection.ts';
import { createS3Storage, type S3Storage } from '../../../electron/core/storage/s3/s3Storage.ts';
import { createDirectNetwork } from '../../support/directNetwork.ts';
import { s3ConnectionOf } from '../../support/s3ConnectionOf.ts';

export type TestServer = {
  readonly url: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
};

/** The connection to a test server. */
export function connectionTo(server: TestServer, changes: Partial<Connection> = {}): Connection {
  return {
    name: 'test',
    provider: 'ceph',
    endpoint: server.url,
    region: 'us-east-1',
    accessKeyId: server.accessKeyId,
    secretAccessKey: server.secretAccessKey,
    silenceTimeoutMs: 20_000,
    ...changes,
  };
}

/** Opens a storage on a test server; whoever opened it closes it. */
export function openS3(
  server: TestServer,
  changes: Partial<Connection> = {},
  more: Partial<S3Connection> = {},
): S3Storage {
  const connection = s3ConnectionOf(connectionTo(server, changes), createDirectNetwork());
  return createS3Storage({ ...connection, ...more });
}
