import type { TransferRow, TransferRows } from '../../../shared/domain/transfer.ts';
import { isSame } from '../transfers/createTransfersStore.ts';

/** The pages of a job's files that were asked for, each with the cursor that it begins at. */
export type ItemPages = {
  readonly pages: TransferRows[];
  readonly pageParams: (string | undefined)[];
};

/**
 * Puts a page that was asked for again in its place. The next one begins where this one ends now, when it is asked for
 * again; rows that did not change stay the same objects, so that only the others are drawn again.
 */
export function withPage(data: ItemPages, index: number, answer: TransferRows): ItemPages {
  const known = new Map(data.pages[index]?.rows.map((row) => [row.itemId, row]));
  const rows = answer.rows.map((row) => {
    const before = known.get(row.itemId);
    return before !== undefined && isSame(before, row) ? before : row;
  });
  const isLast = answer.nextCursor === undefined;
  const end = isLast ? index + 1 : data.pages.length;
  return {
    pages: data.pages.slice(0, end).map((page, at) => (at === index ? { ...answer, rows } : page)),
    pageParams: data.pageParams
      .slice(0, end)
      .map((cursor, at) => (at === index + 1 ? answer.nextCursor : cursor)),
  };
}

/** The rows of all pages, and the index at which each page begins. */
export type FlatRows = {
  readonly ids: readonly string[];
  readonly byId: ReadonlyMap<string, TransferRow>;
  readonly starts: readonly number[];
};

/** Puts the pages together; a file that has moved on between two of them is shown once, where it was seen first. */
export function flatRows(pages: readonly TransferRows[]): FlatRows {
  const byId = new Map<string, TransferRow>();
  const starts: number[] = [];
  for (const page of pages) {
    starts.push(byId.size);
    for (const row of page.rows) if (!byId.has(row.itemId)) byId.set(row.itemId, row);
  }
  return { ids: [...byId.keys()], byId, starts };
}

/** The pages that hold the rows from `first` to `last`. */
export function pagesOf(starts: readonly number[], first: number, last: number): readonly number[] {
  return starts.flatMap((start, index) => {
    const end = starts[index + 1] ?? Number.POSITIVE_INFINITY;
    return start <= last && end > first ? [index] : [];
  });
}
