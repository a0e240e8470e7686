import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock, Log } from '../ports.ts';

/** Folders for files that are dragged out, each of which is gone after an hour, or with Satchel. */
export type StageFolders = {
  /** A new, empty folder that only this user can read. */
  create(): Promise<string>;
  remove(folder: string): Promise<void>;
  removeAll(): Promise<void>;
};

/** Whoever was given the files has copied them by then. */
const keptMs = 60 * 60 * 1000;

/** Keeps them in a folder of its own, and removes at once what an earlier run has left there. */
export function createStageFolders(options: {
  readonly root: string;
  readonly newId: () => string;
  readonly clock: Clock;
  readonly log: Log;
}): StageFolders {
  const { root, newId, clock, log } = options;
  const timers = new Map<string, () => void>();

  const removeQuietly = async (path: string): Promise<void> => {
    try {
      await rm(path, { recursive: true, force: true, maxRetries: 2 });
    } catch (error) {
      // On Windows, a file that somebody still reads cannot be removed; the next start does it.
      log.error('Files that were dragged out could not be removed.', error);
    }
  };
  const remove = async (folder: string): Promise<void> => {
    timers.get(folder)?.();
    timers.delete(folder);
    await removeQuietly(folder);
  };
  const emptied = removeQuietly(root);

  return {
    async create() {
      await emptied;
      const folder = join(root, newId());
      await mkdir(folder, { recursive: true, mode: 0o700 });
      timers.set(
        folder,
        clock.setTimer(() => void remove(folder), keptMs),
      );
      return folder;
    },
    remove,
    async removeAll() {
      for (const stop of timers.values()) stop();
      timers.clear();
      await emptied;
      await removeQuietly(root);
    },
  };
}
