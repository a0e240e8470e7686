import * as fs from 'node:fs';
import { type BigIntStats, constants } from 'node:fs';
import { promisify } from 'node:util';
import { SatchelError } from '../../satchelError.ts';
import { readingError } from '../moving/fileErrors.ts';

/** A local file that is held open for an upload, as it was when it was opened. */
export type SourceFile = {
  readonly name: string;
  readonly sizeBytes: number;
  readonly modifiedAtNs: bigint;
  readonly modifiedAtMs: number;
  /**
   * Fills the buffer from `startByte` on, a mebibyte at a time, and shows each as it comes, so that hashing never blocks
   * for long. Throws `local.changed` when the file ends before.
   */
  read(buffer: Buffer, startByte: number, onRead?: (chunk: Buffer) => void): Promise<void>;
  /** Throws `local.changed` or `local.notFound` unless the file is still the one that was opened, untouched. */
  checkUnchanged(): Promise<void>;
  close(): Promise<void>;
};

/** Opens a file for an upload; throws `local.notFound`, `local.notReadable`, or `local.notPlainFile` for a folder and the like. */
export async function openSourceFile(path: string, name: string): Promise<SourceFile> {
  const descriptor = await reading(name, () => openFile(path, readWithoutWaiting));
  try {
    const opened = await reading(name, () => statOpened(descriptor, { bigint: true }));
    if (!opened.isFile()) {
      throw new SatchelError('local.notPlainFile', `${name} is no plain file`, { params: { name } });
    }
    return sourceFileOf(descriptor, path, name, opened);
  } catch (error) {
    await closeFile(descriptor);
    throw error;
  }
}

// A FileHandle costs as much again, which shows with thousands of small files.
const [openFile, statOpened, readFrom, statFile, closeFile] = [
  promisify(fs.open),
  promisify(fs.fstat),
  promisify(fs.read),
  promisify(fs.stat),
  promisify(fs.close),
];

/** A pipe or a device that took the file's place must not hold up the thread that opens it. */
const readWithoutWaiting = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);

const readBytes = 1024 * 1024;

function sourceFileOf(descriptor: number, path: string, name: string, opened: BigIntStats): SourceFile {
  const changed = () =>
    new SatchelError('local.changed', `${name} changed while it was read`, {
      action: 'uploadAgain',
      params: { name },
    });
  return {
    name,
    sizeBytes: Number(opened.size),
    modifiedAtNs: opened.mtimeNs,
    modifiedAtMs: Number(opened.mtimeNs / 1_000_000n),
    async read(buffer, startByte, onRead) {
      for (let filled = 0; filled < buffer.length; ) {
        const length = Math.min(buffer.length - filled, readBytes);
        const { bytesRead } = await reading(name, () =>
          readFrom(descriptor, buffer, filled, length, startByte + filled),
        );
        if (bytesRead === 0) throw changed();
        onRead?.(buffer.subarray(filled, filled + bytesRead));
        filled += bytesRead;
      }
    },
    async checkUnchanged() {
      // Where the path leads to the same file, this tells of the opened one, too.
      const now = await reading(name, () => statFile(path, { bigint: true }));
      const isSame = now.ino === opened.ino && now.dev === opened.dev;
      if (!isSame || now.size !== opened.size || now.mtimeNs !== opened.mtimeNs) throw changed();
    },
    close: () => closeFile(descriptor),
  };
}

async function reading<T>(name: string, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    throw readingError(error, name);
  }
}
