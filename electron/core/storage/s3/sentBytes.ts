import { Readable } from 'node:stream';
import type { CallOptions, UploadOptions } from '../storage.ts';

type Middleware = <A extends { request: unknown }, R>(next: (args: A) => R) => (args: A) => R;
type Place = { readonly name: string; readonly step: 'deserialize'; readonly priority: 'low' };
/** What PutObjectCommand and UploadPartCommand have in common. */
type UploadCommand = { readonly middlewareStack: { add(middleware: Middleware, place: Place): void } };

/** A body goes in pieces of this length, so that its bytes can be told one by one; a shorter one goes whole. */
const sliceBytes = 128 * 1024;

/**
 * Sends a body and tells its bytes as the socket takes them, by the rules of `UploadOptions`. A request that was refused
 * before all of its body was sent is broken off when this throws, so that nobody reads the body any more.
 */
export async function tellSentBytes<T>(
  command: UploadCommand,
  body: Uint8Array,
  options: UploadOptions,
  send: (options: CallOptions) => Promise<T>,
): Promise<T> {
  const { onBytes, signal } = options;
  if (onBytes === undefined) return send(options);
  const over = new AbortController();
  let tries = 0;
  let sentBytes = 0;
  const tell = (bytes: number): void => {
    sentBytes += bytes;
    if (bytes !== 0) onBytes(bytes);
  };
  // The last step before the socket: the SDK has signed the bytes and set their length, so that it neither reads the
  // stream nor frames it as aws-chunked, and begins each further try with the bytes again.
  const countBytes: Middleware = (next) => (args) => {
    tell(-sentBytes);
    tries += 1;
    const own = tries;
    if (body.byteLength <= sliceBytes) return next(args);
    const stream = streamSlices(body, (bytes) => {
      // A try that was refused may go on sending beside the next one.
      if (own === tries) tell(bytes);
    });
    return next({ ...args, request: withBody(args.request, stream) });
  };
  command.middlewareStack.add(countBytes, { name: 'countBytes', step: 'deserialize', priority: 'low' });
  try {
    const either = signal === undefined ? over.signal : AbortSignal.any([signal, over.signal]);
    const answer = await send({ signal: either });
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

function withBody(request: unknown, body: Readable): unknown {
  return typeof request === 'object' ? { ...request, body } : request;
}
