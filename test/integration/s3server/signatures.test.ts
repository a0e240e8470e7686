import { request } from 'node:http';
import {
  CreateBucketCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListBucketsCommand,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { emptySha256, sha256Hex, sign } from '../../support/s3server/auth/sigv4.ts';
import { createChecksum } from '../../support/s3server/checksums/checksums.ts';
import { type RawOptions, signedHeaders } from '../../support/s3server/signedHeaders.ts';
import { type SpawnedS3Server, spawnS3Server } from '../../support/s3server/spawn.ts';
import { clientOf, failure, freshName, plain, presigned, type RawAnswer, signed, tag } from './harness.ts';

let server: SpawnedS3Server;
let client: ReturnType<typeof clientOf>;
const Bucket = freshName();
const path = `/${Bucket}/key`;
beforeAll(async () => {
  server = await spawnS3Server({ control: true });
  client = clientOf(server);
  await client.send(new CreateBucketCommand({ Bucket }));
});
afterEach(() => server.control?.reset());
afterAll(() => server.stop());

const outcome = ({ status, body }: RawAnswer): unknown => [status, tag(body, 'Code'), tag(body, 'Message')];
const codeOf = ({ status, body }: RawAnswer): unknown => [status, tag(body, 'Code')];

describe('a signed request', () => {
  test('passes with the right keys, for any key and query', async () => {
    const answers = await Promise.all([
      signed(server, { method: 'PUT', path: `/${Bucket}/a%20b%2B%2F..//%C3%A9`, body: 'x' }),
      signed(server, { path: `/${Bucket}?list-type=2&prefix=a%20b%2Bc&delimiter=%2F` }),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
  });

  test('is refused with a wrong key id, a wrong secret, or none', async () => {
    expect(codeOf(await signed(server, { path, accessKeyId: 'NOBODY' }))).toEqual([
      403,
      'InvalidAccessKeyId',
    ]);
    expect(codeOf(await signed(server, { path, secretAccessKey: 'wrong' }))).toEqual([
      403,
      'SignatureDoesNotMatch',
    ]);
    expect(codeOf(await plain(server, { path: '/' }))).toEqual([403, 'AccessDenied']);
    const credentials = { accessKeyId: 'NOBODY', secretAccessKey: 'wrong' };
    expect(await failure(clientOf(server, { credentials }).send(new ListBucketsCommand({})))).toEqual({
      code: 'InvalidAccessKeyId',
      status: 403,
    });
  });

  test('is refused when anything that was signed changes', async () => {
    const { headers } = signedHeaders(server, { path, headers: { range: 'bytes=0-1' } });
    const changed: RawOptions[] = [
      { path: `${path}2`, headers },
      { path: `${path}?versionId=1`, headers },
      { path, method: 'DELETE', headers },
      { path, headers: { ...headers, range: 'bytes=0-2' } },
      { path, headers: { ...headers, 'x-amz-content-sha256': sha256Hex('y') } },
    ];
    for (const options of changed)
      expect(codeOf(await plain(server, options))).toEqual([403, 'SignatureDoesNotMatch']);
    expect(
      codeOf(await plain(server, { path, headers: { ...headers, 'x-amz-acl': 'public-read' } })),
    ).toEqual([403, 'AccessDenied']);
  });

  test('tells the times when its clock is more than 15 minutes off', async () => {
    const answer = await signed(server, { path, timeMs: Date.now() - 16 * 60_000 });
    expect(codeOf(answer)).toEqual([403, 'RequestTimeTooSkewed']);
    expect(tag(answer.body, 'MaxAllowedSkewMilliseconds')).toBe('900000');
    expect(tag(answer.body, 'RequestTime')).toMatch(/^\d{8}T\d{6}Z$/);
    expect(Math.abs(Date.parse(tag(answer.body, 'ServerTime') ?? '') - Date.now())).toBeLessThan(60_000);
    expect((await signed(server, { path: '/', timeMs: Date.now() - 14 * 60_000 })).status).toBe(200);
    await server.control?.clockOffsetMs(-20 * 60_000);
    const behind = await signed(server, { path: '/' });
    expect(codeOf(behind)).toEqual([403, 'RequestTimeTooSkewed']);
    expect(Math.abs(Date.parse(behind.headers.date ?? '') + 20 * 60_000 - Date.now())).toBeLessThan(60_000);
  });

  test('with a session token goes on until the token has expired', async () => {
    const credentials = { accessKeyId: server.accessKeyId, secretAccessKey: server.secretAccessKey };
    const old = clientOf(server, { credentials: { ...credentials, sessionToken: 'old token' } });
    await old.send(new ListBucketsCommand({}));
    await server.control?.expireTokens();
    expect(await failure(old.send(new ListBucketsCommand({})))).toEqual({
      code: 'ExpiredToken',
      status: 400,
    });
    await clientOf(server, { credentials: { ...credentials, sessionToken: 'new token' } }).send(
      new ListBucketsCommand({}),
    );
    await server.control?.expireTokens(['another']);
    const another = presigned(server, { path, token: 'another' });
    expect(codeOf(await plain(server, { path: another }))).toEqual([400, 'ExpiredToken']);
  });

  test.each([
    ['AWS4-HMAC-SHA256 Credential=x', 400, 'AuthorizationHeaderMalformed'],
    [
      'AWS4-HMAC-SHA256 Credential=a/b/c, SignedHeaders=host, Signature=0',
      400,
      'AuthorizationHeaderMalformed',
    ],
    ['AWS AKID:signature', 400, 'InvalidRequest'],
    ['Basic abc', 400, 'InvalidArgument'],
  ])('with the header "%s" is malformed', async (authorization, status, code) => {
    const { headers } = signedHeaders(server, { path });
    expect(codeOf(await plain(server, { path, headers: { ...headers, authorization } }))).toEqual([
      status,
      code,
    ]);
  });
});

describe('a presigned link', () => {
  beforeAll(() => client.send(new PutObjectCommand({ Bucket, Key: 'key', Body: 'shared' })));

  test('reads and writes without a header', async () => {
    expect((await plain(server, { path: presigned(server, { path }) })).body).toBe('shared');
    const disposition = presigned(server, { path: `${path}?response-content-disposition=inline` });
    expect((await plain(server, { path: disposition })).headers['content-disposition']).toBe('inline');
    const write = presigned(server, { method: 'PUT', path: `/${Bucket}/written` });
    expect((await plain(server, { method: 'PUT', path: write, body: 'by link' })).status).toBe(200);
  });

  test('dies when its time is over, and is no good for anything else', async () => {
    const expired = await plain(server, { path: presigned(server, { path, timeMs: Date.now() - 120_000 }) });
    expect(outcome(expired)).toEqual([403, 'AccessDenied', 'Request has expired']);
    const early = await plain(server, {
      path: presigned(server, { path, timeMs: Date.now() + 20 * 60_000 }),
    });
    expect(outcome(early)).toEqual([403, 'AccessDenied', 'Request is not valid yet']);
    const link = presigned(server, { path });
    expect(codeOf(await plain(server, { method: 'DELETE', path: link }))).toEqual([
      403,
      'SignatureDoesNotMatch',
    ]);
    expect(codeOf(await plain(server, { path: link.replace('/key?', '/other?') }))).toEqual([
      403,
      'SignatureDoesNotMatch',
    ]);
    expect(codeOf(await plain(server, { path: link.replace('Expires=60', 'Expires=600') }))).toEqual([
      403,
      'SignatureDoesNotMatch',
    ]);
    const tooLong = presigned(server, { path, expiresSeconds: 604_801 });
    expect(codeOf(await plain(server, { path: tooLong }))).toEqual([
      400,
      'AuthorizationQueryParametersError',
    ]);
    expect(codeOf(await plain(server, { path: `${path}?X-Amz-Algorithm=AWS4-HMAC-SHA256` }))).toEqual([
      400,
      'AuthorizationQueryParametersError',
    ]);
  });
});

describe('the body', () => {
  test('must have the hash that was signed', async () => {
    const options = { method: 'PUT', path: `/${Bucket}/hashed`, body: 'real' };
    const wrong = await signed(server, { ...options, payloadHash: sha256Hex('other') });
    expect(codeOf(wrong)).toEqual([400, 'XAmzContentSHA256Mismatch']);
    expect((await signed(server, { ...options, payloadHash: 'UNSIGNED-PAYLOAD' })).status).toBe(200);
    expect(codeOf(await signed(server, { ...options, payloadHash: 'nonsense' }))).toEqual([
      400,
      'InvalidArgument',
    ]);
  });

  const crc32 = (text: string): string => {
    const hasher = createChecksum('CRC32');
    hasher.update(Buffer.from(text));
    return hasher.digest().toString('base64');
  };

  type Chunked = {
    readonly kind: string;
    readonly trailer?: string;
    readonly tamper?: (framed: string) => string;
  };

  function chunked(
    key: string,
    chunks: readonly string[],
    { kind, trailer, tamper }: Chunked,
  ): Promise<RawAnswer> {
    const text = chunks.join('');
    const base = {
      method: 'PUT',
      path: `/${Bucket}/${key}`,
      payloadHash: kind,
      headers: {
        'content-encoding': 'aws-chunked',
        'x-amz-decoded-content-length': String(text.length),
        ...(trailer === undefined ? {} : { 'x-amz-trailer': 'x-amz-checksum-crc32' }),
      },
    };
    const seed = signedHeaders(server, base);
    let previous = seed.signature;
    const signChunk = (label: string, ...hashes: string[]): string => {
      previous = sign(
        seed.key,
        [`AWS4-HMAC-SHA256-${label}`, seed.timestamp, seed.scope, previous, ...hashes].join('\n'),
      );
      return previous;
    };
    const isSigned = kind.includes('HMAC');
    const frame = (chunk: string): string => {
      const extension = isSigned
        ? `;chunk-signature=${signChunk('PAYLOAD', emptySha256, sha256Hex(chunk))}`
        : '';
      return `${chunk.length.toString(16)}${extension}\r\n${chunk}${chunk === '' ? '' : '\r\n'}`;
    };
    let framed = [...chunks, ''].map(frame).join('');
    if (trailer !== undefined) {
      framed += `x-amz-checksum-crc32:${trailer}\r\n`;
      if (isSigned) {
        framed += `x-amz-trailer-signature:${signChunk('TRAILER', sha256Hex(`x-amz-checksum-crc32:${trailer}\n`))}\r\n`;
      }
    }
    framed += '\r\n';
    return plain(server, {
      ...base,
      headers: seed.headers,
      body: tamper === undefined ? framed : tamper(framed),
    });
  }

  const streamed = 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD';
  const streamedTrailer = 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER';
  const unsignedTrailer = 'STREAMING-UNSIGNED-PAYLOAD-TRAILER';
  const chunks = ['first chunk, ', 'second chunk, ', 'third'];
  const whole = chunks.join('');

  test.each([
    [streamed, undefined],
    [streamedTrailer, crc32(whole)],
    [unsignedTrailer, crc32(whole)],
  ])('may come in chunks: %s', async (kind, trailer) => {
    const key = `chunked-${kind}`;
    const put = await chunked(key, chunks, trailer === undefined ? { kind } : { kind, trailer });
    expect([put.status, put.headers['x-amz-checksum-crc32']]).toEqual([200, trailer]);
    const got = await client.send(new GetObjectCommand({ Bucket, Key: key }));
    expect([await got.Body?.transformToString(), got.ContentEncoding]).toEqual([whole, undefined]);
  });

  test('in chunks is refused when a chunk, a signature, a trailer or the size is wrong', async () => {
    const trailer = crc32(whole);
    const swap = (from: string | RegExp, to: string) => (framed: string) => framed.replace(from, to);
    const cases: [Chunked, string][] = [
      [{ kind: streamed, tamper: swap('second', 'SECOND') }, 'SignatureDoesNotMatch'],
      [{ kind: streamed, tamper: swap(/;chunk-signature=\w+/, '') }, 'SignatureDoesNotMatch'],
      [
        {
          kind: streamedTrailer,
          trailer,
          tamper: swap(/trailer-signature:\w{8}/, 'trailer-signature:00000000'),
        },
        'SignatureDoesNotMatch',
      ],
      [
        { kind: streamedTrailer, trailer, tamper: swap(/x-amz-trailer-signature.*\r\n/, '') },
        'SignatureDoesNotMatch',
      ],
      [{ kind: streamedTrailer, trailer: crc32('other') }, 'BadDigest'],
      [{ kind: unsignedTrailer, trailer: crc32('other') }, 'BadDigest'],
      [{ kind: unsignedTrailer, trailer: 'nonsense' }, 'InvalidRequest'],
      [{ kind: unsignedTrailer, trailer, tamper: swap(/x-amz-checksum-crc32.*\r\n/, '') }, 'InvalidRequest'],
      [
        { kind: unsignedTrailer, trailer, tamper: swap('second chunk, \r\n', 'second chunk, more\r\n') },
        'IncompleteBody',
      ],
      [{ kind: unsignedTrailer, trailer, tamper: swap(/5\r\nthird\r\n/, '') }, 'IncompleteBody'],
      [{ kind: unsignedTrailer, trailer, tamper: () => 'zzz\r\n\r\n' }, 'IncompleteBody'],
      [{ kind: unsignedTrailer, trailer, tamper: () => '' }, 'IncompleteBody'],
    ];
    const codes: unknown[] = [];
    for (const [options] of cases) codes.push(tag((await chunked('refused', chunks, options)).body, 'Code'));
    expect(codes).toEqual(cases.map(([, code]) => code));
    expect((await failure(client.send(new HeadObjectCommand({ Bucket, Key: 'refused' })))).code).toBe(
      'NotFound',
    );
  });

  test('needs a length, and one that S3 takes', async () => {
    const { headers } = signedHeaders(server, { method: 'PUT', path, payloadHash: 'UNSIGNED-PAYLOAD' });
    const { hostname, port } = new URL(server.url);
    const withoutLength = await new Promise<number | undefined>((resolve, reject) => {
      const req = request({ hostname, port, path, method: 'PUT', headers }, (res) => {
        res.resume();
        resolve(res.statusCode);
      });
      req.on('error', reject);
      req.write('a');
      req.end('b');
    });
    expect(withoutLength).toBe(411);
    const huge = await new Promise<number | undefined>((resolve, reject) => {
      const more = { 'content-length': String(5 * 1024 ** 3 + 1), expect: '100-continue' };
      const req = request(
        { hostname, port, path, method: 'PUT', headers: { ...headers, ...more } },
        (res) => {
          res.resume();
          resolve(res.statusCode);
          req.destroy();
        },
      );
      req.on('error', reject);
      req.flushHeaders();
    });
    expect(huge).toBe(400);
  });
});
