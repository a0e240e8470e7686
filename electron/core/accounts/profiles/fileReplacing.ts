import { randomBytes } from 'node:crypto';
import type { Stats } from 'node:fs';
import {
  access,
  constants,
  lstat,
  mkdir,
  open,
  readlink,
  realpath,
  rename,
  rm,
  stat,
} from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { SatchelError } from '../../satchelError.ts';
import { type FileText, type FileTexts, isMissing, readFileText } from './fileText.ts';
import type { ChangedTexts } from './profileChange.ts';

/** Paths of both AWS files, as `locateAwsFiles` gives them. */
export type FilePaths = { readonly config: string; readonly credentials: string };

type Replacement = {
  readonly target: string;
  readonly before: FileText;
  readonly temp: string;
  /** What puts the file back, where another one comes after it. */
  readonly undo?: string;
  readonly text: string;
};

/** How a finished file takes the place of another one at once; tests let it fail. */
type Move = (from: string, to: string) => Promise<void>;

const maxAttempts = 5;

/**
 * Reads both files, and writes what `edit` makes of them: both or none, each at once by a rename, with the mode that it
 * had or else 0600. When another program has changed a file meanwhile, the edit is made anew of what is there now; what
 * is written in the instant between the last look and the rename is lost, as there are no locks on these files. Links are
 * followed and stay. Before Satchel's first change of a file it is kept as `NAME.satchel-backup` beside it (for a link,
 * beside the link), and that first copy is never replaced. Throws `account.fileNotWritable`, and what `edit` throws.
 */
export async function replaceTexts(
  paths: FilePaths,
  edit: (files: FileTexts) => ChangedTexts,
  move: Move = rename,
): Promise<void> {
  const targets = {
    config: await followLinks(paths.config),
    credentials: await followLinks(paths.credentials),
  };
  for (let attempt = 0; attempt < maxAttempts; attempt++) {
    const before = { config: readFileText(targets.config), credentials: readFileText(targets.credentials) };
    const changed = edit(before);
    // The credentials first: keys that move there are in both files for a moment, and never in none.
    const order =
      targets.config === targets.credentials ? (['config'] as const) : (['credentials', 'config'] as const);
    const names = order.filter((name) => changed.has(targets[name]));
    const replacements: Replacement[] = [];
    const temps: string[] = [];
    try {
      for (const [index, name] of names.entries()) {
        const target = targets[name];
        const text = changed.get(target) ?? '';
        await writing(target, async () => {
          await checkReplaceable(target);
          await backUp(paths[name], before[name], temps);
          replacements.push(await prepare(before[name], text, index < names.length - 1, temps));
        });
      }
      const isStale = Object.values(before).some(hasChanged);
      if (!isStale && (await replaceAll(replacements, move))) return;
    } finally {
      for (const temp of temps) await rm(temp, { force: true });
    }
  }
  throw notWritable(targets.credentials, 'another program keeps changing it');
}

/** Resolves when a file can be replaced, or made where there is none; throws `account.fileNotWritable`. */
export async function checkReplaceable(path: string): Promise<void> {
  await writing(path, async () => {
    const found = await statIfThere(path);
    if (found) {
      // A device must not be replaced by a file, and root is let into read-only files.
      if (!found.isFile()) throw notWritable(path, 'it is not a file');
      if ((found.mode & 0o222) === 0) throw notWritable(path, 'it is read-only');
      await access(path, constants.W_OK);
    }
    let folder = dirname(path);
    let foundFolder = await statIfThere(folder);
    while (!foundFolder && folder !== dirname(folder)) {
      folder = dirname(folder);
      foundFolder = await statIfThere(folder);
    }
    if (!foundFolder?.isDirectory()) throw notWritable(path, `${folder} is not a folder`);
    await access(folder, constants.W_OK | constants.X_OK);
  });
}

/** Where a path leads in the end, also through a link to a file that is not there yet. */
export async function followLinks(path: string, depth = 0): Promise<string> {
  // An empty path is what an empty AWS_CONFIG_FILE leads to; for `realpath` it is the working folder.
  if (path === '') throw notWritable(path, 'its path is empty');
  return writing(path, async () => {
    const isLink = (await lstatIfThere(path))?.isSymbolicLink() ?? false;
    if (!isLink || depth > 20) return path;
    if (await statIfThere(path)) return realpath(path);
    return followLinks(resolve(dirname(path), await readlink(path)), depth + 1);
  });
}

/** Renames one after the other; false, with everything as it was, when another program has been faster. */
async function replaceAll(replacements: readonly Replacement[], move: Move): Promise<boolean> {
  const done: Replacement[] = [];
  for (const replacement of replacements) {
    try {
      if (hasChanged(replacement.before)) {
        await undoAll(done);
        return false;
      }
      await move(replacement.temp, replacement.target);
      done.push(replacement);
    } catch (error) {
      await undoAll(done);
      throw notWritable(replacement.target, reasonOf(error), error);
    }
  }
  return true;
}

async function undoAll(done: readonly Replacement[]): Promise<void> {
  for (const { target, text, undo } of done) {
    // What another program has written since is not Satchel's to undo.
    if (hasChanged({ path: target, text })) continue;
    await writing(target, () => (undo === undefined ? rm(target) : rename(undo, target)));
  }
}

function hasChanged(before: FileText): boolean {
  return !isDeepStrictEqual(readFileText(before.path), before);
}

async function prepare(
  before: FileText,
  text: string,
  mayBeUndone: boolean,
  temps: string[],
): Promise<Replacement> {
  const target = before.path;
  await mkdir(dirname(target), { recursive: true, mode: 0o700 });
  const like = await statIfThere(target);
  const temp = await writeTemp(target, text, temps, like);
  const needsUndo = mayBeUndone && 'text' in before;
  const undo = needsUndo ? await writeTemp(target, before.text, temps, like) : undefined;
  return { target, before, temp, text, ...(undo !== undefined && { undo }) };
}

async function backUp(path: string, before: FileText, temps: string[]): Promise<void> {
  const backup = `${path}.satchel-backup`;
  if (!('text' in before) || (await lstatIfThere(backup))) return;
  await rename(await writeTemp(backup, before.text, temps), backup);
}

/** A new file beside a path, with a text that has reached the disk; whoever has `temps` removes it. */
async function writeTemp(path: string, text: string, temps: string[], like?: Stats): Promise<string> {
  const temp = `${path}.satchel-${randomBytes(6).toString('hex')}`;
  const file = await open(temp, 'wx', 0o600);
  temps.push(temp);
  try {
    await file.writeFile(text);
    const own = await file.stat();
    if (like && (like.uid !== own.uid || like.gid !== own.gid)) await file.chown(like.uid, like.gid);
    if (like) await file.chmod(like.mode & 0o777);
    await file.sync();
    return temp;
  } finally {
    await file.close();
  }
}

async function writing<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw error instanceof SatchelError ? error : notWritable(path, reasonOf(error), error);
  }
}

function notWritable(path: string, reason: string, cause?: unknown): SatchelError {
  return new SatchelError('account.fileNotWritable', `${path} cannot be written: ${reason}.`, {
    params: { file: path },
    cause,
  });
}

function reasonOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error);
}

function statIfThere(path: string): Promise<Stats | undefined> {
  return stat(path).catch(undefinedIfMissing);
}

function lstatIfThere(path: string): Promise<Stats | undefined> {
  return lstat(path).catch(undefinedIfMissing);
}

function undefinedIfMissing(error: unknown): undefined {
  if (!isMissing(error)) throw error;
}
