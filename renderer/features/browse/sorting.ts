import { assertNever } from '../../../shared/assertNever.ts';
import type { Entry, EntryPage, FileEntry, FolderEntry } from '../../../shared/domain/object.ts';
import { entryId, isFolderMarker } from './entries.ts';

export const sortColumns = ['name', 'modified', 'type', 'size'] as const;
export type SortColumn = (typeof sortColumns)[number];
export type SortDirection = 'ascending' | 'descending';
export type Sort = { readonly column: SortColumn; readonly direction: SortDirection };

/** How rows are ordered beside the sort itself; both in the user's language. */
export type Ordering = {
  readonly compareText: (left: string, right: string) => number;
  /** The plain words for a file's type, from its name. */
  readonly typeName: (name: string) => string;
};

/**
 * The rows of a listing: folders, then files. `sort` is undefined until the user chooses one: a folder that came in one
 * page is then by name as people read it, and a longer one in the server's order, so that later pages only append.
 */
export type Arrangement = {
  readonly pages: readonly EntryPage[];
  readonly sort: Sort | undefined;
  readonly order: 'server' | 'sorted';
  readonly folders: readonly FolderEntry[];
  readonly files: readonly FileEntry[];
  readonly rows: readonly Entry[];
};

const byName: Sort = { column: 'name', direction: 'ascending' };

/** What the header shows as sorted before the user chose anything: S3 lists by name. */
export const defaultSort = byName;

/** The sort after a click on a column: the other direction of the one that is shown, else that column ascending. */
export function nextSort(sort: Sort | undefined, column: SortColumn): Sort {
  const shown = sort ?? defaultSort;
  if (shown.column !== column) return { column, direction: 'ascending' };
  return { column, direction: shown.direction === 'ascending' ? 'descending' : 'ascending' };
}

/**
 * Arranges the pages loaded so far. When `previous` holds a beginning of them in the same order, only the new ones are
 * added to its rows; the engine's sort takes rows that are nearly in order in linear time.
 */
export function arrange(
  pages: readonly EntryPage[],
  sort: Sort | undefined,
  ordering: Ordering,
  previous?: Arrangement,
): Arrangement {
  const isComplete = pages.at(-1)?.nextCursor === undefined;
  const applied = sort ?? (isComplete && pages.length <= 1 ? byName : undefined);
  const order = applied === undefined ? 'server' : 'sorted';
  const base = previous !== undefined && continues(previous, pages, sort, order) ? previous : undefined;

  const folders: FolderEntry[] = base === undefined ? [] : [...base.folders];
  const files: FileEntry[] = base === undefined ? [] : [...base.files];
  for (const page of pages.slice(base?.pages.length ?? 0)) {
    for (const entry of page.entries) {
      if (entry.kind === 'folder') folders.push(entry);
      else if (!isFolderMarker(entry)) files.push(entry);
    }
  }
  if (applied !== undefined) {
    folders.sort(comparison(applied.column === 'name' ? applied : byName, ordering));
    files.sort(comparison(applied, ordering));
  }
  return { pages, sort, order, folders, files, rows: [...folders, ...files] };
}

function continues(
  previous: Arrangement,
  pages: readonly EntryPage[],
  sort: Sort | undefined,
  order: Arrangement['order'],
): boolean {
  return (
    previous.order === order &&
    previous.sort?.column === sort?.column &&
    previous.sort?.direction === sort?.direction &&
    previous.pages.length <= pages.length &&
    previous.pages.every((page, index) => page === pages[index])
  );
}

function comparison(sort: Sort, ordering: Ordering): (left: Entry, right: Entry) => number {
  const sign = sort.direction === 'ascending' ? 1 : -1;
  const names = (left: Entry, right: Entry) =>
    ordering.compareText(left.name, right.name) || compareCodeUnits(entryId(left), entryId(right));
  return (left, right) =>
    sign * compareColumn(sort.column, left, right, ordering) || sign * names(left, right);
}

function compareColumn(column: SortColumn, left: Entry, right: Entry, ordering: Ordering): number {
  if (left.kind === 'folder' || right.kind === 'folder') return 0;
  switch (column) {
    case 'name':
      return 0;
    case 'modified':
      return left.modifiedAtMs - right.modifiedAtMs;
    case 'type':
      return ordering.compareText(ordering.typeName(left.name), ordering.typeName(right.name));
    case 'size':
      return left.sizeBytes - right.sizeBytes;
    default:
      return assertNever(column, 'sort column');
  }
}

function compareCodeUnits(left: string, right: string): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}
