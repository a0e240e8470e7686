import { randomBytes } from 'node:crypto';
import type { ChecksumAlgorithm, ChecksumType } from '../checksums/checksums.ts';
import { s3Error } from '../errors.ts';
import type { Segment } from './blobs.ts';
import { type Database, keyBytes, keyText, number, optionalText, type Row, text } from './database.ts';
import { listPage, type Page, type Query } from './listing.ts';
import type { Attributes } from './versions.ts';

/** An unfinished multipart upload. */
export type Upload = {
  readonly uploadId: string;
  readonly bucket: string;
  readonly key: string;
  readonly startedAtMs: number;
  readonly attributes: Attributes;
  readonly checksum: { readonly algorithm: ChecksumAlgorithm; readonly type: ChecksumType } | undefined;
  /** Whether the object was deleted since the upload began. */
  readonly isConflicted: boolean;
};

/** A part that has arrived. */
export type UploadedPart = Segment & {
  readonly number: number;
  readonly etag: string;
  readonly checksum: { readonly algorithm: ChecksumAlgorithm; readonly value: string } | undefined;
  readonly modifiedAtMs: number;
};

/** Starts an upload and gives its id. */
export function createUpload(database: Database, upload: Omit<Upload, 'uploadId' | 'isConflicted'>): string {
  const uploadId = randomBytes(32).toString('base64url');
  database.run(
    'insert into uploads (upload_id, bucket, key, started_ms, attributes) values (?, ?, ?, ?, ?)',
    uploadId,
    upload.bucket,
    keyBytes(upload.key),
    upload.startedAtMs,
    JSON.stringify({ attributes: upload.attributes, checksum: upload.checksum }),
  );
  return uploadId;
}

/** The upload of that id for that key; throws NoSuchUpload. */
export function requireUpload(database: Database, bucket: string, key: string, uploadId: string): Upload {
  const row = database.get('select * from uploads where upload_id = ?', uploadId);
  const upload = row === undefined ? undefined : toUpload(row);
  if (upload === undefined || upload.bucket !== bucket || upload.key !== key) {
    throw s3Error('NoSuchUpload', { detail: { UploadId: uploadId } });
  }
  return upload;
}

/** Stores a part, and gives the blob that it replaces; call inside a transaction. */
export function putPart(database: Database, uploadId: string, part: UploadedPart): readonly string[] {
  const before = database.all(
    'select blob from upload_parts where upload_id = ? and number = ?',
    uploadId,
    part.number,
  );
  database.run(
    `insert or replace into upload_parts (upload_id, number, blob, size_bytes, etag, checksum, modified_ms)
     values (?, ?, ?, ?, ?, ?, ?)`,
    uploadId,
    part.number,
    part.blob,
    part.sizeBytes,
    part.etag,
    part.checksum === undefined ? null : `${part.checksum.algorithm}:${part.checksum.value}`,
    part.modifiedAtMs,
  );
  return before.map((row) => text(row, 'blob'));
}

/** At most `limit` parts in order, behind a part number. */
export function listParts(
  database: Database,
  uploadId: string,
  after: number,
  limit: number,
): readonly UploadedPart[] {
  return database
    .all(
      'select * from upload_parts where upload_id = ? and number > ? order by number limit ?',
      uploadId,
      after,
      limit,
    )
    .map(toPart);
}

/** Forgets an upload and its parts' rows, not their blobs; call inside a transaction. */
export function removeUpload(database: Database, uploadId: string): void {
  database.run('delete from upload_parts where upload_id = ?', uploadId);
  database.run('delete from uploads where upload_id = ?', uploadId);
}

/** A page of unfinished uploads, by key and then by upload id. */
export function listUploads(
  database: Database,
  query: Query,
  marker: { readonly key: string; readonly uploadId: string } | undefined,
): Page<Upload> {
  return listPage(query, toUpload, (from, to) =>
    database.each(
      `select * from uploads indexed by uploads_by_key
       where bucket = ? and key >= ? and key < ? and (key > ? or upload_id > ?) order by key, upload_id`,
      query.bucket,
      from,
      to,
      marker === undefined ? new Uint8Array() : keyBytes(marker.key),
      marker?.uploadId ?? '',
    ),
  );
}

function toUpload(row: Row): Upload {
  const kept = JSON.parse(text(row, 'attributes')) as Pick<Upload, 'attributes' | 'checksum'>;
  return {
    uploadId: text(row, 'upload_id'),
    bucket: text(row, 'bucket'),
    key: keyText(row),
    startedAtMs: number(row, 'started_ms'),
    attributes: kept.attributes,
    checksum: kept.checksum,
    isConflicted: number(row, 'conflicted') === 1,
  };
}

function toPart(row: Row): UploadedPart {
  const checksum = optionalText(row, 'checksum');
  const colon = checksum?.indexOf(':') ?? 0;
  return {
    number: number(row, 'number'),
    blob: text(row, 'blob'),
    sizeBytes: number(row, 'size_bytes'),
    etag: text(row, 'etag'),
    checksum:
      checksum === undefined
        ? undefined
        : { algorithm: checksum.slice(0, colon) as ChecksumAlgorithm, value: checksum.slice(colon + 1) },
    modifiedAtMs: number(row, 'modified_ms'),
  };
}
