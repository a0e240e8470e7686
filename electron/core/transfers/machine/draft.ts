import type { JobState, TransferEffect, TransfersState } from './model.ts';

/** What steps ask for, in this order; each step adds its own. */
export type Effects = TransferEffect[];

/** The state that one event leads to, while it is made; jobs are replaced in it and never changed. */
export type Draft = {
  /** What the journal knows. */
  before: TransfersState;
  state: TransfersState;
  readonly effects: Effects;
  jobs: Map<string, JobState> | undefined;
  /** The jobs that were put in place. */
  readonly changed: Set<string>;
};

/** A draft in which nothing has changed yet. */
export function draftOf(state: TransfersState): Draft {
  return { before: state, state, effects: [], jobs: undefined, changed: new Set() };
}

/** Puts a job in the place of its former self, or behind all others when it is new. */
export function putJob(draft: Draft, job: JobState): void {
  if (draft.state.jobs.get(job.id) === job) return;
  ownJobs(draft).set(job.id, job);
  draft.changed.add(job.id);
}

/** Puts what a step makes of a job in its place; does nothing for a job that is not there. */
export function changeJob(draft: Draft, jobId: string, step: (job: JobState) => JobState): void {
  const job = draft.state.jobs.get(jobId);
  if (job !== undefined) putJob(draft, step(job));
}

/** Takes a job off the list. */
export function deleteJob(draft: Draft, jobId: string): void {
  ownJobs(draft).delete(jobId);
}

/** A copy of the jobs is made once for each event, and only when one changes: there may be hundreds that have ended. */
function ownJobs(draft: Draft): Map<string, JobState> {
  if (draft.jobs === undefined) {
    draft.jobs = new Map(draft.state.jobs);
    draft.state = { ...draft.state, jobs: draft.jobs };
  }
  return draft.jobs;
}
