import type { Entry } from '../../../shared/domain/object.ts';

/**
 * The rows of a list in the order in which they are shown. A million of them fit into memory, because an entry is made
 * when it is asked for; whoever draws asks for those that are seen.
 */
export type Rows = {
  readonly count: number;
  /** The entry of a row from 0 to `count - 1`. */
  at(index: number): Entry;
  /** What names the row for as long as it exists. */
  idAt(index: number): string;
  /** Where a row is; -1 for none. */
  indexOf(id: string): number;
};
