import { expect } from 'vitest';
import { emptyTransfers, transition } from '../../../electron/core/transfers/machine/machine.ts';
import {
  type JobState,
  type Lane,
  type Limits,
  lanes,
  type TransferEffect,
  type TransferEvent,
  type TransferItem,
  type TransfersState,
} from '../../../electron/core/transfers/machine/model.ts';
import { valuesOf } from '../../../electron/core/transfers/machine/queue.ts';
import { isOver } from '../../../electron/core/transfers/machine/rules.ts';
import * as journal from './machineJournal.ts';

/** An attempt that was started and not answered. */
export type Attempt = {
  readonly jobId: string;
  readonly itemId: string;
  readonly attempt: number;
  readonly lane: Lane;
  isStopping: boolean;
};

/** What `createHost` gives. */
export type Host = ReturnType<typeof createHost>;

/**
 * An engine that only pretends: it does what the machine asks for, when it is told to, and checks all the while that the
 * machine asks for nothing that must not be and that its numbers are true.
 */
export function createHost(limits: Limits) {
  let state: TransfersState = emptyTransfers(limits);
  let nowMs = 1_000_000;
  let eventCount = 0;
  let timerMs: number | undefined;
  /** The most there ever were; they bound the memory of a job. */
  let mostPlaces = limits.small + limits.large;
  const jobs = new Map<string, journal.JournalJob>();
  const attempts = new Map<string, Attempt>();
  /** What the journal has answered and the machine was not told yet, in order for each job. */
  const answers = new Map<string, TransferEvent[]>();
  const plans = new Map<string, number>();
  const key = (jobId: string, itemId: string): string => `${jobId} ${itemId}`;

  const send = (event: TransferEvent): void => {
    const before = state.jobs;
    const step = transition(state, event, nowMs);
    state = step.state;
    for (const effect of step.effects) carryOut(effect);
    checkPlaces(step.effects);
    eventCount += 1;
    if (eventCount > 50_000) throw new Error('it never ends');
    // Of many files, not after each event: that would take minutes.
    const isMany = [...jobs.values()].some(({ rows }) => rows.length > 100);
    if (isMany && eventCount % 32 > 0) return;
    for (const job of state.jobs.values()) {
      const isAbout = 'jobId' in event && event.jobId === job.id;
      if (isAbout || isMany || before.get(job.id) !== job) checkJob(job);
    }
  };

  const jobOf = (jobId: string): journal.JournalJob => {
    const job = jobs.get(jobId);
    if (job === undefined) throw new Error(`No job ${jobId}`);
    return job;
  };
  const moves = (jobId: string): boolean => [...attempts.values()].some((each) => each.jobId === jobId);
  const later = (event: Extract<TransferEvent, { jobId: string }>): void => {
    answers.set(event.jobId, [...(answers.get(event.jobId) ?? []), event]);
  };

  const carryOut = (effect: TransferEffect): void => {
    if (effect.kind === 'wake') {
      if (!(effect.atMs > nowMs)) throw new Error('woken in the past');
      timerMs = effect.atMs - nowMs;
      return;
    }
    const { jobId } = effect;
    const job = jobOf(jobId);
    switch (effect.kind) {
      case 'plan':
        if (plans.has(jobId)) throw new Error('two plannings of a job');
        plans.set(jobId, effect.run);
        break;
      case 'stopPlan':
        plans.delete(jobId);
        break;
      case 'load': {
        const { lane } = effect;
        later({ kind: 'loaded', jobId, lane, items: journal.load(job, lane, effect.limit) });
        break;
      }
      case 'start': {
        const { lane, item } = effect;
        mustBeOpen(job, item);
        attempts.set(key(jobId, item.id), {
          jobId,
          itemId: item.id,
          attempt: item.attempt,
          lane,
          isStopping: false,
        });
        break;
      }
      case 'stop':
        for (const itemId of effect.itemIds) {
          const attempt = attempts.get(key(jobId, itemId));
          if (attempt === undefined || attempt.isStopping) throw new Error(`${itemId} does not move`);
          attempt.isStopping = true;
        }
        break;
      case 'discard':
        for (const item of effect.items) mustBeOpen(job, item);
        break;
      case 'itemsEnded':
        for (const { item, state: end, sizeBytes } of effect.results) {
          mustBeOpen(job, item);
          Object.assign(journal.rowOf(job, item.id), { state: end, movedBytes: sizeBytes });
        }
        break;
      case 'requeue':
        if (moves(jobId)) throw new Error('a job that moves is queued anew');
        later({ kind: 'requeued', jobId, stored: journal.requeue(job) });
        break;
      case 'jobChanged': {
        const now = state.jobs.get(jobId);
        if (now === undefined || (isOver(now) && moves(jobId))) throw new Error('not over yet');
        job.standing = standingOf(now);
        break;
      }
      case 'jobRemoved':
        if (moves(jobId)) throw new Error('a job that moves is removed');
        jobs.delete(jobId);
        break;
    }
  };

  /** Of that job, in its row, and no attempt of it goes. */
  const mustBeOpen = (job: journal.JournalJob, { id }: TransferItem): void => {
    if (attempts.has(key(job.id, id))) throw new Error(`${id} moves`);
    if (journal.rowOf(job, id).state !== 'row') throw new Error(`${id} has ended`);
  };

  const checkPlaces = (effects: readonly TransferEffect[]): void => {
    for (const lane of lanes) {
      if (!effects.some((effect) => effect.kind === 'start' && effect.lane === lane)) continue;
      const taken = [...attempts.values()].filter((each) => each.lane === lane).length;
      expect(taken).toBeLessThanOrEqual(state.limits[lane]);
    }
  };

  const checkJob = (job: JobState): void => {
    const written = jobOf(job.id);
    const moving = [...job.active.values()].filter(({ retryAtMs }) => retryAtMs === undefined);
    const held = [
      ...moving.map(({ item }) => `${item.id} ${item.attempt}`),
      ...[...job.stopping.values()].map(({ item }) => `${item.id} ${item.attempt} stopping`),
    ];
    const started = [...attempts.values()].filter(({ jobId }) => jobId === job.id);
    const asTold = started.map(
      ({ itemId, attempt, isStopping }) => `${itemId} ${attempt}${isStopping ? ' stopping' : ''}`,
    );
    if (held.sort().join() !== asTold.sort().join()) expect(held).toEqual(asTold);
    const inMemory = [
      ...lanes.flatMap((lane) => [...valuesOf(job.rows[lane].queue)]),
      ...[...job.active.values(), ...job.stopping.values()].map(({ item }) => item),
      ...[...valuesOf(job.waiting)].map(({ item }) => item),
    ];
    if (new Set(inMemory.map(({ id }) => id)).size !== inMemory.length) expect(inMemory).toEqual([]);
    for (const { id } of inMemory) if (journal.rowOf(written, id).state !== 'row') expect(id).toBe('open');
    // A window of each row, and what came back to it from the places and the questions.
    expect(inMemory.length).toBeLessThanOrEqual(2 * (127 + 256) + 64 + 3 * mostPlaces);
    if (job.afterStop !== 'requeueing') {
      const truth = journal.trueCounts(written);
      if (JSON.stringify(job.counts) !== JSON.stringify(truth)) expect(job.counts).toEqual(truth);
    }
    if (job.phase !== 'going' && job.active.size > 0) expect(job.phase).toBe('going');
    if (isOver(job) !== (job.endedAtMs !== undefined)) expect(job.endedAtMs).toBe('told when over');
    if (isOver(job) && job.stopping.size > 0) return;
    const now = standingOf(job);
    if (JSON.stringify(now) !== JSON.stringify(written.standing)) expect(written.standing).toEqual(now);
  };

  return {
    send,
    state: () => state,
    nowMs: () => nowMs,
    jobs,
    attempts,
    plans,
    addJob(event: Extract<TransferEvent, { kind: 'jobAdded' }>): void {
      jobs.set(event.jobId, journal.journalJob(event));
      answers.delete(event.jobId);
      plans.delete(event.jobId);
      send(event);
    },
    /** A planning that goes, or has just been stopped, finds some files. */
    found(...[job, ...what]: Parameters<typeof journal.find>): void {
      const isStopped = state.jobs.get(job.id)?.plan.status === 'stopped';
      const hasEnded = answers.get(job.id)?.some(({ kind }) => kind === 'planEnded') === true;
      if (plans.has(job.id) || (isStopped && !hasEnded)) later(journal.find(job, ...what));
    },
    planEnds(event: Extract<TransferEvent, { kind: 'planEnded' | 'planFailed' }>): void {
      plans.delete(event.jobId);
      later(event);
    },
    /** Tells the oldest answer of the journal about a job. */
    tell(jobId: string): boolean {
      const [event, ...rest] = answers.get(jobId) ?? [];
      if (event === undefined || !jobs.has(jobId)) return false;
      answers.set(jobId, rest);
      if (event.kind === 'planned') {
        const ids = new Set(event.rejected.map(({ item }) => item.id));
        let count = event.stored.small.count + event.stored.large.count + ids.size;
        for (const row of jobOf(jobId).rows) {
          if (row.isTold || count === 0) continue;
          row.isTold = true;
          count -= 1;
        }
      }
      send(event);
      return true;
    },
    answer(attempt: Attempt, event: TransferEvent): void {
      attempts.delete(key(attempt.jobId, attempt.itemId));
      send(event);
    },
    setLimits(next: Limits): void {
      mostPlaces = Math.max(mostPlaces, next.small + next.large);
      send({ kind: 'limitsChanged', limits: next });
    },
    /** Time goes on; a timer that is over tells so. */
    passTime(byMs: number): void {
      nowMs += byMs;
      if (timerMs === undefined) return;
      timerMs -= byMs;
      if (timerMs > 0) return;
      timerMs = undefined;
      send({ kind: 'woke' });
    },
    /** The clock is put back, which no timer minds. */
    putBackClock(byMs: number): void {
      nowMs -= byMs;
    },
    msUntilWake: () => timerMs,
    /** Satchel is killed and starts again. */
    restart(): void {
      state = emptyTransfers(state.limits);
      timerMs = undefined;
      attempts.clear();
      answers.clear();
      plans.clear();
      for (const job of jobs.values()) send({ kind: 'jobRestored', job: journal.restored(job) });
    },
  };
}

function standingOf({ phase, plan, answerForAll, error, endedAtMs }: JobState) {
  return {
    phase,
    isPlanned: plan.status === 'ended',
    ...(answerForAll === undefined ? {} : { answerForAll }),
    ...(error === undefined ? {} : { error }),
    ...(endedAtMs === undefined ? {} : { endedAtMs }),
  };
}
