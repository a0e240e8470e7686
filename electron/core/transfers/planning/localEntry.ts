import type { BigIntStats } from 'node:fs';
import { lstat, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { messageOf, SatchelError } from '../../satchelError.ts';
import { errnoOf, readingError } from '../moving/fileErrors.ts';
import type { FoundItem, FoundRejection } from './planning.ts';

/** A name in a local folder, and the key for it. */
export type Entry = { readonly path: string; readonly key: string };

/** A local folder that is to be gone through. */
export type Folder = {
  readonly path: string;
  /** The key of the folder, with its closing slash. */
  readonly prefix: string;
  readonly dev: bigint;
  readonly ino: bigint;
  /** The one it was found in; undefined for one that was chosen. */
  readonly above: Folder | undefined;
  /** True below a link: links to folders are not followed from there. */
  readonly linked: boolean;
};

export type FoundEntry =
  | { readonly kind: 'file'; readonly item: FoundItem }
  | { readonly kind: 'folder'; readonly folder: Folder }
  | { readonly kind: 'rejected'; readonly rejection: FoundRejection };

/** Looks what an entry is, by the rules of the upload planner. */
export async function lookAt(entry: Entry, above: Folder | undefined): Promise<FoundEntry> {
  const { path } = entry;
  try {
    const { facts, isLink } = await factsOf(path);
    if (facts.isFile()) return { kind: 'file', item: itemOf(entry, facts) };
    if (!facts.isDirectory()) {
      throw left('local.notPlainFile', path, 'is neither a file nor a folder');
    }
    return { kind: 'folder', folder: folderFrom(entry, facts, isLink, above) };
  } catch (error) {
    const reason = reasonOf(error, path);
    const state = rules.has(reason.code) ? 'skipped' : 'failed';
    return { kind: 'rejected', rejection: { item: itemOf(entry), error: reason.appError, state } };
  }
}

/** Looks at a folder again; throws what the file system says, and `local.linkLoop`. */
export async function folderOf(entry: Entry, above: Folder | undefined): Promise<Folder> {
  const { facts, isLink } = await factsOf(entry.path);
  return folderFrom(entry, facts, isLink, above);
}

/** The reasons for which a rule leaves an entry out. */
const rules: ReadonlySet<string> = new Set(['local.notPlainFile', 'local.linkLoop']);

async function factsOf(path: string): Promise<{ readonly facts: BigIntStats; readonly isLink: boolean }> {
  const own = await lstat(path, { bigint: true });
  const isLink = own.isSymbolicLink();
  return { facts: isLink ? await stat(path, { bigint: true }) : own, isLink };
}

function folderFrom(
  { path, key }: Entry,
  { dev, ino }: BigIntStats,
  isLink: boolean,
  above: Folder | undefined,
): Folder {
  for (let outer = above; outer !== undefined; outer = outer.above) {
    if (outer.ino === ino && outer.dev === dev) {
      throw left('local.linkLoop', path, 'leads into a folder that it is in');
    }
  }
  if (isLink && above?.linked) throw left('local.linkLoop', path, 'is a link to a folder below a linked one');
  const linked = above !== undefined && (isLink || above.linked);
  return { path, prefix: `${key}/`, dev, ino, above, linked };
}

function itemOf({ path, key }: Entry, facts?: BigIntStats): FoundItem {
  return {
    kind: 'file',
    source: path,
    target: key,
    sizeBytes: Number(facts?.size ?? 0),
    modifiedAtMs: Number(facts?.mtimeMs ?? 0),
  };
}

function left(code: 'local.notPlainFile' | 'local.linkLoop', path: string, why: string): SatchelError {
  return new SatchelError(code, `${path} ${why}`, { params: { name: basename(path) } });
}

function reasonOf(error: unknown, path: string): SatchelError {
  // Links that lead to each other.
  if (errnoOf(error) === 'ELOOP') return left('local.linkLoop', path, messageOf(error));
  return readingError(error, basename(path));
}
