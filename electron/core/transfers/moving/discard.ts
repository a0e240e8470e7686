import type { ErrorCode } from '../../../../shared/domain/appError.ts';
import { SatchelError } from '../../satchelError.ts';
import type { Storage } from '../../storage/storage.ts';
import { pathBelow } from '../download/targetFolders.ts';
import { removeTempFile, tempPathOf } from '../download/tempFile.ts';
import type { ItemProgress } from '../journal/journal.ts';
import type { JobSource, TransferItem } from '../machine/model.ts';
import { findBegunUpload, isBegun } from '../upload/begunUpload.ts';
import { refOf } from '../upload/parts.ts';
import { errnoOf } from './fileErrors.ts';

/** What has to be known of an item to throw away what it has left. */
export type DiscardContext = {
  readonly jobId: string;
  readonly source: JobSource;
  /** What the journal has of the item; who discards drops it there afterwards. */
  readonly progress: ItemProgress | undefined;
  /** Only asked for when something is on the server. */
  readonly openStorage: () => Promise<Storage>;
};

/**
 * Takes back what an item that was not finished has left: its upload in parts on the server, also one
 * whose id never came, or the temporary file on this computer. Tries once; throws what the storage and the file system
 * throw.
 */
export async function discardLeftovers(
  item: TransferItem,
  { jobId, source, progress, openStorage }: DiscardContext,
  signal: AbortSignal,
): Promise<void> {
  if (item.kind === 'folder') return;
  if (source.kind === 'download') {
    await discardTempFile(source.folderPath, jobId, item);
    return;
  }
  if (progress?.kind !== 'upload') return;
  try {
    const storage = await openStorage();
    const upload = isBegun(progress) ? refOf(progress) : await findBegunUpload(storage, progress, { signal });
    if (upload !== undefined) await storage.abortMultipart(upload, { signal });
  } catch (error) {
    // With the bucket, all of it is gone.
    if (!(error instanceof SatchelError && gone.has(error.code))) throw error;
  }
}

const gone: ReadonlySet<ErrorCode> = new Set<ErrorCode>(['object.notFound', 'bucket.notFound']);

async function discardTempFile(rootPath: string, jobId: string, { id, target }: TransferItem): Promise<void> {
  const folderPath = pathBelow(rootPath, target.slice(0, Math.max(0, target.lastIndexOf('/'))));
  try {
    await removeTempFile(tempPathOf(folderPath, jobId, id));
  } catch (error) {
    // Its folder is gone, or is none any more.
    if (errnoOf(error) !== 'ENOTDIR') throw error;
  }
}
