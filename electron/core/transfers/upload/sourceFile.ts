import type { BigIntStats } from 'node:fs';
import { SatchelError } from '../../satchelError.ts';
import { readingError } from '../moving/fileErrors.ts';
import { openSource, patientSourceCalls, type SourceCalls } from './sourceCalls.ts';

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
  const { file, calls } = await reading(name, () => openSource(path));
  try {
    const opened = await reading(name, () => calls.facts(file));
    if (!opened.isFile()) {
      throw new SatchelError('local.notPlainFile', `${name} is no plain file`, { params: { name } });
    }
    return sourceFileOf(file, opened.size > quickBytes ? patientSourceCalls : calls, path, name, opened);
  } catch (error) {
    await calls.close(file);
    throw error;
  }
}

/** A longer file may not be in memory, and its bytes take a while to copy. */
const quickBytes = 1024 * 1024;
const readBytes = 1024 * 1024;

function sourceFileOf(
  file: number,
  calls: SourceCalls,
  path: string,
  name: string,
  opened: BigIntStats,
): SourceFile {
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
        const bytesRead = await reading(name, () =>
          calls.read(file, buffer, filled, length, startByte + filled),
        );
        if (bytesRead === 0) throw changed();
        onRead?.(buffer.subarray(filled, filled + bytesRead));
        filled += bytesRead;
      }
    },
    async checkUnchanged() {
      // Where the path leads to the same file, this tells of the opened one, too.
      const now = await reading(name, () => calls.factsAt(path));
      const isSame = now.ino === opened.ino && now.dev === opened.dev;
      if (!isSame || now.size !== opened.size || now.mtimeNs !== opened.mtimeNs) throw changed();
    },
    async close() {
      await calls.close(file);
    },
  };
}

async function reading<T>(name: string, read: () => T | Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    throw readingError(error, name);
  }
}
