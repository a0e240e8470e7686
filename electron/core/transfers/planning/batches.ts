import type { Rename } from '../machine/model.ts';
import type { FoundItem, FoundRejection, PlannedBatch } from './planning.ts';

/** So many rows are worth a write to the journal, and few enough that the first file moves at once. */
const rowsAtOnce = 128;

/** Puts small batches together, such as those of many small folders; what was found before a failure comes before it. */
export async function* gathered(
  batches: AsyncIterable<PlannedBatch>,
): AsyncGenerator<PlannedBatch, void, void> {
  let items: FoundItem[] = [];
  let rejected: FoundRejection[] = [];
  let renamed: Rename[] = [];
  const isWaiting = () => items.length + rejected.length + renamed.length > 0;
  const take = (): PlannedBatch => {
    const taken = { items, rejected, renamed };
    [items, rejected, renamed] = [[], [], []];
    return taken;
  };
  try {
    for await (const batch of batches) {
      items.push(...batch.items);
      rejected.push(...batch.rejected);
      renamed.push(...batch.renamed);
      if (items.length + rejected.length >= rowsAtOnce) yield take();
    }
  } catch (error) {
    if (isWaiting()) yield take();
    throw error;
  }
  if (isWaiting()) yield take();
}
