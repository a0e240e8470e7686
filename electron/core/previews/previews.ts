import { addAbortSignal, type Readable } from 'node:stream';
import type { ErrorCode } from '../../../shared/domain/appError.ts';
import type { Preview } from '../../../shared/domain/preview.ts';
import type { Accounts } from '../accounts/accounts.ts';
import { SatchelError } from '../satchelError.ts';
import type { ByteRange, ObjectRef, OpenedRange, Storage } from '../storage/storage.ts';
import { readRange } from './byteRange.ts';
import { previewTypeOf } from './previewType.ts';

/** Of a text, so much is served; the header `X-Satchel-Truncated: true` says when there is more. */
export const maxTextBytes = 1024 * 1024;

/** A larger picture is not shown: Chromium would hold all of it, and its pixels, in memory. */
const maxImageBytes = 100 * 1024 * 1024;

/** The page has one preview open at a time; more than this many means that it forgot to close some. */
const maxOpenPreviews = 16;

/** An answer to one request of the preview protocol; whoever asked reads the body to its end or destroys it. */
export type PreviewResponse = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Readable;
};

/** Files that the page may read, each under an unguessable token, for as long as the preview is open. */
export type Previews = {
  /** Looks a file up and opens it for reading; throws what `Storage.stat` throws. */
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
  readonly servedBytes: number;
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
      const { sizeBytes, contentType, etag } = await storage.stat(ref);
      const guess = previewTypeOf(key, contentType);
      const isTooLarge = guess.kind === 'image' && sizeBytes > maxImageBytes;
      const type = isTooLarge ? ({ ...guess, kind: 'none' } as const) : guess;
      const token = newId();
      const preview: Preview = { token, url: `satchel-preview://${token}/`, ...type, sizeBytes };
      const servedBytes = servedSize(preview);
      openPreviews.set(token, { preview, storage, ref, etag, servedBytes, ending: new AbortController() });
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

function servedSize({ kind, sizeBytes }: Preview): number {
  return kind === 'text' ? Math.min(sizeBytes, maxTextBytes) : sizeBytes;
}

async function answer(
  { preview, storage, ref, etag, servedBytes }: OpenPreview,
  rangeHeader: string | undefined,
  signal: AbortSignal,
): Promise<PreviewResponse> {
  const asked = readRange(rangeHeader, servedBytes);
  if (asked.kind === 'unsatisfiable') {
    return { status: 416, headers: { 'Content-Range': `bytes */${servedBytes}` } };
  }
  const range = asked.kind === 'part' ? asked.range : { startByte: 0, endByte: servedBytes - 1 };
  const headers = {
    'Content-Type': preview.contentType,
    'Content-Length': String(range.endByte - range.startByte + 1),
    'Accept-Ranges': 'bytes',
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
    // Should a file ever become a document of its own, it can neither run nor load anything.
    'Content-Security-Policy': "default-src 'none'; sandbox",
    ...(asked.kind === 'part' && {
      'Content-Range': `bytes ${range.startByte}-${range.endByte}/${servedBytes}`,
    }),
    ...(servedBytes < preview.sizeBytes && { 'X-Satchel-Truncated': 'true' }),
  };
  const status = asked.kind === 'part' ? 206 : 200;
  if (servedBytes === 0) return { status, headers };
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
