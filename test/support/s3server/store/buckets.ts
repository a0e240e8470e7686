import { s3Error } from '../errors.ts';
import { type Database, number, type Row, text } from './database.ts';

/** A bucket's versioning: never set, on, or on once and now off. */
export type Versioning = '' | 'Enabled' | 'Suspended';

/** A bucket. */
export type Bucket = {
  readonly name: string;
  readonly region: string;
  readonly createdAtMs: number;
  readonly versioning: Versioning;
  readonly acl: string;
};

/** The bucket of that name, or `undefined`. */
export function findBucket(database: Database, name: string): Bucket | undefined {
  const row = database.get('select * from buckets where name = ?', name);
  return row === undefined ? undefined : toBucket(row);
}

/** The bucket of that name; throws NoSuchBucket. */
export function requireBucket(database: Database, name: string): Bucket {
  const bucket = findBucket(database, name);
  if (bucket === undefined) throw s3Error('NoSuchBucket', { detail: { BucketName: name } });
  return bucket;
}

/** The buckets whose names begin with `prefix`, by name, behind `after`. */
export function listBuckets(database: Database, prefix: string, after: string): readonly Bucket[] {
  return database
    .all('select * from buckets where name > ? order by name', after)
    .map(toBucket)
    .filter(({ name }) => name.startsWith(prefix));
}

/** Creates a bucket; throws BucketAlreadyOwnedByYou. */
export function createBucket(database: Database, bucket: Bucket): void {
  if (findBucket(database, bucket.name) !== undefined) {
    throw s3Error('BucketAlreadyOwnedByYou', { detail: { BucketName: bucket.name } });
  }
  database.run(
    'insert into buckets (name, region, created_ms, acl) values (?, ?, ?, ?)',
    bucket.name,
    bucket.region,
    bucket.createdAtMs,
    bucket.acl,
  );
}

/** Deletes an empty bucket with its settings and unfinished uploads, and gives the blobs to remove; throws BucketNotEmpty. */
export function deleteBucket(database: Database, name: string): readonly string[] {
  return database.transaction(() => {
    requireBucket(database, name);
    if (database.get('select id from versions where bucket = ? limit 1', name) !== undefined) {
      throw s3Error('BucketNotEmpty', { detail: { BucketName: name } });
    }
    const blobs: string[] = [];
    for (const upload of database.all('select upload_id from uploads where bucket = ?', name)) {
      const uploadId = text(upload, 'upload_id');
      for (const part of database.all('select blob from upload_parts where upload_id = ?', uploadId)) {
        blobs.push(text(part, 'blob'));
      }
      database.run('delete from upload_parts where upload_id = ?', uploadId);
    }
    database.run('delete from uploads where bucket = ?', name);
    database.run('delete from bucket_settings where bucket = ?', name);
    database.run('delete from buckets where name = ?', name);
    return blobs;
  });
}

/** Sets a bucket's versioning. */
export function setVersioning(database: Database, name: string, versioning: Versioning): void {
  database.run('update buckets set versioning = ? where name = ?', versioning, name);
}

/** Sets a bucket's ACL. */
export function setBucketAcl(database: Database, name: string, acl: string): void {
  database.run('update buckets set acl = ? where name = ?', acl, name);
}

/** A setting that is kept as it was given, or `undefined`. */
export function bucketSetting(database: Database, bucket: string, name: string): string | undefined {
  const row = database.get('select value from bucket_settings where bucket = ? and name = ?', bucket, name);
  return row === undefined ? undefined : text(row, 'value');
}

/** Keeps a setting as it was given; `undefined` removes it. */
export function setBucketSetting(
  database: Database,
  bucket: string,
  name: string,
  value: string | undefined,
): void {
  if (value === undefined)
    database.run('delete from bucket_settings where bucket = ? and name = ?', bucket, name);
  else
    database.run(
      'insert or replace into bucket_settings (bucket, name, value) values (?, ?, ?)',
      bucket,
      name,
      value,
    );
}

function toBucket(row: Row): Bucket {
  const versioning = text(row, 'versioning');
  return {
    name: text(row, 'name'),
    region: text(row, 'region'),
    createdAtMs: number(row, 'created_ms'),
    versioning: versioning === 'Enabled' || versioning === 'Suspended' ? versioning : '',
    acl: text(row, 'acl'),
  };
}
