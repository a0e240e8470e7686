import type { DownloadContext } from '../moving/moveContext.ts';
import { throwIfStopped } from '../moving/withinGrace.ts';
import { readBody } from './bodyWriter.ts';
import type { FileCalls } from './fileCalls.ts';
import { type Finished, finished } from './finished.ts';
import { countBytes, type OpenObject } from './openObject.ts';
import { createSmallTempFile, removeTempFile } from './tempFile.ts';
import { compare, expectedOf, startSum } from './verifier.ts';

/** Up to this size an object is in memory as a whole before anything is written: that saves most calls to the disk. */
export const wholeBytes = 1024 * 1024;

/** Reads an object of at most `wholeBytes`, verifies it, and writes it, safe from a loss of power, into a temporary file. */
export async function downloadWhole(
  context: DownloadContext,
  { opened, end }: OpenObject,
  calls: FileCalls,
  tempPath: string,
): Promise<Finished> {
  const { signal, etags } = context;
  const { body, sizeBytes, modifiedAtMs } = opened;
  const counted = countBytes(context);
  const chunks: Buffer[] = [];
  context.onRestart(0);
  try {
    try {
      await readBody({ body, cut: false, lengthBytes: sizeBytes }, signal, (chunk) => {
        chunks.push(chunk);
        return counted.add(chunk.length);
      });
      end();
    } catch (error) {
      end(error);
      throw error;
    }
    const checksum = await verify();
    throwIfStopped(signal);
    await write();
    return finished(opened, checksum);
  } catch (error) {
    counted.takeBack();
    throw error;
  }

  async function verify(): Promise<string | undefined> {
    const expected = expectedOf(opened);
    if (expected === undefined) return undefined;
    const sum = await startSum(expected.algorithm);
    for (const chunk of chunks) sum.update(chunk);
    return compare(opened, expected, sum.hex(), etags);
  }

  async function write(): Promise<void> {
    const file = await createSmallTempFile(calls, tempPath);
    try {
      try {
        await calls.write(file, chunks);
        await calls.setTime(file, modifiedAtMs);
        await calls.sync(file);
      } finally {
        await calls.close(file);
      }
    } catch (error) {
      await removeTempFile(tempPath);
      throw error;
    }
  }
}
