import { assertNever } from '../../../shared/assertNever.ts';
import type { TransferJob } from '../../../shared/domain/transfer.ts';

/** How the panel sorts jobs, in the order in which it shows them. */
export const jobGroupKinds = ['needsYou', 'going', 'paused', 'finished'] as const;
export type JobGroupKind = (typeof jobGroupKinds)[number];

/** What can be done with several jobs at once. */
export const bulkActions = ['pause', 'resume', 'retry', 'cancel', 'clear'] as const;
export type BulkAction = (typeof bulkActions)[number];

/** An action and the jobs that it is for; one without jobs is not offered. */
export type BulkOffer = { readonly action: BulkAction; readonly jobIds: readonly string[] };

export type JobGroup = {
  readonly kind: JobGroupKind;
  readonly jobIds: readonly string[];
  readonly offers: readonly BulkOffer[];
};

/** What the panel shows: its groups without the empty ones, and what can be done with all jobs. */
export type PanelLayout = { readonly groups: readonly JobGroup[]; readonly offers: readonly BulkOffer[] };

/** True until a job is done, failed or cancelled. */
export function isActive({ status }: Pick<TransferJob, 'status'>): boolean {
  return status !== 'done' && status !== 'failed' && status !== 'cancelled';
}

/** True for a job that does not go on, or not wholly, before the user does something. */
export function needsUser({ status }: Pick<TransferJob, 'status'>): boolean {
  return status === 'waiting' || status === 'blocked';
}

/** The group that shows a job. */
export function groupOf({ status, failedCount }: Pick<TransferJob, 'status' | 'failedCount'>): JobGroupKind {
  switch (status) {
    case 'waiting':
    case 'blocked':
    case 'failed':
      return 'needsYou';
    case 'planning':
    case 'running':
    case 'offline':
      return 'going';
    case 'paused':
      return 'paused';
    case 'done':
      return failedCount > 0 ? 'needsYou' : 'finished';
    case 'cancelled':
      return 'finished';
    default:
      return assertNever(status, 'job status');
  }
}

const actionsOf: Readonly<Record<JobGroupKind, readonly BulkAction[]>> = {
  needsYou: ['retry', 'cancel', 'clear'],
  going: ['pause', 'cancel'],
  paused: ['resume', 'cancel'],
  finished: ['clear'],
};

function takes(action: BulkAction, job: TransferJob): boolean {
  switch (action) {
    case 'pause':
      return isActive(job) && job.status !== 'paused' && job.status !== 'blocked';
    case 'resume':
      return job.status === 'paused';
    case 'retry':
      return job.status === 'blocked' || (groupOf(job) === 'needsYou' && !isActive(job));
    case 'cancel':
      return isActive(job);
    case 'clear':
      return !isActive(job);
    default:
      return assertNever(action, 'bulk action');
  }
}

function offersOf(actions: readonly BulkAction[], jobs: readonly TransferJob[]): readonly BulkOffer[] {
  return actions
    .map((action) => ({ action, jobIds: jobs.filter((job) => takes(action, job)).map(({ id }) => id) }))
    .filter(({ jobIds }) => jobIds.length > 0);
}

/** Sorts jobs into groups; within a group they keep the order of the snapshot. */
export function layoutOf(jobs: readonly TransferJob[]): PanelLayout {
  const groups = jobGroupKinds
    .map((kind) => ({ kind, jobs: jobs.filter((job) => groupOf(job) === kind) }))
    .filter((group) => group.jobs.length > 0);
  const finished = groups.find(({ kind }) => kind === 'finished')?.jobs ?? [];
  return {
    groups: groups.map(({ kind, jobs: own }) => ({
      kind,
      jobIds: own.map(({ id }) => id),
      offers: offersOf(actionsOf[kind], own),
    })),
    offers: [...offersOf(['pause', 'resume', 'retry'], jobs), ...offersOf(['clear'], finished)],
  };
}
