import { assertNever } from '../../../../shared/assertNever.ts';
import type { ObjectDetails } from '../../../../shared/domain/object.ts';
import { SatchelError } from '../../satchelError.ts';
import type { WriteCondition } from '../../storage/storage.ts';
import type { Proof } from '../machine/model.ts';
import type { MoveContext, MoveOutcome } from '../moving/moveContext.ts';
import { requestKindOf } from '../moving/requestKind.ts';
import { confirmStored } from './confirmStored.ts';
import { attributesOf, storedTimeNs } from './objectAttributes.ts';
import { proofOf, sendOptions, uploaded } from './sending.ts';
import { type SmallContent, smallContent } from './smallContent.ts';
import type { SourceFile } from './sourceFile.ts';
import {
  ageHidden,
  existingOf,
  isOlder,
  keysForBoth,
  lookAtKey,
  noNameLeft,
  uploadConflict,
} from './targetKey.ts';

/** From this size on a look, which costs one short request, comes before the bytes. */
const lookFromBytes = 256 * 1024;
/** Others may write under the same key, but not so often. */
const maxRounds = 5;

/** Uploads a file in one request, from memory: it is read, checked to be unchanged, and only then sent. */
export async function uploadSmallFile(context: MoveContext, source: SourceFile): Promise<MoveOutcome> {
  const { flow, signal, storage } = context;
  return flow.slots.run(requestKindOf(context, 'up', 'small'), signal, async () => {
    // Memory is asked for by whoever has a slot, and never the other way round: nobody waits in a circle.
    const { buffer, giveBack } = await flow.budget.take(source.sizeBytes, signal);
    try {
      const hashesAsRead = storage.capabilities.bodyProof === 'etag';
      return await place(context, smallContent(buffer, source, hashesAsRead));
    } finally {
      giveBack();
    }
  });
}

async function place(context: MoveContext, content: SmallContent): Promise<MoveOutcome> {
  const { item, onTaken } = context;
  const { source } = content;
  const done = (key: string, proof: Proof) => uploaded(context, key, source.sizeBytes, proof);
  const looksFirst = context.looksFirst || source.sizeBytes >= lookFromBytes;
  switch (onTaken) {
    case 'replace':
      return done(item.target, await put(context, item.target, content));
    case 'ask': {
      const placed = await putIfFree(context, item.target, content, looksFirst);
      if ('proof' in placed) return done(item.target, placed.proof);
      return { kind: 'taken', conflict: uploadConflict(source, placed.existing) };
    }
    case 'keepBoth': {
      for (const key of keysForBoth(item)) {
        const placed = await putIfFree(context, key, content, looksFirst || key !== item.target);
        if ('proof' in placed) return done(key, placed.proof);
      }
      throw noNameLeft();
    }
    case 'onlyIfNewer': {
      const proof = await putIfNewer(context, content);
      return proof === undefined ? { kind: 'skipped' } : done(item.target, proof);
    }
    default:
      return assertNever(onTaken, 'policy');
  }
}

type Placed = { readonly proof: Proof } | { readonly existing: ObjectDetails | undefined };

/** Puts under a key that must be free, and tells what is there when it is not, as far as the account may look. */
async function putIfFree(
  context: MoveContext,
  key: string,
  content: SmallContent,
  looksFirst: boolean,
): Promise<Placed> {
  const { conditionalWrite } = context.storage.capabilities;
  if (looksFirst || !conditionalWrite) {
    const seen = existingOf(await lookAtKey(context, key));
    if (seen !== undefined) return ownOr(context, seen, content);
  }
  try {
    const condition = conditionalWrite ? ({ ifAbsent: true } as const) : undefined;
    return { proof: await put(context, key, content, condition) };
  } catch (error) {
    if (!(error instanceof SatchelError) || error.code !== 'object.alreadyExists') throw error;
    const seen = existingOf(await lookAtKey(context, key));
    return seen === undefined ? { existing: undefined } : ownOr(context, seen, content);
  }
}

/** Puts over what is older and over nothing else; undefined when what is there is as new. */
async function putIfNewer(context: MoveContext, content: SmallContent): Promise<Proof | undefined> {
  const { storage, item } = context;
  for (let round = 1; ; round += 1) {
    const placed = await putIfFree(context, item.target, content, true);
    if ('proof' in placed) return placed.proof;
    const { existing } = placed;
    if (existing === undefined) throw ageHidden(content.source);
    if (!isOlder(existing, content.source)) return undefined;
    const condition = storage.capabilities.conditionalWrite ? { ifMatchEtag: existing.etag } : undefined;
    try {
      return await put(context, item.target, content, condition);
    } catch (error) {
      const changed = error instanceof SatchelError && error.code === 'object.changed';
      if (!changed || round === maxRounds) throw error;
    }
  }
}

/** An earlier attempt whose answer was lost may have put exactly these bytes; only then is what is there our own. */
async function ownOr(
  { item, etags }: MoveContext,
  existing: ObjectDetails,
  content: SmallContent,
): Promise<Placed> {
  const mayBeOwn = item.attempt > 1 || item.maybeBegun === true;
  if (!mayBeOwn || existing.sizeBytes !== content.source.sizeBytes) return { existing };
  const md5 = await content.md5();
  const verdict = etags.compare(existing, md5);
  if (verdict === 'same') return { proof: proofOf(existing, md5) };
  // An ETag that is no MD5 leaves the time of change, to the nanosecond.
  const isOwn = verdict === 'unknown' && storedTimeNs(existing) === content.source.modifiedAtNs;
  return isOwn ? { proof: proofOf(existing) } : { existing };
}

async function put(
  context: MoveContext,
  key: string,
  content: SmallContent,
  condition?: WriteCondition,
): Promise<Proof> {
  const { storage, bucket, signal, etags, onBytes } = context;
  const body = await content.body();
  context.onRestart(0);
  const written = await storage.put({ bucket, key }, body, {
    ...attributesOf(key, content.source.modifiedAtNs),
    ...sendOptions(context, signal),
    ...(condition && { condition }),
  });
  if (storage.capabilities.bodyProof !== 'etag') return proofOf(written);
  const md5 = await content.md5();
  const verdict = etags.compare(written, md5);
  if (verdict === 'same') return proofOf(written, md5);
  if (verdict === 'unknown') return proofOf(written);
  try {
    await confirmStored(context, key, written.etag, md5);
    return proofOf(written);
  } catch (error) {
    onBytes(-body.length);
    throw error;
  }
}
