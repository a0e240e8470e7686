import fc from 'fast-check';
import { expect, test } from 'vitest';
import { emptyTransfers, transition } from '../../../electron/core/transfers/machine/machine.ts';
import type {
  JobSource,
  JobState,
  TransferEffect,
  TransferEvent,
  TransferItem,
  TransfersState,
} from '../../../electron/core/transfers/machine/model.ts';
import { valuesOf } from '../../../electron/core/transfers/machine/queue.ts';
import type { ErrorCode } from '../../../shared/domain/appError.ts';

const jobIds = ['j1', 'j2', 'j3'];
const codes: readonly ErrorCode[] = ['network.lost', 'access.denied', 'local.noSpace', 'object.changed'];
const source = (jobId: string): JobSource =>
  jobId === 'j2'
    ? {
        kind: 'download',
        selection: { accountId: 'a', bucket: 'b', basePrefix: '', keys: [], prefixes: [] },
        folderPath: '/x',
      }
    : { kind: 'upload', paths: ['/x'], target: { accountId: 'a', bucket: 'b', prefix: '' } };

/** One step of a random story; ids and attempts are often right and sometimes not. */
type Move = {
  readonly kind: TransferEvent['kind'];
  readonly job: number;
  readonly item: number;
  readonly attemptOffset: number;
  readonly count: number;
  readonly code: number;
  readonly flag: boolean;
  readonly elapsedMs: number;
};

const kinds: readonly TransferEvent['kind'][] = [
  ...['jobAdded', 'planned', 'planned', 'planEnded', 'planFailed', 'itemDone', 'itemDone', 'itemDone'],
  ...['itemTaken', 'itemFailed', 'itemFailed', 'answered', 'cancelled', 'retried', 'cleared'],
  ...['limitChanged', 'woke'],
] as TransferEvent['kind'][];

const move: fc.Arbitrary<Move> = fc.record({
  kind: fc.constantFrom(...kinds),
  job: fc.nat(jobIds.length - 1),
  item: fc.nat(7),
  attemptOffset: fc.constantFrom(0, 0, 0, 0, -1, 1),
  count: fc.nat(4),
  code: fc.nat(codes.length - 1),
  flag: fc.boolean(),
  elapsedMs: fc.nat(3000),
});

function itemsOf(job: JobState): readonly TransferItem[] {
  return [
    ...valuesOf(job.queue),
    ...[...job.active.values()].map(({ item }) => item),
    ...[...valuesOf(job.waiting)].map(({ item }) => item),
    ...valuesOf(job.failed),
    ...valuesOf(job.left),
  ];
}

let nextItem = 0;
function newItem(): TransferItem {
  nextItem += 1;
  const id = `i${nextItem}`;
  return { id, kind: 'file', source: id, target: id, sizeBytes: 5, modifiedAtMs: 0, attempt: 0 };
}

function eventOf(state: TransfersState, chosen: Move): TransferEvent | undefined {
  const jobId = jobIds[chosen.job] ?? '';
  const job = state.jobs.get(jobId);
  const active = job && [...job.active.values()][chosen.item % Math.max(1, job.active.size)];
  const itemId = active?.item.id ?? 'none';
  const attempt = (active?.item.attempt ?? 0) + chosen.attemptOffset;
  const code = codes[chosen.code] ?? 'internal';
  const error = { code, message: code, retryable: code === 'network.lost' };
  const facts = { sizeBytes: 1, modifiedAtMs: 1 };
  switch (chosen.kind) {
    case 'jobAdded':
      return job === undefined ? { kind: 'jobAdded', jobId, source: source(jobId) } : undefined;
    case 'planned': {
      if (job === undefined) return undefined;
      const items = Array.from({ length: chosen.count }, newItem);
      const rejected = chosen.flag ? [{ item: newItem(), error }] : [];
      return { kind: 'planned', jobId, items, rejected, renamed: [] };
    }
    case 'planEnded':
      return { kind: 'planEnded', jobId, run: (job?.plan.run ?? 1) + chosen.attemptOffset };
    case 'planFailed':
      return { kind: 'planFailed', jobId, run: job?.plan.run ?? 1, error, jitter: 0.3 };
    case 'itemDone':
      return { kind: 'itemDone', jobId, itemId, attempt, sizeBytes: 5 };
    case 'itemTaken':
      return {
        kind: 'itemTaken',
        jobId,
        itemId,
        attempt,
        conflict: { existing: facts, incoming: facts },
      };
    case 'itemFailed':
      return { kind: 'itemFailed', jobId, itemId, attempt, error, jitter: 0.9, progressed: chosen.flag };
    case 'answered': {
      const asked = job && [...valuesOf(job.waiting)][0]?.item.id;
      const answer = (['replace', 'keepBoth', 'skip'] as const)[chosen.count % 3] ?? 'skip';
      return { kind: 'answered', jobId, itemId: asked ?? 'none', answer, applyToAll: chosen.flag };
    }
    case 'cancelled':
    case 'retried':
      return { kind: chosen.kind, jobId };
    case 'cleared':
      return chosen.flag ? { kind: 'cleared' } : { kind: 'cleared', jobId };
    case 'limitChanged':
      return { kind: 'limitChanged', limit: chosen.count + 1 };
    case 'woke':
      return { kind: 'woke' };
  }
}

function placesTaken(state: TransfersState): number {
  return [...state.jobs.values()].reduce((sum, job) => sum + job.active.size, 0);
}

function checkState(state: TransfersState, planned: ReadonlyMap<string, ReadonlySet<string>>): void {
  for (const job of state.jobs.values()) {
    const items = itemsOf(job);
    const ids = new Set(items.map(({ id }) => id));
    // Nothing is lost and nothing is there twice: what is not held any more was done or skipped.
    expect(ids.size).toBe(items.length);
    expect(job.fileCount).toBe(planned.get(job.id)?.size ?? 0);
    expect(job.fileCount).toBe(items.length + job.doneCount + job.skippedCount);
    expect(job.settledBytes).toBe(5 * (job.doneCount + job.skippedCount));
    expect(job.sizeBytes).toBe(5 * job.fileCount);
    expect(job.failures.length).toBeLessThanOrEqual(100);
    if (job.phase === 'going') continue;
    expect([job.active.size, job.waiting.size, job.queue.size]).toEqual([0, 0, 0]);
    expect(job.endedAtMs).toBeDefined();
  }
}

function checkEffects(before: TransfersState, after: TransfersState, effects: readonly TransferEffect[]) {
  for (const effect of effects) {
    if (effect.kind === 'wake') continue;
    const job = after.jobs.get(effect.jobId) ?? before.jobs.get(effect.jobId);
    expect(job).toBeDefined();
    if (effect.kind !== 'start') continue;
    // What starts is held as active with just this attempt.
    expect(job?.active.get(effect.item.id)?.item).toEqual(effect.item);
  }
}

test('whatever happens in whatever order, no file is lost, counts add up, the limit holds and what has ended stays', () => {
  fc.assert(
    fc.property(fc.array(move, { maxLength: 120 }), (moves) => {
      let state = emptyTransfers(2);
      let nowMs = 0;
      const planned = new Map<string, Set<string>>();
      const attempts = new Map<string, number>();
      for (const chosen of moves) {
        nowMs += chosen.elapsedMs;
        const event = eventOf(state, chosen);
        if (event === undefined) continue;
        if (event.kind === 'jobAdded') planned.set(event.jobId, new Set());
        if (event.kind === 'planned') {
          const ids = [...event.items, ...event.rejected.map(({ item }) => item)].map(({ id }) => id);
          for (const id of ids) planned.get(event.jobId)?.add(id);
        }
        const { state: after, effects } = transition(state, event, nowMs);
        checkState(after, planned);
        checkEffects(state, after, effects);
        expect(placesTaken(after)).toBeLessThanOrEqual(Math.max(after.limit, placesTaken(state)));
        for (const effect of effects) {
          if (effect.kind !== 'start') continue;
          // Every start is a newer attempt than all before it.
          expect(effect.item.attempt).toBe((attempts.get(effect.item.id) ?? 0) + 1);
          attempts.set(effect.item.id, effect.item.attempt);
        }
        for (const [jobId, job] of state.jobs) {
          if (job.phase === 'going' || event.kind === 'retried' || event.kind === 'planned') continue;
          if (after.jobs.has(jobId)) expect(after.jobs.get(jobId)).toBe(job);
        }
        state = after;
      }
    }),
    { numRuns: 1000 },
  );
});
