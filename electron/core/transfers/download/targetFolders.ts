import { mkdir, realpath, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve, sep } from 'node:path';
import { SatchelError } from '../../satchelError.ts';
import { chosenFolderError, errnoOf, writingError } from '../moving/fileErrors.ts';
import { createFileCalls, type FileCalls } from './fileCalls.ts';

/** The folders of one download, below the chosen one. */
export type TargetFolders = {
  /**
   * Makes a folder (`a/b`, '' for the chosen one) with those above it, and resolves to its absolute path. Throws
   * `local.notWritable`, also when a link on the way leads out of the chosen folder, and `object.alreadyExists` when a
   * file is in the way.
   */
  ensure(relativePath: string): Promise<string>;
  /** How files of the chosen folder, which has to be there, are brought to the disk at this moment. */
  calls(): Promise<FileCalls>;
  /** After somebody removed a folder: each is made and checked again when it is next asked for. */
  forget(): void;
};

/** Each folder is made and checked once. */
export function createTargetFolders(rootPath: string): TargetFolders {
  const known = new Map<string, Promise<string>>();
  let fileCalls: Promise<() => FileCalls> | undefined;

  const ensure = (relativePath: string): Promise<string> => {
    const made = known.get(relativePath) ?? make(relativePath);
    known.set(relativePath, made);
    // A folder that could not be made may be possible at the next attempt.
    made.catch(() => known.delete(relativePath));
    return made;
  };

  const make = async (relativePath: string): Promise<string> => {
    try {
      if (relativePath === '') {
        await inChosenFolder(() => realpath(rootPath));
        return rootPath;
      }
      const slash = relativePath.lastIndexOf('/');
      const parent = await ensure(slash < 0 ? '' : relativePath.slice(0, slash));
      const path = pathIn(parent, relativePath.slice(slash + 1));
      await (slash < 0 ? inChosenFolder(() => mkdirUnlessThere(path)) : mkdirUnlessThere(path));
      await checkInside(path, relativePath);
      return path;
    } catch (error) {
      throw writingError(error, relativePath === '' ? rootPath : relativePath);
    }
  };

  const checkInside = async (path: string, relativePath: string): Promise<void> => {
    const [root, real, facts] = await Promise.all([realpath(rootPath), realpath(path), stat(path)]);
    if (!facts.isDirectory()) {
      throw new SatchelError('object.alreadyExists', `${relativePath} is a file`, {
        params: { name: relativePath },
      });
    }
    if (real.startsWith(root.endsWith(sep) ? root : root + sep)) return;
    throw leadsOut(relativePath);
  };

  const calls = async (): Promise<FileCalls> => {
    fileCalls ??= createFileCalls(rootPath).catch((error: unknown) => {
      fileCalls = undefined;
      throw error;
    });
    return (await fileCalls)();
  };

  return {
    ensure,
    calls,
    forget: () => {
      known.clear();
      fileCalls = undefined;
    },
  };
}

/**
 * The path of a file or a folder of this name in a folder. Throws `local.notWritable` when the name would lead elsewhere,
 * such as `..`: the last wall, whatever the plan says.
 */
export function pathIn(folderPath: string, name: string): string {
  const path = join(folderPath, name);
  if (name !== '' && basename(path) === name && dirname(path) === resolve(folderPath)) return path;
  throw leadsOut(name);
}

/** The path of a folder (`a/b`, '' for the chosen one itself) below the chosen one; throws as `pathIn` does. */
export function pathBelow(rootPath: string, relativePath: string): string {
  return relativePath === '' ? rootPath : relativePath.split('/').reduce(pathIn, rootPath);
}

function leadsOut(name: string): SatchelError {
  return new SatchelError('local.notWritable', `${name} leads out of the chosen folder`, {
    params: { name },
  });
}

async function inChosenFolder<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw chosenFolderError(error);
  }
}

async function mkdirUnlessThere(path: string): Promise<void> {
  try {
    await mkdir(path);
  } catch (error) {
    if (errnoOf(error) !== 'EEXIST') throw error;
  }
}
