import { type FoundObject, factsOfKeys, keysBesidePrefixes, outermost } from '../operations/selectionKeys.ts';
import type { Storage } from '../storage/storage.ts';
import type { Patience } from './patience.ts';
import type { PlanMark, StoredItem, StoredRoots } from './records.ts';
import { type Root, rootsOf } from './roots.ts';

/** Some more objects, and how far the listing is with them; without a mark it is over. */
export type PlannedBatch = {
  readonly items: readonly Omit<StoredItem, 'sequence'>[];
  readonly mark: PlanMark | undefined;
};

/** Many, because chosen keys are looked up in the listing of their folder, from its beginning each time. */
const keysInBatch = 10_000;

export type PlanOptions = {
  readonly storage: () => Storage;
  readonly roots: StoredRoots;
  /** Where an earlier listing has come to. */
  readonly from: PlanMark;
  readonly mayNumber: boolean;
  readonly patience: Patience;
  readonly signal: AbortSignal;
};

/** Finds the objects of a selection, a batch at a time, from a mark on; throws what the listing throws. */
export async function* planItems(options: PlanOptions): AsyncGenerator<PlannedBatch, void, void> {
  const { storage, roots: stored, from, mayNumber, patience, signal } = options;
  const { selection } = stored;
  const taken = new Set(stored.taken);
  const roots = new Map(rootsOf(stored).map((root) => [root.source, root]));
  const itemOf = (found: FoundObject, root: Root): Omit<StoredItem, 'sequence'> => ({
    source: found.key,
    target: root.target + found.key.slice(root.source.length),
    sizeBytes: found.sizeBytes,
    ...(found.etag !== undefined && { etag: found.etag }),
    ...(found.storageClass !== undefined && { storageClass: found.storageClass }),
    ...(mayNumber && root.kind === 'key' && { mayBeNumbered: true }),
    ...(taken.has(root.source) && !(root.source in stored.renamed) && { mayBeTaken: true }),
    state: 'planned',
  });

  const keys = keysBesidePrefixes(selection);
  for (let start = from.keyCount; start < keys.length; start += keysInBatch) {
    const some = keys.slice(start, start + keysInBatch);
    const found = await patience.run(async () => {
      const all: FoundObject[] = [];
      for await (const page of factsOfKeys(storage(), selection, some, signal)) all.push(...page);
      return all;
    });
    const items = found.flatMap((object) => {
      const root = roots.get(object.key);
      return root === undefined ? [] : [itemOf(object, root)];
    });
    yield { items, mark: { keyCount: start + some.length, prefixCount: 0 } };
  }

  const prefixes = outermost(selection.prefixes);
  for (const [index, prefix] of prefixes.entries()) {
    const root = roots.get(prefix);
    if (index < from.prefixCount || root === undefined) continue;
    let lastKey = index === from.prefixCount ? from.lastKey : undefined;
    let cursor: string | undefined;
    do {
      const after = cursor;
      const page = await patience.run(() =>
        storage().listPage(
          { bucket: selection.bucket, prefix, ...(after !== undefined && { cursor: after }) },
          { signal },
        ),
      );
      const before = lastKey === undefined ? undefined : Buffer.from(lastKey);
      const files = page.entries
        .filter((entry) => entry.kind === 'file')
        .filter(({ key }) => before === undefined || Buffer.compare(Buffer.from(key), before) > 0);
      lastKey = files.at(-1)?.key ?? lastKey;
      cursor = page.nextCursor;
      const isOver = cursor === undefined;
      yield {
        items: files.map((file) => itemOf(file, root)),
        mark: {
          keyCount: keys.length,
          prefixCount: isOver ? index + 1 : index,
          ...(!isOver && lastKey !== undefined && { lastKey }),
        },
      };
    } while (cursor !== undefined);
  }
  yield { items: [], mark: undefined };
}
