import { type FileHandle, open } from 'node:fs/promises';
import { dirname } from 'node:path';
import { crc32 } from 'node:zlib';
import { SatchelError } from '../../satchelError.ts';
import type { OpenedRange } from '../../storage/storage.ts';
import { inParallel } from '../flow/parallel.ts';
import type { DonePart, DownloadProgress } from '../journal/journal.ts';
import { errnoOf } from '../moving/fileErrors.ts';
import { type DownloadContext, partsAtOnce, singleRequestBytes } from '../moving/moveContext.ts';
import { rememberErrors, writeBody } from './bodyWriter.ts';
import { crc32Combine } from './crcCombine.ts';
import type { Placed } from './placed.ts';
import { createTempFile, placeTempFile, removeTempFile } from './tempFile.ts';
import { canVerify, checkCrc32, createVerifier, verifyFile } from './verifier.ts';

type Begun = {
  readonly progress: DownloadProgress;
  readonly handle: FileHandle;
  /** The whole object, open for its first part. */
  readonly first?: OpenedRange;
};

/**
 * Downloads an object in ranges, going on with what an earlier attempt has brought. What it leaves behind when it fails
 * is in `context.progress`; a version of the object that is gone, or bytes that are damaged, are thrown away at once.
 */
export async function downloadLargeFile(
  context: DownloadContext,
  folderPath: string,
  targetPath: string,
): Promise<Placed> {
  const begun = (await goOn(context, folderPath)) ?? (await begin(context, folderPath));
  const { tempPath, modifiedAtMs, sizeBytes } = begun.progress;
  try {
    try {
      const parts = await fetchParts(context, begun);
      await verify(context, begun, parts);
      await begun.handle.utimes(new Date(), new Date(modifiedAtMs));
      await begun.handle.sync();
    } finally {
      begun.first?.body.destroy();
      await begun.handle.close();
    }
    if (context.signal.aborted) throw new SatchelError('cancelled', 'Cancelled');
    const path = await placeTempFile(tempPath, targetPath, context.onTaken);
    if (path !== undefined) await context.progress.drop();
    return { path, sizeBytes };
  } catch (error) {
    const useless =
      error instanceof SatchelError &&
      (error.code === 'object.changed' || error.code === 'integrity.mismatch');
    if (useless) {
      await removeTempFile(tempPath);
      await context.progress.drop();
    }
    throw error;
  }
}

async function goOn({ progress }: DownloadContext, folderPath: string): Promise<Begun | undefined> {
  const saved = await progress.read();
  if (saved?.kind !== 'download' || dirname(saved.tempPath) !== folderPath) return undefined;
  try {
    const handle = await open(saved.tempPath, 'r+');
    if ((await handle.stat()).size === saved.sizeBytes) return { progress: saved, handle };
    await handle.close();
    await removeTempFile(saved.tempPath);
    return undefined;
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

async function begin(context: DownloadContext, folderPath: string): Promise<Begun> {
  const { storage, bucket, item, signal, newId } = context;
  const first = await storage.openRange({ bucket, key: item.source }, { signal });
  rememberErrors(first.body);
  try {
    const { sizeBytes, etag, modifiedAtMs, encryption, checksum } = first;
    const inChosenFolder = !item.target.includes('/');
    const facts = { sizeBytes, inParts: true, inChosenFolder, newId };
    const { path, handle } = await createTempFile(folderPath, facts);
    const progress: DownloadProgress = {
      kind: 'download',
      tempPath: path,
      etag,
      partSizeBytes: singleRequestBytes,
      sizeBytes,
      modifiedAtMs,
      parts: [],
      ...(encryption === undefined ? {} : { encryption }),
      ...(checksum === undefined ? {} : { checksum }),
    };
    await context.progress.begin(progress);
    return { progress, handle, first };
  } catch (error) {
    first.body.destroy();
    throw error;
  }
}

async function fetchParts(
  context: DownloadContext,
  { progress, handle, first }: Begun,
): Promise<readonly DonePart[]> {
  const { storage, bucket, item, onBytes } = context;
  const { sizeBytes, etag } = progress;
  const withCrc32 = usesCrc32(progress);
  const done = new Map(progress.parts.map((part) => [part.partNumber, part]));
  context.onRestart([...done.keys()].reduce((sum, number) => sum + lengthOf(progress, number), 0));
  const numbers = partNumbers(progress);
  const missing = numbers.filter((number) => !done.has(number));
  await inParallel(missing, partsAtOnce, context.signal, async (partNumber, signal) => {
    const startByte = (partNumber - 1) * progress.partSizeBytes;
    const lengthBytes = lengthOf(progress, partNumber);
    const range = { startByte, endByte: startByte + lengthBytes - 1 };
    const opened =
      partNumber === 1 && first !== undefined
        ? first
        : await storage.openRange({ bucket, key: item.source }, { range, ifMatchEtag: etag, signal });
    const piece = {
      body: opened.body,
      cut: opened === first && lengthBytes < sizeBytes,
      startByte,
      lengthBytes,
    };
    let sum = 0;
    await writeBody(handle, piece, signal, (chunk) => {
      if (withCrc32) sum = crc32(chunk, sum);
      onBytes(chunk.length);
    });
    const part = withCrc32 ? { partNumber, crc32: sum } : { partNumber };
    await context.progress.partDone(part);
    done.set(partNumber, part);
  });
  return numbers.flatMap((number) => done.get(number) ?? []);
}

/** By the parts' own checksums where the server tells a CRC-32 of the whole; otherwise the file is read once more. */
async function verify(
  { etags, signal }: DownloadContext,
  { progress, handle }: Begun,
  parts: readonly DonePart[],
): Promise<void> {
  if (!canVerify(progress)) return;
  if (!usesCrc32(progress) || progress.checksum === undefined) {
    await verifyFile(handle, progress.sizeBytes, createVerifier(progress, etags), signal);
    return;
  }
  const sum = parts.reduce(
    (whole, part) => crc32Combine(whole, part.crc32 ?? 0, lengthOf(progress, part.partNumber)),
    0,
  );
  checkCrc32(sum, progress.checksum.value);
}

function usesCrc32({ checksum }: DownloadProgress): boolean {
  return checksum?.algorithm === 'CRC32' && checksum.type === 'FULL_OBJECT';
}

function partNumbers({ sizeBytes, partSizeBytes }: DownloadProgress): readonly number[] {
  return Array.from({ length: Math.ceil(sizeBytes / partSizeBytes) }, (_, index) => index + 1);
}

function lengthOf({ sizeBytes, partSizeBytes }: DownloadProgress, partNumber: number): number {
  return Math.min(partSizeBytes, sizeBytes - (partNumber - 1) * partSizeBytes);
}
