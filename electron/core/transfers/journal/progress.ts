import type { Group } from './groupWriter.ts';
import type { DonePart, ItemProgress, Journal } from './journal.ts';
import { below, partsOf, progressesOf } from './keys.ts';
import type { JournalBase, OpenJob } from './openJobs.ts';
import { parseRecord, partSchema, progressSchema } from './records.ts';

/** The part of the journal that keeps how far large files are. */
export function journalProgress(
  base: JournalBase,
  openJobs: () => readonly OpenJob[],
): Pick<Journal, 'readProgress' | 'beginProgress' | 'addPart' | 'dropProgress' | 'readUploadIds'> {
  return {
    readProgress: (jobId, itemId) =>
      base.call(async (group): Promise<ItemProgress | undefined> => {
        const job = base.job(jobId);
        if (!job.withProgress.has(itemId)) return undefined;
        await group.flush();
        const key = progressKey(job, itemId);
        const progress = parseRecord(progressSchema, await base.db().get(key), key);
        const parts = await base
          .db()
          .iterator(below(partsOf(job.number, itemId)))
          .all();
        return {
          ...progress,
          parts: parts.map(([partKey, text]) => parseRecord(partSchema, text, partKey)),
        };
      }),
    beginProgress: (jobId, itemId, progress) =>
      base.call(async (group) => {
        const job = base.job(jobId);
        await deleteProgress(base, group, job, itemId);
        group.makeDurable();
        group.put(progressKey(job, itemId), progressText(progress));
        for (const part of progress.parts) group.put(partKey(job, itemId, part), JSON.stringify(part));
        job.withProgress.add(itemId);
      }),
    addPart: (jobId, itemId, part) =>
      base.call((group) => {
        const job = base.job(jobId);
        // Without its beginning a part is of no use.
        if (job.withProgress.has(itemId)) group.put(partKey(job, itemId, part), JSON.stringify(part));
      }),
    dropProgress: (jobId, itemId) =>
      base.call((group) => deleteProgress(base, group, base.job(jobId), itemId)),
    readUploadIds: (bucket) =>
      base.call(async (group) => {
        await group.flush();
        const ids = new Set<string>();
        for (const job of openJobs()) {
          for await (const [key, text] of base.db().iterator(below(progressesOf(job.number)))) {
            const progress = parseRecord(progressSchema, text, key);
            if (progress.kind !== 'upload' || progress.bucket !== bucket) continue;
            if (progress.uploadId !== undefined) ids.add(progress.uploadId);
          }
        }
        return ids;
      }),
  };
}

/** The keys of all that there is of an item's progress, as far as it is written. */
export async function progressKeys(
  base: JournalBase,
  job: OpenJob,
  itemId: string,
): Promise<readonly string[]> {
  const parts = await base
    .db()
    .keys(below(partsOf(job.number, itemId)))
    .all();
  return [progressKey(job, itemId), ...parts];
}

async function deleteProgress(base: JournalBase, group: Group, job: OpenJob, itemId: string): Promise<void> {
  if (!job.withProgress.has(itemId)) return;
  await group.flush();
  for (const key of await progressKeys(base, job, itemId)) group.del(key);
  job.withProgress.delete(itemId);
}

function progressKey(job: OpenJob, itemId: string): string {
  return `${progressesOf(job.number)}${itemId}`;
}

function partKey(job: OpenJob, itemId: string, { partNumber }: DonePart): string {
  return `${partsOf(job.number, itemId)}${String(partNumber).padStart(5, '0')}`;
}

/** Progress without its parts, and with numbers that JSON cannot hold as texts. */
function progressText({ parts: _parts, ...progress }: ItemProgress): string {
  return JSON.stringify(
    progress.kind === 'upload' ? { ...progress, modifiedAtNs: String(progress.modifiedAtNs) } : progress,
  );
}
