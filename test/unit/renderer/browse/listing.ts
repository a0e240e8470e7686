import { EntryStore } from '../../../../renderer/features/browse/entryStore.ts';
import { type Listed, type ListedRows, listedRows } from '../../../../renderer/features/browse/listedRows.ts';
import type { SlicedWork } from '../../../../renderer/features/browse/slicedWork.ts';
import { serverOrder } from '../../../../renderer/features/browse/sorting.ts';
import type { Entry } from '../../../../shared/domain/object.ts';

/** A file of the folder `p/`. */
export function file(name: string, sizeBytes = 1, modifiedAtMs = 0): Entry {
  return { kind: 'file', key: `p/${name}`, name, sizeBytes, modifiedAtMs };
}

/** A folder in the folder `p/`. */
export function folder(name: string): Entry {
  return { kind: 'folder', prefix: `p/${name}/`, name };
}

/** What is listed of `p/`, page by page. */
export function listedOf(...pages: readonly (readonly Entry[])[]): Listed {
  const store = new EntryStore('p/');
  for (const page of pages) store.append(page);
  return moment(store);
}

/** What a store holds now. */
export function moment(store: EntryStore): Listed {
  return { store, count: store.count, folderCount: store.folderCount };
}

/** The files of these names as rows, in this order. */
export function rowsOf(...names: readonly string[]): ListedRows {
  const listed = listedOf(names.map((name) => file(name)));
  return listedRows(listed.store, serverOrder(listed));
}

/** Does sliced work as a whole, and counts the slices. */
export function finish<T>(work: SlicedWork<T>): T {
  for (;;) {
    const step = work.next();
    if (step.done === true) return step.value;
  }
}
