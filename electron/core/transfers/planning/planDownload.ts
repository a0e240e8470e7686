import type { ObjectDetails, Selection } from '../../../../shared/domain/object.ts';
import { SatchelError } from '../../satchelError.ts';
import type { Storage } from '../../storage/storage.ts';
import type { Rejection, Rename, TransferItem } from '../machine/model.ts';
import { createLocalNamer } from './localName.ts';
import { createItemMaker, type PlannedBatch, type Planner } from './planning.ts';

type Found = { readonly key: string; readonly sizeBytes: number; readonly modifiedAtMs: number };

const keysAtOnce = 8;

/**
 * A download's files: the chosen keys one by one, then all keys below the chosen prefixes, page by page. An object that
 * was chosen is a file whatever its key; one that was found and is an empty `name/` stands for its folder.
 */
export function createDownloadPlanner(
  selection: Selection,
  platform: string,
  storage: () => Storage,
): Planner {
  const { bucket, basePrefix, keys, prefixes } = selection;
  const namer = createLocalNamer(platform);
  const makeItem = createItemMaker();
  const told = new Set<string>();

  const relativeOf = (key: string): string =>
    key.startsWith(basePrefix) ? key.slice(basePrefix.length) : key;

  const itemsOf = (found: readonly Found[], chosen: boolean): PlannedBatch => {
    const items: TransferItem[] = [];
    const renamed: Rename[] = [];
    for (const { key, sizeBytes, modifiedAtMs } of found) {
      if (told.has(key)) continue;
      told.add(key);
      const relative = relativeOf(key);
      const isFolder = !chosen && sizeBytes === 0 && (relative === '' || relative.endsWith('/'));
      const place = isFolder ? namer.folder(relative) : namer.file(relative);
      renamed.push(...place.renamed);
      if (isFolder && place.path === '') continue;
      const kind = isFolder ? 'folder' : 'file';
      items.push(makeItem({ kind, source: key, target: place.path, sizeBytes, modifiedAtMs }));
    }
    return { items, rejected: [], renamed };
  };

  /** It has its place like any other, because a retry downloads it. */
  const rejectionOf = (
    key: string,
    error: SatchelError,
  ): { readonly rejection: Rejection; readonly renamed: readonly Rename[] } => {
    told.add(key);
    const { path, renamed } = namer.file(relativeOf(key));
    const item = makeItem({ kind: 'file', source: key, target: path, sizeBytes: 0, modifiedAtMs: 0 });
    return { rejection: { item, error: error.appError }, renamed };
  };

  async function* chosenKeys(signal: AbortSignal): AsyncGenerator<PlannedBatch, void, void> {
    for (let start = 0; start < keys.length; start += keysAtOnce) {
      const some = keys.slice(start, start + keysAtOnce).filter((key) => !told.has(key));
      const answers = await Promise.all(some.map((key) => statOrError(storage(), bucket, key, signal)));
      const found = answers.flatMap((answer) => (answer instanceof SatchelError ? [] : [answer]));
      const { items, renamed } = itemsOf(found, true);
      const refused = answers.flatMap((answer, index) => {
        const key = some[index];
        return answer instanceof SatchelError && key !== undefined ? [rejectionOf(key, answer)] : [];
      });
      yield {
        items,
        rejected: refused.map(({ rejection }) => rejection),
        renamed: [...renamed, ...refused.flatMap((each) => each.renamed)],
      };
    }
  }

  async function* belowPrefix(prefix: string, signal: AbortSignal): AsyncGenerator<PlannedBatch, void, void> {
    let cursor: string | undefined;
    do {
      const page = await storage().listPage(
        { bucket, prefix, ...(cursor === undefined ? {} : { cursor }) },
        { signal },
      );
      yield itemsOf(
        page.entries.filter((entry) => entry.kind === 'file'),
        false,
      );
      cursor = page.nextCursor;
    } while (cursor !== undefined);
  }

  return {
    async *run(signal) {
      yield* chosenKeys(signal);
      for (const prefix of prefixes) yield* belowPrefix(prefix, signal);
    },
    again: () => undefined,
  };
}

/** What would refuse this one object only is its own failure; everything else ends the planning. */
async function statOrError(
  storage: Storage,
  bucket: string,
  key: string,
  signal: AbortSignal,
): Promise<ObjectDetails | SatchelError> {
  try {
    return await storage.stat({ bucket, key }, { signal });
  } catch (error) {
    const itsOwn = ['object.notFound', 'access.denied', 'object.nameInvalid', 'request.invalid'];
    if (error instanceof SatchelError && itsOwn.includes(error.code)) return error;
    throw error;
  }
}
