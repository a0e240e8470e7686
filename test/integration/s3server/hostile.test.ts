import { createHash } from 'node:crypto';
import { Agent, request } from 'node:http';
import { connect } from 'node:net';
import {
  CreateBucketCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { signedHeaders } from '../../support/s3server/signedHeaders.ts';
import { type SpawnedS3Server, spawnS3Server } from '../../support/s3server/spawn.ts';
import { clientOf, failure, freshName, plain, presigned, signed, tag } from './harness.ts';

let server: SpawnedS3Server;
let client: ReturnType<typeof clientOf>;
let pid: number;
const Bucket = freshName();
beforeAll(async () => {
  server = await spawnS3Server({ control: true });
  pid = server.pid;
  client = clientOf(server);
  await client.send(new CreateBucketCommand({ Bucket }));
});
afterAll(async () => {
  // Whatever came in, it is still the same process and it still works.
  await client.send(new PutObjectCommand({ Bucket, Key: 'alive', Body: 'yes' }));
  expect(process.kill(pid, 0)).toBe(true);
  await server.stop();
});

/** Writes bytes to the socket and gives what comes back until the server closes. */
function raw(bytes: Buffer | string): Promise<string> {
  return new Promise((resolve) => {
    const { hostname, port } = new URL(server.url);
    const chunks: Buffer[] = [];
    const socket = connect(Number(port), hostname, () => socket.end(bytes));
    socket.on('data', (chunk: Buffer) => chunks.push(chunk));
    socket.on('error', () => socket.destroy());
    socket.on('close', () => resolve(Buffer.concat(chunks).toString('latin1')));
  });
}

describe('hostile input', () => {
  test('random bytes are answered with a 4xx', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ minLength: 1, maxLength: 2000 }), async (bytes) => {
        const answer = await raw(Buffer.concat([Buffer.from(bytes), Buffer.from('\r\n\r\n')]));
        expect(answer === '' || /^HTTP\/1\.1 4\d\d /.test(answer)).toBe(true);
      }),
      { numRuns: 50 },
    );
  });

  test('random requests are answered with a 4xx', async () => {
    const methods = fc.constantFrom('GET', 'PUT', 'POST', 'DELETE', 'HEAD', 'OPTIONS', 'PATCH');
    const paths = fc.string({ unit: 'binary-ascii', maxLength: 40 }).map((text) => `/${encodeURI(text)}`);
    const queries = fc.constantFrom(
      '',
      '?acl',
      '?delete',
      '?uploads',
      '?uploadId=x&partNumber=y',
      '?list-type=2',
      '?a=%',
    );
    const headers = fc.constantFrom(
      {},
      { authorization: 'AWS4-HMAC-SHA256 Credential=/////, SignedHeaders=;;, Signature=' },
      { authorization: '=,=,=' },
      { range: 'bytes=99999999999999999999-', 'x-amz-copy-source': '%%%' },
      { 'x-amz-content-sha256': 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD', 'x-amz-decoded-content-length': '-1' },
    );
    await fc.assert(
      fc.asyncProperty(methods, paths, queries, headers, async (method, path, query, more) => {
        const { status } = await plain(server, {
          method,
          path: path + query,
          headers: more,
          body: method === 'PUT' ? 'x' : '',
        });
        expect(status).toBeGreaterThanOrEqual(400);
        expect(status).toBeLessThan(500);
      }),
      { numRuns: 150 },
    );
  });

  test('huge headers are too large', async () => {
    expect(await raw(`GET / HTTP/1.1\r\nHost: x\r\nX-Big: ${'x'.repeat(100_000)}\r\n\r\n`)).toMatch(
      /^HTTP\/1\.1 431 /,
    );
  });

  test.each([
    [
      'PUT',
      '?versioning',
      '<!DOCTYPE x [<!ENTITY a "b">]><VersioningConfiguration>&a;</VersioningConfiguration>',
    ],
    ['PUT', '?tagging', '<Tagging><TagSet><Tag><Key>a</Key>'],
    ['PUT', '?lifecycle', 'not XML'],
    ['PUT', '?cors', ''],
    ['PUT', '?acl', '<AccessControlPolicy/>'],
    ['POST', '?delete', '<Delete></Delete>'],
    ['POST', '?delete', '<Delete><Object><Key></Key></Object></Delete>'],
    ['POST', '?delete', `<Delete>${'<x>'.repeat(100_000)}</Delete>`],
  ])('%s %s with bad XML is refused (%#)', async (method, query, body) => {
    const headers = { 'content-md5': createHash('md5').update(body).digest('base64') };
    const answer = await signed(server, { method, path: `/${Bucket}${query}`, headers, body });
    expect([answer.status, tag(answer.body, 'Code')]).toEqual([
      400,
      expect.stringMatching(/^Malformed(XML|ACLError)$/),
    ]);
  });

  test('a body that is too long for its kind is refused', async () => {
    const body = `<Tagging>${' '.repeat(9 * 1024 * 1024)}</Tagging>`;
    const answer = await signed(server, { method: 'PUT', path: `/${Bucket}?tagging`, body });
    expect(tag(answer.body, 'Code')).toBe('MaxMessageLengthExceeded');
  });

  test('calls that S3 has and this server has not are named so', async () => {
    const answer = await signed(server, { path: `/${Bucket}?replication` });
    expect([answer.status, tag(answer.body, 'Code')]).toEqual([501, 'NotImplemented']);
  });
});

describe('an answer before the body is over', () => {
  test('reaches the client, and a short rest leaves the connection usable', async () => {
    const { hostname, port } = new URL(server.url);
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const path = `/${Bucket}/framed`;
    const payloadHash = 'STREAMING-UNSIGNED-PAYLOAD-TRAILER';
    const { headers } = signedHeaders(server, {
      method: 'PUT',
      path,
      payloadHash,
      headers: { 'x-amz-decoded-content-length': '9' },
    });
    const send = (bytes: number): Promise<[number | undefined, string | undefined, boolean]> =>
      new Promise((resolve, reject) => {
        const req = request(
          {
            hostname,
            port,
            path,
            method: 'PUT',
            agent,
            headers: { ...headers, 'content-length': String(bytes) },
          },
          (res) => {
            res.resume();
            res.on('end', () => resolve([res.statusCode, res.headers.connection, req.reusedSocket]));
          },
        );
        req.on('error', reject);
        req.write('no size\r\n');
        req.end(Buffer.alloc(bytes - 9, 'x'));
      });
    expect([await send(900_000), await send(900_000), await send(6_000_000)]).toEqual([
      [400, 'keep-alive', false],
      [400, 'keep-alive', true],
      [400, 'close', true],
    ]);
    agent.destroy();
  });
});

describe('a client that leaves', () => {
  test('in the middle of a body leaves nothing behind', async () => {
    const path = presigned(server, { method: 'PUT', path: `/${Bucket}/left` });
    const { hostname, port } = new URL(server.url);
    for (const length of [10, 100_000, 10_000_000]) {
      await new Promise<void>((resolve) => {
        const req = request({
          hostname,
          port,
          path,
          method: 'PUT',
          headers: { 'content-length': String(length) },
        });
        req.on('error', () => resolve());
        req.write(Buffer.alloc(Math.floor(length / 2)), () => setTimeout(() => req.destroy(), 20));
      });
    }
    await waitForNoOpenRequest();
    expect((await failure(client.send(new HeadObjectCommand({ Bucket, Key: 'left' })))).code).toBe(
      'NotFound',
    );
    expect((await client.send(new ListObjectsV2Command({ Bucket, Prefix: 'left' }))).KeyCount).toBe(0);
  });

  test('in the middle of an answer is forgotten', async () => {
    await client.send(new PutObjectCommand({ Bucket, Key: 'long', Body: Buffer.alloc(20_000_000) }));
    const path = presigned(server, { path: `/${Bucket}/long` });
    const { hostname, port } = new URL(server.url);
    for (let n = 0; n < 5; n++) {
      await new Promise<void>((resolve, reject) => {
        const req = request({ hostname, port, path }, (res) => {
          res.once('data', () => {
            req.destroy();
            resolve();
          });
          res.on('error', () => resolve());
        });
        req.on('error', reject);
        req.end();
      });
    }
    await waitForNoOpenRequest();
  });
});

async function waitForNoOpenRequest(): Promise<void> {
  while ((await server.control?.counters())?.openRequests !== 0)
    await new Promise((resolve) => setTimeout(resolve, 10));
}
