import type { ObjectDetails, Selection } from '../../../shared/domain/object.ts';
import { SatchelError } from '../satchelError.ts';
import type { Storage } from '../storage/storage.ts';

export type FoundObject = { readonly key: string; readonly sizeBytes: number };

const keysAtOnce = 8;

/**
 * All objects below the prefixes of a selection, a page at a time and each once: a prefix inside another chosen one is
 * not listed again. Throws what the listing throws.
 */
export async function* objectsBelow(
  storage: Storage,
  { bucket, prefixes }: Selection,
  signal: AbortSignal,
): AsyncGenerator<readonly FoundObject[], void, void> {
  for (const prefix of outermost(prefixes)) {
    let cursor: string | undefined;
    do {
      if (signal.aborted) throw new SatchelError('cancelled', 'Cancelled');
      const page = await storage.listPage(
        { bucket, prefix, ...(cursor === undefined ? {} : { cursor }) },
        { signal },
      );
      yield page.entries.filter((entry) => entry.kind === 'file');
      cursor = page.nextCursor;
    } while (cursor !== undefined);
  }
}

/** The chosen keys that lie below none of the chosen prefixes, each once. */
export function keysBesidePrefixes({ keys, prefixes }: Selection): readonly string[] {
  const outer = new Set(outermost(prefixes));
  return [...new Set(keys)].filter((key) => !liesBelow(key, outer));
}

/** The facts of chosen keys, eight at a time; one that is gone by now is left out. */
export async function* statKeys(
  storage: Storage,
  bucket: string,
  keys: readonly string[],
  signal: AbortSignal,
): AsyncGenerator<readonly FoundObject[], void, void> {
  for (let start = 0; start < keys.length; start += keysAtOnce) {
    if (signal.aborted) throw new SatchelError('cancelled', 'Cancelled');
    const some = keys.slice(start, start + keysAtOnce);
    const found = await Promise.all(some.map((key) => statIfThere(storage, bucket, key, signal)));
    yield found.filter((details) => details !== undefined);
  }
}

async function statIfThere(
  storage: Storage,
  bucket: string,
  key: string,
  signal: AbortSignal,
): Promise<ObjectDetails | undefined> {
  try {
    return await storage.stat({ bucket, key }, { signal });
  } catch (error) {
    if (error instanceof SatchelError && error.code === 'object.notFound') return undefined;
    throw error;
  }
}

function outermost(prefixes: readonly string[]): readonly string[] {
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
