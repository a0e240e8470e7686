import type { FileHandle } from 'node:fs/promises';
import { addAbortSignal, type Readable } from 'node:stream';
import { messageOf, SatchelError } from '../satchelError.ts';

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

/**
 * Writes a piece of a body into a file at its place. Throws `network.lost` for a body that ends too early, `cancelled`,
 * and the file system's own errors. The body is at its end or destroyed afterwards.
 */
export async function writeBody(
  handle: FileHandle,
  { body, cut, startByte, lengthBytes }: BodyPiece,
  signal: AbortSignal,
  onChunk: (chunk: Buffer) => void,
): Promise<void> {
  addAbortSignal(signal, body);
  const chunks: AsyncIterator<Buffer> = body[Symbol.asyncIterator]();
  let missing = lengthBytes;
  try {
    while (missing > 0 || !cut) {
      const next = await nextChunk(chunks, signal);
      if (next.done) break;
      const chunk = cut ? next.value.subarray(0, missing) : next.value;
      if (chunk.length > missing) throw new SatchelError('server.badAnswer', 'The body is too long');
      await writeAll(handle, chunk, startByte + lengthBytes - missing);
      missing -= chunk.length;
      onChunk(chunk);
    }
  } finally {
    body.destroy();
  }
  if (missing > 0) throw new SatchelError('network.lost', `The body ended ${missing} bytes too early`);
}

async function nextChunk(
  chunks: AsyncIterator<Buffer>,
  signal: AbortSignal,
): Promise<IteratorResult<Buffer>> {
  try {
    return await chunks.next();
  } catch (error) {
    if (signal.aborted) throw new SatchelError('cancelled', 'Cancelled', { cause: error });
    if (error instanceof SatchelError) throw error;
    throw new SatchelError('network.lost', messageOf(error), { cause: error });
  }
}

async function writeAll(handle: FileHandle, chunk: Buffer, position: number): Promise<void> {
  for (let written = 0; written < chunk.length; ) {
    const { bytesWritten } = await handle.write(chunk, written, chunk.length - written, position + written);
    written += bytesWritten;
  }
}
