import { createHash } from 'node:crypto';
import { SqliteDatabase } from './store/sqliteDatabase.ts';
import { addVersion } from './store/versions.ts';

/**
 * Writes many objects straight into the index of a server, which may be running: all of them or none, in a small part of
 * the time that puts take. Their bodies are zeroes, which need no files; they are a minute apart, from the first of 2026.
 */
export function fillBucket(dir: string, bucket: string, keys: Iterable<string>, sizeBytes: number): void {
  const attributes = {
    headers: {},
    metadata: {},
    storageClass: 'STANDARD',
    tags: [],
    acl: '[]',
    encryption: {},
  };
  const etag = createHash('md5').update(Buffer.alloc(sizeBytes)).digest('hex');
  const parts = [{ blob: '', sizeBytes, number: 1, checksum: undefined }];
  let modifiedAtMs = Date.UTC(2026, 0, 1);
  const database = new SqliteDatabase(dir, false);
  try {
    database.transaction(() => {
      for (const key of keys) {
        addVersion(database, { bucket, key, versioning: '', modifiedAtMs, etag, attributes, parts });
        modifiedAtMs += 60_000;
      }
    });
  } finally {
    database.close();
  }
}
