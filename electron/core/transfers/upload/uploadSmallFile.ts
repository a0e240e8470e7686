import { createHash } from 'node:crypto';
import { addAbortSignal } from 'node:stream';
import type { ObjectDetails } from '../../../../shared/domain/object.ts';
import { SatchelError } from '../../satchelError.ts';
import { sameEtag } from '../moving/etags.ts';
import type { MoveContext, MoveOutcome } from '../moving/moveContext.ts';
import { attributesOf } from './objectAttributes.ts';
import type { SourceFile } from './sourceFile.ts';
import { numberedKeys, statIfThere, uploadConflict, uploaded } from './targetKey.ts';

type Content = { readonly body: Buffer; readonly md5: string; readonly source: SourceFile };
type Taken = { readonly existing: ObjectDetails | undefined };

/** From this size on a look, which costs one short request, comes before the bytes. */
const lookFromBytes = 256 * 1024;

/** Uploads a file in one request, from memory: it is read, checked to be unchanged, and only then sent. */
export async function uploadSmallFile(context: MoveContext, source: SourceFile): Promise<MoveOutcome> {
  const { item, onTaken, budget, signal } = context;
  const looksFirst = context.looksFirst || source.sizeBytes >= lookFromBytes;
  const seen = onTaken === 'ask' && looksFirst ? await look(context, item.target) : undefined;
  // Only a later attempt may find what an earlier one has put.
  if (seen !== undefined && item.attempt === 1) {
    return { kind: 'taken', conflict: uploadConflict(source, seen) };
  }
  const { buffer: body, giveBack } = await budget.take(source.sizeBytes, signal);
  try {
    const hash = createHash('md5');
    await source.read(body, 0, (chunk) => hash.update(chunk));
    await source.checkUnchanged();
    const content = { body, md5: hash.digest('hex'), source };
    context.onRestart(0);
    if (onTaken === 'replace') {
      await put(context, item.target, content, false);
      return uploaded(context, item.target, body.length);
    }
    if (onTaken === 'ask') {
      const taken = await putIfFree(context, item.target, content, seen);
      if (taken === undefined) return uploaded(context, item.target, body.length);
      return { kind: 'taken', conflict: uploadConflict(source, taken.existing) };
    }
    for (const key of numberedKeys(item.target)) {
      const there = looksFirst ? await look(context, key) : undefined;
      if ((await putIfFree(context, key, content, there)) === undefined)
        return uploaded(context, key, body.length);
    }
    throw new SatchelError('object.alreadyExists', 'Every number is taken');
  } finally {
    giveBack();
  }
}

/** What is under a key; undefined also where the account may upload and not look: the upload then tells. */
async function look(
  { storage, bucket, signal }: MoveContext,
  key: string,
): Promise<ObjectDetails | undefined> {
  try {
    return await statIfThere(storage, { bucket, key }, { signal });
  } catch (error) {
    if (error instanceof SatchelError && error.code === 'access.denied') return undefined;
    throw error;
  }
}

/** Puts under a key that must be free, and tells what is there when it is not; `seen` was there just now. */
async function putIfFree(
  context: MoveContext,
  key: string,
  content: Content,
  seen: ObjectDetails | undefined,
): Promise<Taken | undefined> {
  const { storage, bucket, signal, item } = context;
  if (seen !== undefined) return isOwn(seen) ? undefined : { existing: seen };
  if (!storage.capabilities.conditionalWrite) {
    const existing = await statIfThere(storage, { bucket, key }, { signal });
    if (existing !== undefined) return isOwn(existing) ? undefined : { existing };
    await put(context, key, content, false);
    return undefined;
  }
  try {
    await put(context, key, content, true);
    return undefined;
  } catch (error) {
    if (!(error instanceof SatchelError) || error.code !== 'object.alreadyExists') throw error;
    const existing = await statIfThere(storage, { bucket, key }, { signal });
    return existing !== undefined && isOwn(existing) ? undefined : { existing };
  }

  /** An earlier attempt whose answer was lost has put exactly these bytes. */
  function isOwn(existing: ObjectDetails): boolean {
    return item.attempt > 1 && sameEtag(existing.etag, content.md5);
  }
}

async function put(context: MoveContext, key: string, content: Content, mustBeFree: boolean): Promise<void> {
  const { storage, bucket, signal, etags, onBytes } = context;
  const written = await storage.put({ bucket, key }, content.body, {
    ...attributesOf(key, content.source.modifiedAtNs),
    signal,
    onBytes,
    ...(mustBeFree ? { condition: { ifAbsent: true } } : {}),
  });
  if (etags.compare(written, content.md5) !== 'different') return;
  try {
    await confirmStored(context, key, written.etag, content);
  } catch (error) {
    onBytes(-content.body.length);
    throw error;
  }
}

/**
 * The ETag is not the content's MD5: either the bytes were damaged on their way, or this bucket's ETags are no MD5s.
 * Reading them back tells; damaged ones are taken off the server again, and only those: an object that somebody else has
 * put in their place since, or taken away, is none of ours.
 */
async function confirmStored(
  context: MoveContext,
  key: string,
  etag: string,
  { md5 }: Content,
): Promise<void> {
  const { storage, bucket, signal, etags } = context;
  const hash = createHash('md5');
  try {
    const { body } = await storage.openRange({ bucket, key }, { ifMatchEtag: etag, signal });
    for await (const chunk of addAbortSignal(signal, body)) hash.update(chunk);
  } catch (error) {
    const tellsNothing = ['access.denied', 'object.changed', 'object.notFound'];
    if (error instanceof SatchelError && tellsNothing.includes(error.code)) return;
    throw error;
  }
  if (hash.digest('hex') === md5) {
    etags.end();
    return;
  }
  const { failures } = await storage.deleteMany(bucket, [key], { signal });
  if (failures[0] !== undefined) throw failures[0].error;
  throw new SatchelError('integrity.mismatch', 'The server holds other bytes than were sent');
}

/** Makes the empty object `name/` that stands for an empty folder; one that is there already is as good. */
export async function uploadFolder(context: MoveContext): Promise<MoveOutcome> {
  const { storage, bucket, signal, item } = context;
  const ref = { bucket, key: item.target };
  const existing = await statIfThere(storage, ref, { signal });
  if (existing === undefined) await storage.put(ref, new Uint8Array(), { signal });
  return { kind: 'done', sizeBytes: 0 };
}
