import { addAbortSignal, type Readable } from 'node:stream';
import type { ErrorCode } from '../../../shared/domain/appError.ts';
import type { ObjectDetails } from '../../../shared/domain/object.ts';
import type { Preview } from '../../../shared/domain/preview.ts';
import type { Accounts } from '../accounts/accounts.ts';
import { SatchelError } from '../satchelError.ts';
import type { ByteRange, ObjectRef, OpenedRange, Storage } from '../storage/storage.ts';
import { readRange } from './byteRange.ts';
import { pictureRefusal } from './pictureRefusal.ts';
import { previewTypeOf, rawBytes } from './previewType.ts';

/** The page has one preview open at a time; more than this many means that it forgot to close some. */
const maxOpenPreviews = 16;

/** Objects of these classes cannot be read until they were taken out of the archive. */
const archives: ReadonlySet<string> = new Set(['GLACIER', 'DEEP_ARCHIVE']);

/** An answer to one request of the preview protocol; whoever asked reads the body to its end or destroys it. */
export type PreviewResponse = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Readable;
};

/** Files that the page may read, each under an unguessable token, for as long as the preview is open. */
export type Previews = {
  /**
   * Looks a file up and opens it for reading; a picture's first bytes are read to see whether it may be decoded. The kind
   * `none` is an archived file, which cannot be read. Throws what `Storage.stat` and `Storage.openRange` throw.
   */
  open(ref: ObjectRef & { readonly accountId: string }): Promise<Preview>;
  /** Answers one read; a token that is not open gets 404. Aborting `signal` ends the read from the storage. */
  respond(token: string, rangeHeader: string | undefined, signal: AbortSignal): Promise<PreviewResponse>;
  /** Ends a preview and every read of it; does nothing for a token that is not open. */
  close(token: string): void;
  closeAll(): void;
};

type OpenPreview = {
  readonly preview: Preview;
  readonly storage: Storage;
  readonly ref: ObjectRef;
  readonly etag: string;
  readonly ending: AbortController;
};

/** Makes the previews of all accounts; `newId` must be unguessable and fit into a host name (a UUID does). */
export function createPreviews(options: {
  readonly accounts: Pick<Accounts, 'storage'>;
  readonly newId: () => string;
}): Previews {
  const { accounts, newId } = options;
  const openPreviews = new Map<string, OpenPreview>();

  function close(token: string): void {
    openPreviews.get(token)?.ending.abort();
    openPreviews.delete(token);
  }

  return {
    async open({ accountId, bucket, key }) {
      const storage = accounts.storage(accountId);
      const ref = { bucket, key };
      const details = await storage.stat(ref);
      const { sizeBytes, etag } = details;
      const token = newId();
      const shown = await whatIsShown(storage, ref, details);
      const preview: Preview = { token, url: `satchel-preview://${token}/`, ...shown, sizeBytes };
      openPreviews.set(token, { preview, storage, ref, etag, ending: new AbortController() });
      const [oldest] = openPreviews.keys();
      if (oldest !== undefined && openPreviews.size > maxOpenPreviews) close(oldest);
      return preview;
    },
    async respond(token, rangeHeader, signal) {
      const found = openPreviews.get(token);
      if (found === undefined || found.preview.kind === 'none') return { status: 404, headers: {} };
      return await answer(found, rangeHeader, AbortSignal.any([signal, found.ending.signal]));
    },
    close,
    closeAll: () => {
      for (const token of [...openPreviews.keys()]) close(token);
    },
  };
}

/** Looks before anything is decoded: at what a picture says of its size, and whether an archived file can be read. */
async function whatIsShown(
  storage: Storage,
  ref: ObjectRef,
  details: ObjectDetails,
): Promise<Pick<Preview, 'kind' | 'contentType' | 'refusal'>> {
  const { sizeBytes, etag } = details;
  const type = previewTypeOf(ref.key, details.contentType);
  try {
    if (archives.has(details.storageClass ?? '') && sizeBytes > 0) {
      const first = await storage.openRange(ref, { range: { startByte: 0, endByte: 0 }, ifMatchEtag: etag });
      first.body.destroy();
    }
    if (type.kind !== 'image') return type;
    const refusal = await pictureRefusal(storage, { ...ref, ...type, sizeBytes, etag });
    if (refusal === undefined) return type;
    return refusal === 'unknown' ? rawBytes : { ...rawBytes, refusal };
  } catch (error) {
    // The answer of an archive to whoever reads what was not taken out of it.
    if (error instanceof SatchelError && error.code === 'storage.unsupported')
      return { ...type, kind: 'none' };
    throw error;
  }
}

async function answer(
  { preview, storage, ref, etag }: OpenPreview,
  rangeHeader: string | undefined,
  signal: AbortSignal,
): Promise<PreviewResponse> {
  const { sizeBytes } = preview;
  const asked = readRange(rangeHeader, sizeBytes);
  if (asked.kind === 'unsatisfiable') {
    return { status: 416, headers: { 'Content-Range': `bytes */${sizeBytes}` } };
  }
  const range = asked.kind === 'part' ? asked.range : { startByte: 0, endByte: sizeBytes - 1 };
  const headers = {
    'Content-Type': preview.contentType,
    'Content-Length': String(range.endByte - range.startByte + 1),
    'Accept-Ranges': 'bytes',
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
    // Should a file ever become a document of its own, it can neither run nor load anything.
    'Content-Security-Policy': "default-src 'none'; sandbox",
    ...(asked.kind === 'part' && {
      'Content-Range': `bytes ${range.startByte}-${range.endByte}/${sizeBytes}`,
    }),
  };
  const status = asked.kind === 'part' ? 206 : 200;
  if (sizeBytes === 0) return { status, headers };
  try {
    const body = await openBody(storage, ref, { range, ifMatchEtag: etag, signal });
    return { status, headers, body };
  } catch (error) {
    return { status: statusOf(error), headers: {} };
  }
}

async function openBody(
  storage: Storage,
  ref: ObjectRef,
  options: { readonly range: ByteRange; readonly ifMatchEtag: string; readonly signal: AbortSignal },
): Promise<Readable> {
  const { body }: OpenedRange = await storage.openRange(ref, options);
  addAbortSignal(options.signal, body);
  return body;
}

const statusByCode: Partial<Record<ErrorCode, number>> = {
  'object.notFound': 404,
  'bucket.notFound': 404,
  'access.denied': 403,
  'object.changed': 412,
};

function statusOf(error: unknown): number {
  return error instanceof SatchelError ? (statusByCode[error.code] ?? 502) : 500;
}
