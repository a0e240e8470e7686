import { expect } from 'vitest';
import type { Journal, JournaledJob, ReceiptLine } from '../../../electron/core/transfers/journal/journal.ts';
import type { JobCounts } from '../../../electron/core/transfers/machine/model.ts';
import type { ItemState, TransferRow } from '../../../shared/domain/transfer.ts';

/** All that a journal tells about a job. */
export type JobContents = { readonly job: JournaledJob; readonly rows: readonly TransferRow[] };

/** All rows of a job in one state, read in pages. */
export async function allRows(
  journal: Journal,
  jobId: string,
  state: ItemState,
  limit = 1000,
): Promise<readonly TransferRow[]> {
  const rows: TransferRow[] = [];
  let cursor: string | undefined;
  do {
    const page = await journal.readRows(jobId, state, { limit, ...(cursor !== undefined && { cursor }) });
    rows.push(...page.rows);
    cursor = page.nextCursor;
  } while (cursor !== undefined);
  return rows;
}

/** The whole receipt of a job. */
export async function receiptOf(journal: Journal, jobId: string): Promise<readonly ReceiptLine[]> {
  const lines: ReceiptLine[] = [];
  for await (const line of journal.readReceipt(jobId)) lines.push(line);
  return lines;
}

/** Reads everything, and checks that the counts of each job are those of its rows. */
export async function contentsOf(journal: Journal): Promise<readonly JobContents[]> {
  const contents: JobContents[] = [];
  for (const job of await journal.readJobs()) {
    const rows: TransferRow[] = [];
    for (const state of ['waiting', 'failed', 'skipped', 'done'] as const) {
      rows.push(...(await allRows(journal, job.id, state)));
    }
    expect(countsOf(rows)).toEqual(shownCounts(job));
    contents.push({ job, rows });
  }
  return contents;
}

function shownCounts({ counts, storedCounts }: JournaledJob): Partial<JobCounts> & { waiting: number } {
  const { renamedCount: _renamedCount, ...others } = counts;
  return { ...others, waiting: storedCounts.small + storedCounts.large };
}

function countsOf(rows: readonly TransferRow[]): Partial<JobCounts> & { waiting: number } {
  const count = (is: (row: TransferRow) => boolean): number => rows.filter(is).length;
  const bytes = (some: readonly TransferRow[]): number => some.reduce((sum, row) => sum + row.sizeBytes, 0);
  return {
    fileCount: rows.length,
    folderCount: count(({ kind }) => kind === 'folder'),
    doneCount: count(({ state }) => state === 'done'),
    doneFolderCount: count(({ state, kind }) => state === 'done' && kind === 'folder'),
    skippedCount: count(({ state }) => state === 'skipped'),
    failedCount: count(({ state }) => state === 'failed'),
    sizeBytes: bytes(rows),
    settledBytes: bytes(rows.filter(({ state }) => state !== 'waiting')),
    waiting: count(({ state }) => state === 'waiting'),
  };
}
