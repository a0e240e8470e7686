import type { Readable } from 'node:stream';
import type { EntryPage, ObjectDetails } from '../../../shared/domain/object.ts';
import type { ShareLink } from '../../../shared/domain/share.ts';
import type { SatchelError } from '../satchelError.ts';

/** A bucket and a key, exactly as the server has them. */
export type ObjectRef = { readonly bucket: string; readonly key: string };

/** Every call can be given up; it then throws a SatchelError `cancelled`. */
export type CallOptions = { readonly signal?: AbortSignal };

/** A call that sends a body can also tell how far it is. */
export type UploadOptions = CallOptions & {
  /** Asked before each slice of the body is handed to the network; the slice goes once the promise resolves. */
  readonly pace?: (bytes: number) => Promise<void> | undefined;
  /**
   * Told the bytes newly handed to the network; a negative number takes back those of a try that failed. Their sum is the
   * body's length when the call resolves, 0 when it throws, and nothing is told afterwards.
   */
  readonly onBytes?: (bytes: number) => void;
};

export type BucketSummary = {
  readonly name: string;
  readonly region?: string;
  readonly createdAtMs?: number;
};

export type ListPageRequest = {
  readonly bucket: string;
  readonly prefix: string;
  /** `/` lists one folder (common prefixes become folder entries); undefined lists all keys below the prefix. */
  readonly delimiter?: '/';
  readonly cursor?: string;
  /** 1 to 1,000; the server's own default when missing. */
  readonly maxKeys?: number;
  /** Asks for the owner of each file too, where the server tells it. */
  readonly withOwner?: boolean;
};

/** Both ends are included, as in HTTP. */
export type ByteRange = { readonly startByte: number; readonly endByte: number };

/** With keys of AWS KMS, or of the client's own: the ETag is then no MD5 (API reference, "Object", ETag). */
export type Encryption = 'kms' | 'customer';

/** What the server tells of the bytes that it is about to send. */
export type ObjectHead = {
  readonly sizeBytes: number;
  readonly etag: string;
  readonly modifiedAtMs: number;
  readonly contentType?: string;
  readonly encryption?: Encryption;
  /** The checksum of the whole object that the server keeps, when it tells one and the range is the whole object. */
  readonly checksum?: Checksum;
};

/** An open body; whoever opened it reads it to its end or destroys it. */
export type OpenedRange = ObjectHead & { readonly body: Readable };

/** Where the bytes of a range go to, in their order. Neither call may keep the memory that it is given. */
export type RangeSink = {
  /** Shown what has come, at once; what comes next waits for the promise, if it gives one. */
  take(chunk: Uint8Array): Promise<unknown> | undefined;
  /** Given all bytes once more, a mebibyte at a time; up to two are being written at once. */
  write(stretch: Uint8Array): Promise<unknown>;
};

export type ChecksumAlgorithm = 'CRC32' | 'CRC32C' | 'CRC64NVME' | 'SHA1' | 'SHA256';
/** `value` in base64, as S3 writes it; `FULL_OBJECT` is over all bytes, `COMPOSITE` over the parts' checksums. */
export type Checksum = {
  readonly algorithm: ChecksumAlgorithm;
  readonly value: string;
  readonly type: 'FULL_OBJECT' | 'COMPOSITE';
};

/**
 * Refuses with `object.changed` (etag; the object is another one, or gone) or `object.alreadyExists` (`ifAbsent`) instead
 * of overwriting. Where the server knows no conditions (`capabilities.conditionalWrite`), the object is looked up just
 * before, which leaves a moment open.
 */
export type WriteCondition = { readonly ifAbsent: true } | { readonly ifMatchEtag: string };

export type ObjectAttributes = {
  readonly contentType?: string;
  readonly contentEncoding?: string;
  readonly contentDisposition?: string;
  readonly contentLanguage?: string;
  readonly cacheControl?: string;
  readonly metadata?: Readonly<Record<string, string>>;
  /** The server's default when missing. */
  readonly storageClass?: string;
  readonly tags?: Readonly<Record<string, string>>;
};

/** An object as a copy of it has to be; tags only where the server has them and the account may read them. */
export type DescribedObject = ObjectHead & { readonly attributes: ObjectAttributes };

/** How a copy is made. */
export type CopyOptions = CallOptions & {
  /** The version that is meant; another one is `object.changed`. */
  readonly ifMatchEtag?: string;
  /** What the target's name must be like; `object.alreadyExists` where it is taken. */
  readonly condition?: { readonly ifAbsent: true };
  /** What a listing has told of the source, which need not be asked again. */
  readonly source?: { readonly sizeBytes: number; readonly storageClass?: string };
  /** Told of the upload in parts that a copy is made with, before its first part. */
  readonly onUpload?: (upload: MultipartRef) => Promise<void>;
  /** Told the bytes that were newly copied; their sum is the object's size when the call resolves. */
  readonly onBytes?: (bytes: number) => void;
};

/**
 * `checksum` was computed here from the bytes that were sent and is what the server says it has; it is missing where the
 * server keeps none. Its bytes are then proven as `capabilities.bodyProof` says.
 */
export type WriteResult = {
  readonly etag: string;
  readonly versionId?: string;
  readonly encryption?: Encryption;
  readonly checksum?: Checksum;
};

export type MultipartRef = ObjectRef & { readonly uploadId: string };
/** `checksum` is of this part's bytes, by `capabilities.checksum`, where the server keeps one. */
export type UploadedPart = {
  readonly partNumber: number;
  readonly etag: string;
  readonly sizeBytes: number;
  readonly checksum?: string;
};

/** An upload in parts that is not finished. */
export type UnfinishedUpload = MultipartRef & { readonly startedAtMs: number };
export type UnfinishedPage = {
  readonly uploads: readonly UnfinishedUpload[];
  readonly nextCursor?: string;
};

/** How a link to an object is made. */
export type ShareOptions = CallOptions & {
  /** How long it should work; 7 days at most (`maxShareSeconds`). */
  readonly expiresInSeconds: number;
  /** The name under which it is shown and saved; the key's last part when missing. */
  readonly fileName?: string;
  /** Whether a browser saves the object instead of showing it. */
  readonly asDownload: boolean;
};

/** A link holds a signature, and is as good as the object to whoever has it: it is told, never logged and never kept. */
export type SignedLink = Omit<ShareLink, 'reach'>;

/** Keys that could not be deleted, each with its reason. */
export type DeleteOutcome = {
  readonly deletedCount: number;
  readonly failures: readonly { readonly key: string; readonly error: SatchelError }[];
};

/** What this storage can do; the window does not offer the rest. */
export type StorageCapabilities = {
  /** True when a condition of a write is checked by the server itself. */
  readonly conditionalWrite: boolean;
  readonly createBucket: boolean;
  /** What a write and a part are given as a checksum, which the server verifies and keeps; undefined where it does not. */
  readonly checksum: ChecksumAlgorithm | undefined;
  /**
   * What proves that the server has the bytes that were sent: a `checksum` of its own that was compared; the `signature`,
   * which covers the body's SHA-256 and which the server verifies; or nothing but an `etag` that is the MD5 of the bytes.
   */
  readonly bodyProof: 'checksum' | 'signature' | 'etag';
  /** The storage classes that it is known to have; a copy from elsewhere keeps its own if it is one of them. */
  readonly storageClasses: readonly string[];
  /** True where an object can have tags. */
  readonly objectTags: boolean;
};

/**
 * One account's storage in the user's terms. Every method throws SatchelError (see satchelError.ts) and nothing else.
 * Keys are opaque: no implementation normalises, trims or encodes them in a way its caller can see. ETags carry their
 * quotes. Times are whole seconds, so that an object has the same one in a listing and by itself. Listings, deletions and
 * the like are tried three times by themselves; put, putPart and openRange once, for whoever moves the bytes repeats them.
 */
export interface Storage {
  readonly capabilities: StorageCapabilities;
  /** Throws `access.listBucketsDenied` where the account may not list them. */
  listBuckets(options?: CallOptions): Promise<readonly BucketSummary[]>;
  /** Answers for a bucket that the account can reach; throws `bucket.notFound` or `access.denied`. */
  statBucket(bucket: string, options?: CallOptions): Promise<BucketSummary>;
  /** Throws `bucket.alreadyExists`, also for one's own bucket, and `bucket.nameInvalid`. */
  createBucket(bucket: string, options?: CallOptions): Promise<BucketSummary>;
  /** Throws `bucket.notEmpty`. */
  deleteBucket(bucket: string, options?: CallOptions): Promise<void>;
  /**
   * One page in the server's order; it may be shorter than `maxKeys` although there is more. The empty placeholder of the
   * listed folder itself (its key is the prefix) is left out of a listing with a delimiter.
   */
  listPage(request: ListPageRequest, options?: CallOptions): Promise<EntryPage>;
  stat(ref: ObjectRef, options?: CallOptions): Promise<ObjectDetails>;
  /** All of an object but its bytes, in a form that `put` and `beginMultipart` take. */
  describe(ref: ObjectRef, options?: CallOptions): Promise<DescribedObject>;
  /**
   * A link that reads the object as it is whenever it is opened, without credentials, until it ends. Temporary keys that
   * would end before it are renewed first, where nobody has to be asked. Throws what `stat` does, so that nobody gets a
   * dead link, `object.archived` for one that has to be restored first, and `object.noLink` for a key that browsers
   * change.
   */
  shareLink(ref: ObjectRef, options: ShareOptions): Promise<SignedLink>;
  /**
   * Opens a range, or the whole object; a range that ends behind the object is cut there, and one that starts there is
   * `request.invalid`. The body errors with `network.timedOut`, `network.lost` or `cancelled`; `ifMatchEtag` throws
   * `object.changed` when the object is another one by now.
   */
  openRange(
    ref: ObjectRef,
    options?: CallOptions & { readonly range?: ByteRange; readonly ifMatchEtag?: string },
  ): Promise<OpenedRange>;
  /**
   * Reads a range inside an object, or the whole object, in a way that costs the processor least, into the sink that is
   * chosen when its head has come. Resolves to false, with nothing given to a sink, where only openRange can tell what is
   * to be done: the way is none of a plain socket, the answer is none of a plain success, or no sink was chosen. Throws
   * what openRange and its body do, and whatever the sink throws; nothing is being written then.
   */
  readRange?(
    ref: ObjectRef,
    options: CallOptions & { readonly range?: ByteRange; readonly ifMatchEtag?: string },
    chooseSink: (head: ObjectHead) => RangeSink | undefined,
  ): Promise<boolean>;
  /** Stores an object from memory in one request (5 GiB at most by S3's limit); metadata has to be printable ASCII. */
  put(
    ref: ObjectRef,
    body: Uint8Array,
    options?: UploadOptions & ObjectAttributes & { readonly condition?: WriteCondition },
  ): Promise<WriteResult>;
  /** Begins an upload in parts; never repeated by itself, because nobody would know of an upload whose answer was lost. */
  beginMultipart(ref: ObjectRef, options?: CallOptions & ObjectAttributes): Promise<MultipartRef>;
  /** `request.stale` when the upload is not there any more, as with listParts and finishMultipart. */
  putPart(
    upload: MultipartRef,
    partNumber: number,
    body: Uint8Array,
    options?: UploadOptions,
  ): Promise<UploadedPart>;
  /** One page of the bucket's unfinished uploads, by key; with `prefix` only those whose keys begin with it. */
  listUploads(
    bucket: string,
    options?: CallOptions & { readonly prefix?: string; readonly cursor?: string },
  ): Promise<UnfinishedPage>;
  /** All parts by number. */
  listParts(upload: MultipartRef, options?: CallOptions): Promise<readonly UploadedPart[]>;
  /**
   * Takes the parts in any order; may be repeated when its answer was lost. `tags` are those that the upload began with.
   * Throws `integrity.mismatch` for other parts.
   */
  finishMultipart(
    upload: MultipartRef,
    parts: readonly UploadedPart[],
    options?: CallOptions & Pick<ObjectAttributes, 'tags'> & { readonly condition?: WriteCondition },
  ): Promise<WriteResult>;
  /** Frees the parts; an upload that is not there any more is as good. */
  abortMultipart(upload: MultipartRef, options?: CallOptions): Promise<void>;
  /**
   * Copies an object of any size on the server, with its attributes, tags and storage class. A large one, and one that
   * the server will not copy at once, is copied in parts; when that fails, the parts are freed.
   */
  copy(source: ObjectRef, target: ObjectRef, options?: CopyOptions): Promise<WriteResult>;
  /**
   * Deletes an object if it still is the one of the ETag, otherwise throws `object.changed`; one that is not there any
   * more is as good. Where the server knows no such condition, it is looked up just before.
   */
  deleteUnchanged(ref: ObjectRef, etag: string, options?: CallOptions): Promise<void>;
  /** Deletes any number of keys, in batches of the server's limit; a key that does not exist counts as deleted. */
  deleteMany(bucket: string, keys: readonly string[], options?: CallOptions): Promise<DeleteOutcome>;
  /** Closes sockets; the storage is not used again. */
  close(): void;
}
