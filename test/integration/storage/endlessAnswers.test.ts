import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { expect, test } from 'vitest';
import { serve } from './fakeServer.ts';

const ref = { bucket: 'bucket', key: 'key' };

/** Sends a piece every now and then, for as long as somebody listens. */
function drip(response: ServerResponse, piece: string | Buffer, everyMs: number): Promise<unknown> {
  const timer = setInterval(() => response.write(piece), everyMs);
  return once(response, 'close').finally(() => clearInterval(timer));
}

test('a refusal of a download of which no more comes is given up', async () => {
  let closed: Promise<unknown> | undefined;
  const storage = await serve(
    (_request, response) => {
      closed = once(response, 'close');
      response.writeHead(403, { 'content-type': 'application/xml' }).write('<Error>');
    },
    { silenceTimeoutMs: 300 },
  );
  await expect(storage.openRange(ref)).rejects.toMatchObject({ code: 'network.timedOut' });
  await closed;
});

test('a listing that comes byte by byte is given up, after one try', async () => {
  const closings: Promise<unknown>[] = [];
  const storage = await serve(
    (_request, response) => {
      response.writeHead(200, { 'content-type': 'application/xml' }).write('<ListBucketResult>');
      closings.push(drip(response, ' ', 20));
    },
    { silenceTimeoutMs: 1000 },
  );
  await expect(storage.listPage({ bucket: 'bucket', prefix: '' })).rejects.toMatchObject({
    code: 'network.timedOut',
  });
  expect(closings).toHaveLength(1);
  await Promise.all(closings);
});

test('a listing without end is given up before it fills the memory', async () => {
  let closed: Promise<unknown> | undefined;
  const storage = await serve((_request, response) => {
    response.writeHead(200, { 'content-type': 'application/xml' }).write('<ListBucketResult>');
    closed = drip(response, Buffer.alloc(4 * 1024 * 1024, ' '), 1);
  });
  await expect(storage.listPage({ bucket: 'bucket', prefix: '' })).rejects.toMatchObject({
    code: 'server.badAnswer',
  });
  await closed;
});
