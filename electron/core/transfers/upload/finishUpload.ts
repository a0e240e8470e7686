import { SatchelError } from '../../satchelError.ts';
import type { WriteCondition, WriteResult } from '../../storage/storage.ts';
import { sameEtag } from '../moving/etags.ts';
import type { MoveContext } from '../moving/moveContext.ts';
import { type BegunUpload, refOf, type SentPart } from './parts.ts';
import { type Look, lookAtKey } from './targetKey.ts';

/** Where an upload goes, and what has to hold for it to be finished; `isHidden`: the account may not look there. */
export type Way = {
  readonly key: string;
  readonly condition?: WriteCondition;
  readonly isHidden: boolean;
};

/** True for what `finishUpload` throws when its condition does not hold. */
export function isTaken(error: unknown): boolean {
  return error instanceof SatchelError && ['object.alreadyExists', 'object.changed'].includes(error.code);
}

/**
 * Puts the parts together, if the condition holds: by the server where it knows conditions, else by a look just before.
 * An account that may not look there writes without one.
 */
export async function finishUpload(
  context: MoveContext,
  upload: BegunUpload,
  parts: readonly SentPart[],
  { condition, isHidden }: Way,
): Promise<WriteResult> {
  const { storage, signal } = context;
  const ref = refOf(upload);
  if (condition === undefined) return storage.finishMultipart(ref, parts, { signal });
  if (!storage.capabilities.conditionalWrite) {
    if (!holds(condition, await lookAtKey(context, upload.key))) {
      throw new SatchelError('object.changed', 'The object is another one by now');
    }
    return storage.finishMultipart(ref, parts, { signal });
  }
  try {
    return await storage.finishMultipart(ref, parts, { signal, condition });
  } catch (error) {
    const denied = error instanceof SatchelError && error.code === 'access.denied';
    if (!isHidden || !denied) throw error;
    return await storage.finishMultipart(ref, parts, { signal });
  }
}

function holds(condition: WriteCondition, look: Look): boolean {
  if (look.kind === 'hidden') return true;
  if ('ifAbsent' in condition) return look.kind === 'free';
  return look.kind === 'there' && sameEtag(look.existing.etag, condition.ifMatchEtag);
}
