import { createHash } from 'node:crypto';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CompleteMultipartUploadCommand,
  CreateBucketCommand,
  CreateMultipartUploadCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  ListPartsCommand,
  PutObjectCommand,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { describe, expect, test } from 'vitest';
import { type SpawnedS3Server, spawnS3Server } from '../../support/s3server/spawn.ts';
import { afterTest, clientOf, someBytes } from './harness.ts';

const Bucket = 'crash-bucket';
const mebibyte = 1024 * 1024;

async function setUp() {
  const dir = await mkdtemp(join(tmpdir(), 's3server-crash-'));
  afterTest(() => rm(dir, { recursive: true, force: true }));
  const server = await spawnS3Server({ dir });
  afterTest(() => server.stop());
  const client = clientOf(server);
  await client.send(new CreateBucketCommand({ Bucket }));
  return { dir, server, client };
}

async function blobsIn(dir: string): Promise<number> {
  const names = await readdir(join(dir, 'blobs'), { recursive: true, withFileTypes: true });
  return names.filter((entry) => entry.isFile()).length;
}

async function md5Of(client: ReturnType<typeof clientOf>, Key: string): Promise<string> {
  const { Body } = await client.send(new GetObjectCommand({ Bucket, Key }));
  return createHash('md5')
    .update((await Body?.transformToByteArray()) ?? '')
    .digest('hex');
}

async function allKeys(client: ReturnType<typeof clientOf>): Promise<string[]> {
  const { Contents } = await client.send(new ListObjectsV2Command({ Bucket }));
  return (Contents ?? []).map(({ Key }) => Key ?? '');
}

describe('a server that is killed', () => {
  test('keeps every object that it acknowledged, whole, and nothing else', async () => {
    const { dir, server, client } = await setUp();
    const acknowledged = new Map<string, string>();
    const sent = new Map<string, string>();
    const writer = async (lane: number): Promise<void> => {
      for (let n = 0; ; n++) {
        const Key = `lane-${lane}/${String(n).padStart(4, '0')}`;
        const Body = someBytes(1 + ((n * 77_777 + lane) % 400_000), Key);
        sent.set(Key, createHash('md5').update(Body).digest('hex'));
        await client.send(new PutObjectCommand({ Bucket, Key, Body }));
        acknowledged.set(Key, sent.get(Key) ?? '');
      }
    };
    const writers = [1, 2, 3, 4].map((lane) => writer(lane).catch((error: unknown) => error));
    while (acknowledged.size < 40) await new Promise((resolve) => setTimeout(resolve, 5));
    await server.kill9();
    await Promise.all(writers);
    await server.restart();

    const keys = await allKeys(client);
    expect([...acknowledged.keys()].filter((key) => !keys.includes(key))).toEqual([]);
    // A put whose answer was lost may be there or not, but if it is, it is whole.
    expect(keys.filter((key) => !sent.has(key))).toEqual([]);
    for (const key of keys) expect(await md5Of(client, key)).toBe(sent.get(key));
    expect(await blobsIn(dir)).toBe(keys.length);
  });

  test('keeps the parts of an upload that it acknowledged, and the upload goes on', async () => {
    const { dir, server, client } = await setUp();
    const Key = 'upload';
    const { UploadId } = await client.send(new CreateMultipartUploadCommand({ Bucket, Key }));
    const bodies = [1, 2, 3].map((n) => someBytes(5 * mebibyte + n, `part ${n}`));
    const part = (PartNumber: number) =>
      client.send(
        new UploadPartCommand({ Bucket, Key, UploadId, PartNumber, Body: bodies[PartNumber - 1] ?? '' }),
      );
    await part(1);
    await part(2);
    const lost = part(3).catch((error: unknown) => error);
    await server.kill9();
    await lost;
    await server.restart();
    const { Parts } = await client.send(new ListPartsCommand({ Bucket, Key, UploadId }));
    expect(Parts?.slice(0, 2).map(({ PartNumber, Size }) => [PartNumber, Size])).toEqual([
      [1, 5 * mebibyte + 1],
      [2, 5 * mebibyte + 2],
    ]);
    expect(await blobsIn(dir)).toBe(Parts?.length);
    expect(await allKeys(client)).toEqual([]);
    const third = await part(3);
    await client.send(
      new CompleteMultipartUploadCommand({
        Bucket,
        Key,
        UploadId,
        MultipartUpload: {
          Parts: [
            ...(Parts ?? []).slice(0, 2).map(({ PartNumber, ETag }) => ({ PartNumber, ETag })),
            { PartNumber: 3, ETag: third.ETag },
          ],
        },
      }),
    );
    expect(await md5Of(client, Key)).toBe(createHash('md5').update(Buffer.concat(bodies)).digest('hex'));
  });

  test('removes what no index row names when it starts, and has the same keys again', async () => {
    const { dir, server, client } = await setUp();
    await client.send(new PutObjectCommand({ Bucket, Key: 'kept', Body: 'kept' }));
    await writeFile(join(dir, 'blobs', 'new', 'half-written'), 'x');
    await writeFile(join(dir, 'blobs', 'ab', 'abcdef'), 'x');
    const before: Pick<SpawnedS3Server, 'url' | 'accessKeyId'> = {
      url: server.url,
      accessKeyId: server.accessKeyId,
    };
    await server.restart();
    expect({ url: server.url, accessKeyId: server.accessKeyId }).toEqual(before);
    expect([await blobsIn(dir), await allKeys(client)]).toEqual([1, ['kept']]);
    const second = await spawnS3Server({ sync: true });
    afterTest(() => second.stop());
    expect(second.accessKeyId).not.toBe(server.accessKeyId);
  });
});
