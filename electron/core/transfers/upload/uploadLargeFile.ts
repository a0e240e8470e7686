import { assertNever } from '../../../../shared/assertNever.ts';
import type { AppError } from '../../../../shared/domain/appError.ts';
import { SatchelError } from '../../satchelError.ts';
import type { MoveContext, MoveOutcome } from '../moving/moveContext.ts';
import { beginUpload, discardUpload } from './begunUpload.ts';
import { findEarlierUpload } from './earlierUpload.ts';
import { finishUpload, isTaken, type Way } from './finishUpload.ts';
import { proofOf, uploaded } from './sending.ts';
import { sendParts } from './sendParts.ts';
import type { SourceFile } from './sourceFile.ts';
import { ageHidden, isOlder, keysForBoth, lookAtKey, noNameLeft, uploadConflict } from './targetKey.ts';

/** Others may write under the same key, and the server may forget an upload, but not so often. */
const maxRounds = 5;

/**
 * Uploads a file in parts, going on with what an earlier attempt has sent. Whatever it leaves behind when it fails is
 * in `context.progress`, for the next attempt or for whoever discards it.
 */
export async function uploadLargeFile(context: MoveContext, source: SourceFile): Promise<MoveOutcome> {
  const takenKeys = new Set<string>();
  let staleCount = 0;
  for (let round = 1; ; round += 1) {
    try {
      return await upload(context, source, takenKeys);
    } catch (error) {
      if (!(error instanceof SatchelError) || !outrun.has(error.code)) throw error;
      if (round >= maxRounds + takenKeys.size) throw error;
      if (error.code === 'request.stale') staleCount += 1;
      // A look has not told that it is gone, and it is gone again.
      if (staleCount > 1) await context.progress.drop();
    }
  }
}

/** Somebody else was quicker, or the server has forgotten the upload: a look tells what there is to do now. */
const outrun: ReadonlySet<string> = new Set(['request.stale', 'object.changed', 'object.alreadyExists']);

async function upload(
  context: MoveContext,
  source: SourceFile,
  takenKeys: Set<string>,
): Promise<MoveOutcome> {
  const found = await findEarlierUpload(context, source);
  if (found?.kind === 'finished') {
    return uploaded(context, found.key, source.sizeBytes, proofOf(found.existing));
  }
  const earlier = found?.kind === 'begun' ? found : undefined;
  const way = await findWay(context, source, takenKeys, earlier?.upload.key);
  if ('kind' in way) return way;
  if (earlier !== undefined && earlier.upload.key !== way.key) await discardUpload(context, earlier.upload);
  const goesOn = earlier?.upload.key === way.key ? earlier : undefined;
  const isAnew = found?.kind === 'outdated' || earlier?.upload.isAnew === true;
  const begun = goesOn?.upload ?? (await beginUpload(context, source, way.key, isAnew));
  const parts = await sendParts(context, source, begun, goesOn?.parts ?? new Map());
  await source.checkUnchanged();
  try {
    const written = await finishUpload(context, begun, parts, way);
    const outcome = uploaded(context, way.key, source.sizeBytes, proofOf(written));
    return begun.isAnew ? { ...outcome, note: changedSince(source) } : outcome;
  } catch (error) {
    if (!isTaken(error)) throw error;
    if (context.onTaken === 'keepBoth') {
      takenKeys.add(way.key);
      await discardUpload(context, begun);
    } else if (way.isHidden) {
      if (context.onTaken === 'onlyIfNewer') throw ageHidden(source);
      return { kind: 'taken', conflict: uploadConflict(source, undefined) };
    }
    throw error;
  }
}

/** The key to upload to, or how the attempt ends when it is taken. */
async function findWay(
  context: MoveContext,
  source: SourceFile,
  takenKeys: ReadonlySet<string>,
  earlierKey: string | undefined,
): Promise<Way | MoveOutcome> {
  const { item, onTaken } = context;
  const { target } = item;
  const ifAbsent = { ifAbsent: true } as const;
  switch (onTaken) {
    case 'replace':
      return { key: target, isHidden: false };
    case 'ask': {
      const look = await lookAtKey(context, target);
      if (look.kind !== 'there')
        return { key: target, condition: ifAbsent, isHidden: look.kind === 'hidden' };
      return { kind: 'taken', conflict: uploadConflict(source, look.existing) };
    }
    case 'onlyIfNewer': {
      const look = await lookAtKey(context, target);
      if (look.kind !== 'there')
        return { key: target, condition: ifAbsent, isHidden: look.kind === 'hidden' };
      if (!isOlder(look.existing, source)) return { kind: 'skipped' };
      return { key: target, condition: { ifMatchEtag: look.existing.etag }, isHidden: false };
    }
    case 'keepBoth': {
      for (const key of keysFrom(earlierKey, item)) {
        if (takenKeys.has(key)) continue;
        const look = await lookAtKey(context, key);
        if (look.kind !== 'there') return { key, condition: ifAbsent, isHidden: look.kind === 'hidden' };
      }
      throw noNameLeft();
    }
    default:
      return assertNever(onTaken, 'policy');
  }
}

/** The key of what was sent already, and then the others. */
function* keysFrom(earlierKey: string | undefined, item: MoveContext['item']): Generator<string> {
  if (earlierKey !== undefined) yield earlierKey;
  yield* keysForBoth(item);
}

function changedSince({ name }: SourceFile): AppError {
  return new SatchelError('local.changedSince', `${name} changed after its upload had begun`, {
    params: { name },
  }).appError;
}
