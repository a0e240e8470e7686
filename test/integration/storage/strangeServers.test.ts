import { once } from 'node:events';
import { createServer, Server as HttpServer, type RequestListener } from 'node:http';
import type { AddressInfo, Server } from 'node:net';
import { createServer as createTcpServer } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { afterEach, describe, expect, test } from 'vitest';
import type { S3Storage } from '../../../electron/core/storage/s3/s3Storage.ts';
import { openS3 } from './openS3.ts';

const endings: (() => void)[] = [];

afterEach(() => {
  for (const end of endings.splice(0)) end();
});

async function openOn(server: Server, silenceTimeoutMs = 20_000): Promise<S3Storage> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}`;
  const storage = openS3({ url, accessKeyId: 'AK', secretAccessKey: 'SK' }, { silenceTimeoutMs });
  endings.push(() => {
    storage.close();
    server.close();
    if (server instanceof HttpServer) server.closeAllConnections();
  });
  return storage;
}

const serve = (listener: RequestListener) => openOn(createServer(listener));
const serveHanging = (listener: RequestListener) => openOn(createServer(listener), 300);

const html =
  (status: number): RequestListener =>
  (request, response) => {
    request.resume();
    request.on('end', () => {
      response.writeHead(status, { 'content-type': 'text/html' });
      response.end('<!doctype html><html><body><p>Welcome to the hotel! Please sign in.<br></body></html>');
    });
  };

const ref = { bucket: 'bucket', key: 'key' };

/** How each kind of call ends. */
async function codesOf(storage: S3Storage): Promise<Record<string, unknown>> {
  const calls = {
    listBuckets: () => storage.listBuckets(),
    listPage: () => storage.listPage({ bucket: 'bucket', prefix: '' }),
    stat: () => storage.stat(ref),
    openRange: () => storage.openRange(ref),
    put: () => storage.put(ref, Buffer.from('x')),
    beginMultipart: () => storage.beginMultipart(ref),
    deleteMany: () => storage.deleteMany('bucket', ['key']),
  };
  const codes: Record<string, unknown> = {};
  for (const [name, call] of Object.entries(calls)) {
    codes[name] = await call().then(
      () => 'done',
      (error: unknown) => (error instanceof Error && 'code' in error ? error.code : error),
    );
  }
  return codes;
}

describe('answers that no S3 server sends', () => {
  test.for([200, 302, 403, 404])(
    'a page of a sign-in portal with status %i is a bad answer',
    async (status) => {
      const codes = await codesOf(await serve(html(status)));
      expect(new Set(Object.values(codes))).toEqual(new Set(['server.badAnswer']));
    },
  );

  test('a proxy whose server is down is a busy or failed server', async () => {
    expect(new Set(Object.values(await codesOf(await serve(html(503)))))).toEqual(new Set(['server.busy']));
    expect(new Set(Object.values(await codesOf(await serve(html(502)))))).toEqual(new Set(['server.failed']));
  }, 60_000);

  test('bytes that are no HTTP are a bad answer', async () => {
    const storage = await openOn(
      createTcpServer((socket) => {
        socket.on('error', () => socket.destroy());
        socket.once('data', () => socket.end('SSH-2.0-OpenSSH_9.2\r\n'));
      }),
    );
    await expect(storage.listBuckets()).rejects.toMatchObject({ code: 'server.badAnswer' });
  });

  test('a whole body in place of the range that was asked for is a bad answer', async () => {
    const storage = await serve((_request, response) => {
      response.writeHead(200, { etag: '"1"', 'content-length': 1000 });
      response.end(Buffer.alloc(1000));
    });
    await expect(storage.openRange(ref, { range: { startByte: 1, endByte: 10 } })).rejects.toMatchObject({
      code: 'server.badAnswer',
    });
  });
});

describe('servers that stop in the middle', () => {
  test('a body of which no more comes ends as timed out', async () => {
    const storage = await serveHanging((_request, response) => {
      response.writeHead(200, { etag: '"1"', 'content-length': 1000 });
      response.write(Buffer.alloc(10));
    });
    const { body } = await storage.openRange(ref);
    await expect(buffer(body)).rejects.toMatchObject({ code: 'network.timedOut' });
  });

  test('a listing of which no more comes ends as timed out, after one try', async () => {
    let requestCount = 0;
    const storage = await serveHanging((_request, response) => {
      requestCount += 1;
      response.writeHead(200, { 'content-type': 'application/xml', 'content-length': 1000 });
      response.write('<?xml version="1.0"?><ListBucketResult>');
    });
    await expect(storage.listPage({ bucket: 'bucket', prefix: '' })).rejects.toMatchObject({
      code: 'network.timedOut',
    });
    expect(requestCount).toBe(1);
  });

  test('a refusal while the body is still being sent does not end the process', async () => {
    const denied = '<?xml version="1.0"?><Error><Code>AccessDenied</Code><Message>No</Message></Error>';
    const storage = await openOn(
      createTcpServer((socket) => {
        socket.on('error', () => socket.destroy());
        socket.once('data', () => {
          const head = ['HTTP/1.1 403 Forbidden', 'Connection: close', `Content-Length: ${denied.length}`];
          socket.write(`${head.join('\r\n')}\r\n\r\n${denied}`, () => socket.destroy());
        });
      }),
    );
    const outcomes = await Promise.all(
      Array.from({ length: 8 }, () =>
        storage.put(ref, Buffer.alloc(16 * 1024 * 1024)).then(
          () => 'done',
          (error: unknown) => (error instanceof Error && 'code' in error ? error.code : error),
        ),
      ),
    );
    for (const outcome of outcomes) expect(['access.denied', 'network.lost']).toContain(outcome);
  });

  test('a refused body is not sent to its end, and no more of it told than the line took', async () => {
    const body = Buffer.alloc(64 * 1024 * 1024);
    const denied = '<?xml version="1.0"?><Error><Code>AccessDenied</Code><Message>No</Message></Error>';
    let receivedBytes = 0;
    let readOn = (): void => undefined;
    let closed: Promise<unknown> = Promise.resolve();
    const storage = await openOn(
      createTcpServer((socket) => {
        closed = once(socket, 'close');
        socket.on('data', (chunk) => {
          receivedBytes += chunk.length;
        });
        socket.once('data', () => {
          socket.pause();
          readOn = () => socket.resume();
          socket.write(`HTTP/1.1 403 Forbidden\r\nContent-Length: ${denied.length}\r\n\r\n${denied}`);
        });
        socket.on('error', () => socket.destroy());
      }),
    );
    const sums = [0];
    const onBytes = (bytes: number) => sums.push((sums.at(-1) ?? 0) + bytes);
    await expect(storage.put(ref, body, { onBytes })).rejects.toMatchObject({ code: 'access.denied' });
    readOn();
    await closed;
    expect(receivedBytes).toBeLessThan(body.length);
    expect(Math.max(...sums)).toBeGreaterThan(0);
    expect(Math.max(...sums)).toBeLessThan(body.length);
    expect(sums.at(-1)).toBe(0);
  });
});
