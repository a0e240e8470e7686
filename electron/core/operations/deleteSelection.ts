import { SatchelError } from '../satchelError.ts';
import type { OperationTask } from './operationTask.ts';
import { keysBesidePrefixes, objectsBelow } from './selectionKeys.ts';

/** Keys that are deleted in one request; S3 takes no more (API reference, "DeleteObjects"). */
const batchSize = 1000;
const shownFailures = 100;

/**
 * Deletes the chosen keys, then all below the chosen prefixes while they are listed. The empty objects that stand for
 * folders go last, so that a folder whose content could not be deleted does not vanish from sight. A refusal of some
 * keys is told by key and the rest goes on; cancelling takes effect between two requests.
 */
export async function deleteSelection({ storage, selection, signal, update }: OperationTask): Promise<void> {
  const { bucket } = selection;
  const remove = async (keys: readonly string[]): Promise<void> => {
    for (let start = 0; start < keys.length; start += batchSize) {
      if (signal.aborted) throw new SatchelError('cancelled', 'Cancelled');
      const outcome = await storage.deleteMany(bucket, keys.slice(start, start + batchSize));
      const failed = outcome.failures.map(({ key, error }) => ({ key, error: error.appError }));
      update(({ doneCount, failures, failureCount }) => ({
        doneCount: doneCount + outcome.deletedCount,
        failures: [...failures, ...failed].slice(0, shownFailures),
        failureCount: failureCount + failed.length,
      }));
    }
  };
  const found = (count: number, bytes: number): void =>
    update(({ fileCount, sizeBytes }) => ({ fileCount: fileCount + count, sizeBytes: sizeBytes + bytes }));

  const chosen = keysBesidePrefixes(selection);
  found(chosen.length, 0);
  await remove(chosen);

  const placeholders: string[] = [];
  for await (const objects of objectsBelow(storage, selection, signal)) {
    found(
      objects.length,
      objects.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0),
    );
    const isPlaceholder = ({ key, sizeBytes }: (typeof objects)[number]): boolean =>
      key.endsWith('/') && sizeBytes === 0;
    placeholders.push(...objects.filter(isPlaceholder).map(({ key }) => key));
    await remove(objects.filter((object) => !isPlaceholder(object)).map(({ key }) => key));
  }
  // The innermost first.
  await remove(placeholders.reverse());
}
