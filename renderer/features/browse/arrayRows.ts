import type { Entry } from '../../../shared/domain/object.ts';
import { entryId } from './entries.ts';
import type { Rows } from './rows.ts';

/** Rows that are held as they are, for lists that are short enough; the ids are looked up from the first question on. */
export function arrayRows(entries: readonly Entry[]): Rows {
  let indexes: ReadonlyMap<string, number> | undefined;
  const at = (index: number) => {
    const entry = entries[index];
    if (entry === undefined) throw new RangeError(`There is no row ${index} of ${entries.length}`);
    return entry;
  };
  return {
    count: entries.length,
    at,
    idAt: (index) => entryId(at(index)),
    indexOf: (id) => {
      indexes ??= new Map(entries.map((entry, index) => [entryId(entry), index]));
      return indexes.get(id) ?? -1;
    },
  };
}
