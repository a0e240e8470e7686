import type { OperationTask } from './operationTask.ts';
import { type FoundObject, factsOfKeys, keysBesidePrefixes, objectsBelow } from './selectionKeys.ts';

/** Counts the objects and bytes of a selection, each key once, telling the sums as they grow. */
export async function measureSelection({ storage, selection, signal, update }: OperationTask): Promise<void> {
  const count = (found: readonly FoundObject[]): void => {
    const bytes = found.reduce((sum, object) => sum + object.sizeBytes, 0);
    update(({ fileCount, sizeBytes }) => ({
      fileCount: fileCount + found.length,
      sizeBytes: sizeBytes + bytes,
    }));
  };
  const keys = keysBesidePrefixes(selection);
  for await (const found of factsOfKeys(storage, selection, keys, signal)) count(found);
  for await (const found of objectsBelow(storage, selection, signal)) count(found);
}
