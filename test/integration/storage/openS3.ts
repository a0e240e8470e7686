import type { Connection } from '../../../electron/core/accounts/connection.ts';
import { createS3Storage, type S3Storage } from '../../../electron/core/storage/s3/s3Storage.ts';

/** Opens a storage on a test server; whoever opened it closes it. */
export function openS3(
  server: { readonly url: string; readonly accessKeyId: string; readonly secretAccessKey: string },
  changes: Partial<Connection> = {},
): S3Storage {
  return createS3Storage({
    name: 'test',
    provider: 'ceph',
    endpoint: server.url,
    region: 'us-east-1',
    accessKeyId: server.accessKeyId,
    secretAccessKey: server.secretAccessKey,
    silenceTimeoutMs: 20_000,
    ...changes,
  });
}
