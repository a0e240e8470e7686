import { maxKeyBytes } from '../../../shared/domain/object.ts';
import { keysBesidePrefixes, outermost } from '../operations/selectionKeys.ts';
import { SatchelError } from '../satchelError.ts';
import { nameOf } from '../storage/rules.ts';
import type { RelocationRequest, StoredRoots } from './records.ts';

/** Something that was selected, and where it goes: a key, or a prefix with all below it. */
export type Root = { readonly kind: 'key' | 'prefix'; readonly source: string; readonly target: string };

/**
 * What was selected, each object once, and where it goes. Throws `request.invalid` for a selection that is not below its
 * folder, or for a new name of several things, and `object.nameInvalid` or `object.nameTooLong` for the new name.
 */
export function rootsOf({
  selection,
  targetPrefix,
  newName,
  renamed,
}: Omit<StoredRoots, 'taken'>): readonly Root[] {
  const { basePrefix } = selection;
  const keys = keysBesidePrefixes(selection).map((source) => ({ kind: 'key' as const, source }));
  const prefixes = outermost(selection.prefixes).map((source) => ({ kind: 'prefix' as const, source }));
  const all = [...keys, ...prefixes];
  if (newName !== undefined) checkNewName(newName, targetPrefix, all.length);
  return all.map((root) => {
    const { kind, source } = root;
    const below = source.slice(basePrefix.length);
    const isFolder = kind === 'prefix' && source.endsWith('/') && below !== '';
    if (!source.startsWith(basePrefix) || (kind === 'prefix' && !isFolder)) {
      throw new SatchelError('request.invalid', 'The selection is not below its folder.');
    }
    const name = newName === undefined ? below : `${newName}${kind === 'prefix' ? '/' : ''}`;
    const target = renamed[source] ?? `${targetPrefix}${name}`;
    if (target === '') throw new SatchelError('request.invalid', 'The target has no name.');
    return { ...root, target };
  });
}

/** So many are told; nobody sees more of them at once. */
const mostTold = 1_000;

/** What stands at the target for what was chosen, without what was left alone. */
export function madeIdsOf(roots: StoredRoots, onTaken: RelocationRequest['onTaken']): readonly string[] {
  const skipped = new Set(onTaken === 'skip' ? roots.taken : []);
  const made = rootsOf(roots).filter(({ source }) => !skipped.has(source));
  return made.slice(0, mostTold).map(({ target }) => target);
}

function checkNewName(newName: string, targetPrefix: string, rootCount: number): void {
  const params = { name: newName };
  if (rootCount !== 1) throw new SatchelError('request.invalid', 'Only one thing can get a new name.');
  // `.` and `..` are legal in S3, but no local disk can hold anything of that name.
  if (newName.includes('/') || newName === '.' || newName === '..') {
    throw new SatchelError('object.nameInvalid', 'Nothing can have this name.', { params });
  }
  if (Buffer.byteLength(`${targetPrefix}${newName}`) > maxKeyBytes) {
    throw new SatchelError('object.nameTooLong', `The whole path is longer than ${maxKeyBytes} bytes.`, {
      params,
    });
  }
}

/**
 * Refuses with `request.invalid` what would copy or move a thing onto itself, or a folder into itself, when both places
 * are one bucket. A copy that keeps both, or that stops or skips where a name is taken, may meet its source.
 */
export function checkNotIntoItself(
  kind: 'copy' | 'move',
  { onTaken }: Pick<RelocationRequest, 'onTaken'>,
  roots: readonly Root[],
): void {
  const mayMeet = kind === 'copy' && onTaken !== 'replace';
  for (const { kind: what, source, target } of roots) {
    const params = { name: nameOf(source) };
    if (target === source && !mayMeet) {
      throw new SatchelError('request.invalid', 'The source and the target are the same.', { params });
    }
    if (what === 'prefix' && target !== source && target.startsWith(source)) {
      throw new SatchelError('request.invalid', 'A folder cannot go into itself.', { params });
    }
  }
}
