import type { BigIntStats } from 'node:fs';
import { lstat, opendir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { SatchelError } from '../../satchelError.ts';
import type { Rejection, Rename, TransferItem } from '../machine/model.ts';
import { readingError } from '../moving/fileErrors.ts';
import { numberedName } from '../moving/numberedName.ts';
import { createItemMaker, type PlannedBatch, type Planner } from './planning.ts';

type Folder = {
  readonly path: string;
  /** The key of the folder, with its closing slash. */
  readonly prefix: string;
  /** Device and inode of this folder and of those above it. */
  readonly identities: readonly string[];
  /** True below a link: links to folders are not followed from there. */
  readonly linked: boolean;
};
type Entry = { readonly path: string; readonly key: string };
type Found =
  | { readonly kind: 'file'; readonly facts: BigIntStats }
  | { readonly kind: 'folder'; readonly folder: Folder }
  | { readonly kind: 'rejected'; readonly error: SatchelError };

const entriesAtOnce = 64;

/**
 * An upload's files: the chosen ones, and all in the chosen folders, a batch at a time while the folder is still read.
 * Keys are in Unicode NFC; a name that is taken by another one of the same folder gets a number. An empty folder becomes
 * the key `name/`. Links are followed: to files always, to folders where that is no loop and not from within a linked
 * folder. What is neither file nor folder, or cannot be read, is rejected by name.
 */
export function createUploadPlanner(paths: readonly string[], prefix: string): Planner {
  const makeItem = createItemMaker();
  const told = new Set<string>();
  /** Folders that could not be read, by the item that says so. */
  const unread = new Map<string, Folder>();

  const itemOf = (kind: TransferItem['kind'], { path, key }: Entry, facts?: BigIntStats): TransferItem => {
    told.add(key);
    return makeItem({
      kind,
      source: path,
      target: key,
      sizeBytes: Number(facts?.size ?? 0),
      modifiedAtMs: Number(facts?.mtimeMs ?? 0),
    });
  };

  /** Looks at some entries of one folder; the folders among them are added to `folders`. */
  const look = async (
    entries: readonly Entry[],
    parent: Folder | undefined,
    folders: Folder[],
  ): Promise<Omit<PlannedBatch, 'renamed'>> => {
    const fresh = entries.filter(({ key }) => !told.has(key));
    const looked = await Promise.all(
      fresh.map(async (entry) => ({ entry, found: await lookAt(entry, parent) })),
    );
    const items: TransferItem[] = [];
    const rejected: Rejection[] = [];
    for (const { entry, found } of looked) {
      if (found.kind === 'file') items.push(itemOf('file', entry, found.facts));
      else if (found.kind === 'folder') folders.push(found.folder);
      else rejected.push({ item: itemOf('file', entry), error: found.error.appError });
    }
    return { items, rejected };
  };

  async function* entriesOf(folder: Folder, folders: Folder[]): AsyncGenerator<PlannedBatch, void, void> {
    const nameFor = createNames();
    for await (const names of namesIn(folder.path)) {
      const named = names.map((name) => nameFor(folder.prefix, name));
      const entries = named.map(({ name, key }) => ({ path: join(folder.path, name), key }));
      const renamed = named.flatMap((each) => each.renamed);
      yield { ...(await look(entries, folder, folders)), renamed };
    }
  }

  async function* insideFolder(folder: Folder, folders: Folder[]): AsyncGenerator<PlannedBatch, void, void> {
    let isEmpty = true;
    try {
      for await (const batch of entriesOf(folder, folders)) {
        isEmpty = false;
        yield batch;
      }
    } catch (error) {
      if (told.has(folder.prefix)) return;
      const item = itemOf('folder', { path: folder.path, key: folder.prefix });
      unread.set(item.id, folder);
      yield {
        items: [],
        rejected: [{ item, error: readingError(error, basename(folder.path)).appError }],
        renamed: [],
      };
      return;
    }
    if (!isEmpty || told.has(folder.prefix)) return;
    const item = itemOf('folder', { path: folder.path, key: folder.prefix });
    yield { items: [item], rejected: [], renamed: [] };
  }

  async function* insideFolders(
    folders: Folder[],
    signal: AbortSignal,
  ): AsyncGenerator<PlannedBatch, void, void> {
    for (let next = folders.pop(); next !== undefined && !signal.aborted; next = folders.pop()) {
      yield* insideFolder(next, folders);
    }
  }

  async function* unreadFolder(
    folder: Folder,
    signal: AbortSignal,
  ): AsyncGenerator<PlannedBatch, void, void> {
    const folders: Folder[] = [];
    try {
      yield* entriesOf(folder, folders);
    } catch (error) {
      throw readingError(error, basename(folder.path));
    }
    yield* insideFolders(folders, signal);
  }

  return {
    async *run(signal) {
      const nameFor = createNames();
      const folders: Folder[] = [];
      const chosen = [...new Set(paths)];
      for (let start = 0; start < chosen.length; start += entriesAtOnce) {
        if (signal.aborted) return;
        const some = chosen.slice(start, start + entriesAtOnce);
        const named = some.map((path) => ({ path, ...nameFor(prefix, basename(path)) }));
        const renamed = named.flatMap((each) => each.renamed);
        yield { ...(await look(named, undefined, folders)), renamed };
      }
      yield* insideFolders(folders, signal);
    },
    again(itemId, signal) {
      const folder = unread.get(itemId);
      return folder && unreadFolder(folder, signal);
    },
  };
}

type Named = { readonly name: string; readonly key: string; readonly renamed: readonly Rename[] };

/** Makes the keys of one folder's names; two names that are one in NFC get two keys. */
function createNames(): (prefix: string, name: string) => Named {
  const taken = new Set<string>();
  return (prefix, name) => {
    // Through bytes: half a character, which Windows allows in a name, is none in UTF-8 and becomes U+FFFD.
    const plain = Buffer.from(name || '_')
      .toString()
      .normalize('NFC');
    let key = plain;
    for (let number = 2; taken.has(key); number += 1) key = numberedName(plain, number);
    taken.add(key);
    const renamed = key === plain ? [] : [{ from: prefix + plain, to: prefix + key }];
    return { name, key: prefix + key, renamed };
  };
}

async function* namesIn(path: string): AsyncGenerator<readonly string[], void, void> {
  let names: string[] = [];
  for await (const { name } of await opendir(path, { bufferSize: 256 })) {
    names.push(name);
    if (names.length < entriesAtOnce) continue;
    yield names;
    names = [];
  }
  if (names.length > 0) yield names;
}

async function lookAt({ path, key }: Entry, parent: Folder | undefined): Promise<Found> {
  try {
    const own = await lstat(path, { bigint: true });
    const isLink = own.isSymbolicLink();
    const facts = isLink ? await stat(path, { bigint: true }) : own;
    if (facts.isFile()) return { kind: 'file', facts };
    if (!facts.isDirectory()) return rejected(path, 'is neither a file nor a folder');
    const identity = `${facts.dev}:${facts.ino}`;
    const above = parent?.identities ?? [];
    if (above.includes(identity)) return rejected(path, 'is a link to a folder that it is in');
    if (isLink && parent?.linked) return rejected(path, 'is a link inside a linked folder');
    const linked = parent !== undefined && (isLink || parent.linked);
    return {
      kind: 'folder',
      folder: { path, prefix: `${key}/`, identities: [...above, identity], linked },
    };
  } catch (error) {
    return { kind: 'rejected', error: readingError(error, basename(path)) };
  }
}

function rejected(path: string, why: string): Found {
  const error = new SatchelError('local.notReadable', `${path} ${why}`, { params: { name: basename(path) } });
  return { kind: 'rejected', error };
}
