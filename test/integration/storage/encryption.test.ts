import { expect, test } from 'vitest';
import { serve } from './fakeServer.ts';

const ref = { bucket: 'bucket', key: 'key' };

test.for([
  { headers: { 'x-amz-server-side-encryption': 'aws:kms' }, encryption: 'kms' },
  { headers: { 'x-amz-server-side-encryption': 'aws:kms:dsse' }, encryption: 'kms' },
  { headers: { 'x-amz-server-side-encryption-customer-algorithm': 'AES256' }, encryption: 'customer' },
  { headers: { 'x-amz-server-side-encryption': 'AES256' }, encryption: undefined },
  { headers: {}, encryption: undefined },
])('what was read or written tells of $encryption after $headers', async ({ headers, encryption }) => {
  const storage = await serve((request, response) => {
    request.resume();
    response.writeHead(200, { etag: '"1"', 'content-length': request.method === 'GET' ? 1 : 0, ...headers });
    response.end(request.method === 'GET' ? 'x' : '');
  });
  const opened = await storage.openRange(ref);
  opened.body.destroy();
  expect(opened.encryption).toBe(encryption);
  expect(await storage.put(ref, Buffer.from('x'))).toEqual({
    etag: '"1"',
    ...(encryption && { encryption }),
  });
});
