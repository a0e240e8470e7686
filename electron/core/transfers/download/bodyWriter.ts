import type { FileHandle } from 'node:fs/promises';
import { addAbortSignal, type Readable } from 'node:stream';
import { messageOf, SatchelError } from '../../satchelError.ts';

export type BodyPiece = {
  readonly body: Readable;
  /** True when the piece is only the beginning of the body; the rest is then given up. */
  readonly cut: boolean;
  readonly startByte: number;
  readonly lengthBytes: number;
};

/**
 * A body may break before anybody reads it; without a listener that would end the process. Whoever reads it afterwards
 * still gets the error.
 */
export function rememberErrors(body: Readable): void {
  body.on('error', () => undefined);
}

/** Chunks of 64 KiB come from the network; written one by one, each would cost as much again as to receive it. */
const batchBytes = 1024 * 1024;

/**
 * Writes a piece of a body into a file at its place, and shows each chunk as it comes. Throws `network.lost` for a body
 * that ends too early, `cancelled`, and the file system's own errors. The body is at its end or destroyed afterwards, and
 * nothing is being written any more.
 */
export async function writeBody(
  handle: FileHandle,
  { body, cut, startByte, lengthBytes }: BodyPiece,
  signal: AbortSignal,
  onChunk: (chunk: Buffer) => void,
): Promise<void> {
  rememberErrors(body);
  addAbortSignal(signal, body);
  let missing = lengthBytes;
  let position = startByte;
  let writing: Promise<void> = Promise.resolve();
  // A small body's chunks go to the disk one by one, so that a disk that is full refuses it early.
  const isSmall = lengthBytes <= batchBytes;
  const enoughBytes = isSmall ? 1 : batchBytes;
  const take = (received: Buffer): Buffer => {
    const chunk = cut ? received.subarray(0, missing) : received;
    if (chunk.length > missing) throw new SatchelError('server.badAnswer', 'The body is too long');
    missing -= chunk.length;
    onChunk(chunk);
    return chunk;
  };
  try {
    while (missing > 0 || !cut) {
      // One batch is written while the next comes.
      const [batch] = await Promise.all([
        nextBatch(body, signal, cut ? Math.min(missing, enoughBytes) : enoughBytes, take),
        writing,
      ]);
      if (batch.length === 0) break;
      writing = writeAll(handle, batch, position);
      // It is told at the next turn of the loop, or behind it.
      writing.catch(() => undefined);
      position += sizeOf(batch);
      if (isSmall) await writing;
    }
    await writing;
  } finally {
    body.destroy();
    await writing.catch(() => undefined);
  }
  if (missing > 0) throw new SatchelError('network.lost', `The body ended ${missing} bytes too early`);
}

/** The next chunks of a body, until they are `enoughBytes`; none at its end. */
function nextBatch(
  body: Readable,
  signal: AbortSignal,
  enoughBytes: number,
  take: (chunk: Buffer) => Buffer,
): Promise<readonly Buffer[]> {
  const batch: Buffer[] = [];
  return new Promise((resolve, reject) => {
    const end = () => {
      body.off('data', onData).off('end', onEnd).off('error', onError).off('close', onClose).pause();
    };
    const onEnd = () => {
      end();
      resolve(batch);
    };
    const onError = (error: unknown) => {
      end();
      reject(readingError(error, signal));
    };
    const onClose = () => onError(new Error('The body was closed'));
    let batchedBytes = 0;
    const onData = (received: Buffer) => {
      try {
        const chunk = take(received);
        batch.push(chunk);
        batchedBytes += chunk.length;
        if (batchedBytes >= enoughBytes) onEnd();
      } catch (error) {
        onError(error);
      }
    };
    if (body.errored) onError(body.errored);
    else if (body.readableEnded) onEnd();
    else if (body.destroyed) onClose();
    else body.on('data', onData).on('end', onEnd).on('error', onError).on('close', onClose).resume();
  });
}

function readingError(error: unknown, signal: AbortSignal): SatchelError {
  if (signal.aborted) return new SatchelError('cancelled', 'Cancelled', { cause: error });
  if (error instanceof SatchelError) return error;
  return new SatchelError('network.lost', messageOf(error), { cause: error });
}

async function writeAll(handle: FileHandle, chunks: readonly Buffer[], position: number): Promise<void> {
  let { bytesWritten: written } = await handle.writev(chunks, position);
  if (written === sizeOf(chunks)) return;
  // A disk that is nearly full takes a part and refuses the next.
  const all = Buffer.concat(chunks);
  while (written < all.length) {
    const { bytesWritten } = await handle.write(all, written, all.length - written, position + written);
    written += bytesWritten;
  }
}

function sizeOf(chunks: readonly Buffer[]): number {
  return chunks.reduce((sum, { length }) => sum + length, 0);
}
