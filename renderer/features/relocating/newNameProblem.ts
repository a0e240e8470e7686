import { type Entry, maxKeyBytes } from '../../../shared/domain/object.ts';

/** What is wrong with a new name. */
export type NewNameProblem = 'empty' | 'slash' | 'dots' | 'tooLong' | 'taken';

const encoder = new TextEncoder();

/**
 * The first rule that a new name breaks, or undefined for a good one; its own name is good. `isTaken` is asked for the
 * whole key or prefix. Names that are only dots cannot be downloaded to any computer, so Satchel gives none.
 */
export function newNameProblem(
  entry: Entry,
  name: string,
  isTaken: (id: string) => boolean,
): NewNameProblem | undefined {
  if (name === '') return 'empty';
  if (name.includes('/')) return 'slash';
  if (name === '.' || name === '..') return 'dots';
  if (name === entry.name) return undefined;
  const id = renamedId(entry, name);
  if (encoder.encode(id).length > maxKeyBytes) return 'tooLong';
  const base = parentPrefix(entry);
  // A file and a folder of one name are two things to S3, and one confusion to a person.
  return isTaken(`${base}${name}`) || isTaken(`${base}${name}/`) ? 'taken' : undefined;
}

/** The key or prefix that an entry has under a new name. */
export function renamedId(entry: Entry, name: string): string {
  return `${parentPrefix(entry)}${name}${entry.kind === 'folder' ? '/' : ''}`;
}

function parentPrefix(entry: Entry): string {
  if (entry.kind === 'file') return entry.key.slice(0, entry.key.length - entry.name.length);
  return entry.prefix.slice(0, entry.prefix.length - entry.name.length - 1);
}
