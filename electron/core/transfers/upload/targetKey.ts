import type { ObjectDetails } from '../../../../shared/domain/object.ts';
import { SatchelError } from '../../satchelError.ts';
import type { CallOptions, ObjectRef, Storage } from '../../storage/storage.ts';
import type { ItemConflict } from '../machine/model.ts';
import type { MoveContext } from '../moving/moveContext.ts';
import { numberedName } from '../moving/numberedName.ts';
import type { SourceFile } from './sourceFile.ts';

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

/** `menu (2).pdf`, `menu (3).pdf` and so on: the names for keeping both, in the order in which they are tried. */
export function* numberedKeys(key: string): Generator<string> {
  for (let number = 2; number < Number.MAX_SAFE_INTEGER; number += 1) yield numberedName(key, number);
}

/** The facts about an upload whose key is taken. */
export function uploadConflict(source: SourceFile, existing: ObjectDetails | undefined): ItemConflict {
  return {
    existing: { sizeBytes: existing?.sizeBytes ?? 0, modifiedAtMs: existing?.modifiedAtMs ?? 0 },
    incoming: { sizeBytes: source.sizeBytes, modifiedAtMs: source.modifiedAtMs },
  };
}

/** The outcome of a finished upload under `key`, which is another one than asked for when both were to be kept. */
export function uploaded(
  { item }: MoveContext,
  key: string,
  sizeBytes: number,
): { readonly kind: 'done'; readonly sizeBytes: number } {
  const renamed = key === item.target ? {} : { renamed: { from: item.target, to: key } };
  return { kind: 'done', sizeBytes, ...renamed };
}
