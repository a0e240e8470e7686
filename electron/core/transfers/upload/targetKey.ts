import type { ObjectDetails } from '../../../../shared/domain/object.ts';
import { SatchelError } from '../../satchelError.ts';
import type { CallOptions, ObjectRef, Storage } from '../../storage/storage.ts';
import type { ItemConflict } from '../machine/model.ts';
import type { MoveContext } from '../moving/moveContext.ts';
import { numberedName } from '../moving/numberedName.ts';
import { storedTimeNs } from './objectAttributes.ts';
import type { SourceFile } from './sourceFile.ts';

/** What a look at a key has found; `hidden` where the account may upload and not look. */
export type Look =
  | { readonly kind: 'there'; readonly existing: ObjectDetails }
  | { readonly kind: 'free' }
  | { readonly kind: 'hidden' };

/** The object under a key, or undefined when there is none. */
export async function statIfThere(
  storage: Storage,
  ref: ObjectRef,
  options: CallOptions,
): Promise<ObjectDetails | undefined> {
  try {
    return await storage.stat(ref, options);
  } catch (error) {
    if (error instanceof SatchelError && error.code === 'object.notFound') return undefined;
    throw error;
  }
}

/** Looks what is under a key. */
export async function lookAtKey({ storage, bucket, signal }: MoveContext, key: string): Promise<Look> {
  try {
    const existing = await statIfThere(storage, { bucket, key }, { signal });
    return existing === undefined ? { kind: 'free' } : { kind: 'there', existing };
  } catch (error) {
    if (error instanceof SatchelError && error.code === 'access.denied') return { kind: 'hidden' };
    throw error;
  }
}

/** What is there, as far as a look can tell. */
export function existingOf(look: Look): ObjectDetails | undefined {
  return look.kind === 'there' ? look.existing : undefined;
}

/**
 * The names for keeping both, in the order in which they are tried: the file's own, unless the user was asked about it,
 * then `menu (2).pdf`, `menu (3).pdf` and so on.
 */
export function* keysForBoth({ target, answer }: MoveContext['item']): Generator<string> {
  if (answer === undefined) yield target;
  for (let number = 2; number < Number.MAX_SAFE_INTEGER; number += 1) yield numberedName(target, number);
}

/** The error of a file for which each of `keysForBoth` is taken. */
export function noNameLeft(): SatchelError {
  return new SatchelError('object.alreadyExists', 'Every number is taken');
}

/** True when an object is older than the file: by the time of change it was stored with, else by when it was stored. */
export function isOlder(existing: ObjectDetails, source: SourceFile): boolean {
  const storedNs = storedTimeNs(existing);
  return storedNs === undefined
    ? existing.modifiedAtMs < source.modifiedAtMs
    : storedNs < source.modifiedAtNs;
}

/** The error of an object whose age decides and may not be looked at. */
export function ageHidden(source: SourceFile): SatchelError {
  return new SatchelError('access.denied', 'The account may not look whether the object is older.', {
    params: { name: source.name },
  });
}

/** The facts about an upload whose key is taken. */
export function uploadConflict(source: SourceFile, existing: ObjectDetails | undefined): ItemConflict {
  return {
    existing: { sizeBytes: existing?.sizeBytes ?? 0, modifiedAtMs: existing?.modifiedAtMs ?? 0 },
    incoming: { sizeBytes: source.sizeBytes, modifiedAtMs: source.modifiedAtMs },
  };
}
