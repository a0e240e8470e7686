import type { Location } from '../../../shared/domain/object.ts';

/** What the starter of an operation knows of it, and main does not tell. */
export type About = {
  /** What a person did, for its words: a rename is a move to main, and a duplicate a copy. */
  readonly deed: 'rename' | 'duplicate' | 'move' | 'copy' | 'undo';
  /** The names of what it is about: the first, and how many there are. */
  readonly firstName: string;
  readonly count: number;
  /** The name that a rename gives. */
  readonly newName?: string;
  /** The folder that it is taken from. */
  readonly from?: Location;
  /** What this takes back, as a name. */
  readonly what?: string;
  /** True where the starter asks about names that are taken, so that they are no failure. */
  readonly asksWhenTaken?: boolean;
};
