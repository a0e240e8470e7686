import { factsOfKeys } from '../operations/selectionKeys.ts';
import { SatchelError } from '../satchelError.ts';
import type { ObjectRef, Storage } from '../storage/storage.ts';
import { numberedName } from '../transfers/moving/numberedName.ts';
import { statIfThere } from '../transfers/upload/targetKey.ts';
import type { Place } from './records.ts';
import type { Root } from './roots.ts';

const asksAtOnce = 8;

/** Those of the roots whose names are taken at the target. */
export async function findTaken(
  storage: Storage,
  { accountId, bucket }: Place,
  targetPrefix: string,
  roots: readonly Root[],
  signal: AbortSignal,
): Promise<readonly Root[]> {
  const taken = new Set<string>();
  const keys = roots.flatMap(({ kind, target }) => (kind === 'key' ? [target] : []));
  const selection = { accountId, bucket, basePrefix: targetPrefix, keys, prefixes: [] };
  for await (const found of factsOfKeys(storage, selection, keys, signal)) {
    for (const { key } of found) taken.add(key);
  }
  const folders = roots.flatMap(({ kind, target }) => (kind === 'prefix' ? [target] : []));
  for (let start = 0; start < folders.length; start += asksAtOnce) {
    const some = folders.slice(start, start + asksAtOnce);
    const found = await Promise.all(some.map((prefix) => isFolderThere(storage, bucket, prefix, signal)));
    for (const [index, prefix] of some.entries()) if (found[index]) taken.add(prefix);
  }
  return roots.filter(({ target }) => taken.has(target));
}

/** The names that taken ones get to be kept beside their namesakes, by source: "menu (2).pdf", "notes (3)/". */
export async function freeNames(
  storage: Storage,
  bucket: string,
  roots: readonly Root[],
  taken: readonly Root[],
  signal: AbortSignal,
): Promise<Readonly<Record<string, string>>> {
  const used = new Set(roots.map(({ target }) => target));
  const free: [string, string][] = [];
  const waiting = [...taken].reverse();
  const work = async (): Promise<void> => {
    for (let root = waiting.pop(); root !== undefined; root = waiting.pop()) {
      for (let number = 2; ; number += 1) {
        const target = numbered(root, number);
        if (used.has(target)) continue;
        // Before the look, so that nobody else gets it.
        used.add(target);
        if (await isThere(storage, { bucket, key: target }, root.kind, signal)) continue;
        free.push([root.source, target]);
        break;
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(asksAtOnce, taken.length) }, work));
  return Object.fromEntries(free);
}

function numbered({ kind, target }: Root, number: number): string {
  if (kind === 'key') return numberedName(target, number);
  // A dot in a folder's name makes no extension.
  return `${target.slice(0, -1)} (${number})/`;
}

function isThere(
  storage: Storage,
  ref: ObjectRef,
  kind: Root['kind'],
  signal: AbortSignal,
): Promise<boolean> {
  if (kind === 'prefix') return isFolderThere(storage, ref.bucket, ref.key, signal);
  return statIfThere(storage, ref, { signal }).then((found) => found !== undefined);
}

async function isFolderThere(
  storage: Storage,
  bucket: string,
  prefix: string,
  signal: AbortSignal,
): Promise<boolean> {
  if (signal.aborted) throw new SatchelError('cancelled', 'Cancelled');
  const { entries } = await storage.listPage({ bucket, prefix, maxKeys: 1 }, { signal });
  return entries.length > 0;
}
