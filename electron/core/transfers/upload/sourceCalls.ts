import fs, { type BigIntStats } from 'node:fs';
import { dirname } from 'node:path';
import { promisify } from 'node:util';
import { errnoOf } from '../moving/fileErrors.ts';
import { createDiskPace, diskOf } from '../moving/localDisk.ts';

type Soon<T> = T | Promise<T>;

/** An open file, and the calls that go on with it. */
export type OpenSource = { readonly file: number; readonly calls: SourceCalls };

/** The calls that read a file; each throws what Node's file system does. */
export type SourceCalls = {
  /** Opens for reading. A pipe or a device that took the file's place holds nobody up. */
  open(path: string): Soon<number>;
  facts(file: number): Soon<BigIntStats>;
  /** Tells how many bytes came; 0 at the end. */
  read(file: number, buffer: Buffer, offset: number, length: number, startByte: number): Soon<number>;
  /** Of what a path leads to. */
  factsAt(path: string): Soon<BigIntStats>;
  close(file: number): Soon<void>;
};

const { O_NOFOLLOW, O_NONBLOCK, O_RDONLY } = fs.constants;
const readWithoutWaiting = O_RDONLY | (O_NONBLOCK ?? 0);
// A FileHandle costs as much again, which shows with thousands of small files.
const patientOpen = promisify(fs.open);
const patientFacts = promisify(fs.fstat);
const patientFactsAt = promisify(fs.stat);
const patientRead = promisify(fs.read);

/** Each call goes through libuv's threads: for disks that may keep it waiting. */
export const patientSourceCalls: SourceCalls = {
  open: (path) => patientOpen(path, readWithoutWaiting),
  facts: (file) => patientFacts(file, { bigint: true }),
  read: async (file, buffer, offset, length, startByte) =>
    (await patientRead(file, buffer, offset, length, startByte)).bytesRead,
  factsAt: (path) => patientFactsAt(path, { bigint: true }),
  close: promisify(fs.close),
};

const pace = createDiskPace();

/** As those for a download's files: a call costs a fifth of what it costs through the threads. */
const quickCalls: SourceCalls = {
  open: pace.timed((path) => fs.openSync(path, readWithoutWaiting | O_NOFOLLOW)),
  facts: pace.timed((file) => fs.fstatSync(file, { bigint: true })),
  read: pace.timed((file, buffer, offset, length, startByte) =>
    fs.readSync(file, buffer, offset, length, startByte),
  ),
  factsAt: pace.timed((path) => fs.statSync(path, { bigint: true })),
  close: pace.timed(fs.closeSync),
};

/** A folder may become another disk's while Satchel runs. */
const knownForMs = 60_000;
const maxKnown = 1000;
const folders = new Map<string, SourceCalls>();
let knownUntilMs = 0;

/**
 * Opens a file for reading. On a disk of this computer, as long as that is quick, its calls block this thread; elsewhere
 * they do not, nor for a link, which may lead there.
 */
export async function openSource(path: string): Promise<OpenSource> {
  const calls = await callsIn(dirname(path));
  try {
    return { file: await calls.open(path), calls };
  } catch (error) {
    // It is a link.
    if (errnoOf(error) !== 'ELOOP' || calls === patientSourceCalls) throw error;
    return { file: await patientSourceCalls.open(path), calls: patientSourceCalls };
  }
}

function callsIn(folderPath: string): Soon<SourceCalls> {
  const nowMs = performance.now();
  if (nowMs > knownUntilMs || folders.size >= maxKnown) {
    folders.clear();
    knownUntilMs = nowMs + knownForMs;
  }
  // Without this flag, a link would not be told from a file.
  if (O_NOFOLLOW === undefined) return patientSourceCalls;
  const known = folders.get(folderPath);
  if (known === undefined) return ask(folderPath);
  return pace.isQuick() ? known : patientSourceCalls;
}

async function ask(folderPath: string): Promise<SourceCalls> {
  // A folder that is gone is the file's own error.
  const disk = await diskOf(folderPath).catch(() => 'other');
  const calls = disk === 'other' ? patientSourceCalls : quickCalls;
  folders.set(folderPath, calls);
  return calls;
}
