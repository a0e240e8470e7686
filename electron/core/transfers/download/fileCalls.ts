import fs from 'node:fs';
import { promisify } from 'node:util';
import { errnoOf } from '../moving/fileErrors.ts';
import { createDiskPace, diskOf } from '../moving/localDisk.ts';

type Soon<T> = T | Promise<T>;

/** What is at a path, without following a link. */
export type FileFacts = {
  readonly sizeBytes: number;
  readonly modifiedAtMs: number;
  readonly isFolder: boolean;
};

/** The calls that bring a small file to the disk; each throws what Node's file system does. */
export type FileCalls = {
  /** Makes a file and opens it for writing; whatever is there, a link too, is EEXIST. */
  create(path: string): Soon<number>;
  /** Writes all of it behind what was written before. */
  write(file: number, chunks: readonly Uint8Array[]): Soon<void>;
  setTime(file: number, modifiedAtMs: number): Soon<void>;
  /** Resolves when the content would survive the loss of power. */
  sync(file: number): Soon<void>;
  close(file: number): Soon<void>;
  /** Undefined when nothing is there. */
  look(path: string): Soon<FileFacts | undefined>;
  link(path: string, newPath: string): Soon<void>;
  rename(path: string, newPath: string): Soon<void>;
  unlink(path: string): Soon<void>;
};

const { O_CREAT, O_EXCL, O_WRONLY } = fs.constants;
const newFile = O_WRONLY | O_CREAT | O_EXCL;
const patientOpen = promisify(fs.open);
const patientLstat = promisify(fs.lstat);
const patientTimes = promisify(fs.futimes);
const writev = promisify(
  (file: number, chunks: readonly Uint8Array[], done: (error: Error | null, bytesWritten: number) => void) =>
    fs.writev(file, chunks, null, done),
);

/** Each call goes through libuv's threads: for disks that may keep it waiting. */
const patientCalls: FileCalls = {
  create: (path) => patientOpen(path, newFile, 0o666),
  async write(file, chunks) {
    let left = chunks;
    while (left.length > 0) left = behind(left, await writev(file, left));
  },
  setTime: (file, modifiedAtMs) => patientTimes(file, new Date(), new Date(modifiedAtMs)),
  sync: promisify(fs.fdatasync),
  close: promisify(fs.close),
  async look(path) {
    try {
      return factsOf(await patientLstat(path));
    } catch (error) {
      return undefinedIfMissing(error);
    }
  },
  link: promisify(fs.link),
  rename: promisify(fs.rename),
  unlink: promisify(fs.unlink),
};

/** A call costs a few microseconds, a fifth of what it costs through the threads, as long as the disk is quick. */
const quickCalls: FileCalls = {
  create: (path) => fs.openSync(path, newFile, 0o666),
  write(file, chunks) {
    let left = chunks;
    while (left.length > 0) left = behind(left, fs.writevSync(file, left));
  },
  setTime: (file, modifiedAtMs) => fs.futimesSync(file, new Date(), new Date(modifiedAtMs)),
  // It waits for the disk, however quick that is.
  sync: patientCalls.sync,
  close: fs.closeSync,
  look(path) {
    const stats = fs.lstatSync(path, { throwIfNoEntry: false });
    return stats && factsOf(stats);
  },
  link: fs.linkSync,
  rename: fs.renameSync,
  unlink: fs.unlinkSync,
};

/** What is left when a disk that is nearly full has taken a part; the next write is then refused. */
function behind(chunks: readonly Uint8Array[], bytesWritten: number): readonly Uint8Array[] {
  let written = bytesWritten;
  return chunks.flatMap((chunk) => {
    const here = Math.min(written, chunk.length);
    written -= here;
    return here === chunk.length ? [] : [chunk.subarray(here)];
  });
}

function factsOf(stats: fs.Stats): FileFacts {
  return {
    sizeBytes: stats.size,
    modifiedAtMs: Math.floor(stats.mtimeMs),
    isFolder: stats.isDirectory(),
  };
}

function undefinedIfMissing(error: unknown): undefined {
  if (errnoOf(error) === 'ENOENT') return undefined;
  throw error;
}

/**
 * The calls for a folder: on a disk of this computer they block this thread for their few microseconds, elsewhere, and
 * where that turns out to take long, they do not. Ask anew for each file.
 */
export async function createFileCalls(folderPath: string, nowMs?: () => number): Promise<() => FileCalls> {
  const disk = await diskOf(folderPath);
  if (disk === 'other') return () => patientCalls;
  const { isQuick, timed } = createDiskPace(nowMs);
  const calls: FileCalls = {
    create: timed(quickCalls.create),
    write: timed(quickCalls.write),
    setTime: timed(quickCalls.setTime),
    sync: disk === 'memory' ? fs.fdatasyncSync : quickCalls.sync,
    close: timed(quickCalls.close),
    look: timed(quickCalls.look),
    link: timed(quickCalls.link),
    rename: timed(quickCalls.rename),
    unlink: timed(quickCalls.unlink),
  };
  return () => (isQuick() ? calls : patientCalls);
}
