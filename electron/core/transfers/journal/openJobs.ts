import type { ClassicLevel } from 'classic-level';
import { SatchelError } from '../../satchelError.ts';
import type { JobNotes, Lane } from '../machine/model.ts';
import type { Group, GroupWriter } from './groupWriter.ts';
import type { JournaledJob } from './journal.ts';
import {
  below,
  dataKeys,
  headKey,
  jobKey,
  jobKeys,
  jobOfKey,
  jobText,
  notesKey,
  progressesOf,
} from './keys.ts';
import { type Head, headSchema, jobSchema, notesSchema, parseRecord } from './records.ts';

/** A job while the journal is open: what of it does not grow with its items. */
export type OpenJob = {
  readonly number: number;
  readonly told: Pick<JournaledJob, 'id' | 'source' | 'onTaken' | 'startedAtMs' | 'place'>;
  head: Head;
  notes: JobNotes;
  /** The place up to which this run has loaded each row. */
  loadedTo: Record<Lane, number>;
  /** Items that have progress. */
  readonly withProgress: Set<string>;
};

/** What the parts of the journal work with. */
export type JournalBase = GroupWriter & {
  db(): ClassicLevel;
  /** True once a write has failed: it may have been written all the same, and comes again. */
  mayRepeat(): boolean;
  /** Throws `request.stale` for a job that is not there. */
  job(jobId: string): OpenJob;
  /** Gives a job another head or other notes, which the group of the moment will write. */
  change(job: OpenJob, head: Head, notes?: JobNotes): void;
};

/** All open jobs, and which of them the group of the moment has to write. */
export type OpenJobs = Pick<JournalBase, 'job' | 'change'> & {
  all(): readonly OpenJob[];
  add(told: OpenJob['told'], head: Head, group: Group): void;
  remove(job: OpenJob, group: Group): void;
  writeChanges(group: Pick<Group, 'put'>): void;
  /** Reads them from the database; tells what could not be read. */
  read(db: ClassicLevel): Promise<string | undefined>;
};

export function createOpenJobs(): OpenJobs {
  const jobs = new Map<string, OpenJob>();
  const changedHeads = new Set<OpenJob>();
  const changedNotes = new Set<OpenJob>();
  let lastNumber = 0;

  const readJob = async (db: ClassicLevel, key: string, text: string): Promise<string> => {
    const number = Number(key.slice(jobKeys.length));
    const told = parseRecord(jobSchema, text, key);
    const [head, notes] = await db.getMany([headKey(number), notesKey(number)]);
    const progressKeys = await db.keys(below(progressesOf(number))).all();
    jobs.set(told.id, {
      number,
      told,
      head: parseRecord(headSchema, head, headKey(number)),
      notes: parseRecord(notesSchema, notes, notesKey(number)),
      loadedTo: jobs.get(told.id)?.loadedTo ?? { small: 0, large: 0 },
      withProgress: new Set(progressKeys.map((progress) => progress.slice(progressesOf(number).length))),
    });
    return told.id;
  };

  return {
    all: () => [...jobs.values()],
    job(jobId) {
      const job = jobs.get(jobId);
      if (job === undefined) throw new SatchelError('request.stale', `There is no transfer ${jobId}`);
      return job;
    },
    change(job, head, notes = job.notes) {
      if (notes !== job.notes) changedNotes.add(job);
      changedHeads.add(job);
      job.head = head;
      job.notes = notes;
    },
    add(told, head, group) {
      lastNumber += 1;
      const job: OpenJob = {
        number: lastNumber,
        told,
        head,
        notes: { failures: [], renamed: [] },
        loadedTo: { small: 0, large: 0 },
        withProgress: new Set(),
      };
      jobs.set(told.id, job);
      group.put(jobKey(job.number), JSON.stringify(told));
      changedHeads.add(job);
      changedNotes.add(job);
    },
    remove(job, group) {
      jobs.delete(job.told.id);
      changedHeads.delete(job);
      changedNotes.delete(job);
      for (const key of [jobKey, headKey, notesKey]) group.del(key(job.number));
    },
    writeChanges(group) {
      for (const { number, head } of changedHeads) group.put(headKey(number), JSON.stringify(head));
      for (const { number, notes } of changedNotes) group.put(notesKey(number), JSON.stringify(notes));
      changedHeads.clear();
      changedNotes.clear();
    },
    async read(db) {
      changedHeads.clear();
      changedNotes.clear();
      const known = new Set(jobs.keys());
      const problems: string[] = [];
      for await (const [key, text] of db.iterator(below(jobKeys))) {
        lastNumber = Math.max(lastNumber, Number(key.slice(jobKeys.length)));
        try {
          known.delete(await readJob(db, key, text));
        } catch (error) {
          if (!(error instanceof SatchelError)) throw error;
          problems.push(error.message);
        }
      }
      for (const id of known) jobs.delete(id);
      return problems.length === 0 ? undefined : problems.join('; ');
    },
  };
}

/** Clears what removed jobs have left, when the process ended before it was cleared. */
export async function clearOrphans(db: ClassicLevel): Promise<void> {
  const { gte, lt } = below(dataKeys);
  let from = gte;
  for (;;) {
    const [key] = await db.keys({ gte: from, lt, limit: 1 }).all();
    if (key === undefined) return;
    const number = jobOfKey(key);
    const next = `${dataKeys}${jobText(number + 1)}`;
    if (!(await db.has(jobKey(number)))) await db.clear({ gte: from, lt: next });
    from = next;
  }
}
