import type { ItemResult, JobCounts, JobNotes, JobSource, Rename } from './model.ts';
import { shownLimit, shownName } from './rules.ts';

/** Those of a job of which nothing is known yet. */
export const noCounts: JobCounts = {
  fileCount: 0,
  folderCount: 0,
  doneCount: 0,
  doneFolderCount: 0,
  skippedCount: 0,
  failedCount: 0,
  renamedCount: 0,
  sizeBytes: 0,
  settledBytes: 0,
};

/** The numbers of a job after some of its files have ended. */
export function countsAfter(counts: JobCounts, results: readonly ItemResult[]): JobCounts {
  let { doneCount, doneFolderCount, skippedCount, failedCount, renamedCount, sizeBytes, settledBytes } =
    counts;
  for (const { item, state, sizeBytes: movedBytes, renamed } of results) {
    if (state === 'done') doneCount += 1;
    if (state === 'done' && item.kind === 'folder') doneFolderCount += 1;
    if (state === 'skipped') skippedCount += 1;
    if (state === 'failed') failedCount += 1;
    if (renamed !== undefined) renamedCount += 1;
    sizeBytes += movedBytes - item.sizeBytes;
    settledBytes += movedBytes;
  }
  return {
    ...counts,
    doneCount,
    doneFolderCount,
    skippedCount,
    failedCount,
    renamedCount,
    sizeBytes,
    settledBytes,
  };
}

/** The first failures and changed names, with those of these results. */
export function notesAfter(notes: JobNotes, source: JobSource, results: readonly ItemResult[]): JobNotes {
  const renamed = results.flatMap((result) => (result.renamed === undefined ? [] : [result.renamed]));
  const failures = results.flatMap(({ state, item, error }) =>
    state === 'failed' && error !== undefined
      ? [{ itemId: item.id, name: shownName(source, item), error }]
      : [],
  );
  return { failures: firstOf(notes.failures, failures), renamed: withRenamed(notes, renamed).renamed };
}

/** The notes with more changed names. */
export function withRenamed(notes: JobNotes, renamed: readonly Rename[]): JobNotes {
  return { ...notes, renamed: firstOf(notes.renamed, renamed) };
}

function firstOf<T>(former: readonly T[], more: readonly T[]): readonly T[] {
  if (more.length === 0 || former.length >= shownLimit) return former;
  return [...former, ...more].slice(0, shownLimit);
}
