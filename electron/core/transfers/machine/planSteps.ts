import { withJob } from './jobSteps.ts';
import type { JobState, Step, TransferEvent, TransferItem, TransfersState } from './model.ts';
import { pushAll } from './queue.ts';
import { backoffMs, maxVainAttempts, shownLimit, shownName } from './rules.ts';

type Event<K extends TransferEvent['kind']> = Extract<TransferEvent, { kind: K }>;

function jobOfRun(
  state: TransfersState,
  { jobId, run }: { readonly jobId: string; readonly run: number },
): JobState | undefined {
  const job = state.jobs.get(jobId);
  return job?.phase === 'going' && job.plan.status === 'running' && job.plan.run === run ? job : undefined;
}

/**
 * More files were found; those that cannot be moved at all have failed already. What was found stays found, also when
 * the news comes after the job was cancelled or stopped: a later planning does not tell of it again.
 */
export function planned(state: TransfersState, event: Event<'planned'>): Step {
  const job = state.jobs.get(event.jobId);
  if (job === undefined) return { state, effects: [] };
  const rejected = event.rejected.map(({ item }) => item);
  const failures = event.rejected.map(({ item, error }) => ({
    itemId: item.id,
    name: shownName(job.source, item),
    error,
  }));
  const place = job.phase === 'going' ? 'queue' : job.phase === 'cancelled' ? 'left' : 'failed';
  const failed = pushAll(job.failed, rejected);
  const next: JobState = {
    ...job,
    failed,
    plan: { ...job.plan, vainRuns: 0 },
    failures: [...job.failures, ...failures].slice(0, shownLimit),
    fileCount: job.fileCount + event.items.length + rejected.length,
    folderCount: job.folderCount + foldersIn(event.items) + foldersIn(rejected),
    sizeBytes: job.sizeBytes + sizeOf(event.items) + sizeOf(rejected),
    renamed: [...job.renamed, ...event.renamed].slice(0, shownLimit),
    renamedCount: job.renamedCount + event.renamed.length,
  };
  return {
    state: withJob(state, { ...next, [place]: pushAll(next[place], event.items) }),
    effects: [],
  };
}

function foldersIn(items: readonly TransferItem[]): number {
  return items.filter(({ kind }) => kind === 'folder').length;
}

function sizeOf(items: readonly TransferItem[]): number {
  return items.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
}

/** All files of the job are known. */
export function planEnded(state: TransfersState, event: Event<'planEnded'>): Step {
  const job = jobOfRun(state, event);
  if (job === undefined) return { state, effects: [] };
  return { state: withJob(state, { ...job, plan: { ...job.plan, status: 'ended' } }), effects: [] };
}

/** The rest could not be listed: tried again where that may help; what was found already moves on in any case. */
export function planFailed(state: TransfersState, event: Event<'planFailed'>, nowMs: number): Step {
  const job = jobOfRun(state, event);
  if (job === undefined) return { state, effects: [] };
  const vainRuns = job.plan.vainRuns + 1;
  if (event.error.retryable && vainRuns < maxVainAttempts) {
    const retryAtMs = nowMs + backoffMs(vainRuns, event.jitter);
    const plan = { status: 'backoff' as const, run: event.run, vainRuns, retryAtMs };
    return { state: withJob(state, { ...job, plan }), effects: [] };
  }
  const plan = { status: 'failed' as const, run: event.run, vainRuns };
  return { state: withJob(state, { ...job, plan, error: event.error }), effects: [] };
}
