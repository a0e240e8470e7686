import { createHash } from 'node:crypto';
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  type CompleteMultipartUploadCommandInput,
  CreateBucketCommand,
  CreateMultipartUploadCommand,
  type CreateMultipartUploadCommandInput,
  DeleteObjectCommand,
  GetObjectAttributesCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListMultipartUploadsCommand,
  type ListMultipartUploadsCommandOutput,
  ListObjectsV2Command,
  ListPartsCommand,
  PutObjectCommand,
  UploadPartCommand,
  type UploadPartCommandInput,
  UploadPartCopyCommand,
} from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ChecksumAlgorithm, createChecksum } from '../../support/s3server/checksums/checksums.ts';
import { type SpawnedS3Server, spawnS3Server } from '../../support/s3server/spawn.ts';
import { clientOf, failure, freshName, someBytes } from './harness.ts';

const mebibyte = 1024 * 1024;
let server: SpawnedS3Server;
let client: ReturnType<typeof clientOf>;
const Bucket = freshName();
beforeAll(async () => {
  server = await spawnS3Server();
  client = clientOf(server);
  await client.send(new CreateBucketCommand({ Bucket }));
});
afterAll(() => server.stop());

async function begin(Key: string, more: Partial<CreateMultipartUploadCommandInput> = {}): Promise<string> {
  const { UploadId } = await client.send(new CreateMultipartUploadCommand({ Bucket, Key, ...more }));
  return UploadId ?? '';
}

function part(
  Key: string,
  UploadId: string,
  PartNumber: number,
  Body: Buffer,
  more: Partial<UploadPartCommandInput> = {},
) {
  return client.send(new UploadPartCommand({ Bucket, Key, UploadId, PartNumber, Body, ...more }));
}

function complete(
  Key: string,
  UploadId: string,
  Parts: { PartNumber: number; ETag: string | undefined }[],
  more: Partial<CompleteMultipartUploadCommandInput> = {},
) {
  return client.send(
    new CompleteMultipartUploadCommand({ Bucket, Key, UploadId, MultipartUpload: { Parts }, ...more }),
  );
}

const bodies = [someBytes(5 * mebibyte, 'a'), someBytes(5 * mebibyte + 7, 'b'), someBytes(11, 'c')] as const;

describe('a multipart upload', () => {
  test('becomes an object whose tag is the MD5 of its parts', async () => {
    const Key = 'whole';
    const UploadId = await begin(Key, { ContentType: 'video/mp4', Metadata: { a: 'b' }, Tagging: 'x=1' });
    // Numbers may have gaps, and parts may arrive in any order and again.
    await part(Key, UploadId, 9, Buffer.from('replaced'));
    const third = await part(Key, UploadId, 9, bodies[2]);
    const first = await part(Key, UploadId, 1, bodies[0]);
    const second = await part(Key, UploadId, 4, bodies[1]);
    await part(Key, UploadId, 10, Buffer.from('left out'));
    const done = await complete(Key, UploadId, [
      { PartNumber: 1, ETag: first.ETag },
      { PartNumber: 4, ETag: second.ETag },
      { PartNumber: 9, ETag: third.ETag },
    ]);
    const md5 = (bytes: Buffer) => createHash('md5').update(bytes).digest();
    const expected = `"${md5(Buffer.concat(bodies.map(md5))).toString('hex')}-3"`;
    expect(done.ETag).toBe(expected);
    const got = await client.send(new GetObjectCommand({ Bucket, Key }));
    expect(got).toMatchObject({
      ETag: expected,
      ContentType: 'video/mp4',
      Metadata: { a: 'b' },
      TagCount: 1,
    });
    expect(Buffer.from((await got.Body?.transformToByteArray()) ?? []).equals(Buffer.concat(bodies))).toBe(
      true,
    );

    const across = await client.send(
      new GetObjectCommand({ Bucket, Key, Range: `bytes=${5 * mebibyte - 3}-${5 * mebibyte + 2}` }),
    );
    const expectedAcross = Buffer.concat([bodies[0].subarray(-3), bodies[1].subarray(0, 3)]);
    expect(Buffer.from((await across.Body?.transformToByteArray()) ?? []).equals(expectedAcross)).toBe(true);
    const byPart = await client.send(new GetObjectCommand({ Bucket, Key, PartNumber: 9 }));
    expect([byPart.PartsCount, byPart.ContentLength, byPart.$metadata.httpStatusCode]).toEqual([3, 11, 206]);
    expect((await failure(client.send(new ListPartsCommand({ Bucket, Key, UploadId })))).code).toBe(
      'NoSuchUpload',
    );
  });

  test('is listed with its parts, page by page', async () => {
    const Key = 'listed';
    const UploadId = await begin(Key);
    for (const number of [1, 2, 3, 4, 5]) await part(Key, UploadId, number, Buffer.alloc(number));
    const first = await client.send(new ListPartsCommand({ Bucket, Key, UploadId, MaxParts: 2 }));
    expect([
      first.Parts?.map(({ PartNumber, Size }) => [PartNumber, Size]),
      first.IsTruncated,
      first.NextPartNumberMarker,
    ]).toEqual([
      [
        [1, 1],
        [2, 2],
      ],
      true,
      '2',
    ]);
    const rest = await client.send(new ListPartsCommand({ Bucket, Key, UploadId, PartNumberMarker: '2' }));
    expect([rest.Parts?.map(({ PartNumber }) => PartNumber), rest.IsTruncated]).toEqual([[3, 4, 5], false]);
    await client.send(new AbortMultipartUploadCommand({ Bucket, Key, UploadId }));
    expect((await failure(part(Key, UploadId, 6, Buffer.alloc(1)))).code).toBe('NoSuchUpload');
    expect(
      (await failure(client.send(new AbortMultipartUploadCommand({ Bucket, Key, UploadId })))).code,
    ).toBe('NoSuchUpload');
    expect((await client.send(new ListObjectsV2Command({ Bucket, Prefix: Key }))).KeyCount).toBe(0);
  });

  test('is listed among the unfinished ones, by key and id, with folders', async () => {
    const name = freshName();
    await client.send(new CreateBucketCommand({ Bucket: name }));
    const made: string[] = [];
    for (const Key of ['a', 'a', 'b/1', 'b/2', 'c']) {
      const { UploadId } = await client.send(new CreateMultipartUploadCommand({ Bucket: name, Key }));
      made.push(`${Key} ${UploadId}`);
    }
    const seen: string[] = [];
    let marker: { KeyMarker?: string | undefined; UploadIdMarker?: string | undefined } | undefined = {};
    while (marker !== undefined) {
      const page: ListMultipartUploadsCommandOutput = await client.send(
        new ListMultipartUploadsCommand({ Bucket: name, MaxUploads: 1, ...marker }),
      );
      for (const { Key, UploadId } of page.Uploads ?? []) seen.push(`${Key} ${UploadId}`);
      marker = page.IsTruncated
        ? { KeyMarker: page.NextKeyMarker, UploadIdMarker: page.NextUploadIdMarker }
        : undefined;
    }
    expect(seen).toEqual(made.toSorted());
    const folders = await client.send(new ListMultipartUploadsCommand({ Bucket: name, Delimiter: '/' }));
    expect([folders.Uploads?.map(({ Key }) => Key), folders.CommonPrefixes]).toEqual([
      ['a', 'a', 'c'],
      [{ Prefix: 'b/' }],
    ]);
  });

  test('of lib-storage with its default settings works', async () => {
    const body = Buffer.concat([bodies[0], bodies[1], bodies[2]]);
    await new Upload({
      client,
      params: { Bucket, Key: 'lib', Body: body },
      partSize: 5 * mebibyte,
      queueSize: 3,
    }).done();
    const got = await client.send(new GetObjectCommand({ Bucket, Key: 'lib' }));
    expect(Buffer.from((await got.Body?.transformToByteArray()) ?? []).equals(body)).toBe(true);
  });
});

describe('a bad part', () => {
  test('has its own error', async () => {
    const Key = 'bad';
    const UploadId = await begin(Key);
    const first = await part(Key, UploadId, 1, Buffer.from('small'));
    const second = await part(Key, UploadId, 2, Buffer.from('small too'));
    const a = { PartNumber: 1, ETag: first.ETag };
    const b = { PartNumber: 2, ETag: second.ETag };
    const codes = [];
    for (const parts of [[b, a], [a, a], [a, b], [{ ...a, ETag: '"0"' }], [a, { ...b, PartNumber: 3 }], []]) {
      codes.push((await failure(complete(Key, UploadId, parts))).code);
    }
    expect(codes).toEqual([
      'InvalidPartOrder',
      'InvalidPartOrder',
      'EntityTooSmall',
      'InvalidPart',
      'InvalidPart',
      'MalformedXML',
    ]);
    for (const number of [0, 10_001]) {
      expect((await failure(part(Key, UploadId, number, Buffer.from('x')))).code).toBe('InvalidArgument');
    }
    expect((await failure(part(Key, 'no-such-upload', 1, Buffer.from('x')))).code).toBe('NoSuchUpload');
    expect((await failure(part('other key', UploadId, 1, Buffer.from('x')))).code).toBe('NoSuchUpload');
    expect((await failure(complete(Key, UploadId, [a], { MpuObjectSize: 99 }))).code).toBe('InvalidRequest');
    await complete(Key, UploadId, [a], { MpuObjectSize: 5 });
  });
});

describe('copied parts', () => {
  test('come from ranges of another object', async () => {
    const source = someBytes(12 * mebibyte, 'source');
    await client.send(new PutObjectCommand({ Bucket, Key: 'copy from', Body: source }));
    const Key = 'copied';
    const UploadId = await begin(Key);
    const copy = (PartNumber: number, CopySourceRange?: string) =>
      client.send(
        new UploadPartCopyCommand({
          Bucket,
          Key,
          UploadId,
          PartNumber,
          CopySource: `${Bucket}/copy%20from`,
          CopySourceRange,
        }),
      );
    const first = await copy(1, `bytes=0-${6 * mebibyte - 1}`);
    const second = await copy(2, `bytes=${6 * mebibyte}-${12 * mebibyte - 1}`);
    expect((await failure(copy(3, `bytes=0-${12 * mebibyte}`))).code).toBe('InvalidArgument');
    await complete(Key, UploadId, [
      { PartNumber: 1, ETag: first.CopyPartResult?.ETag },
      { PartNumber: 2, ETag: second.CopyPartResult?.ETag },
    ]);
    const got = await client.send(new GetObjectCommand({ Bucket, Key }));
    expect(Buffer.from((await got.Body?.transformToByteArray()) ?? []).equals(source)).toBe(true);
  });
});

describe('checksums of a multipart upload', () => {
  const whole = Buffer.concat([...bodies]);
  const digest = (algorithm: ChecksumAlgorithm, ...chunks: Buffer[]): string => {
    const hasher = createChecksum(algorithm);
    for (const chunk of chunks) hasher.update(chunk);
    return hasher.digest().toString('base64');
  };

  test.each([
    ['CRC32', 'COMPOSITE'],
    ['CRC32', 'FULL_OBJECT'],
    ['CRC32C', 'COMPOSITE'],
    ['CRC32C', 'FULL_OBJECT'],
    ['CRC64NVME', 'FULL_OBJECT'],
    ['SHA1', 'COMPOSITE'],
    ['SHA256', 'COMPOSITE'],
  ] as const)('%s %s is stored, verified and returned', async (algorithm, ChecksumType) => {
    const Key = `sum-${algorithm}-${ChecksumType}`;
    const field = `Checksum${algorithm}` as const;
    const UploadId = await begin(Key, { ChecksumAlgorithm: algorithm, ChecksumType });
    const parts: { PartNumber: number; ETag: string | undefined }[] = [];
    for (const [index, body] of bodies.entries()) {
      const value = digest(algorithm, body);
      const sent = await part(Key, UploadId, index + 1, body, { [field]: value });
      expect(sent[field]).toBe(value);
      parts.push({ PartNumber: index + 1, ETag: sent.ETag, [field]: value });
    }
    const listed = await client.send(new ListPartsCommand({ Bucket, Key, UploadId }));
    expect([listed.ChecksumAlgorithm, listed.Parts?.[1]?.[field]]).toEqual([
      algorithm,
      digest(algorithm, bodies[1]),
    ]);
    if (ChecksumType === 'COMPOSITE') {
      const bare = parts.map(({ PartNumber, ETag }) => ({ PartNumber, ETag }));
      expect((await failure(complete(Key, UploadId, bare))).code).toBe('InvalidRequest');
    }
    const wrong = parts.map((one) => ({ ...one, [field]: digest(algorithm, Buffer.from('other')) }));
    expect((await failure(complete(Key, UploadId, wrong))).code).toBe('InvalidPart');

    const composite = Buffer.concat(bodies.map((body) => Buffer.from(digest(algorithm, body), 'base64')));
    const expected =
      ChecksumType === 'FULL_OBJECT' ? digest(algorithm, whole) : `${digest(algorithm, composite)}-3`;
    if (ChecksumType === 'FULL_OBJECT') {
      const bad = { [field]: digest(algorithm, Buffer.from('other')), ChecksumType };
      expect((await failure(complete(Key, UploadId, parts, bad))).code).toBe('BadDigest');
    }
    const more = ChecksumType === 'FULL_OBJECT' ? { [field]: expected, ChecksumType } : {};
    expect((await complete(Key, UploadId, parts, more))[field]).toBe(expected);
    const head = await client.send(new HeadObjectCommand({ Bucket, Key, ChecksumMode: 'ENABLED' }));
    expect([head[field], head.ChecksumType]).toEqual([expected, ChecksumType]);
    const told = await client.send(
      new GetObjectAttributesCommand({
        Bucket,
        Key,
        ObjectAttributes: ['Checksum', 'ObjectParts'],
        MaxParts: 2,
      }),
    );
    expect([
      told.Checksum?.[field],
      told.ObjectParts?.TotalPartsCount,
      told.ObjectParts?.Parts?.length,
    ]).toEqual([expected, 3, ChecksumType === 'COMPOSITE' ? 2 : undefined]);
  });

  test('of the wrong kind are refused', async () => {
    const UploadId = await begin('mixed', { ChecksumAlgorithm: 'SHA256' });
    const wrong = part('mixed', UploadId, 1, bodies[2], { ChecksumCRC32C: digest('CRC32C', bodies[2]) });
    expect((await failure(wrong)).code).toBe('InvalidRequest');
    const impossible = begin('mixed', { ChecksumAlgorithm: 'SHA1', ChecksumType: 'FULL_OBJECT' });
    expect((await failure(impossible)).code).toBe('InvalidRequest');
  });
});

describe('a conditional completion', () => {
  test('creates once, replaces what the client knows, and is a conflict after a deletion', async () => {
    const Key = 'conditional';
    const upload = async () => {
      const UploadId = await begin(Key);
      const { ETag } = await part(Key, UploadId, 1, bodies[2]);
      return (more: { IfMatch?: string; IfNoneMatch?: string }) =>
        complete(Key, UploadId, [{ PartNumber: 1, ETag }], more);
    };
    const [first, second, third] = [await upload(), await upload(), await upload()];
    const { ETag } = await first({ IfNoneMatch: '*' });
    expect(await failure(second({ IfNoneMatch: '*' }))).toEqual({ code: 'PreconditionFailed', status: 412 });
    expect((await failure(second({ IfMatch: '"other"' }))).code).toBe('PreconditionFailed');
    await second({ IfMatch: ETag ?? '' });
    await client.send(new DeleteObjectCommand({ Bucket, Key }));
    expect(await failure(third({ IfNoneMatch: '*' }))).toEqual({
      code: 'ConditionalRequestConflict',
      status: 409,
    });
  });
});
