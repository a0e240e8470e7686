import type { AppError } from '../../../shared/domain/appError.ts';
import type { JobStatus, TransferJob, TransfersSnapshot } from '../../../shared/domain/transfer.ts';
import type { Meter } from './flow/meter.ts';
import type { JobRuntime } from './jobRuntime.ts';
import type { JobSource, JobState, TransfersState } from './machine/model.ts';
import { shift } from './machine/queue.ts';
import { isOver, nameBelowTarget } from './machine/rules.ts';

/** Views of jobs that have ended: they stay the same, and there may be a hundred. */
const endedViews = new WeakMap<JobState, TransferJob>();

/** What the user sees of all jobs, newest first; costs the same however many files they have. */
export function snapshotOf(
  state: TransfersState,
  runtimeOf: (jobId: string) => JobRuntime | undefined,
  totalMeter: Meter,
  nowMs: number,
): TransfersSnapshot {
  // One that was cleared is off the list, even while its last file has not stopped.
  const listed = [...state.jobs.values()].filter(({ afterStop }) => afterStop !== 'remove');
  const jobs = listed.map((job) => viewOf(job, runtimeOf(job.id), nowMs)).reverse();
  const active = jobs.filter((job) => job.endedAtMs === undefined);
  const going = active.filter(({ status }) => status !== 'paused' && status !== 'blocked');
  // What is paused says nothing about how long it takes, but it is all there is when nothing goes.
  const summed = going.length > 0 ? going : active;
  const sizeBytes = summed.reduce((sum, job) => sum + job.sizeBytes, 0);
  const doneBytes = summed.reduce((sum, job) => sum + job.doneBytes, 0);
  const isKnown = going.length > 0 && going.every(({ status }) => status !== 'planning');
  const secondsLeft = isKnown ? totalMeter.secondsLeft(sizeBytes - doneBytes, nowMs) : undefined;
  return {
    jobs,
    total: {
      activeJobCount: active.length,
      goingJobCount: going.length,
      sizeBytes,
      doneBytes,
      bytesPerSecond: going.length === 0 ? 0 : totalMeter.bytesPerSecond(nowMs),
      ...(secondsLeft === undefined ? {} : { secondsLeft }),
      isStalled: going.some(({ isStalled }) => isStalled) && totalMeter.isStalled(nowMs),
    },
  };
}

function viewOf(job: JobState, runtime: JobRuntime | undefined, nowMs: number): TransferJob {
  if (!isOver(job)) return freshViewOf(job, runtime, nowMs);
  const known = endedViews.get(job);
  if (known !== undefined) return known;
  const view = freshViewOf(job, runtime, nowMs);
  endedViews.set(job, view);
  return view;
}

function freshViewOf(job: JobState, runtime: JobRuntime | undefined, nowMs: number): TransferJob {
  const { counts, notes } = job;
  const { status, error } = standingOf(job, runtime?.writer.trouble());
  const moves = job.phase === 'going' && job.active.size > 0;
  // Of what is over, only whole files count: the rest is thrown away.
  const movedBytes = isOver(job) ? 0 : (runtime?.movedBytes ?? 0);
  const doneBytes = Math.min(counts.sizeBytes, counts.settledBytes + movedBytes);
  const secondsLeft =
    status === 'running' ? runtime?.meter.secondsLeft(counts.sizeBytes - doneBytes, nowMs) : undefined;
  const asked = status === 'waiting' ? shift(job.waiting)?.value : undefined;
  return {
    id: job.id,
    kind: job.source.kind,
    status,
    ...labelsOf(job.source),
    fileCount: counts.fileCount - counts.folderCount,
    doneCount: counts.doneCount - counts.doneFolderCount,
    skippedCount: counts.skippedCount,
    failedCount: counts.failedCount,
    sizeBytes: counts.sizeBytes,
    doneBytes,
    bytesPerSecond: moves ? (runtime?.meter.bytesPerSecond(nowMs) ?? 0) : 0,
    ...(secondsLeft === undefined ? {} : { secondsLeft }),
    isStalled: status === 'running' && moves && runtime?.meter.isStalled(nowMs) === true,
    ...(asked === undefined
      ? {}
      : {
          conflict: {
            itemId: asked.item.id,
            name: nameBelowTarget(job.source, asked.item),
            ...asked.conflict,
          },
        }),
    failures: [...notes.failures],
    renamed: [...notes.renamed],
    renamedCount: counts.renamedCount,
    ...(error === undefined ? {} : { error }),
    startedAtMs: job.startedAtMs,
    ...(job.endedAtMs === undefined ? {} : { endedAtMs: job.endedAtMs }),
  };
}

type Standing = { readonly status: JobStatus; readonly error?: AppError | undefined };

/** `trouble` is why the journal does not take what has to be written. */
function standingOf(job: JobState, trouble: AppError | undefined): Standing {
  const { phase, counts, error, plan } = job;
  if (phase === 'cancelled') return { status: 'cancelled', error };
  if (phase === 'ended') {
    return { status: error !== undefined || counts.failedCount > 0 ? 'failed' : 'done', error };
  }
  if (phase === 'paused') return { status: 'paused', error: trouble ?? error };
  if (phase === 'blocked') return { status: 'blocked', error };
  if (trouble !== undefined) return { status: 'blocked', error: trouble };
  // The user can answer while other files still go, or would.
  if (job.waiting.size > 0) return { status: 'waiting', error };
  const away = whatIsAway(job);
  if (away !== undefined) return { status: 'offline', error: away };
  return { status: plan.status === 'running' || plan.status === 'backoff' ? 'planning' : 'running', error };
}

/** Why every file that has its turn waits for its next try, or else the planning: the network or the server. */
function whatIsAway({ active, plan }: JobState): AppError | undefined {
  let first: AppError | undefined;
  for (const { retryAtMs, error } of active.values()) {
    if (retryAtMs === undefined || !isAway(error)) return undefined;
    first ??= error;
  }
  if (active.size > 0) return first;
  return plan.status === 'backoff' && isAway(plan.error) ? plan.error : undefined;
}

function isAway(error: AppError | undefined): boolean {
  return error !== undefined && (error.code.startsWith('network.') || error.code.startsWith('server.'));
}

type Labels = Pick<TransferJob, 'accountId' | 'firstName' | 'chosenCount' | 'targetLabel' | 'target'>;

function labelsOf(source: JobSource): Labels {
  if (source.kind === 'upload') {
    const { accountId, bucket, prefix } = source.target;
    return {
      accountId,
      firstName: lastName(source.paths[0] ?? ''),
      chosenCount: source.paths.length,
      targetLabel: prefix === '' ? bucket : `${bucket}/${prefix}`,
      target: source.target,
    };
  }
  const { accountId, bucket, keys, prefixes } = source.selection;
  return {
    accountId,
    firstName: lastName(prefixes[0] ?? keys[0] ?? '') || bucket,
    chosenCount: keys.length + prefixes.length,
    targetLabel: source.folderPath,
  };
}

function lastName(path: string): string {
  const trimmed = path.replace(/[/\\]+$/, '');
  return trimmed.slice(Math.max(trimmed.lastIndexOf('/'), trimmed.lastIndexOf('\\')) + 1) || path;
}
