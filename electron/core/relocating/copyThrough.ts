import { createHash } from 'node:crypto';
import { SatchelError } from '../satchelError.ts';
import { nameOf } from '../storage/rules.ts';
import type {
  ByteRange,
  DescribedObject,
  MultipartRef,
  ObjectAttributes,
  ObjectRef,
  Storage,
  UploadedPart,
  UploadOptions,
  WriteResult,
} from '../storage/storage.ts';
import type { Flow } from '../transfers/flow/flow.ts';
import { provenMd5 } from '../transfers/moving/etags.ts';
import type { Patience } from './patience.ts';

/** Up to this size an object goes in one request; larger ones in parts of this size or more. */
export const throughPartBytes = 16 * 1024 ** 2;
const mostParts = 10_000;
const partsAtOnce = 4;

/** What all copies through this computer share: its memory, and how fast it may read and send. */
export type ThroughFlow = Pick<Flow, 'budget' | 'bandwidth'>;

export type ThroughCopy = {
  readonly from: Storage;
  readonly to: Storage;
  readonly source: ObjectRef;
  readonly target: ObjectRef;
  /** The version that is meant. */
  readonly etag: string;
  readonly condition: { readonly ifAbsent: true } | undefined;
  readonly signal: AbortSignal;
  readonly flow: ThroughFlow;
  readonly patience: Patience;
  readonly onUpload: (upload: MultipartRef) => Promise<void>;
  readonly onBytes: (bytes: number) => void;
};

/**
 * Copies an object from one storage to another through this computer, with what the other one can keep of its
 * attributes. Each range is read and sent again by itself when that may help; memory and speed are
 * those of the flow.
 */
export async function copyThrough(copy: ThroughCopy): Promise<WriteResult> {
  const { from, to, source, etag, signal } = copy;
  const described = await from.describe(source, { signal });
  if (described.etag !== etag) throw changed(source);
  const attributes = attributesFor(to, described.attributes);
  const written =
    described.sizeBytes <= throughPartBytes
      ? await inOne(copy, described, attributes)
      : await inParts(copy, described, attributes);
  checkSameChecksum(described, written, source);
  return written;
}

/** Of a class that the other storage does not know, its usual one is made. */
function attributesFor({ capabilities }: Storage, attributes: ObjectAttributes): ObjectAttributes {
  const { storageClass, tags, ...rest } = attributes;
  const isKnown = storageClass !== undefined && capabilities.storageClasses.includes(storageClass);
  return {
    ...rest,
    ...(isKnown && { storageClass }),
    ...(tags !== undefined && capabilities.objectTags && { tags }),
  };
}

async function inOne(
  copy: ThroughCopy,
  { sizeBytes }: DescribedObject,
  attributes: ObjectAttributes,
): Promise<WriteResult> {
  const { to, target, condition, onBytes } = copy;
  return withRange(copy, { startByte: 0, endByte: sizeBytes - 1 }, async (body) => {
    const written = await to.put(target, body, {
      ...attributes,
      ...sendOptions(copy),
      ...(condition && { condition }),
    });
    checkMd5(to, body, written, target);
    onBytes(sizeBytes);
    return written;
  });
}

async function inParts(
  copy: ThroughCopy,
  { sizeBytes }: DescribedObject,
  attributes: ObjectAttributes,
): Promise<WriteResult> {
  const { to, target, condition, patience, onUpload, onBytes } = copy;
  // Without the signal: an upload whose id is known can be freed.
  const upload = await to.beginMultipart(target, attributes);
  let sentBytes = 0;
  const failure = new AbortController();
  const signal = AbortSignal.any([copy.signal, failure.signal]);
  const parts: UploadedPart[] = [];
  const waiting = rangesOf(sizeBytes).reverse();
  const work = async (): Promise<void> => {
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      const { partNumber, range } = next;
      const part = await patience.run(() =>
        withRange({ ...copy, signal }, range, async (body) => {
          const sent = await to.putPart(upload, partNumber, body, sendOptions({ ...copy, signal }));
          checkMd5(to, body, sent, target);
          return sent;
        }),
      );
      parts.push(part);
      sentBytes += part.sizeBytes;
      onBytes(part.sizeBytes);
    }
  };
  try {
    await onUpload(upload);
    const works = Array.from({ length: partsAtOnce }, () =>
      work().catch((error: unknown) => {
        waiting.length = 0;
        failure.abort();
        throw error;
      }),
    );
    const outcomes = await Promise.allSettled(works);
    const reasons = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason] : []));
    const first = reasons.find((reason) => !(reason instanceof SatchelError) || reason.code !== 'cancelled');
    if (reasons.length > 0) throw first ?? reasons[0];
    const { tags } = attributes;
    return await to.finishMultipart(upload, parts, {
      signal,
      ...(condition && { condition }),
      ...(tags && { tags }),
    });
  } catch (error) {
    onBytes(-sentBytes);
    // Whoever was told of the upload frees it later when that is not possible now.
    await to.abortMultipart(upload).catch((reason: unknown) => {
      if (!(error instanceof SatchelError)) throw reason;
    });
    throw error;
  }
}

function rangesOf(sizeBytes: number): { readonly partNumber: number; readonly range: ByteRange }[] {
  const mebibyte = 1024 ** 2;
  const leastBytes = Math.ceil(sizeBytes / mostParts / mebibyte) * mebibyte;
  const lengthBytes = Math.max(throughPartBytes, leastBytes);
  return Array.from({ length: Math.ceil(sizeBytes / lengthBytes) }, (_, index) => ({
    partNumber: index + 1,
    range: {
      startByte: index * lengthBytes,
      endByte: Math.min((index + 1) * lengthBytes, sizeBytes) - 1,
    },
  }));
}

function sendOptions({ flow, signal }: ThroughCopy): UploadOptions {
  return { signal, pace: (bytes) => flow.bandwidth.pace('up', bytes, signal) };
}

/** Reads a range of the source into lent memory and works with it; an empty range is no request. */
async function withRange<T>(
  { from, source, etag, flow, signal }: ThroughCopy,
  range: ByteRange,
  work: (body: Buffer) => Promise<T>,
): Promise<T> {
  const lengthBytes = range.endByte - range.startByte + 1;
  if (lengthBytes === 0) return work(Buffer.alloc(0));
  const { buffer, giveBack } = await flow.budget.take(lengthBytes, signal);
  try {
    const { body } = await from.openRange(source, { range, ifMatchEtag: etag, signal });
    let filledBytes = 0;
    for await (const chunk of body as AsyncIterable<Buffer>) {
      filledBytes += chunk.copy(buffer, filledBytes);
      await flow.bandwidth.pace('down', chunk.length, signal);
    }
    if (filledBytes < lengthBytes) {
      throw new SatchelError('network.lost', `Only ${filledBytes} of ${lengthBytes} bytes came.`);
    }
    return await work(buffer.subarray(0, lengthBytes));
  } finally {
    giveBack();
  }
}

/** Where nothing else proves that the server has the bytes that were sent, its ETag has to be their MD5. */
function checkMd5(
  { capabilities }: Storage,
  body: Uint8Array,
  written: Pick<WriteResult, 'etag' | 'encryption'>,
  target: ObjectRef,
): void {
  if (capabilities.bodyProof !== 'etag') return;
  const md5 = provenMd5(written);
  if (md5 === undefined || md5 === createHash('md5').update(body).digest('hex')) return;
  throw otherBytes(target);
}

function checkSameChecksum(source: DescribedObject, written: WriteResult, ref: ObjectRef): void {
  const [a, b] = [source.checksum, written.checksum];
  if (a?.type !== 'FULL_OBJECT' || b?.type !== 'FULL_OBJECT' || a.algorithm !== b.algorithm) return;
  if (a.value !== b.value) throw otherBytes(ref);
}

function otherBytes({ key }: ObjectRef): SatchelError {
  return new SatchelError('integrity.mismatch', 'The copy has other bytes than its source.', {
    params: { name: nameOf(key) },
  });
}

function changed({ key }: ObjectRef): SatchelError {
  return new SatchelError('object.changed', 'The object is another one by now.', {
    params: { name: nameOf(key) },
  });
}
