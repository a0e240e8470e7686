import type { FileHandle } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { messageOf, SatchelError } from '../../satchelError.ts';
import type { RangeSink } from '../../storage/storage.ts';

export type BodyPiece = {
  readonly body: Readable;
  /** True when the piece is only the beginning of the body; the rest is then given up. */
  readonly cut: boolean;
  readonly lengthBytes: number;
};

/**
 * A body may break before anybody reads it; without a listener that would end the process. Whoever reads it afterwards
 * still gets the error.
 */
export function rememberErrors(body: Readable): void {
  body.on('error', () => undefined);
}

/** Takes a chunk; the next one comes when the promise resolves, if it gives one. `fail` ends the reading at any time. */
type OnChunk = (chunk: Buffer, fail: (error: unknown) => void) => Promise<unknown> | undefined;

/**
 * Reads a piece of a body, chunk by chunk. Throws `network.lost` for a body that ends too early, `server.badAnswer` for
 * one that is too long, `cancelled`, and what `onChunk` throws. The body is at its end or destroyed afterwards.
 */
export function readBody(
  { body, cut, lengthBytes }: BodyPiece,
  signal: AbortSignal,
  onChunk: OnChunk,
): Promise<void> {
  let missing = lengthBytes;
  let isWaiting = false;
  let isAtEnd = false;
  return new Promise((resolve, reject) => {
    const end = (settle: () => void): void => {
      body.off('data', onData).off('end', onEnd).off('error', onError).off('close', onClose);
      signal.removeEventListener('abort', onAbort);
      rememberErrors(body);
      body.destroy();
      settle();
    };
    const fail = (error: unknown): void => end(() => reject(error));
    const onError = (error: unknown): void => fail(brokenBy(error, signal));
    const onAbort = (): void => fail(new SatchelError('cancelled', 'Cancelled'));
    const onClose = (): void => {
      if (!isAtEnd) onError(new Error('The body was closed'));
    };
    const goOn = (): void => {
      isWaiting = false;
      if (isAtEnd) onEnd();
      else body.resume();
    };
    const onEnd = (): void => {
      isAtEnd = true;
      if (isWaiting) return;
      if (missing > 0) fail(new SatchelError('network.lost', `The body ended ${missing} bytes too early`));
      else end(resolve);
    };
    const onData = (received: Buffer): void => {
      const chunk = cut && received.length > missing ? received.subarray(0, missing) : received;
      if (chunk.length > missing) {
        fail(new SatchelError('server.badAnswer', 'The body is too long'));
        return;
      }
      missing -= chunk.length;
      isAtEnd = cut && missing === 0;
      try {
        const waits = onChunk(chunk, fail);
        if (waits !== undefined) {
          isWaiting = true;
          body.pause();
          waits.then(goOn, fail);
        } else if (isAtEnd) onEnd();
      } catch (error) {
        fail(error);
      }
    };
    body.on('data', onData).on('end', onEnd).on('error', onError).on('close', onClose);
    signal.addEventListener('abort', onAbort, { once: true });
    if (signal.aborted) onAbort();
    else if (body.errored) onError(body.errored);
    else if (body.readableEnded) onEnd();
    else if (body.destroyed) onClose();
    else body.resume();
  });
}

function brokenBy(error: unknown, signal: AbortSignal): SatchelError {
  if (signal.aborted) return new SatchelError('cancelled', 'Cancelled', { cause: error });
  if (error instanceof SatchelError) return error;
  return new SatchelError('network.lost', messageOf(error), { cause: error });
}

/** Chunks of 64 KiB come from the network; written one by one, each would cost as much again as to receive it. */
const batchBytes = 1024 * 1024;

/**
 * Writes a piece of a body into a file at its place, and shows each chunk as it comes, which may hold up the next. Throws
 * what `readBody` throws, and the file system's own errors. Nothing is being written any more afterwards.
 */
export async function writeBody(
  handle: FileHandle,
  piece: BodyPiece & { readonly startByte: number },
  signal: AbortSignal,
  onChunk: (chunk: Buffer) => Promise<unknown> | undefined,
): Promise<void> {
  let position = piece.startByte;
  let batch: Buffer[] = [];
  let batchedBytes = 0;
  let writing: Promise<void> | undefined;

  const write = (): Promise<void> => {
    const written = writeAll(handle, batch, position);
    position += batchedBytes;
    batch = [];
    batchedBytes = 0;
    return written;
  };
  const writeSoon = (fail: (error: unknown) => void): void => {
    writing = write().then(() => {
      writing = undefined;
    });
    writing.catch(fail);
  };
  try {
    await readBody(piece, signal, (chunk, fail) => {
      const paced = onChunk(chunk);
      batch.push(chunk);
      batchedBytes += chunk.length;
      if (batchedBytes < batchBytes) return paced;
      // One batch is written while the next comes.
      if (writing !== undefined) return Promise.all([writing, paced]).then(() => writeSoon(fail));
      writeSoon(fail);
      return paced;
    });
    await writing;
    if (batchedBytes > 0) await write();
  } catch (error) {
    // The first failure is the one that is told.
    await writing?.catch(() => undefined);
    throw error;
  }
}

/** Writes a range into a file at its place, as it comes; `take` is shown each chunk. */
export function fileSink(handle: FileHandle, startByte: number, take: RangeSink['take']): RangeSink {
  let position = startByte;
  return {
    take,
    write(stretch) {
      const written = writeAll(handle, [stretch], position);
      position += stretch.length;
      return written;
    },
  };
}

async function writeAll(handle: FileHandle, chunks: readonly Uint8Array[], position: number): Promise<void> {
  let { bytesWritten: written } = await handle.writev(chunks, position);
  if (written === chunks.reduce((sum, { length }) => sum + length, 0)) return;
  // A disk that is nearly full takes a part and refuses the next.
  const all = Buffer.concat(chunks);
  while (written < all.length) {
    const { bytesWritten } = await handle.write(all, written, all.length - written, position + written);
    written += bytesWritten;
  }
}
