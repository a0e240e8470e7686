import { once } from 'node:events';
import { expect, test } from 'vitest';
import { serve } from './fakeServer.ts';

const ref = { bucket: 'bucket', key: 'folder/key' };

test('another version from a server that does not know If-Match is not read', async () => {
  let closed: Promise<unknown> | undefined;
  const storage = await serve((_request, response) => {
    closed = once(response, 'close');
    response.writeHead(206, { etag: '"2"', 'content-length': 10, 'content-range': 'bytes 0-9/100' });
    response.write('x');
  });
  const range = { startByte: 0, endByte: 9 };
  await expect(storage.openRange(ref, { range, ifMatchEtag: '"1"' })).rejects.toMatchObject({
    appError: { code: 'object.changed', params: { name: 'key' } },
  });
  await closed;
});

test('an ETag is the same with and without its quotes', async () => {
  const storage = await serve((_request, response) =>
    response.writeHead(200, { etag: '1', 'content-length': 1 }).end('x'),
  );
  const { body, etag } = await storage.openRange(ref, { ifMatchEtag: '"1"' });
  body.destroy();
  expect(etag).toBe('"1"');
});
