import { createHash } from 'node:crypto';
import { SatchelError } from '../../satchelError.ts';
import type { UploadedPart } from '../../storage/storage.ts';
import { inParallel } from '../flow/parallel.ts';
import type { MoveContext } from '../moving/moveContext.ts';
import { requestKindOf } from '../moving/requestKind.ts';
import { donePartOf } from './earlierUpload.ts';
import { type BegunUpload, inOrder, partCountOf, refOf, type SentPart, sliceOf } from './parts.ts';
import { sendOptions } from './sending.ts';
import type { SourceFile } from './sourceFile.ts';

const partsAtOnce = 6;

/** Sends the parts that are not done; resolves to all of them, in order. */
export async function sendParts(
  context: MoveContext,
  source: SourceFile,
  upload: BegunUpload,
  doneParts: ReadonlyMap<number, SentPart>,
): Promise<readonly SentPart[]> {
  const { flow, progress } = context;
  const kind = requestKindOf(context, 'up', 'large');
  const parts = new Map(doneParts);
  context.onRestart([...parts.values()].reduce((sum, part) => sum + part.sizeBytes, 0));
  const numbers = Array.from({ length: partCountOf(upload) }, (_, index) => index + 1);
  const missing = numbers.filter((partNumber) => !parts.has(partNumber));
  await inParallel(missing, partsAtOnce, context.signal, async (partNumber, signal) => {
    const part = await flow.slots.run(kind, signal, () =>
      sendPart(context, source, upload, partNumber, signal),
    );
    await progress.partDone(donePartOf(part));
    parts.set(partNumber, part);
  });
  return inOrder(parts.values());
}

async function sendPart(
  context: MoveContext,
  source: SourceFile,
  upload: BegunUpload,
  partNumber: number,
  signal: AbortSignal,
): Promise<UploadedPart> {
  const { storage, flow, etags, onBytes } = context;
  const { startByte, sizeBytes } = sliceOf(upload, partNumber);
  const { buffer, giveBack } = await flow.budget.take(sizeBytes, signal);
  try {
    const md5 = storage.capabilities.bodyProof === 'etag' ? createHash('md5') : undefined;
    await source.read(buffer, startByte, md5 && ((chunk) => void md5.update(chunk)));
    await source.checkUnchanged();
    const part = await storage.putPart(refOf(upload), partNumber, buffer, sendOptions(context, signal));
    if (md5 === undefined || etags.compare(part, md5.digest('hex')) !== 'different') return part;
    onBytes(-sizeBytes);
    throw new SatchelError('integrity.mismatch', `The server has other bytes of part ${partNumber}`);
  } finally {
    giveBack();
  }
}
