import { randomBytes } from 'node:crypto';
import type { Checksum } from '../checksums/checksums.ts';
import { s3Error } from '../errors.ts';
import type { Segment } from './blobs.ts';
import type { Versioning } from './buckets.ts';
import { type Database, keyBytes, keyText, number, optionalText, type Row, text } from './database.ts';

/** What an object carries beside its bytes. */
export type Attributes = {
  /** Content-Type and its like, by lower-case name. */
  readonly headers: Readonly<Record<string, string>>;
  /** User metadata, without `x-amz-meta-`. */
  readonly metadata: Readonly<Record<string, string>>;
  readonly storageClass: string;
  readonly tags: readonly (readonly [string, string])[];
  readonly acl: string;
  /** Server-side encryption as it was asked for: headers to echo. */
  readonly encryption: Readonly<Record<string, string>>;
  readonly checksum?: Checksum | undefined;
  /** When a restored copy of an archived object ends. */
  readonly restoredUntilMs?: number | undefined;
};

/** One version of an object, or a delete marker. */
export type Version = {
  readonly id: number;
  readonly bucket: string;
  readonly key: string;
  readonly versionId: string;
  readonly isLatest: boolean;
  readonly isDeleteMarker: boolean;
  readonly modifiedAtMs: number;
  readonly sizeBytes: number;
  readonly etag: string;
  readonly attributes: Attributes;
};

/** A part of an object: a segment with its place and, for multipart uploads, its checksum. */
export type ObjectPart = Segment & { readonly number: number; readonly checksum: string | undefined };

/** What a new version is made of. */
export type NewVersion = {
  readonly bucket: string;
  readonly key: string;
  readonly versioning: Versioning;
  readonly modifiedAtMs: number;
  readonly etag: string;
  readonly attributes: Attributes;
  readonly parts: readonly ObjectPart[];
};

/** Stores a version as the latest one, and gives it with the blobs that it made useless; call inside a transaction. */
export function addVersion(
  database: Database,
  made: NewVersion,
): { version: Version; blobs: readonly string[] } {
  const blobs = made.versioning === 'Enabled' ? [] : removeNullVersion(database, made.bucket, made.key);
  const sizeBytes = made.parts.reduce((sum, part) => sum + part.sizeBytes, 0);
  const version = insert(database, { ...made, sizeBytes, isDeleteMarker: false });
  for (const part of made.parts) {
    database.run(
      'insert into segments (version, number, blob, size_bytes, checksum) values (?, ?, ?, ?, ?)',
      version.id,
      part.number,
      part.blob,
      part.sizeBytes,
      part.checksum ?? null,
    );
  }
  return { version, blobs };
}

/** What a deletion did. */
export type Deletion = {
  readonly versionId: string | undefined;
  readonly isDeleteMarker: boolean;
  readonly blobs: readonly string[];
};

/** Deletes the current object as S3 does: for good without versioning, behind a marker with it; call inside a transaction. */
export function deleteCurrent(
  database: Database,
  place: {
    readonly bucket: string;
    readonly key: string;
    readonly versioning: Versioning;
    readonly nowMs: number;
  },
): Deletion {
  const { bucket, key, versioning, nowMs } = place;
  database.run('update uploads set conflicted = 1 where bucket = ? and key = ?', bucket, keyBytes(key));
  const blobs = versioning === 'Enabled' ? [] : removeNullVersion(database, bucket, key);
  if (versioning === '') return { versionId: undefined, isDeleteMarker: false, blobs };
  const attributes = {
    headers: {},
    metadata: {},
    storageClass: 'STANDARD',
    tags: [],
    acl: '[]',
    encryption: {},
  };
  const marker = insert(database, {
    bucket,
    key,
    versioning,
    modifiedAtMs: nowMs,
    etag: '',
    attributes,
    sizeBytes: 0,
    isDeleteMarker: true,
  });
  return { versionId: marker.versionId, isDeleteMarker: true, blobs };
}

/** Deletes one version for good; the newest that is left becomes the latest. Call inside a transaction. */
export function deleteVersion(database: Database, bucket: string, key: string, versionId: string): Deletion {
  const version = findVersion(database, bucket, key, versionId);
  if (version === undefined) return { versionId, isDeleteMarker: false, blobs: [] };
  const blobs = remove(database, version);
  return { versionId, isDeleteMarker: version.isDeleteMarker, blobs };
}

/** The latest version (which may be a delete marker), or the one that is named; `undefined` when there is none. */
export function findVersion(
  database: Database,
  bucket: string,
  key: string,
  versionId?: string,
): Version | undefined {
  const row =
    versionId === undefined
      ? database.get(
          'select * from versions where bucket = ? and key = ? and is_latest = 1',
          bucket,
          keyBytes(key),
        )
      : database.get(
          'select * from versions where bucket = ? and key = ? and version_id = ?',
          bucket,
          keyBytes(key),
          versionId,
        );
  return row === undefined ? undefined : toVersion(row);
}

/** The object to read; throws NoSuchKey, NoSuchVersion, or MethodNotAllowed for a delete marker that was named. */
export function requireObject(
  database: Database,
  bucket: string,
  key: string,
  versionId: string | undefined,
): Version {
  const version = findVersion(database, bucket, key, versionId);
  if (version === undefined) {
    throw versionId === undefined
      ? s3Error('NoSuchKey', { detail: { Key: key } })
      : s3Error('NoSuchVersion', { detail: { Key: key, VersionId: versionId } });
  }
  if (!version.isDeleteMarker) return version;
  const headers = { 'x-amz-delete-marker': 'true', 'x-amz-version-id': version.versionId };
  throw versionId === undefined
    ? s3Error('NoSuchKey', { detail: { Key: key }, headers })
    : s3Error('MethodNotAllowed', {
        detail: { Method: 'GET', ResourceType: 'DeleteMarker' },
        headers: {
          ...headers,
          allow: 'DELETE',
          'last-modified': new Date(version.modifiedAtMs).toUTCString(),
        },
      });
}

/** The parts of a version, in order. */
export function partsOf(database: Database, version: Version): readonly ObjectPart[] {
  return database.all('select * from segments where version = ? order by number', version.id).map((row) => ({
    number: number(row, 'number'),
    blob: text(row, 'blob'),
    sizeBytes: number(row, 'size_bytes'),
    checksum: optionalText(row, 'checksum'),
  }));
}

/** Replaces what a version carries beside its bytes. */
export function setAttributes(database: Database, version: Version, attributes: Attributes): void {
  database.run('update versions set attributes = ? where id = ?', JSON.stringify(attributes), version.id);
}

/** Reads a row of `versions`. */
export function toVersion(row: Row): Version {
  return {
    id: number(row, 'id'),
    bucket: text(row, 'bucket'),
    key: keyText(row),
    versionId: text(row, 'version_id'),
    isLatest: number(row, 'is_latest') === 1,
    isDeleteMarker: number(row, 'is_marker') === 1,
    modifiedAtMs: number(row, 'modified_ms'),
    sizeBytes: number(row, 'size_bytes'),
    etag: text(row, 'etag'),
    attributes: JSON.parse(text(row, 'attributes')) as Attributes,
  };
}

function insert(
  database: Database,
  made: Omit<NewVersion, 'parts'> & { readonly sizeBytes: number; readonly isDeleteMarker: boolean },
): Version {
  const { bucket, key, modifiedAtMs, sizeBytes, etag, attributes, isDeleteMarker } = made;
  const versionId = made.versioning === 'Enabled' ? randomBytes(24).toString('base64url') : 'null';
  database.run(
    'update versions set is_latest = 0 where bucket = ? and key = ? and is_latest = 1',
    bucket,
    keyBytes(key),
  );
  const { id } = database.run(
    `insert into versions (bucket, key, version_id, is_latest, is_marker, modified_ms, size_bytes, etag, attributes)
     values (?, ?, ?, 1, ?, ?, ?, ?, ?)`,
    bucket,
    keyBytes(key),
    versionId,
    isDeleteMarker ? 1 : 0,
    modifiedAtMs,
    sizeBytes,
    etag,
    JSON.stringify(attributes),
  );
  return {
    id,
    bucket,
    key,
    versionId,
    isLatest: true,
    isDeleteMarker,
    modifiedAtMs,
    sizeBytes,
    etag,
    attributes,
  };
}

function removeNullVersion(database: Database, bucket: string, key: string): readonly string[] {
  const version = findVersion(database, bucket, key, 'null');
  return version === undefined ? [] : remove(database, version);
}

function remove(database: Database, version: Version): readonly string[] {
  const blobs = partsOf(database, version).map((part) => part.blob);
  database.run('delete from segments where version = ?', version.id);
  database.run('delete from versions where id = ?', version.id);
  if (version.isLatest) {
    const newest = database.get(
      'select id from versions where bucket = ? and key = ? order by id desc limit 1',
      version.bucket,
      keyBytes(version.key),
    );
    if (newest !== undefined) {
      database.run('update versions set is_latest = 1 where id = ?', number(newest, 'id'));
    }
  }
  return blobs;
}
