import { Readable } from 'node:stream';
import type { CallOptions, UploadOptions } from '../storage.ts';

/** A body goes in pieces of this length, so that its bytes can be told one by one; a shorter one goes whole. */
const sliceBytes = 128 * 1024;

/**
 * Sends a body and tells its bytes as the socket takes them, by the rules of `UploadOptions`; `open` begins them anew for
 * each try. A request that was refused before all of its body was sent is broken off when this throws, so that nobody
 * reads the body any more.
 */
export async function tellSentBytes<T>(
  body: Uint8Array,
  { onBytes, signal }: UploadOptions,
  send: (open: () => Uint8Array | Readable, options: CallOptions) => Promise<T>,
): Promise<T> {
  if (onBytes === undefined) return send(() => body, signal === undefined ? {} : { signal });
  const over = new AbortController();
  let tries = 0;
  let sentBytes = 0;
  const tell = (bytes: number): void => {
    sentBytes += bytes;
    if (bytes !== 0) onBytes(bytes);
  };
  const open = (): Uint8Array | Readable => {
    tell(-sentBytes);
    tries += 1;
    const own = tries;
    if (body.byteLength <= sliceBytes) return body;
    return streamSlices(body, (bytes) => {
      // A try that was refused may go on sending beside the next one.
      if (own === tries) tell(bytes);
    });
  };
  try {
    const either = signal === undefined ? over.signal : AbortSignal.any([signal, over.signal]);
    const answer = await send(open, { signal: either });
    tell(body.byteLength - sentBytes);
    return answer;
  } catch (error) {
    tell(-sentBytes);
    over.abort();
    throw error;
  } finally {
    tries += 1;
  }
}

/** The bytes as a stream of views into them, none of which is taken before its reader wants it. */
export function streamSlices(body: Uint8Array, onSlice: (bytes: number) => void): Readable {
  let startByte = 0;
  return new Readable({
    // Nothing is read ahead.
    highWaterMark: 0,
    read() {
      const slice = body.subarray(startByte, startByte + sliceBytes);
      startByte += slice.byteLength;
      onSlice(slice.byteLength);
      this.push(slice);
      if (startByte === body.byteLength) this.push(null);
    },
  });
}
