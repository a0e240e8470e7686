import { mkdir, realpath, stat } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { SatchelError } from '../satchelError.ts';
import { errnoOf, writingError } from './localErrors.ts';

/** The folders of one download, below the chosen one. */
export type TargetFolders = {
  /**
   * Makes a folder (`a/b`, '' for the chosen one) with those above it, and resolves to its absolute path. Throws
   * `local.notWritable`, also when a link on the way leads out of the chosen folder, and `object.alreadyExists` when a
   * file is in the way.
   */
  ensure(relativePath: string): Promise<string>;
};

/** Each folder is made and checked once. */
export function createTargetFolders(rootPath: string): TargetFolders {
  const known = new Map<string, Promise<string>>();

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
        await realpath(rootPath);
        return rootPath;
      }
      const slash = relativePath.lastIndexOf('/');
      const parent = await ensure(slash < 0 ? '' : relativePath.slice(0, slash));
      const path = join(parent, relativePath.slice(slash + 1));
      await mkdirUnlessThere(path);
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
    throw new SatchelError('local.notWritable', `${relativePath} leads out of the chosen folder`, {
      action: 'chooseAnotherPlace',
      params: { name: relativePath },
    });
  };

  return { ensure };
}

async function mkdirUnlessThere(path: string): Promise<void> {
  try {
    await mkdir(path);
  } catch (error) {
    if (errnoOf(error) !== 'EEXIST') throw error;
  }
}
