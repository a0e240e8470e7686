import { existsSync, rmSync } from 'node:fs';
import { mkdtemp, statfs } from 'node:fs/promises';
import { freemem, tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';

/** Memory that is left for the programs while the files of a run lie in memory too. */
const spareBytes = 5e9;
const memoryFolder = '/dev/shm';

/**
 * Makes an empty folder for `bytes` of files: below `parent`, or in memory where they fit, or in the system's temporary one.
 * It goes when this process ends, however that comes: gigabytes must not stay in memory.
 */
export async function makeWorkFolder(bytes: number, parent?: string): Promise<string> {
  const inMemory = parent === undefined && (await fitsInMemory(bytes));
  const chosen = parent ?? (inMemory ? memoryFolder : tmpdir());
  console.log(`Files lie in ${chosen}${inMemory ? ' (memory: no disk is measured)' : ''}.`);
  const folder = await mkdtemp(path.join(chosen, 'satchel-bench-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));
  return folder;
}

async function fitsInMemory(bytes: number): Promise<boolean> {
  if (!existsSync(memoryFolder)) return false;
  const { bavail, bsize } = await statfs(memoryFolder);
  return Math.min(bavail * bsize, freemem()) >= bytes + spareBytes;
}
