import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { openS3 } from './openS3.ts';

/** A server that stores everything and answers with an ETag, and with the checksum it was sent where it keeps one. */
async function serve(keepsChecksums: boolean) {
  const sent: IncomingHttpHeaders[] = [];
  const server = createServer((request, response) => {
    sent.push(request.headers);
    const checksum = request.headers['x-amz-checksum-crc32'];
    const kept = keepsChecksums && typeof checksum === 'string' ? { 'x-amz-checksum-crc32': checksum } : {};
    request.resume().on('end', () => response.writeHead(200, { ETag: '"1"', ...kept }).end());
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  const keys = { accessKeyId: 'some-key', secretAccessKey: 'some-secret' };
  const storage = openS3({ url: `http://127.0.0.1:${port}`, ...keys }, { provider: 'ceph' });
  onTestFinished(() => storage.close());
  return { storage, sums: () => sent.map((headers) => headers['x-amz-checksum-crc32'] !== undefined) };
}

test.for([true, false])(
  'a checksum goes with each body only where the server keeps it (%s)',
  async (keeps) => {
    const { storage, sums } = await serve(keeps);
    for (const key of ['a', 'b', 'c']) await storage.put({ bucket: 'documents', key }, Buffer.from(key));
    expect(sums()).toEqual([true, keeps, keeps]);
  },
);
