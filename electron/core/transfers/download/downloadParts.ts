import type { FileHandle } from 'node:fs/promises';
import { SatchelError } from '../../satchelError.ts';
import { combineCrcs, isCombinable } from '../../storage/crcCombine.ts';
import { inParallel } from '../flow/parallel.ts';
import type { DonePart, DownloadProgress } from '../journal/journal.ts';
import { type DownloadContext, laneOf, singleRequestBytes } from '../moving/moveContext.ts';
import { requestKindOf } from '../moving/requestKind.ts';
import { fileSink, writeBody } from './bodyWriter.ts';
import { type Finished, finished } from './finished.ts';
import { countBytes, type OpenObject } from './openObject.ts';
import { createLargeTempFile, removeTempFile, reopenTempFile } from './tempFile.ts';
import { compare, type Expected, expectedOf, startSum, sumOfFile } from './verifier.ts';

/** A download into a temporary file that is open and as long as the object. */
export type BegunParts = {
  readonly progress: DownloadProgress;
  readonly handle: FileHandle;
  /** The whole object, open for its first part. */
  readonly first?: OpenObject;
};

/** Requests of one object that go at the same time, as far as the flow lets them. */
const partsAtOnce = 6;

/** What an earlier attempt has left to go on with, if anything. */
export async function reopenParts(
  { progress, item }: DownloadContext,
  tempPath: string,
): Promise<BegunParts | undefined> {
  if (laneOf(item.sizeBytes) === 'small') return undefined;
  const saved = await progress.read();
  if (saved?.kind !== 'download' || saved.tempPath !== tempPath) return undefined;
  const handle = await reopenTempFile(tempPath, saved.sizeBytes);
  return handle && { progress: saved, handle };
}

/** Makes the temporary file, and writes down what is going to be in it before it is. */
export async function beginParts(
  context: DownloadContext,
  first: OpenObject,
  folderPath: string,
  tempPath: string,
): Promise<BegunParts> {
  const { sizeBytes, etag, modifiedAtMs, encryption, checksum } = first.opened;
  const handle = await createLargeTempFile(folderPath, tempPath, sizeBytes);
  const progress: DownloadProgress = {
    kind: 'download',
    tempPath,
    etag,
    partSizeBytes: singleRequestBytes,
    sizeBytes,
    modifiedAtMs,
    parts: [],
    ...(encryption === undefined ? {} : { encryption }),
    ...(checksum === undefined ? {} : { checksum }),
  };
  try {
    if (isResumable(progress.sizeBytes)) await context.progress.begin(progress);
    return { progress, handle, first };
  } catch (error) {
    await handle.close();
    await removeTempFile(tempPath);
    throw error;
  }
}

/**
 * Brings what is missing of an object, in ranges of one version of it, and verifies it.
 *
 * What is true of a part that counts as done: the CRC of its bytes is written down with it. A part of an earlier attempt
 * is read back, and fetched again where its bytes are not those, so that one that a loss of power has kept from the disk
 * never gets into the file. The CRCs together give that of the object; where the server tells a checksum of another kind,
 * the whole file is read for it. The file is on the disk before it can get its name.
 *
 * When it throws, what it has brought is in `context.progress`, for the next attempt or for `discardLeftovers`; a version
 * of the object that is gone, and bytes that are damaged, are thrown away at once.
 */
export async function downloadParts(context: DownloadContext, begun: BegunParts): Promise<Finished> {
  const { handle, progress } = begun;
  try {
    try {
      const sum = await fetchParts(context, begun);
      const checksum = await verify(context, begun, sum);
      await handle.utimes(new Date(), new Date(progress.modifiedAtMs));
      await handle.sync();
      return finished(progress, checksum);
    } finally {
      await handle.close();
    }
  } catch (error) {
    const isUseless =
      error instanceof SatchelError &&
      (error.code === 'object.changed' || error.code === 'integrity.mismatch');
    if (isUseless || !isResumable(progress.sizeBytes)) {
      await removeTempFile(progress.tempPath);
      if (isResumable(progress.sizeBytes)) await context.progress.drop();
      context.onRestart(0);
    }
    throw error;
  }
}

/** Fetches all parts that are not there, and resolves to the checksum of the whole, by `sumAlgorithmOf`. */
async function fetchParts(
  context: DownloadContext,
  { progress, handle, first }: BegunParts,
): Promise<string | undefined> {
  const { storage, bucket, item, flow } = context;
  const { sizeBytes, partSizeBytes, etag } = progress;
  const algorithm = sumAlgorithmOf(progress);
  const kind = requestKindOf(context, 'down', laneOf(sizeBytes));
  const numbers = Array.from({ length: Math.ceil(sizeBytes / partSizeBytes) }, (_, index) => index + 1);
  const stretchOf = (partNumber: number) => {
    const startByte = (partNumber - 1) * partSizeBytes;
    return { startByte, lengthBytes: Math.min(partSizeBytes, sizeBytes - startByte) };
  };
  const done = new Map<number, DonePart>(progress.parts.map((part) => [part.partNumber, part]));
  context.onRestart([...done.keys()].reduce((bytes, number) => bytes + stretchOf(number).lengthBytes, 0));

  const isThere = async (partNumber: number, signal: AbortSignal): Promise<boolean> => {
    const saved = done.get(partNumber);
    if (saved === undefined) return false;
    const stretch = stretchOf(partNumber);
    if ((await sumOfFile(handle, stretch, algorithm, signal)) === saved.crc) return true;
    context.onBytes(-stretch.lengthBytes);
    return false;
  };

  const fetch = async (partNumber: number, signal: AbortSignal): Promise<string> => {
    const stretch = stretchOf(partNumber);
    const { startByte, lengthBytes } = stretch;
    const range = { startByte, endByte: startByte + lengthBytes - 1 };
    const sum = await startSum(algorithm);
    const counted = countBytes(context);
    const take = (chunk: Uint8Array): Promise<unknown> | undefined => {
      sum.update(chunk);
      return counted.add(chunk.length);
    };
    const write = (body: OpenObject['opened']['body'], cut: boolean) =>
      writeBody(handle, { body, cut, ...stretch }, signal, take);
    try {
      if (partNumber === 1 && first !== undefined) {
        await write(first.opened.body, lengthBytes < sizeBytes);
        first.end();
      } else {
        await flow.slots.run(kind, signal, async () => {
          const options = { range, ifMatchEtag: etag, signal };
          const sink = fileSink(handle, startByte, take);
          if (await storage.readRange?.({ bucket, key: item.source }, options, () => sink)) return;
          const { body } = await storage.openRange({ bucket, key: item.source }, options);
          await write(body, false);
        });
      }
    } catch (error) {
      counted.takeBack();
      if (partNumber === 1) first?.end(error);
      throw error;
    }
    return sum.hex();
  };

  try {
    await inParallel(numbers, partsAtOnce, context.signal, async (partNumber, signal) => {
      if (await isThere(partNumber, signal)) return;
      const part = { partNumber, crc: await fetch(partNumber, signal) };
      done.set(partNumber, part);
      if (isResumable(progress.sizeBytes)) await context.progress.partDone(part);
    });
  } finally {
    first?.end();
  }
  return wholeSum(
    algorithm,
    numbers.map((number) => ({ hex: done.get(number)?.crc ?? '', sizeBytes: stretchOf(number).lengthBytes })),
  );
}

async function verify(
  { etags, signal }: DownloadContext,
  { progress, handle }: BegunParts,
  sum: string | undefined,
): Promise<string | undefined> {
  const expected = expectedOf(progress);
  if (expected === undefined) return undefined;
  const isSummed = sum !== undefined && expected.algorithm === sumAlgorithmOf(progress);
  const whole = { startByte: 0, lengthBytes: progress.sizeBytes };
  const hex = isSummed ? sum : await sumOfFile(handle, whole, expected.algorithm, signal);
  return compare(progress, expected, hex, etags);
}

/** How the bytes of a part are summed: as the whole is, where that comes of the parts' sums. */
function sumAlgorithmOf(progress: DownloadProgress): Expected['algorithm'] {
  const algorithm = expectedOf(progress)?.algorithm;
  if (algorithm === undefined) return 'CRC32';
  const isOnePart = progress.sizeBytes <= progress.partSizeBytes;
  return isOnePart || (algorithm !== 'MD5' && isCombinable(algorithm)) ? algorithm : 'CRC32';
}

function wholeSum(
  algorithm: Expected['algorithm'],
  parts: readonly { readonly hex: string; readonly sizeBytes: number }[],
): string | undefined {
  const [only] = parts;
  if (only !== undefined && parts.length === 1) return only.hex;
  return algorithm !== 'MD5' && isCombinable(algorithm) ? combineCrcs(algorithm, parts) : undefined;
}

/** Whether a later attempt goes on with what this one has brought: one request is sooner repeated than written down. */
export function isResumable(sizeBytes: number): boolean {
  return sizeBytes > singleRequestBytes;
}
