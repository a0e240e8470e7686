import { mkdir, open } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { Storage } from '../storage/storage.ts';
import { rememberErrors, writeBody } from '../transfers/download/bodyWriter.ts';
import { compare, expectedOf, startSum } from '../transfers/download/verifier.ts';
import { createEtagTrust } from '../transfers/moving/etags.ts';
import { writingError } from '../transfers/moving/fileErrors.ts';
import type { FoundItem } from '../transfers/planning/planning.ts';

type StageContext = {
  readonly storage: Storage;
  readonly bucket: string;
  readonly folder: string;
  readonly signal: AbortSignal;
  readonly onBytes: (bytes: number) => void;
};

/**
 * Brings one file, or makes one folder, below the stage's folder, and compares the bytes with what the server tells of
 * them, as a download does. Throws what the storage throws, `integrity.mismatch`, and what `writingError` makes.
 */
export async function stageFile(item: FoundItem, context: StageContext): Promise<void> {
  const { storage, bucket, folder, signal, onBytes } = context;
  const path = join(folder, ...item.target.split('/'));
  try {
    if (item.kind === 'folder') {
      await mkdir(path, { recursive: true });
      return;
    }
    await mkdir(dirname(path), { recursive: true });
    const { body, ...head } = await storage.openRange({ bucket, key: item.source }, { signal });
    rememberErrors(body);
    const expected = expectedOf(head);
    const sum = expected === undefined ? undefined : await startSum(expected.algorithm);
    try {
      // It is new: nothing that is there is written over.
      const handle = await open(path, 'wx');
      try {
        const piece = { body, cut: false, lengthBytes: head.sizeBytes, startByte: 0 };
        await writeBody(handle, piece, signal, (chunk) => {
          sum?.update(chunk);
          onBytes(chunk.length);
          return undefined;
        });
        await handle.utimes(head.modifiedAtMs / 1000, head.modifiedAtMs / 1000);
      } finally {
        await handle.close();
      }
    } finally {
      body.destroy();
    }
    if (expected !== undefined && sum !== undefined) compare(head, expected, sum.hex(), createEtagTrust());
  } catch (error) {
    throw writingError(error, basename(path));
  }
}
