import { SatchelError } from '../satchelError.ts';
import type { Storage } from '../storage/storage.ts';
import { statIfThere } from '../transfers/upload/targetKey.ts';
import type { RelocationRequest, StoredRoots } from './records.ts';
import { checkNotIntoItself, type Root, rootsOf } from './roots.ts';
import { findTaken, freeNames } from './taken.ts';

/** What a look before the first change has found: where everything goes, or the names that are taken. */
export type Prepared =
  | { readonly kind: 'ready'; readonly roots: StoredRoots }
  | { readonly kind: 'taken'; readonly names: readonly string[]; readonly count: number };

const shownNames = 20;
/** Something selected may be gone by now, and something else tells. */
const mostProbes = 20;

/** The roots of a request under the names that it asks for; throws what `rootsOf` and `checkNotIntoItself` throw. */
export function askedRoots(kind: 'copy' | 'move', request: RelocationRequest): readonly Root[] {
  const { selection, target, newName } = request;
  const roots = rootsOf({ selection, targetPrefix: target.prefix, newName, renamed: {} });
  const isSameBucket = selection.accountId === target.accountId && selection.bucket === target.bucket;
  if (isSameBucket) checkNotIntoItself(kind, request, roots);
  return roots;
}

/** Looks for taken names, and for the names of what is kept beside them. */
export async function prepare(
  kind: 'copy' | 'move',
  request: RelocationRequest,
  storages: { readonly from: Storage; readonly to: Storage },
  signal: AbortSignal,
): Promise<Prepared> {
  const { selection, target, onTaken, newName } = request;
  const { from, to } = storages;
  const roots = askedRoots(kind, request);
  if (await isSameBucketElsewhere(request, from, to, roots, signal)) {
    checkNotIntoItself(kind, request, roots);
  }
  const taken = await findTaken(to, target, target.prefix, roots, signal);
  if (onTaken === 'stop' && taken.length > 0) {
    const names = taken.slice(0, shownNames).map((root) => shownName(root, target.prefix));
    return { kind: 'taken', names, count: taken.length };
  }
  const renamed = onTaken === 'keepBoth' ? await freeNames(to, target.bucket, roots, taken, signal) : {};
  const sources = taken.map(({ source }) => source);
  return {
    kind: 'ready',
    roots: { selection, targetPrefix: target.prefix, newName, renamed, taken: sources },
  };
}

/** Two accounts may lead to one bucket, where a move onto itself would end in a deletion. */
async function isSameBucketElsewhere(
  { selection, target }: RelocationRequest,
  from: Storage,
  to: Storage,
  roots: readonly Root[],
  signal: AbortSignal,
): Promise<boolean> {
  if (selection.accountId === target.accountId || selection.bucket !== target.bucket) return false;
  const { bucket } = selection;
  for (const root of roots.slice(0, mostProbes)) {
    const key = root.kind === 'key' ? root.source : await firstKey(from, bucket, root.source, signal);
    const one = key === undefined ? undefined : await statIfThere(from, { bucket, key }, { signal });
    if (key === undefined || one === undefined) continue;
    const other = await statIfThere(to, { bucket, key }, { signal });
    return one.etag === other?.etag && one.modifiedAtMs === other.modifiedAtMs;
  }
  return false;
}

async function firstKey(
  storage: Storage,
  bucket: string,
  prefix: string,
  signal: AbortSignal,
): Promise<string | undefined> {
  const { entries } = await storage.listPage({ bucket, prefix, maxKeys: 1 }, { signal });
  const [entry] = entries;
  return entry?.kind === 'file' ? entry.key : undefined;
}

function shownName({ kind, target }: Root, targetPrefix: string): string {
  return target.slice(targetPrefix.length, kind === 'prefix' ? -1 : undefined);
}

/** The error of an operation that stopped because names are taken. */
export function namesTaken(names: readonly string[]): SatchelError {
  const [name = ''] = names;
  return new SatchelError('object.alreadyExists', 'Names are taken at the target.', { params: { name } });
}
