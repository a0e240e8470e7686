import type { TransferJob, TransfersSnapshot } from '../../../shared/domain/transfer.ts';
import type { Meter } from './flow/meter.ts';
import type { JobRuntime } from './jobRuntime.ts';
import type { JobSource, JobState, TransferItem, TransfersState } from './machine/model.ts';
import { shift } from './machine/queue.ts';

/** What the user sees of all jobs, newest first; costs the same however many files they have. */
export function snapshotOf(
  state: TransfersState,
  runtimeOf: (jobId: string) => JobRuntime | undefined,
  totalMeter: Meter,
  nowMs: number,
): TransfersSnapshot {
  const jobs = [...state.jobs.values()].map((job) => viewOf(job, runtimeOf(job.id), nowMs)).reverse();
  const active = jobs.filter((job) => job.endedAtMs === undefined);
  const sizeBytes = active.reduce((sum, job) => sum + job.sizeBytes, 0);
  const doneBytes = active.reduce((sum, job) => sum + job.doneBytes, 0);
  const planning = active.some(({ status }) => status === 'planning');
  const speed = active.length === 0 ? 0 : totalMeter.bytesPerSecond(nowMs);
  const secondsLeft =
    active.length === 0 || planning ? undefined : totalMeter.secondsLeft(sizeBytes - doneBytes, nowMs);
  return {
    jobs,
    total: {
      activeJobCount: active.length,
      sizeBytes,
      doneBytes,
      bytesPerSecond: speed,
      ...(secondsLeft === undefined ? {} : { secondsLeft }),
      isStalled: active.some(({ isStalled }) => isStalled) && totalMeter.isStalled(nowMs),
    },
  };
}

function viewOf(job: JobState, runtime: JobRuntime | undefined, nowMs: number): TransferJob {
  const status = statusOf(job);
  const going = job.phase === 'going';
  const doneBytes = Math.min(job.sizeBytes, job.settledBytes + (runtime?.movedBytes ?? 0));
  const secondsLeft =
    going && status !== 'planning' ? runtime?.meter.secondsLeft(job.sizeBytes - doneBytes, nowMs) : undefined;
  const asked = going ? shift(job.waiting)?.value : undefined;
  return {
    id: job.id,
    kind: job.source.kind,
    status,
    ...labelsOf(job.source),
    fileCount: job.fileCount - job.folderCount,
    doneCount: job.doneCount - job.doneFolderCount,
    skippedCount: job.skippedCount,
    failedCount: job.failed.size,
    sizeBytes: job.sizeBytes,
    doneBytes,
    bytesPerSecond: going ? (runtime?.meter.bytesPerSecond(nowMs) ?? 0) : 0,
    ...(secondsLeft === undefined ? {} : { secondsLeft }),
    isStalled: status === 'running' && job.active.size > 0 && runtime?.meter.isStalled(nowMs) === true,
    ...(asked === undefined
      ? {}
      : {
          conflict: {
            itemId: asked.item.id,
            name: nameBelowTarget(job.source, asked.item),
            ...asked.conflict,
          },
        }),
    failures: [...job.failures],
    renamed: [...job.renamed],
    renamedCount: job.renamedCount,
    ...(job.error === undefined ? {} : { error: job.error }),
    startedAtMs: job.startedAtMs,
    ...(job.endedAtMs === undefined ? {} : { endedAtMs: job.endedAtMs }),
  };
}

/** An open question comes first: the user can answer it while other files still go. */
function statusOf(job: JobState): TransferJob['status'] {
  if (job.phase === 'cancelled') return 'cancelled';
  if (job.phase === 'ended') return job.error !== undefined || job.failed.size > 0 ? 'failed' : 'done';
  if (job.waiting.size > 0) return 'waiting';
  return job.plan.status === 'running' || job.plan.status === 'backoff' ? 'planning' : 'running';
}

/** Where a file goes below the job's target, with the folders on the way. */
function nameBelowTarget(source: JobSource, { target }: TransferItem): string {
  return source.kind === 'upload' ? target.slice(source.target.prefix.length) : target;
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
  const { accountId, keys, prefixes } = source.selection;
  return {
    accountId,
    firstName: lastName(prefixes[0] ?? keys[0] ?? ''),
    chosenCount: keys.length + prefixes.length,
    targetLabel: source.folderPath,
  };
}

function lastName(path: string): string {
  const trimmed = path.replace(/[/\\]+$/, '');
  return trimmed.slice(Math.max(trimmed.lastIndexOf('/'), trimmed.lastIndexOf('\\')) + 1) || path;
}
