import type { ObjectDetails, Selection } from '../../../../shared/domain/object.ts';
import { SatchelError } from '../../satchelError.ts';
import type { Storage } from '../../storage/storage.ts';
import type { Rename } from '../machine/model.ts';
import { createLocalNamer, type LocalNamer } from './localName.ts';
import type { FoundItem, FoundRejection, PlannedBatch, Planner } from './planning.ts';

type Object = { readonly key: string; readonly sizeBytes: number; readonly modifiedAtMs: number };

const keysAtOnce = 8;

/**
 * A download's files: the chosen keys one by one, then all keys below the chosen prefixes, page by page, each once. An
 * object that was chosen is a file whatever its key; one that was found and is an empty `name/` stands for its folder. A
 * whole bucket comes into a folder of its name.
 */
export function createDownloadPlanner(
  selection: Selection,
  platform: string,
  storage: () => Storage,
): Planner {
  const { bucket, basePrefix, prefixes } = selection;
  const isWholeBucket = prefixes.includes('');
  const relativeOf = (key: string): string => {
    if (isWholeBucket) return `${bucket}/${key}`;
    return key.startsWith(basePrefix) ? key.slice(basePrefix.length) : key;
  };

  async function* chosenKeys(
    keys: readonly string[],
    namer: LocalNamer,
    signal: AbortSignal,
  ): AsyncGenerator<PlannedBatch, void, void> {
    for (let start = 0; start < keys.length; start += keysAtOnce) {
      const some = keys.slice(start, start + keysAtOnce);
      const answers = await Promise.all(some.map((key) => statOrError(storage(), bucket, key, signal)));
      const items: FoundItem[] = [];
      const rejected: FoundRejection[] = [];
      const allRenamed: Rename[] = [];
      for (const [index, key] of some.entries()) {
        // Also what cannot be had now has its place, because a retry downloads it.
        const { path, renamed } = namer.file(relativeOf(key));
        allRenamed.push(...renamed);
        const answer = answers[index];
        const item = { kind: 'file', source: key, target: path, sizeBytes: 0, modifiedAtMs: 0 } as const;
        if (answer instanceof SatchelError) {
          rejected.push({ item, error: answer.appError, state: 'failed' });
        } else if (answer !== undefined) {
          items.push({ ...item, sizeBytes: answer.sizeBytes, modifiedAtMs: answer.modifiedAtMs });
        }
      }
      yield { items, rejected, renamed: allRenamed };
    }
  }

  async function* belowPrefix(
    prefix: string,
    chosen: ReadonlySet<string>,
    namer: LocalNamer,
    signal: AbortSignal,
  ): AsyncGenerator<PlannedBatch, void, void> {
    let cursor: string | undefined;
    do {
      const after = cursor === undefined ? {} : { cursor };
      const page = await storage().listPage({ bucket, prefix, ...after }, { signal });
      const found = page.entries.flatMap((entry) =>
        entry.kind === 'file' && !chosen.has(entry.key) ? [entry] : [],
      );
      if (found.length > 0) yield foundBatch(found, namer);
      cursor = page.nextCursor;
    } while (cursor !== undefined);
  }

  const foundBatch = (objects: readonly Object[], namer: LocalNamer): PlannedBatch => {
    const items: FoundItem[] = [];
    const allRenamed: Rename[] = [];
    for (const { key, sizeBytes, modifiedAtMs } of objects) {
      const relative = relativeOf(key);
      namer.listedUpTo(relative);
      const isFolder = sizeBytes === 0 && (relative === '' || relative.endsWith('/'));
      const { path, renamed } = isFolder ? namer.folder(relative) : namer.file(relative);
      allRenamed.push(...renamed);
      if (isFolder && path === '') continue;
      const kind = isFolder ? 'folder' : 'file';
      items.push({ kind, source: key, target: path, sizeBytes, modifiedAtMs });
    }
    return { items, rejected: [], renamed: allRenamed };
  };

  return {
    async *run(signal) {
      const namer = createLocalNamer(platform);
      const chosen = new Set(selection.keys);
      yield* chosenKeys([...chosen], namer, signal);
      for (const prefix of outermost(selection.prefixes)) yield* belowPrefix(prefix, chosen, namer, signal);
    },
    inFolder: nothing,
  };
}

/** The prefixes in order, without those below another one, so that no key is listed twice. */
function outermost(prefixes: readonly string[]): readonly string[] {
  const outer: string[] = [];
  for (const prefix of [...prefixes].sort()) {
    const last = outer.at(-1);
    if (last === undefined || !prefix.startsWith(last)) outer.push(prefix);
  }
  return outer;
}

async function* nothing(): AsyncGenerator<PlannedBatch, void, void> {
  yield* [];
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
