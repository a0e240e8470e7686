import { createBucket, findBucket } from './s3server/store/buckets.ts';
import { SqliteDatabase } from './s3server/store/sqliteDatabase.ts';
import { openStore } from './s3server/store/store.ts';
import { addVersion } from './s3server/store/versions.ts';

/** An object of any size, of which only both ends take room: there are zeroes between them. */
export type SparseObject = {
  readonly key: string;
  readonly sizeBytes: number;
  readonly head: Buffer;
  readonly tail?: Buffer;
};

/** Puts sparse objects into a bucket in the folder of an embedded server that does not run yet. */
export async function putSparseObjects(
  dir: string,
  bucket: string,
  objects: readonly SparseObject[],
): Promise<void> {
  const { database, blobs, close } = openStore({
    dir,
    database: new SqliteDatabase(dir, false),
    sync: false,
    discard: false,
  });
  const nowMs = Date.now();
  const keep = async (content: Buffer) => {
    const writer = blobs.create();
    await writer.write(content);
    return await writer.finish();
  };
  try {
    if (findBucket(database, bucket) === undefined) {
      createBucket(database, {
        name: bucket,
        region: 'us-east-1',
        createdAtMs: nowMs,
        versioning: '',
        acl: '[]',
      });
    }
    for (const { key, sizeBytes, head, tail = Buffer.alloc(0) } of objects) {
      const between = { blob: '', sizeBytes: sizeBytes - head.length - tail.length };
      const segments = [await keep(head), between, ...(tail.length === 0 ? [] : [await keep(tail)])];
      addVersion(database, {
        bucket,
        key,
        versioning: '',
        modifiedAtMs: nowMs,
        etag: `${'0'.repeat(32)}-${segments.length}`,
        attributes: {
          headers: {},
          metadata: {},
          storageClass: 'STANDARD',
          tags: [],
          acl: '[]',
          encryption: {},
        },
        parts: segments.map((segment, index) => ({ ...segment, number: index + 1, checksum: undefined })),
      });
    }
  } finally {
    close();
  }
}
