import { Readable } from 'node:stream';
import {
  CopyObjectCommand,
  CreateBucketCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  DeleteObjectTaggingCommand,
  GetObjectAclCommand,
  GetObjectAttributesCommand,
  GetObjectCommand,
  type GetObjectCommandInput,
  GetObjectTaggingCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectAclCommand,
  PutObjectCommand,
  PutObjectTaggingCommand,
  RestoreObjectCommand,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type SpawnedS3Server, spawnS3Server } from '../../support/s3server/spawn.ts';
import { clientOf, failure, freshName, plain, signed, tag } from './harness.ts';

let server: SpawnedS3Server;
let client: ReturnType<typeof clientOf>;
const Bucket = freshName();
beforeAll(async () => {
  server = await spawnS3Server();
  client = clientOf(server);
  await client.send(new CreateBucketCommand({ Bucket }));
});
afterAll(() => server.stop());

async function put(Key: string, Body: string | Uint8Array): Promise<string> {
  const { ETag } = await client.send(new PutObjectCommand({ Bucket, Key, Body }));
  return ETag ?? '';
}

async function get(input: Omit<GetObjectCommandInput, 'Bucket'>): Promise<string | undefined> {
  return (await client.send(new GetObjectCommand({ Bucket, ...input }))).Body?.transformToString();
}

describe('keys', () => {
  const keys = [
    ...[
      'a//b',
      '/a',
      'a/',
      '..',
      '../x',
      '../../etc/passwd',
      '.',
      './a',
      'a/../b',
      'CON',
      'a:b|c?d*e',
      ' lead',
      'trail ',
    ],
    ...[
      'x y+z',
      '%2F',
      '%',
      '?q=1',
      '#frag',
      '<&">',
      'é',
      'e\u0301',
      '😀',
      '\u0000',
      'a\u0001\u001fb',
      '\r\n\t',
      '\ufffe',
    ],
    'k'.repeat(1024),
    'é'.repeat(512),
  ];

  test('that are legal go in, come out, are listed and go away, whatever they look like', async () => {
    for (const key of keys) await put(key, `content of ${key}`);
    for (const key of keys) expect(await get({ Key: key })).toBe(`content of ${key}`);
    const listed = await client.send(new ListObjectsV2Command({ Bucket, EncodingType: 'url' }));
    const decoded = listed.Contents?.map(({ Key }) => decodeURIComponent((Key ?? '').replaceAll('+', ' ')));
    const inByteOrder = keys.toSorted((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
    expect(decoded).toEqual(inByteOrder);
    for (const key of keys) await client.send(new DeleteObjectCommand({ Bucket, Key: key }));
    expect((await client.send(new ListObjectsV2Command({ Bucket }))).KeyCount).toBe(0);
  });

  test('of more than 1,024 bytes are too long', async () => {
    expect(await failure(put('k'.repeat(1025), 'x'))).toEqual({ code: 'KeyTooLongError', status: 400 });
    expect(await failure(put('é'.repeat(513), 'x'))).toEqual({ code: 'KeyTooLongError', status: 400 });
  });

  test('that are no UTF-8 are refused', async () => {
    const answer = await plain(server, { method: 'PUT', path: `/${Bucket}/%ff%fe`, body: 'x' });
    expect([answer.status, tag(answer.body, 'Code')]).toEqual([400, 'InvalidURI']);
  });
});

describe('what an object carries', () => {
  test('headers, metadata, tags, storage class and encryption come back', async () => {
    const given = {
      ContentType: 'text/plain; charset=utf-8',
      ContentDisposition: 'attachment; filename="a.txt"',
      ContentEncoding: 'gzip',
      ContentLanguage: 'de',
      CacheControl: 'max-age=5',
      ExpiresString: 'Thu, 01 Dec 2033 16:00:00 GMT',
      StorageClass: 'STANDARD_IA' as const,
      ServerSideEncryption: 'AES256' as const,
      Metadata: { mtime: '12.5', 'with-dash': 'b c' },
    };
    const Expires = new Date(given.ExpiresString);
    await client.send(
      new PutObjectCommand({ Bucket, Key: 'carries', Body: 'x', ...given, Expires, Tagging: 'a=1&b=2' }),
    );
    expect(await client.send(new HeadObjectCommand({ Bucket, Key: 'carries' }))).toMatchObject({
      ...given,
      ContentLength: 1,
      TagCount: 2,
      ETag: '"9dd4e461268c8034f5c8564e155c67a6"',
      AcceptRanges: 'bytes',
    });
  });

  test('aws-chunked is no coding of the object', async () => {
    const Body = Readable.from([Buffer.from('streamed')]);
    const ContentEncoding = 'br';
    await client.send(
      new PutObjectCommand({ Bucket, Key: 'coded', Body, ContentLength: 8, ContentEncoding }),
    );
    const got = await client.send(new GetObjectCommand({ Bucket, Key: 'coded' }));
    expect([got.ContentEncoding, await got.Body?.transformToString()]).toEqual(['br', 'streamed']);
  });

  test('metadata that is not ASCII comes back as an RFC 2047 word, and too much of it is refused', async () => {
    const bytes = Buffer.from('grün', 'utf8').toString('latin1');
    const path = `/${Bucket}/words`;
    const answer = await signed(server, {
      method: 'PUT',
      path,
      headers: { 'x-amz-meta-colour': bytes },
      body: Buffer.from('x'),
    });
    expect(answer.status).toBe(200);
    const head = await signed(server, { method: 'HEAD', path });
    expect(head.headers['x-amz-meta-colour']).toBe(`=?UTF-8?B?${Buffer.from('grün').toString('base64')}?=`);
    const Metadata = { a: 'x'.repeat(2048) };
    expect((await failure(client.send(new PutObjectCommand({ Bucket, Key: 'big', Metadata })))).code).toBe(
      'MetadataTooLarge',
    );
  });

  test('no storage class is made up', async () => {
    const wrong = new PutObjectCommand({ Bucket, Key: 'x', StorageClass: 'CHEAP' as 'STANDARD' });
    expect((await failure(client.send(wrong))).code).toBe('InvalidStorageClass');
  });

  test('an archived object is read only after it was restored', async () => {
    const Key = 'archived';
    await client.send(new PutObjectCommand({ Bucket, Key, Body: 'cold', StorageClass: 'GLACIER' }));
    expect(await failure(get({ Key }))).toEqual({ code: 'InvalidObjectState', status: 403 });
    await client.send(new RestoreObjectCommand({ Bucket, Key, RestoreRequest: { Days: 1 } }));
    expect(await get({ Key })).toBe('cold');
    expect((await client.send(new HeadObjectCommand({ Bucket, Key }))).Restore).toContain(
      'ongoing-request="false"',
    );
  });

  test('tags are put, read and removed', async () => {
    await put('tagged', 'x');
    const TagSet = [{ Key: 'a', Value: '1' }];
    await client.send(new PutObjectTaggingCommand({ Bucket, Key: 'tagged', Tagging: { TagSet } }));
    expect((await client.send(new GetObjectTaggingCommand({ Bucket, Key: 'tagged' }))).TagSet).toEqual(
      TagSet,
    );
    await client.send(new DeleteObjectTaggingCommand({ Bucket, Key: 'tagged' }));
    expect((await client.send(new GetObjectTaggingCommand({ Bucket, Key: 'tagged' }))).TagSet).toEqual([]);
  });

  test('an object is read by anybody only while its ACL lets them', async () => {
    const Key = 'shared';
    await put(Key, 'for all');
    const path = `/${Bucket}/${Key}`;
    expect((await plain(server, { path })).status).toBe(403);
    await client.send(new PutObjectAclCommand({ Bucket, Key, ACL: 'public-read' }));
    expect((await plain(server, { path })).body).toBe('for all');
    expect((await client.send(new GetObjectAclCommand({ Bucket, Key }))).Grants).toHaveLength(2);
    await client.send(new PutObjectAclCommand({ Bucket, Key, ACL: 'private' }));
    expect((await plain(server, { path })).status).toBe(403);
    expect((await plain(server, { method: 'DELETE', path })).status).toBe(403);
  });

  test('attributes are told in one call', async () => {
    await put('attributes', 'abc');
    const ObjectAttributes = ['ETag', 'Checksum', 'StorageClass', 'ObjectSize'] as const;
    const got = await client.send(
      new GetObjectAttributesCommand({ Bucket, Key: 'attributes', ObjectAttributes: [...ObjectAttributes] }),
    );
    expect(got).toMatchObject({
      ETag: '900150983cd24fb0d6963f7d28e17f72',
      Checksum: { ChecksumCRC32: 'NSRBwg==', ChecksumType: 'FULL_OBJECT' },
      StorageClass: 'STANDARD',
      ObjectSize: 3,
    });
  });
});

describe('reading', () => {
  test('ranges', async () => {
    await put('range', '0123456789');
    const part = await client.send(new GetObjectCommand({ Bucket, Key: 'range', Range: 'bytes=2-4' }));
    expect([part.$metadata.httpStatusCode, part.ContentRange, await part.Body?.transformToString()]).toEqual([
      206,
      'bytes 2-4/10',
      '234',
    ]);
    expect(await get({ Key: 'range', Range: 'bytes=-3' })).toBe('789');
    expect(await get({ Key: 'range', Range: 'bytes=7-' })).toBe('789');
    const beyond = await signed(server, { path: `/${Bucket}/range`, headers: { range: 'bytes=10-' } });
    expect([beyond.status, tag(beyond.body, 'Code'), tag(beyond.body, 'ActualObjectSize')]).toEqual([
      416,
      'InvalidRange',
      '10',
    ]);
    expect(await get({ Key: 'range', PartNumber: 1 })).toBe('0123456789');
    expect(await failure(get({ Key: 'range', PartNumber: 2 }))).toEqual({
      code: 'InvalidPartNumber',
      status: 416,
    });
  });

  test('nothing at all', async () => {
    await put('empty', '');
    expect(await get({ Key: 'empty' })).toBe('');
  });

  test('headers of the answer may be asked for', async () => {
    await put('override', 'x');
    const got = await client.send(
      new GetObjectCommand({
        Bucket,
        Key: 'override',
        ResponseContentType: 'text/html',
        ResponseContentDisposition: 'inline; filename="a b.txt"',
        ResponseCacheControl: 'no-store',
      }),
    );
    expect([got.ContentType, got.ContentDisposition, got.CacheControl]).toEqual([
      'text/html',
      'inline; filename="a b.txt"',
      'no-store',
    ]);
    const illegal = get({ Key: 'override', ResponseContentDisposition: 'a\u0000b' });
    expect((await failure(illegal)).code).toBe('InvalidArgument');
  });

  test('only if it is, or is not, what the client has', async () => {
    const etag = await put('conditions', 'x');
    const past = new Date(Date.now() - 3_600_000);
    const future = new Date(Date.now() + 3_600_000);
    const outcome = async (input: Partial<GetObjectCommandInput>): Promise<unknown> => {
      try {
        await client.send(new HeadObjectCommand({ Bucket, Key: 'conditions', ...input }));
        return 200;
      } catch (error) {
        return (error as { $metadata: { httpStatusCode?: number } }).$metadata.httpStatusCode;
      }
    };
    expect(
      await Promise.all([
        outcome({ IfMatch: etag }),
        outcome({ IfMatch: '"other"' }),
        outcome({ IfMatch: '*' }),
        outcome({ IfNoneMatch: etag }),
        outcome({ IfNoneMatch: '"other"' }),
        outcome({ IfModifiedSince: past }),
        outcome({ IfModifiedSince: future }),
        outcome({ IfUnmodifiedSince: past }),
        outcome({ IfUnmodifiedSince: future }),
        outcome({ IfMatch: etag, IfUnmodifiedSince: past }),
        outcome({ IfNoneMatch: '"other"', IfModifiedSince: future }),
      ]),
    ).toEqual([200, 412, 200, 304, 200, 200, 304, 412, 200, 200, 200]);
  });

  test('what is not there', async () => {
    expect(await failure(get({ Key: 'missing' }))).toEqual({ code: 'NoSuchKey', status: 404 });
    expect(await failure(client.send(new HeadObjectCommand({ Bucket, Key: 'missing' })))).toEqual({
      code: 'NotFound',
      status: 404,
    });
    const nowhere = new GetObjectCommand({ Bucket: 'no-such-bucket', Key: 'a' });
    expect(await failure(client.send(nowhere))).toEqual({ code: 'NoSuchBucket', status: 404 });
  });

  test('an object is read to its end although it is replaced and deleted meanwhile', async () => {
    const size = 20 * 1024 * 1024;
    await put('held', Buffer.alloc(size, 7));
    const { Body } = await client.send(new GetObjectCommand({ Bucket, Key: 'held' }));
    await put('held', 'new');
    await client.send(new DeleteObjectCommand({ Bucket, Key: 'held' }));
    const bytes = Buffer.from((await Body?.transformToByteArray()) ?? []);
    expect(bytes.equals(Buffer.alloc(size, 7))).toBe(true);
  });
});

describe('conditional writes', () => {
  const write = (Key: string, more: { IfMatch?: string; IfNoneMatch?: string }) =>
    client.send(new PutObjectCommand({ Bucket, Key, Body: 'new', ...more }));

  test('If-None-Match: * creates once', async () => {
    await write('once', { IfNoneMatch: '*' });
    expect(await failure(write('once', { IfNoneMatch: '*' }))).toEqual({
      code: 'PreconditionFailed',
      status: 412,
    });
    expect((await failure(write('once', { IfNoneMatch: '"etag"' }))).code).toBe('NotImplemented');
  });

  test('If-Match replaces only what the client knows', async () => {
    const etag = await put('known', 'old');
    expect(await failure(write('known', { IfMatch: '"other"' }))).toEqual({
      code: 'PreconditionFailed',
      status: 412,
    });
    await write('known', { IfMatch: etag });
    expect(await failure(write('unknown', { IfMatch: etag }))).toEqual({ code: 'NoSuchKey', status: 404 });
  });

  test('of two that race, the first to end wins; a deletion in between is a conflict', async () => {
    const slow = async (Key: string, between: () => Promise<unknown>) => {
      const Body = Readable.from(
        (async function* () {
          yield Buffer.alloc(70_000);
          await between();
          yield Buffer.alloc(70_000);
        })(),
      );
      return failure(
        client.send(new PutObjectCommand({ Bucket, Key, Body, ContentLength: 140_000, IfNoneMatch: '*' })),
      );
    };
    expect(await slow('race', () => put('race', 'first'))).toEqual({
      code: 'PreconditionFailed',
      status: 412,
    });
    const conflict = await slow('deleted', async () => {
      await put('deleted', 'x');
      await client.send(new DeleteObjectCommand({ Bucket, Key: 'deleted' }));
    });
    expect(conflict).toEqual({ code: 'ConditionalRequestConflict', status: 409 });
  });

  test('If-Match guards a deletion', async () => {
    const etag = await put('guarded', 'x');
    const remove = (IfMatch: string) =>
      client.send(new DeleteObjectCommand({ Bucket, Key: 'guarded', IfMatch }));
    expect(await failure(remove('"other"'))).toEqual({ code: 'PreconditionFailed', status: 412 });
    await remove(etag);
    expect(await failure(get({ Key: 'guarded' }))).toEqual({ code: 'NoSuchKey', status: 404 });
  });
});

describe('deleting many', () => {
  test('up to a thousand keys, there or not', async () => {
    const keys = ['many/<&>', 'many/a b', 'many/\r\n'];
    for (const key of keys) await put(key, 'x');
    const all = [...keys, ...Array.from({ length: 997 }, (_, n) => `many/missing-${n}`)];
    const Objects = all.map((Key) => ({ Key }));
    const result = await client.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects } }));
    expect([result.Deleted?.map(({ Key }) => Key), result.Errors]).toEqual([all, undefined]);
    expect((await client.send(new ListObjectsV2Command({ Bucket, Prefix: 'many/' }))).KeyCount).toBe(0);
    const tooMany = new DeleteObjectsCommand({
      Bucket,
      Delete: { Objects: [...Objects, { Key: 'one more' }] },
    });
    expect(await failure(client.send(tooMany))).toEqual({ code: 'MalformedXML', status: 400 });
  });

  test('quietly, and with a condition for each', async () => {
    const ETag = await put('quiet', 'x');
    await put('stays', 'x');
    const Objects = [
      { Key: 'quiet', ETag },
      { Key: 'stays', ETag: '"other"' },
    ];
    const result = await client.send(new DeleteObjectsCommand({ Bucket, Delete: { Quiet: true, Objects } }));
    expect([result.Deleted, result.Errors?.map(({ Key, Code }) => [Key, Code])]).toEqual([
      undefined,
      [['stays', 'PreconditionFailed']],
    ]);
    expect(await get({ Key: 'stays' })).toBe('x');
  });

  test('wants a digest, and keys that XML can hold', async () => {
    const path = `/${Bucket}?delete`;
    const body = '<Delete><Object><Key>a</Key></Object></Delete>';
    const without = await signed(server, { method: 'POST', path, body });
    expect([without.status, tag(without.body, 'Code')]).toEqual([400, 'InvalidRequest']);
    const control = new DeleteObjectsCommand({ Bucket, Delete: { Objects: [{ Key: 'a\u0001' }] } });
    expect((await failure(client.send(control))).code).toBe('MalformedXML');
  });
});

describe('copying', () => {
  test('takes everything along, or replaces it', async () => {
    const ContentType = 'text/x-source';
    const Metadata = { a: '1' };
    await client.send(
      new PutObjectCommand({
        Bucket,
        Key: 'from é+',
        Body: 'copy me',
        ContentType,
        Metadata,
        Tagging: 'x=1',
      }),
    );
    const CopySource = `/${Bucket}/${encodeURIComponent('from é+')}`;
    const { CopyObjectResult } = await client.send(new CopyObjectCommand({ Bucket, Key: 'to', CopySource }));
    const copied = await client.send(new HeadObjectCommand({ Bucket, Key: 'to', ChecksumMode: 'ENABLED' }));
    expect(copied).toMatchObject({ ContentType, Metadata, TagCount: 1, ETag: CopyObjectResult?.ETag });
    expect([await get({ Key: 'to' }), copied.ChecksumCRC32]).toEqual([
      'copy me',
      CopyObjectResult?.ChecksumCRC32,
    ]);

    await client.send(
      new CopyObjectCommand({
        Bucket,
        Key: 'to',
        CopySource,
        MetadataDirective: 'REPLACE',
        ContentType: 'text/x-new',
        Metadata: { b: '2' },
        TaggingDirective: 'REPLACE',
        Tagging: 'y=2&z=3',
        StorageClass: 'GLACIER_IR',
        ChecksumAlgorithm: 'SHA256',
      }),
    );
    const replaced = await client.send(new HeadObjectCommand({ Bucket, Key: 'to', ChecksumMode: 'ENABLED' }));
    expect(replaced).toMatchObject({
      ContentType: 'text/x-new',
      Metadata: { b: '2' },
      TagCount: 2,
      StorageClass: 'GLACIER_IR',
      ChecksumSHA256: expect.any(String),
    });
    await client.send(new DeleteObjectCommand({ Bucket, Key: 'from é+' }));
    expect(await get({ Key: 'to' })).toBe('copy me');
  });

  test('onto itself only to change something', async () => {
    await put('self', 'x');
    const CopySource = `${Bucket}/self`;
    expect(
      (await failure(client.send(new CopyObjectCommand({ Bucket, Key: 'self', CopySource })))).code,
    ).toBe('InvalidRequest');
    await client.send(
      new CopyObjectCommand({ Bucket, Key: 'self', CopySource, StorageClass: 'STANDARD_IA' }),
    );
    expect((await client.send(new HeadObjectCommand({ Bucket, Key: 'self' }))).StorageClass).toBe(
      'STANDARD_IA',
    );
  });

  test('only if the source is what the client knows', async () => {
    const etag = await put('source', 'x');
    const copy = (more: object, CopySource = `${Bucket}/source`) =>
      failure(client.send(new CopyObjectCommand({ Bucket, Key: 'copied', CopySource, ...more })));
    expect(await copy({ CopySourceIfMatch: '"other"' })).toEqual({ code: 'PreconditionFailed', status: 412 });
    expect((await copy({ CopySourceIfNoneMatch: etag })).status).toBe(412);
    expect((await copy({ CopySourceIfUnmodifiedSince: new Date(0) })).status).toBe(412);
    expect((await copy({ CopySourceIfModifiedSince: new Date(Date.now() + 60_000) })).status).toBe(412);
    expect((await copy({}, `${Bucket}/missing`)).code).toBe('NoSuchKey');
    expect((await copy({}, 'nobucket')).code).toBe('InvalidArgument');
    await client.send(
      new CopyObjectCommand({
        Bucket,
        Key: 'copied',
        CopySource: `${Bucket}/source`,
        CopySourceIfMatch: etag,
      }),
    );
  });
});
