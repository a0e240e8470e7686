import { createHash, randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { SatchelError } from '../../electron/core/satchelError.ts';
import { checkAttributes, checkKey } from '../../electron/core/storage/rules.ts';
import { etagOfParts } from '../../electron/core/storage/s3/etags.ts';
import type {
  CallOptions,
  Checksum,
  CopyOptions,
  MultipartRef,
  ObjectAttributes,
  ObjectRef,
  Storage,
  StorageCapabilities,
  UploadOptions,
  WriteCondition,
  WriteResult,
} from '../../electron/core/storage/storage.ts';
import { bucketNameProblem } from '../../shared/domain/bucket.ts';
import { createFaults, type Fault, type FaultHooks, throwIfAborted } from './memoryFaults.ts';
import { inServerOrder, pageOf, uploadsPageOf } from './memoryListing.ts';
import { createChecksum } from './s3server/checksums/checksums.ts';

/** An object as the fake holds it; the etag carries its quotes, as S3's does. */
export type MemoryObject = {
  readonly bytes: Buffer;
  readonly sizeBytes: number;
  readonly etag: string;
  readonly modifiedAtMs: number;
  readonly contentType: string;
  readonly metadata: Readonly<Record<string, string>>;
  /** What else it was stored with. */
  readonly more: Omit<ObjectAttributes, 'contentType' | 'metadata'>;
  /** What was computed when it was written, with `capabilities.checksum`. */
  readonly checksum?: Checksum;
};

/** An upload that was begun and neither finished nor aborted. */
export type MemoryUpload = ObjectRef &
  ObjectAttributes & {
    readonly uploadId: string;
    readonly startedAtMs: number;
    readonly parts: Map<
      number,
      { readonly bytes: Buffer; readonly etag: string; readonly checksum?: string }
    >;
  };

export type MemoryStorageOptions = {
  readonly buckets?: readonly string[];
  /** As Amazon S3's when missing. */
  readonly capabilities?: Partial<StorageCapabilities>;
  readonly nowMs?: () => number;
  /** The smallest part that is not the last; S3's 5 MiB when missing. */
  readonly minPartBytes?: number;
};

type PutOptions = NonNullable<Parameters<Storage['put']>[2]>;

/** A Storage wholly in memory that keeps S3's rules, with a view of what it holds and faults on demand. */
export type MemoryStorage = Storage &
  FaultHooks & {
    /** What a bucket holds now, by key. */
    objects(bucket: string): ReadonlyMap<string, MemoryObject>;
    /** Multipart uploads that are neither finished nor aborted. */
    uploads(): readonly MemoryUpload[];
  };

/** Makes an empty fake with the given buckets. */
export function createMemoryStorage(options: MemoryStorageOptions = {}): MemoryStorage {
  const { nowMs = Date.now, minPartBytes = 5 * 1024 * 1024 } = options;
  const buckets = new Map<string, { createdAtMs: number; objects: Map<string, MemoryObject> }>();
  const sortedKeys = new Map<string, readonly string[]>();
  const uploads = new Map<string, MemoryUpload>();
  const { faulty, ...hooks } = createFaults();
  const capabilities: StorageCapabilities = {
    conditionalWrite: true,
    createBucket: true,
    checksum: 'CRC64NVME',
    bodyProof: 'checksum',
    storageClasses: ['STANDARD', 'STANDARD_IA'],
    objectTags: true,
    ...options.capabilities,
  };
  const checksumOf = (bytes: Buffer): { readonly checksum?: Checksum } => {
    const algorithm = capabilities.checksum;
    if (algorithm === undefined) return {};
    const running = createChecksum(algorithm);
    running.update(bytes);
    return { checksum: { algorithm, value: running.digest().toString('base64'), type: 'FULL_OBJECT' } };
  };
  // HTTP dates have whole seconds, and so has every time an S3 server tells.
  const nowInSeconds = () => Math.floor(nowMs() / 1000) * 1000;
  for (const name of options.buckets ?? []) {
    buckets.set(name, { createdAtMs: nowInSeconds(), objects: new Map() });
  }

  const bucketOf = (name: string) => {
    const bucket = buckets.get(name);
    if (!bucket) throw new SatchelError('bucket.notFound', `no bucket ${name}`);
    return bucket;
  };
  const objectOf = ({ bucket, key }: ObjectRef) => {
    const object = bucketOf(bucket).objects.get(key);
    if (!object) throw new SatchelError('object.notFound', `no object ${key}`);
    return object;
  };
  const uploadOf = (uploadId: string) => {
    const upload = uploads.get(uploadId);
    if (!upload) throw new SatchelError('request.stale', `no upload ${uploadId}`);
    return upload;
  };

  function store(
    ref: ObjectRef,
    object: Pick<MemoryObject, 'bytes' | 'etag'>,
    attributes: ObjectAttributes,
    condition: WriteCondition | undefined,
  ): WriteResult {
    checkKey(ref.key);
    const { contentType = 'application/octet-stream', metadata = {} } = attributes;
    const { contentEncoding, contentDisposition, contentLanguage, cacheControl, storageClass, tags } =
      attributes;
    const { objects } = bucketOf(ref.bucket);
    const existing = objects.get(ref.key);
    if (condition && 'ifAbsent' in condition && existing) {
      throw new SatchelError('object.alreadyExists', `${ref.key} exists`);
    }
    if (condition && 'ifMatchEtag' in condition) {
      if (existing?.etag !== condition.ifMatchEtag)
        throw new SatchelError('object.changed', `${ref.key} changed`);
    }
    if (!existing) sortedKeys.delete(ref.bucket);
    const { bytes, etag } = object;
    const proof = checksumOf(bytes);
    objects.set(ref.key, {
      bytes,
      etag,
      sizeBytes: bytes.length,
      modifiedAtMs: nowInSeconds(),
      contentType,
      metadata,
      more: {
        ...(contentEncoding !== undefined && { contentEncoding }),
        ...(contentDisposition !== undefined && { contentDisposition }),
        ...(contentLanguage !== undefined && { contentLanguage }),
        ...(cacheControl !== undefined && { cacheControl }),
        ...(storageClass !== undefined && { storageClass }),
        ...(tags !== undefined && { tags }),
      },
      ...proof,
    });
    return { etag, ...proof };
  }

  const put = faulty('put', (_met, ref: ObjectRef, body: Uint8Array, options: PutOptions = {}) => {
    const { condition, ...attributes } = options;
    checkAttributes(attributes);
    const bytes = Buffer.from(body);
    return store(ref, { bytes, etag: etagOf(bytes) }, attributes, condition);
  });
  const putPart = faulty(
    'putPart',
    (_met, upload: MultipartRef, partNumber: number, body: Uint8Array, _options?: UploadOptions) => {
      const bytes = Buffer.from(body);
      const sum = checksumOf(bytes).checksum?.value;
      const proof = { etag: etagOf(bytes), ...(sum === undefined ? {} : { checksum: sum }) };
      uploadOf(upload.uploadId).parts.set(partNumber, { bytes, ...proof });
      return { partNumber, sizeBytes: bytes.length, ...proof };
    },
  );

  return {
    capabilities,
    ...hooks,
    objects: (bucket) => bucketOf(bucket).objects,
    uploads: () => [...uploads.values()],
    listBuckets: faulty('listBuckets', (_met, _options?: CallOptions) =>
      [...buckets].map(([name, { createdAtMs }]) => ({ name, createdAtMs, region: 'us-east-1' })),
    ),
    statBucket: faulty('statBucket', (_met, name: string, _options?: CallOptions) => ({
      name,
      createdAtMs: bucketOf(name).createdAtMs,
      region: 'us-east-1',
    })),
    createBucket: faulty('createBucket', (_met, name: string, _options?: CallOptions) => {
      const problem = bucketNameProblem(name);
      if (problem) throw new SatchelError('bucket.nameInvalid', problem);
      if (buckets.has(name)) throw new SatchelError('bucket.alreadyExists', `${name} exists`);
      const createdAtMs = nowInSeconds();
      buckets.set(name, { createdAtMs, objects: new Map() });
      return { name, createdAtMs, region: 'us-east-1' };
    }),
    deleteBucket: faulty('deleteBucket', (_met, name: string, _options?: CallOptions) => {
      if (bucketOf(name).objects.size > 0) throw new SatchelError('bucket.notEmpty', `${name} is not empty`);
      buckets.delete(name);
    }),

    listPage: faulty('listPage', (_met, request, _options?: CallOptions) => {
      const { objects } = bucketOf(request.bucket);
      const keys = sortedKeys.get(request.bucket) ?? inServerOrder(objects.keys());
      sortedKeys.set(request.bucket, keys);
      return pageOf(keys, request, (key) => objectOf({ bucket: request.bucket, key }));
    }),
    stat: faulty('stat', (_met, ref, _options?: CallOptions) => {
      const { bytes: _bytes, checksum: _checksum, more, ...details } = objectOf(ref);
      const { storageClass } = more;
      return { key: ref.key, ...details, ...(storageClass !== undefined && { storageClass }) };
    }),
    shareLink: faulty('shareLink', (_met, ref, { expiresInSeconds }) => {
      objectOf(ref);
      const path = [ref.bucket, ...ref.key.split('/')].map(encodeURIComponent).join('/');
      const endsAtMs = nowInSeconds() + expiresInSeconds * 1000;
      return { url: `https://memory.invalid/${path}`, endsAtMs, limit: 'asked' as const };
    }),
    describe: faulty('describe', (_met, ref, _options?: CallOptions) => {
      const { sizeBytes, etag, modifiedAtMs, contentType, metadata, more, checksum } = objectOf(ref);
      return {
        sizeBytes,
        etag,
        modifiedAtMs,
        contentType,
        ...(checksum && { checksum }),
        attributes: { contentType, ...(Object.keys(metadata).length > 0 && { metadata }), ...more },
      };
    }),
    openRange: faulty('openRange', (met, ref, { range, ifMatchEtag, signal } = {}) => {
      const { bytes, etag, modifiedAtMs, contentType, checksum } = objectOf(ref);
      if (ifMatchEtag !== undefined && ifMatchEtag !== etag) {
        throw new SatchelError('object.changed', `${ref.key} changed`);
      }
      if (range && range.startByte >= bytes.length) {
        throw new SatchelError('request.invalid', 'the range starts behind the end');
      }
      const slice = range ? bytes.subarray(range.startByte, range.endByte + 1) : bytes;
      const cut = met.find((fault) => fault.kind === 'cut');
      const body = Readable.from(chunksOf(slice, cut, signal), { objectMode: false });
      const opened = { body, sizeBytes: slice.length, etag, modifiedAtMs, contentType };
      return slice.length !== bytes.length || checksum === undefined ? opened : { ...opened, checksum };
    }),
    put: (ref, body, options) => telling(body, options, () => put(ref, body, options)),

    beginMultipart: faulty(
      'beginMultipart',
      (_met, { bucket, key }, { signal: _signal, ...attributes } = {}) => {
        checkKey(key);
        bucketOf(bucket);
        const upload: MemoryUpload = {
          bucket,
          key,
          uploadId: randomUUID(),
          startedAtMs: nowInSeconds(),
          parts: new Map(),
          ...attributes,
        };
        uploads.set(upload.uploadId, upload);
        return { bucket, key, uploadId: upload.uploadId };
      },
    ),
    putPart: (upload, partNumber, body, options) =>
      telling(body, options, () => putPart(upload, partNumber, body, options)),
    listUploads: faulty('listUploads', (_met, bucket, { prefix = '', cursor } = {}) => {
      bucketOf(bucket);
      const own = [...uploads.values()].filter((upload) => upload.bucket === bucket);
      return uploadsPageOf(own, prefix, cursor);
    }),
    listParts: faulty('listParts', (_met, { uploadId }, _options?: CallOptions) =>
      [...uploadOf(uploadId).parts]
        .map(([partNumber, { bytes, ...proof }]) => ({ partNumber, sizeBytes: bytes.length, ...proof }))
        .sort((a, b) => a.partNumber - b.partNumber),
    ),
    finishMultipart: faulty('finishMultipart', (_met, ref, parts, { condition } = {}) => {
      const ordered = [...parts].sort((a, b) => a.partNumber - b.partNumber);
      const etag = etagOfParts(ordered);
      // As with S3, the call may be repeated when its answer was lost.
      if (!uploads.has(ref.uploadId) && bucketOf(ref.bucket).objects.get(ref.key)?.etag === etag)
        return { etag, ...checksumOf(objectOf(ref).bytes) };
      const upload = uploadOf(ref.uploadId);
      const bodies = ordered.map((part, index) => {
        const stored = upload.parts.get(part.partNumber);
        const isOther = part.checksum !== undefined && part.checksum !== stored?.checksum;
        if (stored?.etag !== part.etag || isOther) {
          throw new SatchelError('integrity.mismatch', `part ${part.partNumber} is another one`);
        }
        if (index < ordered.length - 1 && stored.bytes.length < minPartBytes) {
          throw new SatchelError('request.invalid', `part ${part.partNumber} is under ${minPartBytes} bytes`);
        }
        return stored.bytes;
      });
      if (bodies.length === 0) throw new SatchelError('request.invalid', 'an upload has one part or more');
      const result = store(upload, { bytes: Buffer.concat(bodies), etag }, upload, condition);
      uploads.delete(ref.uploadId);
      return result;
    }),
    abortMultipart: faulty('abortMultipart', (_met, { uploadId }, _options?: CallOptions) => {
      uploads.delete(uploadId);
    }),

    copy: faulty('copy', (_met, source, target, options: CopyOptions = {}) => {
      const object = objectOf(source);
      const { ifMatchEtag = object.etag, condition } = options;
      if (ifMatchEtag !== object.etag) throw new SatchelError('object.changed', `${source.key} changed`);
      const { contentType, metadata, more } = object;
      const written = store(target, object, { contentType, metadata, ...more }, condition);
      options.onBytes?.(object.sizeBytes);
      return written;
    }),
    deleteUnchanged: faulty('deleteUnchanged', (_met, { bucket, key }, etag, _options?: CallOptions) => {
      const { objects } = bucketOf(bucket);
      const existing = objects.get(key);
      if (existing === undefined) return;
      if (existing.etag !== etag) throw new SatchelError('object.changed', `${key} changed`);
      objects.delete(key);
      sortedKeys.delete(bucket);
    }),
    deleteMany: faulty('deleteMany', (met, bucket, keys, _options?: CallOptions) => {
      const { objects } = bucketOf(bucket);
      const refused = met.filter((fault) => fault.kind === 'refuseKeys');
      const failures = keys.flatMap((key) => {
        const refusal = refused.find((fault) => fault.keys.has(key));
        if (!refusal) objects.delete(key);
        return refusal ? [{ key, error: refusal.error }] : [];
      });
      sortedKeys.delete(bucket);
      return { deletedCount: keys.length - failures.length, failures };
    }),
    close: () => sortedKeys.clear(),
  };
}

/** All bytes leave when the call begins, so that a call that is held has sent them; they count while it may succeed. */
async function telling<T>(
  { byteLength }: Uint8Array,
  { onBytes, pace }: UploadOptions = {},
  call: () => Promise<T>,
): Promise<T> {
  const waits = pace?.(byteLength);
  if (waits !== undefined) await waits;
  onBytes?.(byteLength);
  try {
    return await call();
  } catch (error) {
    onBytes?.(-byteLength);
    throw error;
  }
}

const etagOf = (bytes: Buffer): string => `"${createHash('md5').update(bytes).digest('hex')}"`;

function* chunksOf(
  bytes: Buffer,
  cut: Extract<Fault, { kind: 'cut' }> | undefined,
  signal: AbortSignal | undefined,
): Generator<Buffer> {
  const end = Math.min(bytes.length, cut?.afterBytes ?? bytes.length);
  for (let start = 0; start < end; start += 65_536) {
    throwIfAborted(signal);
    yield bytes.subarray(start, Math.min(start + 65_536, end));
  }
  if (cut) throw cut.error ?? new SatchelError('network.lost', 'the body was cut');
}
