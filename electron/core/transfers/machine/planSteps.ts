import { countsAfter, notesAfter, withRenamed } from './counts.ts';
import type { Effects } from './draft.ts';
import { blockJob, failJob } from './jobSteps.ts';
import type { ItemResult, JobState, LaneState, TransferEvent } from './model.ts';
import { endsJob, errorClassOf, isDue, mayRetry, oneMoreInVain, pauseMs } from './rules.ts';

type Event<K extends TransferEvent['kind']> = Extract<TransferEvent, { kind: K }>;

/**
 * More files were found, and are in the journal; those that cannot be moved at all have ended already. What was found
 * stays found, also when the news comes after the job was stopped: a later planning does not tell of it again.
 */
export function planned(job: JobState, event: Event<'planned'>): JobState {
  const { small, large } = event.stored;
  const rejected: readonly ItemResult[] = event.rejected.map((rejection) => ({
    ...rejection,
    sizeBytes: rejection.item.sizeBytes,
  }));
  const rejectedBytes = rejected.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  const foundCount = small.count + large.count + rejected.length;
  const counts = {
    ...job.counts,
    fileCount: job.counts.fileCount + foundCount,
    folderCount: job.counts.folderCount + event.folderCount,
    renamedCount: job.counts.renamedCount + event.renamed.length,
    sizeBytes: job.counts.sizeBytes + small.sizeBytes + large.sizeBytes + rejectedBytes,
  };
  return {
    ...job,
    rows: { small: withStored(job.rows.small, small.count), large: withStored(job.rows.large, large.count) },
    plan: foundCount > 0 ? { ...job.plan, vainRuns: 0 } : job.plan,
    counts: countsAfter(counts, rejected),
    notes: withRenamed(notesAfter(job.notes, job.source, rejected), event.renamed),
  };
}

function withStored(row: LaneState, count: number): LaneState {
  return count === 0 ? row : { ...row, storedCount: row.storedCount + count };
}

/** All files of the job are known, which is true also when the planning was told to stop at its very end. */
export function planEnded(job: JobState, { run }: Event<'planEnded'>): JobState {
  const { status } = job.plan;
  if (job.plan.run !== run || (status !== 'running' && status !== 'stopped')) return job;
  return { ...job, plan: { status: 'ended', run, vainRuns: 0 } };
}

/** The rest could not be listed: tried again where that may help; what was found already moves on in any case. */
export function planFailed(
  effects: Effects,
  job: JobState,
  { run, error, jitter }: Event<'planFailed'>,
  nowMs: number,
): JobState {
  if (job.plan.status !== 'running' || job.plan.run !== run) return job;
  const vainRuns = oneMoreInVain(error, job.plan.vainRuns, job.plan.lastError);
  const failed: JobState = { ...job, plan: { status: 'failed', run, vainRuns, error } };
  if (endsJob(job.source.kind, error)) return failJob(effects, failed, error, nowMs);
  if (errorClassOf(error) === 'credentials') return blockJob(effects, failed, error);
  if (!mayRetry(error, vainRuns)) return { ...failed, error };
  const retryAtMs = nowMs + pauseMs(error, vainRuns, jitter);
  return { ...job, plan: { status: 'backoff', run, vainRuns, retryAtMs, error } };
}

/** Lists again what was stopped, or has waited long enough. */
export function planAgain(effects: Effects, job: JobState, nowMs: number): JobState {
  const { status, run, vainRuns, retryAtMs, error } = job.plan;
  if (job.phase !== 'going' || job.afterStop === 'requeue') return job;
  const isOverdue = retryAtMs !== undefined && isDue(retryAtMs, error, vainRuns, nowMs);
  if (status !== 'stopped' && !isOverdue) return job;
  effects.push({ kind: 'plan', jobId: job.id, run: run + 1, source: job.source, isAgain: true });
  return { ...job, plan: { status: 'running', run: run + 1, vainRuns, ...(error && { lastError: error }) } };
}
