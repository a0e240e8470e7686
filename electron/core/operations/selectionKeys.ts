import type { Selection } from '../../../shared/domain/object.ts';
import { SatchelError } from '../satchelError.ts';
import type { ListPageRequest, ObjectRef, Storage } from '../storage/storage.ts';
import { statIfThere } from '../transfers/upload/targetKey.ts';

/** An object as it was found; its ETag and storage class only where they were told. */
export type FoundObject = {
  readonly key: string;
  readonly sizeBytes: number;
  readonly etag?: string | undefined;
  readonly storageClass?: string | undefined;
};

const keysAtOnce = 8;
/** So many keys are asked for one by one; more of them may be found sooner in a listing. */
const fewKeys = 20;

/**
 * All objects below the prefixes of a selection, a page at a time and each once: a prefix inside another chosen one is
 * not listed again. Throws what the listing throws.
 */
export async function* objectsBelow(
  storage: Storage,
  { bucket, prefixes }: Selection,
  signal: AbortSignal,
): AsyncGenerator<readonly FoundObject[], void, void> {
  for (const prefix of outermost(prefixes)) yield* listedFiles(storage, { bucket, prefix }, signal);
}

/** The chosen keys that lie below none of the chosen prefixes, each once. */
export function keysBesidePrefixes({ keys, prefixes }: Selection): readonly string[] {
  const outer = new Set(outermost(prefixes));
  return [...new Set(keys)].filter((key) => !liesBelow(key, outer));
}

/**
 * The facts of chosen keys; one that is gone by now is left out, and one whose facts are refused counts without bytes, for
 * it may still be deleted. Many keys of one folder are looked up in its listing, for as long as that promises to be
 * quicker than asking for each, eight at a time.
 */
export async function* factsOfKeys(
  storage: Storage,
  selection: Selection,
  keys: readonly string[],
  signal: AbortSignal,
): AsyncGenerator<readonly FoundObject[], void, void> {
  const left = new Set(keys);
  const { bucket, basePrefix } = selection;
  const inFolder = keys.filter((key) => key.slice(0, key.lastIndexOf('/') + 1) === basePrefix);
  if (inFolder.length > fewKeys) yield* pickListed(storage, selection, left, inFolder.length, signal);
  const asked = [...left];
  for (let start = 0; start < asked.length; start += keysAtOnce) {
    if (signal.aborted) throw new SatchelError('cancelled', 'Cancelled');
    const some = asked.slice(start, start + keysAtOnce);
    const found = await Promise.all(some.map((key) => findObject(storage, { bucket, key }, signal)));
    yield found.filter((object) => object !== undefined);
  }
}

/** Takes the keys that the listing of their folder has out of `left`, until as many requests went as asking would take. */
async function* pickListed(
  storage: Storage,
  { bucket, basePrefix }: Selection,
  left: Set<string>,
  keyCount: number,
  signal: AbortSignal,
): AsyncGenerator<readonly FoundObject[], void, void> {
  const notListed = left.size - keyCount;
  let pagesLeft = keyCount / keysAtOnce;
  try {
    const pages = listedFiles(storage, { bucket, prefix: basePrefix, delimiter: '/' }, signal);
    for await (const files of pages) {
      yield files.filter(({ key }) => left.delete(key));
      pagesLeft -= 1;
      if (left.size === notListed || pagesLeft <= 0) return;
    }
  } catch (error) {
    if (!isRefusal(error)) throw error;
  }
}

/** The files of a listing, a page at a time. */
export async function* listedFiles(
  storage: Storage,
  request: Pick<ListPageRequest, 'bucket' | 'prefix' | 'delimiter'>,
  signal: AbortSignal,
): AsyncGenerator<readonly FoundObject[], void, void> {
  let cursor: string | undefined;
  do {
    if (signal.aborted) throw new SatchelError('cancelled', 'Cancelled');
    const page = await storage.listPage(
      { ...request, ...(cursor === undefined ? {} : { cursor }) },
      { signal },
    );
    yield page.entries.filter((entry) => entry.kind === 'file');
    cursor = page.nextCursor;
  } while (cursor !== undefined);
}

async function findObject(
  storage: Storage,
  ref: ObjectRef,
  signal: AbortSignal,
): Promise<FoundObject | undefined> {
  try {
    return await statIfThere(storage, ref, { signal });
  } catch (error) {
    if (isRefusal(error)) return { key: ref.key, sizeBytes: 0 };
    throw error;
  }
}

/** Whether a request was refused for what it asks, and not for what would refuse every other one, too. */
function isRefusal(error: unknown): boolean {
  if (!(error instanceof SatchelError)) return false;
  const { code } = error;
  return (
    code.startsWith('object.') ||
    code === 'access.denied' ||
    code === 'request.invalid' ||
    code === 'storage.unsupported'
  );
}

/** The prefixes that lie below none of the others, each once. */
export function outermost(prefixes: readonly string[]): readonly string[] {
  const all = new Set(prefixes);
  return [...all].filter((prefix) => !liesBelow(prefix, all));
}

/** Whether one of the prefixes is a true beginning of `key`, ending at one of its slashes. */
function liesBelow(key: string, prefixes: ReadonlySet<string>): boolean {
  for (let slash = key.indexOf('/'); slash >= 0; slash = key.indexOf('/', slash + 1)) {
    const above = key.slice(0, slash + 1);
    if (above !== key && prefixes.has(above)) return true;
  }
  return false;
}
