import { SatchelError } from '../../satchelError.ts';

/** A disk that hangs may keep a call for minutes; whoever has stopped waits no longer than this for its end. */
const graceMs = 500;

/**
 * What an attempt comes to. After the signal it has a moment to end by itself, because it may just have put its file in
 * place; then `cancelled` is thrown and it is left to itself.
 */
export function withinGrace<T>(attempt: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    let timer: NodeJS.Timeout | undefined;
    const giveUp = (): void => {
      timer = setTimeout(() => reject(new SatchelError('cancelled', 'Cancelled')), graceMs);
    };
    const end = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', giveUp);
    };
    if (signal.aborted) giveUp();
    else signal.addEventListener('abort', giveUp, { once: true });
    attempt.finally(end).then(resolve, reject);
  });
}

/** Throws `cancelled` once the signal has come. */
export function throwIfStopped(signal: AbortSignal): void {
  if (signal.aborted) throw new SatchelError('cancelled', 'Cancelled');
}
