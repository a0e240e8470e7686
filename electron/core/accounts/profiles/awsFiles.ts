import { stat } from 'node:fs/promises';
import { isAbsolute, resolve } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { Clock, Computer, Log } from '../../ports.ts';
import { type FileTexts, readFileText } from './fileText.ts';
import type { ProfileSet } from './profile.ts';
import { readProfiles } from './readProfiles.ts';

/**
 * The absolute paths of the AWS files, by the rules of the AWS CLI: the two variables, in which `$NAME`, `%NAME%` on
 * Windows and a leading `~` are replaced and a relative path counts from the working folder. A variable that is set to
 * nothing leads to an empty path, which is a file that is never there.
 */
export function locateAwsFiles(computer: Computer): {
  readonly config: string;
  readonly credentials: string;
} {
  const { variables } = computer;
  return {
    config: expand(variables.AWS_CONFIG_FILE ?? '~/.aws/config', computer),
    credentials: expand(variables.AWS_SHARED_CREDENTIALS_FILE ?? '~/.aws/credentials', computer),
  };
}

function expand(path: string, { homeFolder, platform, variables }: Computer): string {
  const isWindows = platform === 'win32';
  const pattern = isWindows ? /\$(\w+)|\$\{([^}]*)\}|%([^%]+)%/g : /\$(\w+)|\$\{([^}]*)\}/g;
  const withVariables = path.replace(pattern, (whole, plain?: string, braced?: string, percent?: string) => {
    return variables[plain ?? braced ?? percent ?? ''] ?? whole;
  });
  const startsAtHome = isWindows ? /^~(?=$|[\\/])/ : /^~(?=$|\/)/;
  const expanded = withVariables.replace(startsAtHome, () => homeFolder);
  return expanded === '' || isAbsolute(expanded) ? expanded : resolve(expanded);
}

/** The AWS files of this computer, read and watched. */
export interface ProfileFiles {
  /** What the files said when they were last read; never waits. */
  current(): ProfileSet;
  /** Reads the files now, tells the listeners when they say something else, and resolves to what they say. */
  refresh(): Promise<ProfileSet>;
  /** Calls back whenever the files say something else; returns the function that stops it. */
  onChanged(listener: (set: ProfileSet) => void): () => void;
  close(): Promise<void>;
}

/** A file that is being written has to stand still this long before it is read, but is not waited for for ever. */
const settleMs = 150;
const maxSettles = 20;

/**
 * Reads the AWS files at once and then watches them until `close`; nothing that is on the disk makes it throw. It looks
 * at both paths once a second, because that sees what a watch on a file does not on every system: a file replaced by a
 * rename, a link that leads elsewhere, a folder that is not there yet, a disk in the network.
 */
export function createProfileFiles({
  computer,
  clock,
  log,
  pollIntervalMs = 1_000,
}: {
  readonly computer: Computer;
  readonly clock: Clock;
  readonly log: Log;
  readonly pollIntervalMs?: number;
}): ProfileFiles {
  const paths = locateAwsFiles(computer);
  const listeners = new Set<(set: ProfileSet) => void>();
  let set = readProfiles(readTexts());
  let lastLook = '';
  let changesInARow = 0;
  let isClosed = false;
  let cancelTimer = clock.setTimer(look, pollIntervalMs);
  let looking = Promise.resolve();

  function readTexts(): FileTexts {
    return { config: readFileText(paths.config), credentials: readFileText(paths.credentials) };
  }

  function take(): void {
    const next = readProfiles(readTexts());
    if (isSame(set, next)) return;
    set = next;
    for (const listener of listeners) {
      try {
        listener(next);
      } catch (error) {
        log.error('A listener to the AWS files failed.', error);
      }
    }
  }

  function look(): void {
    looking = Promise.all([fingerprint(paths.config), fingerprint(paths.credentials)]).then((found) => {
      if (isClosed) return;
      const isChanged = found.join() !== lastLook;
      lastLook = found.join();
      if (isChanged && ++changesInARow < maxSettles) {
        cancelTimer = clock.setTimer(look, settleMs);
        return;
      }
      if (changesInARow > 0) take();
      changesInARow = 0;
      cancelTimer = clock.setTimer(look, pollIntervalMs);
    });
  }

  return {
    current: () => set,
    async refresh() {
      if (!isClosed) take();
      return set;
    },
    onChanged(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async close() {
      isClosed = true;
      listeners.clear();
      cancelTimer();
      await looking;
    },
  };
}

/** Something that is another one whenever a file may have changed. */
async function fingerprint(path: string): Promise<string> {
  try {
    const { dev, ino, size, mtimeNs, ctimeNs } = await stat(path, { bigint: true });
    return [dev, ino, size, mtimeNs, ctimeNs].join(':');
  } catch (error) {
    return error instanceof Error && 'code' in error ? String(error.code) : String(error);
  }
}

/** Maps are equal to isDeepStrictEqual in any order; the order of the profiles is seen by the user. */
function isSame(a: ProfileSet, b: ProfileSet): boolean {
  return isDeepStrictEqual(a, b) && isDeepStrictEqual([...a.profiles.keys()], [...b.profiles.keys()]);
}
