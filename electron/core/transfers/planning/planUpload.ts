import { opendir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { TransferItem } from '../machine/model.ts';
import { readingError } from '../moving/fileErrors.ts';
import { gathered } from './batches.ts';
import { type Entry, type Folder, folderOf, lookAt } from './localEntry.ts';
import type { FoundItem, FoundRejection, PlannedBatch, Planner } from './planning.ts';
import { chosenNames, namesInFolder, type UploadName } from './uploadNames.ts';

const entriesAtOnce = 64;
const ownTemporaryFile = /^\.satchel-.*\.part$/;

/**
 * An upload's files: the chosen ones, and all in the chosen folders, a batch at a time while the folders are still read.
 * The rules:
 * - Keys are in Unicode NFC; a name that is another one's in the same folder then gets a number, which is reported.
 * - An empty folder becomes the key `name/`; our own temporary files are as if they were not there.
 * - Links are followed: to files always, to folders where that is no loop and not from within a linked folder. A link
 *   that is not followed is skipped (`local.linkLoop`).
 * - What is neither file nor folder (a pipe, a socket, a device) is skipped (`local.notPlainFile`).
 * - A link that leads nowhere, and what cannot be looked at, has failed by name; so has a folder that cannot be read.
 */
export function createUploadPlanner(paths: readonly string[], prefix: string): Planner {
  return {
    run: (signal) => gathered(chosen(paths, prefix, signal)),
    inFolder: (item, signal) => gathered(contentOf(item, prefix, signal)),
  };
}

async function* chosen(
  paths: readonly string[],
  prefix: string,
  signal: AbortSignal,
): AsyncGenerator<PlannedBatch, void, void> {
  const nameOf = chosenNames();
  const folders: Folder[] = [];
  const different = [...new Set(paths)];
  for (let start = 0; start < different.length && !signal.aborted; start += entriesAtOnce) {
    const entries: NamedEntry[] = [];
    for (const path of different.slice(start, start + entriesAtOnce)) {
      entries.push(namedEntry(path, prefix, await nameOf(basename(path))));
    }
    yield look(entries, undefined, folders);
    yield* insideAll(folders, signal);
  }
}

/** What is in a folder that was found empty, or could not be read; throws when that is still so. */
async function* contentOf(
  item: TransferItem,
  prefix: string,
  signal: AbortSignal,
): AsyncGenerator<PlannedBatch, void, void> {
  const folders: Folder[] = [];
  try {
    yield* entriesOf(await folderAgain(item, prefix), folders, signal);
  } catch (error) {
    throw readingError(error, basename(item.source));
  }
  yield* insideAll(folders, signal);
}

/** The folder of an item with those above it, up to the one that was chosen: as many as its key has names. */
function folderAgain({ source, target }: TransferItem, prefix: string): Promise<Folder> {
  const depth = target.slice(prefix.length).split('/').length - 1;
  const up = async (path: string, key: string, level: number): Promise<Folder> =>
    folderOf({ path, key }, level > 1 ? await up(dirname(path), '', level - 1) : undefined);
  return up(source, target.slice(0, -1), depth);
}

/** Goes through folders and all below them, the last found first, so that few wait at a time. */
async function* insideAll(folders: Folder[], signal: AbortSignal): AsyncGenerator<PlannedBatch, void, void> {
  for (let next = folders.pop(); next !== undefined && !signal.aborted; next = folders.pop()) {
    yield* insideOne(next, folders, signal);
  }
}

async function* insideOne(
  folder: Folder,
  folders: Folder[],
  signal: AbortSignal,
): AsyncGenerator<PlannedBatch, void, void> {
  const item: FoundItem = {
    kind: 'folder',
    source: folder.path,
    target: folder.prefix,
    sizeBytes: 0,
    modifiedAtMs: 0,
  };
  let isEmpty = true;
  try {
    for await (const batch of entriesOf(folder, folders, signal)) {
      isEmpty = false;
      yield batch;
    }
  } catch (error) {
    const { appError } = readingError(error, basename(folder.path));
    yield { items: [], rejected: [{ item, error: appError, state: 'failed' }], renamed: [] };
    return;
  }
  if (isEmpty && !signal.aborted) yield { items: [item], rejected: [], renamed: [] };
}

/** The files in one folder; the folders in it are added to `folders`. */
async function* entriesOf(
  folder: Folder,
  folders: Folder[],
  signal: AbortSignal,
): AsyncGenerator<PlannedBatch, void, void> {
  const nameOf = namesInFolder(folder.path);
  let entries: NamedEntry[] = [];
  for await (const { name } of await opendir(folder.path, { bufferSize: 256 })) {
    if (signal.aborted) return;
    if (ownTemporaryFile.test(name)) continue;
    entries.push(namedEntry(join(folder.path, name), folder.prefix, await nameOf(name)));
    if (entries.length < entriesAtOnce) continue;
    yield look(entries, folder, folders);
    entries = [];
  }
  if (entries.length > 0) yield look(entries, folder, folders);
}

type NamedEntry = Entry & { readonly changedFrom?: string };

function namedEntry(path: string, prefix: string, { name, changedFrom }: UploadName): NamedEntry {
  const key = prefix + name;
  return changedFrom === undefined ? { path, key } : { path, key, changedFrom: prefix + changedFrom };
}

/** Looks at some entries of one folder at the same time. */
async function look(
  entries: readonly NamedEntry[],
  parent: Folder | undefined,
  folders: Folder[],
): Promise<PlannedBatch> {
  const looked = await Promise.all(entries.map((entry) => lookAt(entry, parent)));
  const items: FoundItem[] = [];
  const rejected: FoundRejection[] = [];
  for (const found of looked) {
    if (found.kind === 'file') items.push(found.item);
    else if (found.kind === 'folder') folders.push(found.folder);
    else rejected.push(found.rejection);
  }
  const renamed = entries.flatMap(({ key, changedFrom }) =>
    changedFrom === undefined ? [] : [{ from: changedFrom, to: key }],
  );
  return { items, rejected, renamed };
}
