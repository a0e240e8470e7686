import { randomUUID } from 'node:crypto';
import { userInfo } from 'node:os';
import { basename, delimiter } from 'node:path';
import type { Computer } from '../../ports.ts';
import { runChild } from './childProcess.ts';

/** A profile that prints more than this is given up. */
const stdoutLimitBytes = 1024 * 1024;

/**
 * Asks the user's login shell for its PATH, once, on macOS and Linux: a program that is started from a desktop icon has
 * a shorter one. What comes back has the shell's folders first and then those that this process has besides; undefined
 * on Windows, after the time limit (5 s) and when the shell does not tell. Never throws.
 */
export function createLoginShellPath(
  computer: Computer,
  { timeoutMs = 5000 }: { readonly timeoutMs?: number } = {},
): () => Promise<string | undefined> {
  let path: Promise<string | undefined> | undefined;
  return () => {
    path ??= askShell(computer, timeoutMs);
    return path;
  };
}

async function askShell(computer: Computer, timeoutMs: number): Promise<string | undefined> {
  const { platform, variables } = computer;
  if (platform !== 'darwin' && platform !== 'linux') return undefined;
  const shell = variables.SHELL || shellOfUser();
  if (!shell) return undefined;

  // What the user's own start-up files print comes before, after and on the same lines.
  // Halves, so that a shell that prints what it is told to run does not print the whole marker.
  const halves = [randomUUID(), randomUUID()];
  const marker = halves.join('');
  const command = `/bin/sh -c 'printf %s ${halves.join(' ')} "$PATH" ${halves.join(' ')}'`;
  const end = await runChild([shell, ...flagsOf(shell), command], {
    variables,
    platform,
    timeoutMs,
    stdoutLimitBytes,
    isEnough: (stdout) => stdout.split(marker).length > 2,
  });
  const found = end.kind === 'enough' ? end.stdout.split(marker)[1] : undefined;
  return found ? merge(found, variables.PATH ?? '') : undefined;
}

/** A login shell reads one set of start-up files, an interactive one the other; PATH is set in both. */
function flagsOf(shell: string): readonly string[] {
  // These take -l alone only.
  const isC = ['csh', 'tcsh'].includes(basename(shell));
  return isC ? ['-i', '-c'] : ['-i', '-l', '-c'];
}

function shellOfUser(): string | undefined {
  try {
    return userInfo().shell ?? undefined;
  } catch {
    // The user has no entry in passwd, as in some containers: there is no login shell then.
    return undefined;
  }
}

function merge(first: string, second: string): string {
  const folders = [...first.split(delimiter), ...second.split(delimiter)];
  return [...new Set(folders)].filter((folder) => folder !== '').join(delimiter);
}
