import type { Call, Reply } from '../http/call.ts';
import { listParts as pageParts, listUploads as pageUploads, requireUpload } from '../store/uploads.ts';
import { element, s3Namespace, xmlDocument } from '../xml.ts';
import { ownerElement } from './acl.ts';
import { isoTime, keyEncoder, wholeNumber } from './answers.ts';
import { afterMarker, commonPrefixes, nameOf } from './listings.ts';

const largestPage = 1000;

/** ListParts. */
export function listParts(call: Call): Reply {
  const upload = requireUpload(call.store.database, call.bucket, call.key, call.query.get('uploadId') ?? '');
  const limit = wholeNumber(call, 'max-parts', largestPage, largestPage);
  const after = wholeNumber(call, 'part-number-marker', 0, 10_000);
  const encode = keyEncoder(call);
  const found = pageParts(call.store.database, upload.uploadId, after, limit + 1);
  const page = found.slice(0, limit);
  const body = xmlDocument(
    'ListPartsResult',
    [
      element('Bucket', call.bucket),
      element('Key', encode(call.key)),
      element('UploadId', upload.uploadId),
      ownerElement('Initiator'),
      ownerElement(),
      element('StorageClass', upload.attributes.storageClass),
      element('PartNumberMarker', after),
      element('NextPartNumberMarker', page.at(-1)?.number ?? 0),
      element('MaxParts', limit),
      element('IsTruncated', limit > 0 && found.length > page.length),
      element('ChecksumAlgorithm', upload.checksum?.algorithm),
      element('ChecksumType', upload.checksum?.type),
      page.map((part) =>
        element('Part', [
          element('PartNumber', part.number),
          element('LastModified', isoTime(part.modifiedAtMs)),
          element('ETag', `"${part.etag}"`),
          element('Size', part.sizeBytes),
          part.checksum === undefined
            ? undefined
            : element(`Checksum${part.checksum.algorithm}`, part.checksum.value),
        ]),
      ),
    ],
    s3Namespace,
  );
  return { status: 200, body };
}

/** ListMultipartUploads. */
export function listMultipartUploads(call: Call): Reply {
  const { bucket, query } = call;
  const encode = keyEncoder(call);
  const prefix = query.get('prefix') ?? '';
  const delimiter = query.get('delimiter') ?? '';
  const keyMarker = query.get('key-marker') ?? '';
  const idMarker = keyMarker === '' ? '' : (query.get('upload-id-marker') ?? '');
  const limit = wholeNumber(call, 'max-uploads', largestPage, largestPage);
  const page = pageUploads(
    call.store.database,
    {
      bucket,
      prefix,
      delimiter,
      limit,
      position:
        idMarker === ''
          ? afterMarker(keyMarker, prefix, delimiter)
          : { kind: 'afterVersion', key: keyMarker, id: 0 },
    },
    idMarker === '' ? undefined : { key: keyMarker, uploadId: idMarker },
  );
  const last = page.isTruncated ? page.entries.at(-1) : undefined;
  const body = xmlDocument(
    'ListMultipartUploadsResult',
    [
      element('Bucket', bucket),
      element('KeyMarker', encode(keyMarker)),
      element('UploadIdMarker', idMarker),
      element('NextKeyMarker', last === undefined ? undefined : encode(nameOf(last))),
      element('NextUploadIdMarker', last?.kind === 'item' ? last.item.uploadId : undefined),
      element('Prefix', encode(prefix)),
      element('Delimiter', delimiter === '' ? undefined : encode(delimiter)),
      element('MaxUploads', limit),
      element('EncodingType', query.get('encoding-type')),
      element('IsTruncated', page.isTruncated),
      page.entries.map((entry) =>
        entry.kind === 'prefix'
          ? undefined
          : element('Upload', [
              element('Key', encode(entry.key)),
              element('UploadId', entry.item.uploadId),
              ownerElement('Initiator'),
              ownerElement(),
              element('StorageClass', entry.item.attributes.storageClass),
              element('Initiated', isoTime(entry.item.startedAtMs)),
              element('ChecksumAlgorithm', entry.item.checksum?.algorithm),
              element('ChecksumType', entry.item.checksum?.type),
            ]),
      ),
      commonPrefixes(page.entries, encode),
    ],
    s3Namespace,
  );
  return { status: 200, body };
}
