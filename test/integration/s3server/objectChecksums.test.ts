import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import {
  CreateBucketCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  checksumAlgorithms,
  checksumHeader,
  createChecksum,
} from '../../support/s3server/checksums/checksums.ts';
import { type SpawnedS3Server, spawnS3Server } from '../../support/s3server/spawn.ts';
import { clientOf, failure, freshName, signed, someBytes, tag } from './harness.ts';

let server: SpawnedS3Server;
let client: ReturnType<typeof clientOf>;
const Bucket = freshName();
const Body = Buffer.from('what the checksum is of');
beforeAll(async () => {
  server = await spawnS3Server();
  client = clientOf(server);
  await client.send(new CreateBucketCommand({ Bucket }));
});
afterAll(() => server.stop());

describe('a checksum', () => {
  test.each(checksumAlgorithms)('%s is verified, stored and returned', async (algorithm) => {
    const hasher = createChecksum(algorithm);
    hasher.update(Body);
    const value = hasher.digest().toString('base64');
    const field = `Checksum${algorithm}` as const;
    const put = await client.send(new PutObjectCommand({ Bucket, Key: algorithm, Body, [field]: value }));
    expect([put[field], put.ChecksumType]).toEqual([value, 'FULL_OBJECT']);
    const got = await client.send(new GetObjectCommand({ Bucket, Key: algorithm, ChecksumMode: 'ENABLED' }));
    expect([got[field], await got.Body?.transformToString()]).toEqual([value, Body.toString()]);
    const path = `/${Bucket}/${algorithm}`;
    const silent = await signed(server, { method: 'HEAD', path });
    expect(silent.headers[checksumHeader(algorithm)]).toBeUndefined();
    const wrong = Buffer.alloc(Buffer.from(value, 'base64').length).toString('base64');
    const bad = client.send(new PutObjectCommand({ Bucket, Key: 'bad', Body, [field]: wrong }));
    expect(await failure(bad)).toEqual({ code: 'BadDigest', status: 400 });
    const broken = client.send(new PutObjectCommand({ Bucket, Key: 'bad', Body, [field]: 'AA==' }));
    expect(await failure(broken)).toEqual({ code: 'InvalidRequest', status: 400 });
    expect((await failure(client.send(new HeadObjectCommand({ Bucket, Key: 'bad' })))).code).toBe('NotFound');
  });

  test('comes once', async () => {
    const headers = {
      'x-amz-checksum-crc32': 'AAAAAA==',
      'x-amz-checksum-sha1': 'AAAAAAAAAAAAAAAAAAAAAAAAAAA=',
    };
    const answer = await signed(server, { method: 'PUT', path: `/${Bucket}/two`, headers, body: Body });
    expect([answer.status, tag(answer.body, 'Code')]).toEqual([400, 'InvalidRequest']);
  });

  test('of the SDK’s default settings is stored, for a buffer and for a stream', async () => {
    const large = someBytes(3_000_001);
    const hasher = createChecksum('CRC32');
    hasher.update(large);
    const expected = hasher.digest().toString('base64');
    await client.send(new PutObjectCommand({ Bucket, Key: 'buffer', Body: large }));
    const stream = Readable.from([large.subarray(0, 100_000), large.subarray(100_000)]);
    await client.send(
      new PutObjectCommand({ Bucket, Key: 'stream', Body: stream, ContentLength: large.length }),
    );
    for (const Key of ['buffer', 'stream']) {
      const got = await client.send(new GetObjectCommand({ Bucket, Key }));
      expect([got.ChecksumCRC32, got.ContentLength, got.ContentEncoding]).toEqual([
        expected,
        large.length,
        undefined,
      ]);
      expect(Buffer.from((await got.Body?.transformToByteArray()) ?? []).equals(large)).toBe(true);
    }
  });
});

describe('Content-MD5', () => {
  const put = (ContentMD5: string) =>
    client.send(new PutObjectCommand({ Bucket, Key: 'md5', Body, ContentMD5 }));

  test('is verified', async () => {
    const right = createHash('md5').update(Body).digest('base64');
    expect((await put(right)).ETag).toBe(`"${createHash('md5').update(Body).digest('hex')}"`);
    expect(await failure(put(createHash('md5').update('other').digest('base64')))).toEqual({
      code: 'BadDigest',
      status: 400,
    });
    expect(await failure(put('nonsense'))).toEqual({ code: 'InvalidDigest', status: 400 });
  });
});
