import { Readable } from 'node:stream';
import { SatchelError } from '../../satchelError.ts';
import type { ErrorMapper } from './errors.ts';

export type BodyGuard = {
  /** The bytes that have to come; fewer are `network.lost`. */
  readonly sizeBytes: number;
  readonly silenceTimeoutMs: number;
  readonly signal?: AbortSignal | undefined;
  readonly mapError: ErrorMapper;
};

/**
 * Passes a body on and lets nothing but SatchelErrors out: `network.timedOut` when its reader wants more and nothing
 * comes for so long, `network.lost` when it breaks or ends early, `cancelled` after the signal. A reader may pause for
 * any time.
 */
export function guardBody(
  source: Readable,
  { sizeBytes, silenceTimeoutMs, signal, mapError }: BodyGuard,
): Readable {
  let receivedBytes = 0;
  let silence: NodeJS.Timeout | undefined;

  const endSilence = () => {
    clearTimeout(silence);
    silence = undefined;
  };
  const fail = (error: unknown) => body.destroy(mapError(error, { signal }));
  const onSilence = () =>
    fail(new SatchelError('network.timedOut', `No byte of the body came for ${silenceTimeoutMs} ms.`));
  const onAbort = () => fail(new SatchelError('cancelled', 'The call was given up.'));
  const onEarlyEnd = () =>
    fail(new SatchelError('network.lost', `The body broke after ${receivedBytes} of ${sizeBytes} bytes.`));

  const body = new Readable({
    highWaterMark: 256 * 1024,
    read() {
      silence ??= setTimeout(onSilence, silenceTimeoutMs);
      source.resume();
    },
    destroy(error, done) {
      endSilence();
      signal?.removeEventListener('abort', onAbort);
      source.destroy();
      done(error);
    },
  });

  source.on('data', (chunk: Buffer) => {
    receivedBytes += chunk.length;
    if (body.push(chunk)) {
      silence?.refresh();
    } else {
      source.pause();
      endSilence();
    }
  });
  source.pause();
  source.on('end', () => {
    endSilence();
    if (receivedBytes === sizeBytes) body.push(null);
    else onEarlyEnd();
  });
  source.on('error', fail);
  source.on('close', () => {
    if (!source.readableEnded) onEarlyEnd();
  });
  if (signal?.aborted) onAbort();
  else signal?.addEventListener('abort', onAbort, { once: true });
  return body;
}
