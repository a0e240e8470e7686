import type { Clock } from '../../ports.ts';
import { SatchelError } from '../../satchelError.ts';
import type { Storage } from '../../storage/storage.ts';
import { removeTempFile } from '../download/tempFile.ts';
import type { ItemProgress } from '../journal/journal.ts';

const pausesMs = [1000, 4000];

/**
 * Takes back what a file that was not finished has left: the parts on the server, or the temporary file on this
 * computer. Tries three times, without the pauses once `hurry` is aborted; throws when all failed.
 */
export async function discardProgress(
  progress: ItemProgress,
  storage: Storage,
  clock: Clock,
  hurry: AbortSignal,
): Promise<void> {
  if (progress.kind === 'download') {
    await removeTempFile(progress.tempPath);
    return;
  }
  const { bucket, key, uploadId } = progress;
  for (const pauseMs of [...pausesMs, undefined]) {
    try {
      await storage.abortMultipart({ bucket, key, uploadId });
      return;
    } catch (error) {
      if (isGone(error)) return;
      if (pauseMs === undefined || !(error instanceof SatchelError && error.appError.retryable)) throw error;
      await pause(clock, pauseMs, hurry);
    }
  }
}

/** The server does not know the upload any more, so nothing is left of it. */
function isGone(error: unknown): boolean {
  return error instanceof SatchelError && ['request.stale', 'object.notFound'].includes(error.code);
}

function pause(clock: Clock, delayMs: number, hurry: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (hurry.aborted) {
      resolve();
      return;
    }
    const go = (): void => {
      cancelTimer();
      hurry.removeEventListener('abort', go);
      resolve();
    };
    const cancelTimer = clock.setTimer(go, delayMs);
    hurry.addEventListener('abort', go, { once: true });
  });
}
