import type { ClassicLevel } from 'classic-level';
import { SatchelError } from '../../satchelError.ts';
import { createGroupWriter } from './groupWriter.ts';
import { newHead, withChange } from './head.ts';
import { journalItems } from './items.ts';
import type { Journal, JournaledJob } from './journal.ts';
import { below, dataOf, formatKey } from './keys.ts';
import { journalListing } from './listing.ts';
import { beginAnew, journalError, openDatabase } from './openDatabase.ts';
import { clearOrphans, createOpenJobs, type JournalBase, type OpenJob } from './openJobs.ts';
import { journalProgress } from './progress.ts';
import { formatVersion } from './records.ts';

/** A journal, and what was wrong with it when it was opened. */
export type LevelJournal = Journal & { readonly problem?: string };

/**
 * Opens the journal in a folder of its own, a LevelDB database, or begins one. One that is damaged is repaired, or put
 * aside under another name. Throws `local.notWritable` (also when another process has it open) or `local.noSpace`.
 */
export async function openLevelJournal(
  folderPath: string,
  { nowMs = Date.now }: { readonly nowMs?: () => number } = {},
): Promise<LevelJournal> {
  let { db, problem } = await openFormatted(folderPath);
  let isClosed = false;
  let mayRepeat = false;
  const jobs = createOpenJobs();
  try {
    const lost = await jobs.read(db);
    if (lost !== undefined) problem = [problem, lost].filter((text) => text !== undefined).join('; ');
    await clearOrphans(db);
  } catch (error) {
    await db.close();
    throw journalError(error);
  }

  const writer = createGroupWriter({
    db: () => db,
    finishGroup: jobs.writeChanges,
    async recover() {
      mayRepeat = true;
      await db.close();
      db = (await openDatabase(folderPath)).db;
      await jobs.read(db);
    },
    errorOf: journalError,
  });
  const base: JournalBase = {
    async call(task) {
      if (isClosed) throw new SatchelError('internal', 'The journal is closed');
      return await writer.call(task);
    },
    db: () => db,
    mayRepeat: () => mayRepeat,
    job: jobs.job,
    change: jobs.change,
  };

  return {
    ...(problem !== undefined && { problem }),
    readJobs: () => base.call(() => jobs.all().map(restored)),
    addJob: ({ jobId, ...told }) =>
      base.call((group) => {
        if (jobs.all().some(({ told: { id } }) => id === jobId)) return;
        group.makeDurable();
        jobs.add({ id: jobId, ...told }, newHead, group);
      }),
    changeJob: (jobId, change) =>
      base.call(() => {
        const job = base.job(jobId);
        base.change(job, withChange(job.head, change));
      }),
    removeJob: (jobId) =>
      base.call(async (group) => {
        const job = base.job(jobId);
        jobs.remove(job, group);
        await group.flush();
        // Should the process end here, the next start clears it.
        await db.clear(below(dataOf(job.number)));
      }),
    ...journalItems(base, nowMs),
    ...journalProgress(base, jobs.all),
    ...journalListing(base),
    async close() {
      const written = base.call((group) => group.flush());
      isClosed = true;
      try {
        await written;
      } finally {
        await db.close();
      }
    },
  };
}

/** Opens the database, or a new one in place of one that was written by a Satchel that is not known here. */
async function openFormatted(
  folderPath: string,
): Promise<{ readonly db: ClassicLevel; readonly problem?: string }> {
  const opened = await openDatabase(folderPath);
  const format = await opened.db.get(formatKey);
  if (format === String(formatVersion)) return opened;
  const [any] = await opened.db.keys({ limit: 1 }).all();
  if (any !== undefined) {
    await opened.db.close();
    const anew = await beginAnew(folderPath, `Its format is ${format ?? 'unknown'}`);
    await anew.db.put(formatKey, String(formatVersion), { sync: true });
    return anew;
  }
  await opened.db.put(formatKey, String(formatVersion), { sync: true });
  return opened;
}

function restored({ told, head, notes }: OpenJob): JournaledJob {
  const { phase, error, answerForAll, endedAtMs, isPlanned, counts, waiting } = head;
  return {
    ...told,
    // What had to be put right may be by now.
    phase: phase === 'blocked' ? 'going' : phase,
    isPlanned,
    storedCounts: { small: waiting.small.count, large: waiting.large.count },
    counts,
    notes,
    ...(answerForAll !== undefined && { answerForAll }),
    ...(error !== undefined && phase !== 'blocked' && { error }),
    ...(endedAtMs !== undefined && { endedAtMs }),
  };
}
