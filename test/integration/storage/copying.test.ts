import { randomBytes } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createS3Storage, type S3Storage } from '../../../electron/core/storage/s3/s3Storage.ts';
import type { MultipartRef } from '../../../electron/core/storage/storage.ts';
import { createDirectNetwork } from '../../support/directNetwork.ts';
import { s3ConnectionOf } from '../../support/s3ConnectionOf.ts';
import { type SpawnedS3Server, spawnS3Server } from '../../support/s3server/spawn.ts';
import { connectionTo } from './openS3.ts';

const bucket = 'copies';
const MiB = 1024 ** 2;
const bytes = randomBytes(12 * MiB + 3);
const attributes = {
  contentType: 'video/webm',
  cacheControl: 'no-store',
  metadata: { colour: 'green' },
  tags: { team: 'kitchen' },
  storageClass: 'STANDARD_IA',
};
let server: SpawnedS3Server;
let storage: S3Storage;

beforeAll(async () => {
  server = await spawnS3Server({ control: true });
  const connection = s3ConnectionOf(connectionTo(server, { provider: 'aws' }), createDirectNetwork());
  storage = createS3Storage(connection, { largestAtOnceBytes: 8 * MiB, partBytes: 5 * MiB });
  await storage.createBucket(bucket);
}, 60_000);

afterAll(async () => {
  storage.close();
  await server.stop();
});

const at = (key: string) => ({ bucket, key });

test('a large object is copied in parts, with all that belongs to it', async () => {
  const { etag } = await storage.put(at('source'), bytes, attributes);
  const uploads: MultipartRef[] = [];
  let copiedBytes = 0;
  const written = await storage.copy(at('source'), at('large copy'), {
    ifMatchEtag: etag,
    condition: { ifAbsent: true },
    onUpload: async (upload) => void uploads.push(upload),
    onBytes: (count) => {
      copiedBytes += count;
    },
  });
  expect(written.etag).toMatch(/-3"$/);
  expect(copiedBytes).toBe(bytes.length);
  expect(uploads).toHaveLength(1);
  expect(await storage.describe(at('large copy'))).toMatchObject({ etag: written.etag, attributes });
  expect((await buffer((await storage.openRange(at('large copy'))).body)).equals(bytes)).toBe(true);
  const again = storage.copy(at('source'), at('large copy'), { condition: { ifAbsent: true } });
  await expect(again).rejects.toMatchObject({ code: 'object.alreadyExists' });
  expect((await storage.listUploads(bucket)).uploads).toEqual([]);
});

test('a server that copies less at once than S3 gets parts', async () => {
  await storage.put(at('medium'), bytes.subarray(0, 6 * MiB));
  await server.control?.fail('CopyObject', 1, { status: 400, code: 'InvalidRequest' });
  expect((await storage.copy(at('medium'), at('medium copy'))).etag).toMatch(/-2"$/);
  expect(await storage.stat(at('medium copy'))).toMatchObject({ sizeBytes: 6 * MiB });
});

test('parts of a copy that failed or was given up are freed', async () => {
  await storage.put(at('given up'), bytes);
  await server.control?.fail('UploadPartCopy', 3, { status: 403, code: 'AccessDenied' });
  await expect(storage.copy(at('given up'), at('copy 1'))).rejects.toMatchObject({ code: 'access.denied' });
  await server.control?.hang('UploadPartCopy', 1);
  const controller = new AbortController();
  const copying = storage.copy(at('given up'), at('copy 2'), {
    signal: controller.signal,
    onUpload: async () => void setTimeout(() => controller.abort(), 50),
  });
  await expect(copying).rejects.toMatchObject({ code: 'cancelled' });
  expect((await storage.listUploads(bucket)).uploads).toEqual([]);
  expect((await storage.listPage({ bucket, prefix: 'copy ' })).entries).toEqual([]);
});

test('a source that changes between two parts makes no copy', async () => {
  await storage.put(at('changing'), bytes);
  const copying = storage.copy(at('changing'), at('copy of changing'), {
    onUpload: async () => void (await storage.put(at('changing'), bytes.subarray(1))),
  });
  await expect(copying).rejects.toMatchObject({ code: 'object.changed' });
  expect((await storage.listUploads(bucket)).uploads).toEqual([]);
});
