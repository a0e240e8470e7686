import type { ObjectHead } from '../../storage/storage.ts';
import type { DownloadContext } from '../moving/moveContext.ts';
import { requestKindOf } from '../moving/requestKind.ts';
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
  const { body, sizeBytes } = opened;
  return counting(context, async (count) => {
    const chunks: Buffer[] = [];
    try {
      await readBody({ body, cut: false, lengthBytes: sizeBytes }, context.signal, (chunk) => {
        chunks.push(chunk);
        return count(chunk.length);
      });
      end();
    } catch (error) {
      end(error);
      throw error;
    }
    const written = await writeVerified(context, opened, chunks, calls, tempPath);
    return written.finish();
  });
}

/**
 * As `downloadWhole`, in the way that costs the processor least; undefined where only opening the object can tell what is
 * to be done.
 */
export async function downloadQuickly(
  context: DownloadContext,
  calls: FileCalls,
  tempPath: string,
): Promise<Finished | undefined> {
  const { storage, bucket, item, flow, signal } = context;
  const { readRange } = storage;
  if (readRange === undefined || item.sizeBytes > wholeBytes) return undefined;
  return counting(context, async (count) => {
    let written: WrittenFile | undefined;
    const kind = requestKindOf(context, 'down', 'small');
    try {
      await flow.slots.run(kind, signal, () =>
        readRange({ bucket, key: item.source }, { signal }, (head) => {
          if (head.sizeBytes > wholeBytes) return undefined;
          return {
            take: (chunk) => count(chunk.length),
            // All of it: a sink is given a mebibyte at a time.
            async write(bytes) {
              written = await writeVerified(context, head, [bytes], calls, tempPath);
            },
          };
        }),
      );
    } catch (error) {
      await written?.discard();
      throw error;
    }
    return written?.finish();
  });
}

async function counting<T>(
  context: DownloadContext,
  work: (count: ReturnType<typeof countBytes>['add']) => Promise<T>,
): Promise<T> {
  const counted = countBytes(context);
  context.onRestart(0);
  try {
    return await work(counted.add);
  } catch (error) {
    counted.takeBack();
    throw error;
  }
}

/** A temporary file with all bytes in it; one of the two is called, once. */
type WrittenFile = {
  /** Makes it safe from a loss of power. */
  finish(): Promise<Finished>;
  discard(): Promise<void>;
};

async function writeVerified(
  { signal, etags }: DownloadContext,
  head: ObjectHead,
  chunks: readonly Uint8Array[],
  calls: FileCalls,
  tempPath: string,
): Promise<WrittenFile> {
  const checksum = await verify();
  throwIfStopped(signal);
  const file = await createSmallTempFile(calls, tempPath);
  const discard = async (): Promise<void> => {
    await calls.close(file);
    await removeTempFile(tempPath);
  };
  try {
    await calls.write(file, chunks);
  } catch (error) {
    await discard();
    throw error;
  }
  return {
    discard,
    async finish() {
      try {
        try {
          await calls.setTime(file, head.modifiedAtMs);
          await calls.sync(file);
        } finally {
          await calls.close(file);
        }
      } catch (error) {
        await removeTempFile(tempPath);
        throw error;
      }
      return finished(head, checksum);
    },
  };

  async function verify(): Promise<string | undefined> {
    const expected = expectedOf(head);
    if (expected === undefined) return undefined;
    const sum = await startSum(expected.algorithm);
    for (const chunk of chunks) sum.update(chunk);
    return compare(head, expected, sum.hex(), etags);
  }
}
