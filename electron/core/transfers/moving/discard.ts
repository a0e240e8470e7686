import type { Clock } from '../../ports.ts';
import { SatchelError } from '../../satchelError.ts';
import type { MultipartRef, Storage } from '../../storage/storage.ts';
import { pathBelow } from '../download/targetFolders.ts';
import { removeTempFile, tempPathOf } from '../download/tempFile.ts';
import type { ItemProgress, UploadProgress } from '../journal/journal.ts';
import type { JobSource, TransferItem } from '../machine/model.ts';
import { errnoOf } from './fileErrors.ts';

/** What has to be known of an item to throw away what it has left. */
export type DiscardContext = {
  readonly jobId: string;
  readonly source: JobSource;
  /** What the journal has of the item; who discards drops it there afterwards. */
  readonly progress: ItemProgress | undefined;
  /** Only asked for when something is on the server. */
  readonly openStorage: () => Promise<Storage>;
  readonly clock: Clock;
};

const pausesMs = [1000, 4000];

/**
 * Takes back what a file that was not finished has left: its upload in parts on the server, or the temporary file on this
 * computer. Tries three times, without the pauses once `hurry` is aborted; throws when all failed.
 */
export async function discardLeftovers(
  item: TransferItem,
  context: DiscardContext,
  hurry: AbortSignal,
): Promise<void> {
  const { source, progress, jobId } = context;
  if (item.kind === 'folder') return;
  if (source.kind === 'download') {
    await discardTempFile(source.folderPath, jobId, item);
    return;
  }
  const upload = progress?.kind === 'upload' ? uploadOf(progress) : undefined;
  if (upload === undefined) return;
  await withRetries(context.clock, hurry, async () => {
    const storage = await context.openStorage();
    await storage.abortMultipart(upload);
  });
}

async function discardTempFile(rootPath: string, jobId: string, { id, target }: TransferItem): Promise<void> {
  const folderPath = pathBelow(rootPath, target.slice(0, Math.max(0, target.lastIndexOf('/'))));
  try {
    await removeTempFile(tempPathOf(folderPath, jobId, id));
  } catch (error) {
    // Its folder is gone, or is none any more.
    if (errnoOf(error) !== 'ENOTDIR') throw error;
  }
}

/** The upload that was begun; one whose id never came is found by whoever sends the file. */
function uploadOf({ bucket, key, uploadId }: UploadProgress): MultipartRef | undefined {
  return uploadId === undefined ? undefined : { bucket, key, uploadId };
}

async function withRetries(clock: Clock, hurry: AbortSignal, work: () => Promise<void>): Promise<void> {
  for (const pauseMs of [...pausesMs, undefined]) {
    try {
      await work();
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
