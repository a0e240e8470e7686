import type { Selection } from '../../../shared/domain/object.ts';
import { SatchelError } from '../satchelError.ts';
import type { Storage } from '../storage/storage.ts';
import { createDownloadPlanner } from '../transfers/planning/planDownload.ts';
import type { FoundItem } from '../transfers/planning/planning.ts';

/** More than this is not brought while somebody holds the mouse button: about as much as a good line brings in seconds. */
export const maxStagedFiles = 200;
export const maxStagedBytes = 100_000_000;

/** What is to be brought, with the names that this computer can hold. */
export type StagePlan = {
  readonly items: readonly FoundItem[];
  readonly fileCount: number;
  readonly sizeBytes: number;
};

/**
 * Lists what a selection holds; undefined as soon as it is more than can be dragged out. Throws what the storage throws,
 * also for a single file that cannot be had: part of a selection is not what was dragged.
 */
export async function planStage(
  storage: Storage,
  selection: Selection,
  platform: string,
  signal: AbortSignal,
): Promise<StagePlan | undefined> {
  if (selection.keys.length > maxStagedFiles) return undefined;
  const items: FoundItem[] = [];
  let sizeBytes = 0;
  for await (const batch of createDownloadPlanner(selection, platform, () => storage).run(signal)) {
    const [rejection] = batch.rejected;
    if (rejection !== undefined) {
      const { code, message, action, params } = rejection.error;
      throw new SatchelError(code, message, { ...(action && { action }), ...(params && { params }) });
    }
    items.push(...batch.items);
    sizeBytes += batch.items.reduce((sum, item) => sum + item.sizeBytes, 0);
    if (items.length > maxStagedFiles || sizeBytes > maxStagedBytes) return undefined;
  }
  return { items, sizeBytes, fileCount: items.filter(({ kind }) => kind === 'file').length };
}
