import type { Entry, EntryPage, Location } from '../../../shared/domain/object.ts';
import type { Storage } from '../storage/storage.ts';
import type { Matcher } from './matcher.ts';

/** What one page of the listing has brought. */
export type SearchStep = { readonly scannedCount: number; readonly found: readonly Entry[] };

/**
 * Looks at all that lies below a folder, a page at a time, in the server's order; the next page is on its way while one is
 * looked at. Names of what is found are keys below the folder. Throws what the listing throws.
 */
export async function* searchBelow(
  storage: Pick<Storage, 'listPage'>,
  { bucket, prefix }: Pick<Location, 'bucket' | 'prefix'>,
  matcher: Matcher,
  signal: AbortSignal,
): AsyncGenerator<SearchStep, void, void> {
  const ask = (cursor?: string): Promise<EntryPage> =>
    storage.listPage({ bucket, prefix, ...(cursor === undefined ? {} : { cursor }) }, { signal });
  const foldersOf = createFolderFinder(prefix);
  let next: Promise<EntryPage> | undefined = ask();
  while (next !== undefined) {
    const { entries, nextCursor }: EntryPage = await next;
    next = nextCursor === undefined ? undefined : ask(nextCursor);
    // Whoever stops here is not told of its failure any more.
    next?.catch(() => undefined);
    const found: Entry[] = [];
    let scannedCount = 0;
    for (const entry of entries) {
      if (entry.kind === 'folder') continue;
      for (const folder of foldersOf(entry.key)) {
        const name = folder.slice(prefix.length, -1);
        if (matcher.folder(lastPart(name))) found.push({ kind: 'folder', prefix: folder, name });
      }
      // The empty object that stands for a folder.
      if (entry.key.endsWith('/') && entry.sizeBytes === 0) continue;
      scannedCount += 1;
      const name = entry.key.slice(prefix.length);
      if (matcher.file(lastPart(name), entry.sizeBytes, entry.modifiedAtMs)) found.push({ ...entry, name });
    }
    yield { scannedCount, found };
  }
}

const lastPart = (name: string): string => name.slice(name.lastIndexOf('/') + 1);

/** Tells for each key, in their order, the folders that it is the first one of. */
function createFolderFinder(top: string): (key: string) => readonly string[] {
  let before = top;
  return (key) => {
    const folder = key.slice(0, key.lastIndexOf('/') + 1);
    if (folder === before || folder.length <= top.length) return [];
    const folders: string[] = [];
    for (let end = key.indexOf('/', top.length); end >= 0; end = key.indexOf('/', end + 1)) {
      const path = key.slice(0, end + 1);
      if (!before.startsWith(path)) folders.push(path);
    }
    before = folder;
    return folders;
  };
}
