import { assertNever } from '../../../shared/assertNever.ts';
import type { TakenAnswer } from '../../../shared/domain/operation.ts';
import { SatchelError } from '../satchelError.ts';
import { nameOf } from '../storage/rules.ts';
import type { DescribedObject, ObjectRef, Storage, WriteResult } from '../storage/storage.ts';
import { provenMd5 } from '../transfers/moving/etags.ts';
import { numberedName } from '../transfers/moving/numberedName.ts';
import { statIfThere } from '../transfers/upload/targetKey.ts';
import { copyThrough, type ThroughFlow, throughPartBytes } from './copyThrough.ts';
import { freeUpload } from './leftUploads.ts';
import type { Patience } from './patience.ts';
import type { Place, StoredItem } from './records.ts';
import { decideResume, mayBeOwn } from './resumeDecision.ts';
import { compareContent } from './sameContent.ts';

/** What working on one object takes. */
export type ObjectWork = {
  readonly kind: 'copy' | 'move';
  readonly from: Place;
  readonly to: Place;
  /** Throws `request.stale` while the account is not there. */
  readonly storageOf: (accountId: string) => Storage;
  readonly onTaken: TakenAnswer;
  /** Only the version that is written down counts; another one is `object.changed`. */
  readonly isStrict: boolean;
  readonly signal: AbortSignal;
  readonly patience: Patience;
  readonly flow: ThroughFlow;
  readonly nowMs: () => number;
  readonly save: (item: StoredItem) => Promise<void>;
  readonly onBytes: (bytes: number) => void;
  /** Something is going to be replaced. */
  readonly onReplacing: () => Promise<void>;
};

/** A copy of this size takes the server a moment, and whoever cancels waits for it: nobody could tell whether it was made. */
const copiedInAMomentBytes = 64 * 1024 ** 2;
/** Others may write to the same object, but not so often. */
const maxRounds = 5;

/**
 * Copies or moves one object, or finishes what an earlier run has begun; resolves to how it ended. Whatever happens on the
 * way, the object is whole at its source or at its target. Throws what cannot be helped by waiting.
 */
export async function relocateObject(work: ObjectWork, item: StoredItem): Promise<StoredItem> {
  let current = item;
  const keep = async (next: StoredItem): Promise<StoredItem> => {
    current = next;
    await work.save(next);
    return next;
  };
  for (let round = 1; ; round += 1) {
    try {
      return await work.patience.run(() => attempt(work, current, keep));
    } catch (error) {
      const isAnother = error instanceof SatchelError && error.code === 'object.changed';
      if (!isAnother || work.isStrict || round === maxRounds) throw error;
      await keep({ ...current, state: 'begun', askedAtMs: current.askedAtMs ?? work.nowMs() });
    }
  }
}

/**
 * Ends what was given up after its copy was there, so that it is at one place; undefined for what is still to be copied.
 * Throws what the storages throw.
 */
export async function completeObject(work: ObjectWork, item: StoredItem): Promise<StoredItem | undefined> {
  const sides = sidesOf(work, item);
  await checkNotItself(work, sides, item);
  const [source, target] = await look(work, sides);
  const decision = decideResume(item, source, target);
  if (decision === 'done') return { ...item, state: 'done' };
  if (decision !== 'finish' || source === undefined || target === undefined) return undefined;
  if (work.isStrict && source.etag !== item.etag) return undefined;
  const { etag, sizeBytes } = source;
  return finish(work, sides, { ...item, etag, sizeBytes, state: 'copied', targetEtag: target.etag });
}

/** Writes an object down as it is now. */
type Keep = (next: StoredItem) => Promise<StoredItem>;
type Sides = {
  readonly from: Storage;
  readonly to: Storage;
  readonly source: ObjectRef;
  readonly target: ObjectRef;
};

async function attempt(work: ObjectWork, item: StoredItem, keep: Keep): Promise<StoredItem> {
  const sides = sidesOf(work, item);
  await checkNotItself(work, sides, item);
  if (item.state === 'planned' && item.etag !== undefined) return place(work, item, keep, false);
  const to = work.to.bucket;
  if (item.state !== 'planned') await freeUpload(sides.to, to, item, work.signal);
  const [source, target] = await look(work, sides);
  const decision = decideResume(item, source, target);
  if (source !== undefined && work.isStrict && source.etag !== item.etag) throw changed(item);
  if (decision === 'done' || decision === 'gone') return { ...item, state: decision };
  if (source === undefined) return { ...item, state: 'gone' };
  const { etag, sizeBytes, attributes } = source;
  const known = { ...item, etag, sizeBytes, storageClass: attributes.storageClass };
  switch (decision) {
    case 'finish':
      return finish(work, sides, await keep({ ...known, state: 'copied', targetEtag: target?.etag ?? '' }));
    case 'copy':
    case 'copyOver':
      return place(work, known, keep, decision === 'copyOver');
    default:
      return assertNever(decision, 'decision');
  }
}

/** Two accounts may lead to one bucket, where a move of an object onto itself would end in its deletion. */
async function checkNotItself(work: ObjectWork, sides: Sides, item: StoredItem): Promise<void> {
  const { from, to, source, target } = sides;
  if (source.bucket !== target.bucket || source.key !== target.key) return;
  const [one, other] = await Promise.all([statIfThere(from, source, work), statIfThere(to, target, work)]);
  if (one === undefined || one.etag !== other?.etag || one.modifiedAtMs !== other.modifiedAtMs) return;
  throw new SatchelError('request.invalid', 'The source and the target are the same.', {
    params: { name: nameOf(item.source) },
  });
}

/** Copies under a name that is free, or may be replaced, and finishes. */
async function place(
  work: ObjectWork,
  item: StoredItem,
  keep: Keep,
  isOwnThere: boolean,
): Promise<StoredItem> {
  const { targetEtag: _former, uploadId: _over, ...rest } = item;
  let current: StoredItem = rest;
  let mayReplace = isOwnThere;
  for (let number = 2; ; number += 1) {
    const here = sidesOf(work, current);
    try {
      // What is found there after a look that found nothing may be our own.
      const looks = !mayReplace && current.mayBeTaken === true;
      if (looks && (await statIfThere(here.to, here.target, work))) throw taken(current);
      if (looks) current = { ...current, mayBeTaken: false };
      current = await keep({ ...current, state: 'begun', askedAtMs: work.nowMs() });
      const written = await copyBytes(work, here, current, mayReplace, keep);
      const copied = await keep({ ...current, state: 'copied', targetEtag: written.etag });
      return await finish(work, here, copied);
    } catch (error) {
      const code = error instanceof SatchelError ? error.code : undefined;
      if (code === 'object.notFound' && (await isGone(work, here))) return { ...current, state: 'gone' };
      if (code !== 'object.alreadyExists') throw error;
      const [source, target] = await look(work, here);
      if (source === undefined) return { ...current, state: 'gone' };
      // An earlier try whose answer was lost may have put it there.
      const isKnownTaken = current.mayBeTaken === true;
      if (!isKnownTaken && target && mayBeOwn(current, target) && compareContent(source, target) === 'same') {
        if (source.etag !== current.etag) throw changed(current);
        return finish(work, here, await keep({ ...current, state: 'copied', targetEtag: target.etag }));
      }
      if (target && isPlaceholder(current) && target.sizeBytes === 0) return merge(work, here, current);
      switch (work.onTaken) {
        case 'skip':
          return { ...current, state: 'skipped' };
        case 'replace':
          await work.onReplacing();
          mayReplace = true;
          break;
        case 'keepBoth':
          if (current.mayBeNumbered !== true) throw error;
          current = { ...current, target: numberedName(item.target, number), mayBeTaken: true };
          break;
        case 'stop':
          throw error;
        default:
          assertNever(work.onTaken, 'answer');
      }
    }
  }
}

async function copyBytes(
  work: ObjectWork,
  { from, to, source, target }: Sides,
  item: StoredItem,
  mayReplace: boolean,
  keep: Keep,
): Promise<WriteResult> {
  const { signal, onBytes, patience, flow } = work;
  const { etag = '', sizeBytes, storageClass } = item;
  const condition = mayReplace ? undefined : ({ ifAbsent: true } as const);
  const onUpload = async ({ uploadId }: { readonly uploadId: string }): Promise<void> => {
    await keep({ ...item, uploadId });
  };
  const isThrough = work.from.accountId !== work.to.accountId;
  try {
    if (isThrough) {
      // The condition would only be checked when all bytes are there.
      const looks = condition && sizeBytes > throughPartBytes;
      if (looks && (await statIfThere(to, target, { signal }))) throw taken(item);
      const bytes = { from, to, source, target, etag, condition, signal, flow, patience };
      return await copyThrough({ ...bytes, onUpload, onBytes });
    }
    return await to.copy(source, target, {
      ifMatchEtag: etag,
      ...(condition && { condition }),
      source: { sizeBytes, ...(storageClass !== undefined && { storageClass }) },
      ...(sizeBytes > copiedInAMomentBytes && { signal }),
      onUpload,
      onBytes,
    });
  } catch (error) {
    if (!(error instanceof SatchelError) || error.code !== 'request.stale') throw error;
    // Of a storage this means that the upload is gone, not the account.
    throw new SatchelError('server.failed', 'The upload was gone before it was finished.', { cause: error });
  }
}

/** Proves that the copy is whole; of a move, only then and only if it still is the same, the source goes. */
async function finish(work: ObjectWork, sides: Sides, item: StoredItem): Promise<StoredItem> {
  const { from, to, source, target } = sides;
  const { signal } = work;
  const { etag = '', targetEtag = '' } = item;
  if (work.kind === 'move') {
    const copy = await statIfThere(to, target, { signal });
    if (copy?.etag !== targetEtag || copy.sizeBytes !== item.sizeBytes) throw lost(item);
  }
  const [md5, copyMd5] = [provenMd5({ etag }), provenMd5({ etag: targetEtag })];
  if (md5 !== undefined && copyMd5 !== undefined && md5 !== copyMd5) await checkContent(work, sides, item);
  if (work.kind === 'move') await from.deleteUnchanged(source, etag, { signal });
  return { ...item, state: 'done' };
}

/** ETags that are no MD5s may differ; bytes may not. */
async function checkContent(work: ObjectWork, sides: Sides, item: StoredItem): Promise<void> {
  const [source, copy] = await look(work, sides);
  const isThis = source?.etag === item.etag && copy?.etag === item.targetEtag;
  if (source === undefined || copy === undefined || !isThis) throw changed(item);
  if (compareContent(source, copy) !== 'different') return;
  await sides.to.deleteUnchanged(sides.target, copy.etag, { signal: work.signal });
  throw new SatchelError('integrity.mismatch', 'The copy has other bytes than its source.', {
    params: { name: nameOf(item.source) },
  });
}

/** The target has the folder's placeholder already. */
async function merge(work: ObjectWork, { from, source }: Sides, item: StoredItem): Promise<StoredItem> {
  if (work.kind === 'move') await from.deleteUnchanged(source, item.etag ?? '', { signal: work.signal });
  return { ...item, state: 'merged' };
}

function isPlaceholder({ source, sizeBytes }: StoredItem): boolean {
  return sizeBytes === 0 && source.endsWith('/');
}

function sidesOf({ from, to, storageOf }: ObjectWork, item: StoredItem): Sides {
  return {
    from: storageOf(from.accountId),
    to: storageOf(to.accountId),
    source: { bucket: from.bucket, key: item.source },
    target: { bucket: to.bucket, key: item.target },
  };
}

async function look(
  { signal }: ObjectWork,
  { from, to, source, target }: Sides,
): Promise<readonly [DescribedObject | undefined, DescribedObject | undefined]> {
  return Promise.all([describeIfThere(from, source, signal), describeIfThere(to, target, signal)]);
}

async function describeIfThere(
  storage: Storage,
  ref: ObjectRef,
  signal: AbortSignal,
): Promise<DescribedObject | undefined> {
  try {
    return await storage.describe(ref, { signal });
  } catch (error) {
    if (error instanceof SatchelError && error.code === 'object.notFound') return undefined;
    throw error;
  }
}

async function isGone({ signal }: ObjectWork, { from, source }: Sides): Promise<boolean> {
  return (await statIfThere(from, source, { signal })) === undefined;
}

function changed({ source }: StoredItem): SatchelError {
  return new SatchelError('object.changed', 'The object is another one by now.', {
    params: { name: nameOf(source) },
  });
}

function lost({ target }: StoredItem): SatchelError {
  return new SatchelError('object.changed', 'Somebody has replaced the copy, or taken it away.', {
    params: { name: nameOf(target) },
  });
}

function taken({ target }: StoredItem): SatchelError {
  return new SatchelError('object.alreadyExists', 'The name is taken.', { params: { name: nameOf(target) } });
}
