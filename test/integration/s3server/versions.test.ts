import {
  CopyObjectCommand,
  CreateBucketCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetBucketVersioningCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  ListObjectVersionsCommand,
  type ListObjectVersionsCommandInput,
  type ObjectVersion,
  PutBucketVersioningCommand,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type SpawnedS3Server, spawnS3Server } from '../../support/s3server/spawn.ts';
import { clientOf, failure, freshName } from './harness.ts';

let server: SpawnedS3Server;
let client: ReturnType<typeof clientOf>;
beforeAll(async () => {
  server = await spawnS3Server();
  client = clientOf(server);
});
afterAll(() => server.stop());

async function newBucket(Status?: 'Enabled' | 'Suspended'): Promise<string> {
  const Bucket = freshName();
  await client.send(new CreateBucketCommand({ Bucket }));
  if (Status !== undefined) await setVersioning(Bucket, Status);
  return Bucket;
}

async function setVersioning(Bucket: string, Status: 'Enabled' | 'Suspended'): Promise<void> {
  await client.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status } }));
}

async function put(Bucket: string, Key: string, Body: string): Promise<string | undefined> {
  return (await client.send(new PutObjectCommand({ Bucket, Key, Body }))).VersionId;
}

async function read(Bucket: string, Key: string, VersionId?: string): Promise<string | undefined> {
  return (await client.send(new GetObjectCommand({ Bucket, Key, VersionId }))).Body?.transformToString();
}

type VersionLine = Pick<ObjectVersion, 'Key' | 'VersionId' | 'IsLatest'>;

async function versions(Bucket: string, input: Partial<ListObjectVersionsCommandInput> = {}) {
  const page = await client.send(new ListObjectVersionsCommand({ Bucket, ...input }));
  const line = (kind: string) => (v: VersionLine) => [kind, v.Key, v.VersionId, v.IsLatest] as const;
  return {
    lines: [...(page.Versions ?? []).map(line('v')), ...(page.DeleteMarkers ?? []).map(line('d'))],
    next: page.IsTruncated
      ? { KeyMarker: page.NextKeyMarker, VersionIdMarker: page.NextVersionIdMarker }
      : undefined,
    prefixes: page.CommonPrefixes?.map(({ Prefix }) => Prefix) ?? [],
  };
}

describe('without versioning', () => {
  test('an object has no version id, and a deletion is for good', async () => {
    const Bucket = await newBucket();
    expect((await client.send(new GetBucketVersioningCommand({ Bucket }))).Status).toBeUndefined();
    expect(await put(Bucket, 'k', '1')).toBeUndefined();
    expect(await put(Bucket, 'k', '2')).toBeUndefined();
    expect((await versions(Bucket)).lines).toEqual([['v', 'k', 'null', true]]);
    await client.send(new DeleteObjectCommand({ Bucket, Key: 'k' }));
    expect((await versions(Bucket)).lines).toEqual([]);
  });
});

describe('with versioning', () => {
  test('older versions stay, a deletion is a marker, and removing the marker brings the object back', async () => {
    const Bucket = await newBucket('Enabled');
    const first = await put(Bucket, 'k', 'one');
    const second = await put(Bucket, 'k', 'two');
    expect([
      await read(Bucket, 'k'),
      await read(Bucket, 'k', first),
      await read(Bucket, 'k', second),
    ]).toEqual(['two', 'one', 'two']);
    const deleted = await client.send(new DeleteObjectCommand({ Bucket, Key: 'k' }));
    expect(deleted.DeleteMarker).toBe(true);
    expect(await failure(read(Bucket, 'k'))).toEqual({ code: 'NoSuchKey', status: 404 });
    expect((await client.send(new ListObjectsV2Command({ Bucket }))).KeyCount).toBe(0);
    expect((await versions(Bucket)).lines).toEqual([
      ['v', 'k', second, false],
      ['v', 'k', first, false],
      ['d', 'k', deleted.VersionId, true],
    ]);
    expect(await failure(read(Bucket, 'k', deleted.VersionId))).toEqual({
      code: 'MethodNotAllowed',
      status: 405,
    });
    const head = new HeadObjectCommand({ Bucket, Key: 'k' });
    const gone = await client.send(head).catch((error) => error.$response.headers['x-amz-delete-marker']);
    expect(gone).toBe('true');

    const removed = await client.send(
      new DeleteObjectCommand({ Bucket, Key: 'k', VersionId: deleted.VersionId }),
    );
    expect([removed.DeleteMarker, await read(Bucket, 'k')]).toEqual([true, 'two']);
    await client.send(new DeleteObjectCommand({ Bucket, Key: 'k', VersionId: second }));
    expect([await read(Bucket, 'k'), (await versions(Bucket)).lines]).toEqual([
      'one',
      [['v', 'k', first, true]],
    ]);
    expect(await failure(read(Bucket, 'k', second))).toEqual({ code: 'NoSuchVersion', status: 404 });
  });

  test('an old version is brought back by a copy onto itself', async () => {
    const Bucket = await newBucket('Enabled');
    const first = await put(Bucket, 'k', 'one');
    await put(Bucket, 'k', 'two');
    const CopySource = `${Bucket}/k?versionId=${first}`;
    const copy = await client.send(new CopyObjectCommand({ Bucket, Key: 'k', CopySource }));
    expect([
      copy.CopySourceVersionId,
      await read(Bucket, 'k'),
      (await versions(Bucket)).lines.length,
    ]).toEqual([first, 'one', 3]);
  });

  test('many are deleted by version or behind markers', async () => {
    const Bucket = await newBucket('Enabled');
    const VersionId = await put(Bucket, 'a', '1');
    await put(Bucket, 'b', '1');
    const Objects = [{ Key: 'a', VersionId }, { Key: 'b' }];
    const { Deleted } = await client.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects } }));
    expect(Deleted).toEqual([
      { Key: 'a', VersionId },
      { Key: 'b', DeleteMarker: true, DeleteMarkerVersionId: expect.any(String) },
    ]);
    expect((await versions(Bucket)).lines.map(([kind, key]) => [kind, key])).toEqual([
      ['v', 'b'],
      ['d', 'b'],
    ]);
  });
});

describe('with versioning suspended', () => {
  test('only the null version is replaced, and deletions leave a null marker', async () => {
    const Bucket = await newBucket();
    await put(Bucket, 'k', 'before');
    await setVersioning(Bucket, 'Enabled');
    const kept = await put(Bucket, 'k', 'versioned');
    expect(await read(Bucket, 'k', 'null')).toBe('before');
    await setVersioning(Bucket, 'Suspended');
    expect(await put(Bucket, 'k', 'after')).toBe('null');
    expect([await read(Bucket, 'k', 'null'), await read(Bucket, 'k', kept)]).toEqual(['after', 'versioned']);
    const { VersionId } = await client.send(new DeleteObjectCommand({ Bucket, Key: 'k' }));
    expect([VersionId, (await versions(Bucket)).lines]).toEqual([
      'null',
      [
        ['v', 'k', kept, false],
        ['d', 'k', 'null', true],
      ],
    ]);
  });
});

describe('listing versions', () => {
  test('goes on by key and version, with folders', async () => {
    const Bucket = await newBucket('Enabled');
    for (const key of ['a', 'b/1', 'b/2', 'c'])
      for (const body of ['1', '2', '3']) await put(Bucket, key, body);
    await client.send(new DeleteObjectCommand({ Bucket, Key: 'a' }));
    const whole = (await versions(Bucket)).lines;
    expect(whole).toHaveLength(13);
    for (const MaxKeys of [1, 2, 5]) {
      const seen: (readonly unknown[])[] = [];
      let next: Awaited<ReturnType<typeof versions>>['next'] = {
        KeyMarker: undefined,
        VersionIdMarker: undefined,
      };
      while (next !== undefined) {
        const page = await versions(Bucket, { MaxKeys, ...next });
        seen.push(...page.lines);
        next = page.next;
      }
      const order = (lines: readonly (readonly unknown[])[]) => lines.map((line) => line.join()).toSorted();
      expect(order(seen)).toEqual(order(whole));
    }
    expect((await versions(Bucket, { Delimiter: '/', MaxKeys: 5 })).prefixes).toEqual(['b/']);
    expect((await versions(Bucket, { Prefix: 'b/', KeyMarker: 'b/1' })).lines.map(([, key]) => key)).toEqual([
      'b/2',
      'b/2',
      'b/2',
    ]);
  });
});
