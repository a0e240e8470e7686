import { createHash } from 'node:crypto';
import { parseArgs } from 'node:util';
import { Database } from '../support/s3server/store/database.ts';
import { addVersion } from '../support/s3server/store/versions.ts';

// Writes many objects straight into a server's index, in seconds: the bodies are zeroes, which need no files.
const { values } = parseArgs({
  options: {
    dir: { type: 'string', default: '' },
    bucket: { type: 'string', default: '' },
    prefix: { type: 'string', default: '' },
    count: { type: 'string', default: '0' },
  },
});
const { dir, bucket, prefix } = values;
const sizeBytes = 1024;
const etag = createHash('md5').update(Buffer.alloc(sizeBytes)).digest('hex');
const attributes = {
  headers: {},
  metadata: {},
  storageClass: 'STANDARD',
  tags: [],
  acl: '[]',
  encryption: {},
};
const parts = [{ blob: '', sizeBytes, number: 1, checksum: undefined }];

const database = new Database(dir, false);
database.transaction(() => {
  for (let number = 0; number < Number(values.count); number += 1) {
    const key = `${prefix}file-${String(number).padStart(5, '0')}.txt`;
    addVersion(database, {
      bucket,
      key,
      versioning: '',
      modifiedAtMs: Date.UTC(2026, 0, 1) + number * 60_000,
      etag,
      attributes,
      parts,
    });
  }
});
database.close();
