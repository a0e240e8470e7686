import { ListMultipartUploadsCommand, ListPartsCommand, type Part } from '@aws-sdk/client-s3';
import { SatchelError } from '../../satchelError.ts';
import type {
  CallOptions,
  ChecksumAlgorithm,
  MultipartRef,
  UnfinishedPage,
  UnfinishedUpload,
  UploadedPart,
} from '../storage.ts';
import { expectField, expectNewToken, type S3Calls } from './calls.ts';
import { quoted } from './etags.ts';
import { decodeListedKey } from './keys.ts';

/** All parts that the server has, by number. */
export async function listParts(
  calls: S3Calls,
  { bucket, key, uploadId }: MultipartRef,
  options: CallOptions = {},
): Promise<readonly UploadedPart[]> {
  return calls.inBucket('metadata', bucket, options, { key, needsUpload: true }, async (client, send) => {
    const parts: UploadedPart[] = [];
    let marker: string | undefined;
    do {
      const input = { Bucket: bucket, Key: key, UploadId: uploadId };
      const after = marker === undefined ? {} : { PartNumberMarker: marker };
      const page = await client.send(new ListPartsCommand({ ...input, ...after }), send);
      expectField(page.UploadId, 'UploadId');
      for (const part of page.Parts ?? []) parts.push(toPart(part, calls.provider.uploadChecksum));
      marker = page.IsTruncated
        ? expectNewToken(page.NextPartNumberMarker, marker, 'NextPartNumberMarker')
        : undefined;
    } while (marker !== undefined);
    return parts;
  });
}

function toPart(part: Part, algorithm: ChecksumAlgorithm | undefined): UploadedPart {
  const checksum = algorithm === undefined ? undefined : part[`Checksum${algorithm}`];
  return {
    partNumber: expectField(part.PartNumber, 'PartNumber'),
    etag: quoted(expectField(part.ETag, 'ETag')),
    sizeBytes: part.Size ?? 0,
    ...(checksum ? { checksum } : {}),
  };
}

/** One page of a bucket's unfinished uploads. */
export async function listUploads(
  calls: S3Calls,
  bucket: string,
  options: CallOptions & { readonly prefix?: string; readonly cursor?: string } = {},
): Promise<UnfinishedPage> {
  const { prefix = '', cursor } = options;
  const input = {
    Bucket: bucket,
    // Without it, keys with control characters make XML that no parser accepts.
    EncodingType: 'url',
    ...(prefix === '' ? {} : { Prefix: prefix }),
    ...(cursor === undefined ? {} : markersOf(cursor)),
  } as const;
  const page = await calls.inBucket('metadata', bucket, options, {}, async (client, send) => {
    const answer = await client.send(new ListMultipartUploadsCommand(input), send);
    expectField(answer.IsTruncated ?? answer.Bucket, 'IsTruncated');
    return answer;
  });
  const isEncoded = page.EncodingType === 'url' || calls.provider.encodesUploadKeys === 'always';
  const decode = isEncoded ? decodeListedKey : (key: string) => key;
  const uploads = (page.Uploads ?? []).map(
    ({ Key, UploadId, Initiated }): UnfinishedUpload => ({
      bucket,
      key: decode(expectField(Key, 'Key')),
      uploadId: expectField(UploadId, 'UploadId'),
      startedAtMs: Math.floor((Initiated?.getTime() ?? 0) / 1000) * 1000,
    }),
  );
  // Whoever cleans up must not meet uploads that were not asked for.
  if (uploads.some(({ key }) => !key.startsWith(prefix))) {
    throw new SatchelError('server.badAnswer', 'The answer has a Key outside the prefix that was asked for.');
  }
  if (!page.IsTruncated) return { uploads };
  // The page's last upload is what NextKeyMarker and NextUploadIdMarker name, whose encoding servers do not agree on.
  const last = expectField(uploads.at(-1), 'Upload');
  return { uploads, nextCursor: expectNewToken(JSON.stringify([last.key, last.uploadId]), cursor, 'Upload') };
}

/** A page begins behind a key and one of its uploads. */
function markersOf(cursor: string): { readonly KeyMarker: string; readonly UploadIdMarker: string } {
  const [KeyMarker, UploadIdMarker] = JSON.parse(cursor) as readonly [string, string];
  return { KeyMarker, UploadIdMarker };
}
