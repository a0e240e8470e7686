import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import type { Connection } from '../../../electron/core/accounts/connection.ts';
import type { S3Storage } from '../../../electron/core/storage/s3/s3Storage.ts';
import { openS3 } from './openS3.ts';

/** A storage on a server that answers as the test says; both end with the test. */
export async function serve(
  listener: RequestListener,
  changes: Partial<Connection> = {},
): Promise<S3Storage> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const keys = { accessKeyId: 'AKIAFAKE', secretAccessKey: 'SK' };
  const storage = openS3({ url: `http://127.0.0.1:${port}`, ...keys }, changes);
  onTestFinished(() => {
    storage.close();
    server.close();
    server.closeAllConnections();
  });
  return storage;
}

/** The XML of an answer as S3 sends it. */
export const xml = (content: string): string => `<?xml version="1.0" encoding="UTF-8"?>\n${content}`;
