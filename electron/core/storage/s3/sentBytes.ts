import { Readable } from 'node:stream';
import type { CallOptions, UploadOptions } from '../storage.ts';

/** A body goes in pieces of this length, so that its bytes can be told one by one; a shorter one goes whole. */
const sliceBytes = 128 * 1024;
/** On a quick line the pieces grow up to this: each costs a turn of the loop and a call of the system. */
const longestSliceBytes = 1024 * 1024;
/** A piece that was gone within this time was gone quickly. */
const quicklyMs = 20;
/** Where bytes are held back: many bodies share what may go, and each has to move before its socket counts as silent. */
const pacedBytes = 16 * 1024;

/**
 * Sends a body and tells its bytes as the socket takes them, by the rules of `UploadOptions`; `open` begins them anew for
 * each try. A long request that was refused before all of its body was sent is broken off when this throws, so that nobody
 * reads the body any more.
 */
export async function tellSentBytes<T>(
  body: Uint8Array,
  { onBytes, pace, signal }: UploadOptions,
  send: (open: () => Uint8Array | Readable, options: CallOptions) => Promise<T>,
): Promise<T> {
  const isSliced = body.byteLength > sliceBytes && (onBytes !== undefined || pace !== undefined);
  let tries = 0;
  let sentBytes = 0;
  let giveUp = (_error: unknown): void => undefined;
  const tell = (bytes: number): void => {
    sentBytes += bytes;
    if (bytes !== 0) onBytes?.(bytes);
  };
  const open = (): Uint8Array | Readable => {
    tell(-sentBytes);
    tries += 1;
    const own = tries;
    if (!isSliced) return body;
    const onSlice = (bytes: number) => {
      // A try that was refused may go on sending beside the next one.
      if (own === tries) tell(bytes);
    };
    return streamSlices(body, onSlice, pace, giveUp);
  };
  try {
    if (!isSliced) await pace?.(body.byteLength);
    const answer = isSliced
      ? await breakingOff(signal, (either, breakOff) => {
          giveUp = breakOff;
          return send(open, { signal: either });
        })
      : await send(open, signal === undefined ? {} : { signal });
    tell(body.byteLength - sentBytes);
    return answer;
  } catch (error) {
    tell(-sentBytes);
    throw error;
  } finally {
    tries += 1;
  }
}

/**
 * Gives a call a signal that is given when it fails, with the other one, and by `breakOff`, with whose error it then ends.
 */
async function breakingOff<T>(
  signal: AbortSignal | undefined,
  call: (either: AbortSignal, breakOff: (error: unknown) => void) => Promise<T>,
): Promise<T> {
  const over = new AbortController();
  let reason: unknown;
  const onAbort = () => over.abort();
  if (signal?.aborted) onAbort();
  signal?.addEventListener('abort', onAbort, { once: true });
  try {
    return await call(over.signal, (error) => {
      reason = error;
      over.abort();
    });
  } catch (error) {
    over.abort();
    throw reason ?? error;
  } finally {
    signal?.removeEventListener('abort', onAbort);
  }
}

/**
 * The bytes as a stream of views into them, none of which is taken before its reader wants it and `pace` lets it go. What
 * `pace` throws goes to `onRefused`, and nothing comes any more: a request hears nothing of a body's errors.
 */
export function streamSlices(
  body: Uint8Array,
  onSlice: (bytes: number) => void,
  pace?: UploadOptions['pace'],
  onRefused: (error: unknown) => void = () => undefined,
  nowMs: () => number = () => performance.now(),
): Readable {
  let startByte = 0;
  let lengthBytes = sliceBytes;
  let givenAtMs = Number.NEGATIVE_INFINITY;
  const stream = new Readable({
    // Nothing is read ahead.
    highWaterMark: 0,
    read() {
      if (lengthBytes !== pacedBytes) {
        const isQuick = nowMs() - givenAtMs < quicklyMs;
        lengthBytes = isQuick ? Math.min(2 * lengthBytes, longestSliceBytes) : sliceBytes;
      }
      const slice = body.subarray(startByte, startByte + lengthBytes);
      const waits = pace?.(slice.byteLength);
      if (waits === undefined) {
        give(slice);
        return;
      }
      lengthBytes = pacedBytes;
      waits.then(() => give(slice), onRefused);
    },
  });
  function give(slice: Uint8Array): void {
    if (stream.destroyed) return;
    startByte += slice.byteLength;
    onSlice(slice.byteLength);
    givenAtMs = nowMs();
    stream.push(slice);
    if (startByte === body.byteLength) stream.push(null);
  }
  return stream;
}
