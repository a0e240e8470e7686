import { constants } from 'node:fs';
import { type FileHandle, open, stat } from 'node:fs/promises';
import { SatchelError } from '../../satchelError.ts';
import { readingError } from '../moving/fileErrors.ts';

/** A local file that is held open for an upload, as it was when it was opened. */
export type SourceFile = {
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

/** Opens a file for an upload; throws `local.notFound` or `local.notReadable` (also for what is no plain file). */
export async function openSourceFile(path: string, name: string): Promise<SourceFile> {
  const handle = await reading(name, () => open(path, readWithoutWaiting));
  try {
    return await sourceFileOf(handle, path, name);
  } catch (error) {
    await handle.close();
    throw error;
  }
}

/** A pipe or a device that took the file's place must not hold up the thread that opens it. */
const readWithoutWaiting = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);

const readBytes = 1024 * 1024;

async function sourceFileOf(handle: FileHandle, path: string, name: string): Promise<SourceFile> {
  const opened = await reading(name, () => handle.stat({ bigint: true }));
  if (!opened.isFile()) {
    throw new SatchelError('local.notReadable', `${name} is no plain file`, { params: { name } });
  }
  const changed = () =>
    new SatchelError('local.changed', `${name} changed while it was read`, {
      action: 'uploadAgain',
      params: { name },
    });
  return {
    sizeBytes: Number(opened.size),
    modifiedAtNs: opened.mtimeNs,
    modifiedAtMs: Number(opened.mtimeNs / 1_000_000n),
    async read(buffer, startByte, onRead) {
      for (let filled = 0; filled < buffer.length; ) {
        const length = Math.min(buffer.length - filled, readBytes);
        const { bytesRead } = await reading(name, () =>
          handle.read(buffer, filled, length, startByte + filled),
        );
        if (bytesRead === 0) throw changed();
        onRead?.(buffer.subarray(filled, filled + bytesRead));
        filled += bytesRead;
      }
    },
    async checkUnchanged() {
      const [held, named] = await reading(name, () =>
        Promise.all([handle.stat({ bigint: true }), stat(path, { bigint: true })]),
      );
      for (const now of [held, named]) {
        const same = now.size === opened.size && now.mtimeNs === opened.mtimeNs && now.ino === opened.ino;
        if (!same || now.dev !== opened.dev) throw changed();
      }
    },
    close: () => handle.close(),
  };
}

async function reading<T>(name: string, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    throw readingError(error, name);
  }
}
