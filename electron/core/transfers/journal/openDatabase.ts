import { existsSync } from 'node:fs';
import { mkdir, readdir, rename } from 'node:fs/promises';
import { ClassicLevel } from 'classic-level';
import { messageOf, SatchelError } from '../../satchelError.ts';
import { cutDamagedLogs } from './logFiles.ts';

/** An open database, and what was wrong with it, when something was. */
export type OpenedDatabase = { readonly db: ClassicLevel; readonly problem?: string };

const options = {
  writeBufferSize: 4 * 1024 * 1024,
  cacheSize: 8 * 1024 * 1024,
  maxOpenFiles: 100,
};

/** What an error of the database means for the user; a SatchelError passes as it is. */
export function journalError(error: unknown): SatchelError {
  if (error instanceof SatchelError) return error;
  const causes = causesOf(error);
  const message = causes.map(messageOf).join(': ');
  if (causes.some((cause) => codeOf(cause) === 'LEVEL_LOCKED')) {
    return new SatchelError('local.notWritable', 'The journal of transfers is in use by another Satchel', {
      cause: error,
    });
  }
  // LevelDB gives the system's error as a text only: "No space left on device", "There is not enough space on the disk".
  const isFull = /no space left|not enough space|disk full|quota|ENOSPC|EDQUOT/i.test(message);
  const isOfDatabase = causes.some((cause) => typeof codeOf(cause) === 'string');
  const code = isFull ? 'local.noSpace' : isOfDatabase ? 'local.notWritable' : 'internal';
  return new SatchelError(code, message, { cause: error });
}

function causesOf(error: unknown): readonly unknown[] {
  return error instanceof Error && error.cause !== undefined ? [error, ...causesOf(error.cause)] : [error];
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}

/** True for what trying again, or more rights or space, would not help; a file that is gone is an "IO error", too. */
function isDamage(error: unknown): boolean {
  const causes = causesOf(error);
  const codes = causes.map(codeOf).filter((code) => typeof code === 'string' && code.startsWith('LEVEL_'));
  const isMissing = causes.some((cause) =>
    /no such file|cannot find the (file|path)/i.test(messageOf(cause)),
  );
  const isPlain = codes.includes('LEVEL_LOCKED') || (codes.includes('LEVEL_IO_ERROR') && !isMissing);
  return codes.length > 0 && !isPlain;
}

/**
 * Opens the database in a folder, or makes one. One that is damaged is repaired; what cannot be repaired is put aside
 * under another name, and a new one begins. Throws `local.noSpace` or `local.notWritable`, also when another process has it.
 */
export async function openDatabase(folderPath: string): Promise<OpenedDatabase> {
  try {
    await mkdir(folderPath, { recursive: true });
    if (await isHeadless(folderPath)) return await repair(folderPath, 'Its file CURRENT was missing');
    const problem = await cutDamagedLogs(folderPath);
    return { db: await open(folderPath), ...(problem !== undefined && { problem }) };
  } catch (error) {
    if (!isDamage(error)) throw journalError(error);
    return await repair(folderPath, causesOf(error).map(messageOf).join(': '));
  }
}

async function repair(folderPath: string, why: string): Promise<OpenedDatabase> {
  try {
    await ClassicLevel.repair(folderPath);
    return { db: await open(folderPath), problem: `The journal was damaged and has been repaired. ${why}` };
  } catch (error) {
    if (!isDamage(error)) throw journalError(error);
    return await beginAnew(folderPath, messageOf(error));
  }
}

/** Puts a database aside that cannot be used, and begins a new one. */
export async function beginAnew(folderPath: string, why: string): Promise<OpenedDatabase> {
  try {
    const aside = freeName(folderPath);
    await rename(folderPath, aside);
    const db = await open(folderPath);
    return { db, problem: `The journal could not be read and is now at ${aside}. ${why}` };
  } catch (error) {
    throw journalError(error);
  }
}

async function open(folderPath: string): Promise<ClassicLevel> {
  const db = new ClassicLevel(folderPath, options);
  await db.open();
  return db;
}

/** LevelDB takes a folder without the file CURRENT for a new one, and deletes what else is there. */
async function isHeadless(folderPath: string): Promise<boolean> {
  const names = await readdir(folderPath);
  return !names.includes('CURRENT') && names.some((name) => /\.(ldb|sst|log)$/.test(name));
}

function freeName(folderPath: string): string {
  for (let number = 1; ; number += 1) {
    const path = `${folderPath}.damaged-${number}`;
    if (!existsSync(path)) return path;
  }
}
