import { existsSync } from 'node:fs';
import { mkdtemp, statfs } from 'node:fs/promises';
import { freemem, tmpdir } from 'node:os';
import path from 'node:path';

/** Memory that is left for the programs while the files of a run lie in memory too. */
const spareBytes = 5e9;
const memoryFolder = '/dev/shm';

/** Makes an empty folder for `bytes` of files: below `parent`, or in memory where they fit, or in the system's temporary one. */
export async function makeWorkFolder(bytes: number, parent?: string): Promise<string> {
  const inMemory = parent === undefined && (await fitsInMemory(bytes));
  const chosen = parent ?? (inMemory ? memoryFolder : tmpdir());
  console.log(`Files lie in ${chosen}${inMemory ? ' (memory: no disk is measured)' : ''}.`);
  return mkdtemp(path.join(chosen, 'satchel-bench-'));
}

async function fitsInMemory(bytes: number): Promise<boolean> {
  if (!existsSync(memoryFolder)) return false;
  const { bavail, bsize } = await statfs(memoryFolder);
  return Math.min(bavail * bsize, freemem()) >= bytes + spareBytes;
}
