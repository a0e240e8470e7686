import { assertNever } from '../../../../shared/assertNever.ts';
import { countsAfter, notesAfter } from './counts.ts';
import type { Effects } from './draft.ts';
import { blockJob, failJob } from './jobSteps.ts';
import type { ActiveItem, ItemResult, JobState, TransferEvent, TransferItem } from './model.ts';
import { push, queueOf, shift, valuesOf } from './queue.ts';
import { toFront } from './rows.ts';
import { answerFor, endsJob, errorClassOf, mayRetry, oneMoreInVain, pauseMs } from './rules.ts';
import { itemLeft } from './stopping.ts';

type Event<K extends TransferEvent['kind']> = Extract<TransferEvent, { kind: K }>;

/** How an attempt went: each start is answered by one of these. */
export type AttemptEvent = Event<'itemDone' | 'itemTaken' | 'itemSkipped' | 'itemFailed' | 'itemStopped'>;

/**
 * An attempt is over. A file that was told to stop is done when it is done all the same, and otherwise left as it is: it
 * is tried again when it is its turn. A result of an attempt that is not under way changes nothing.
 */
export function attemptEnded(effects: Effects, job: JobState, event: AttemptEvent, nowMs: number): JobState {
  const { itemId, attempt } = event;
  const stopping = job.stopping.get(itemId);
  if (stopping?.item.attempt === attempt) {
    const rest = { ...job, stopping: without(job.stopping, itemId) };
    if (event.kind === 'itemDone') return endItems(effects, rest, [doneOf(stopping.item, event)]);
    return itemLeft(effects, rest, stopping);
  }
  const active = job.active.get(itemId);
  if (active?.item.attempt !== attempt || active.retryAtMs !== undefined) return job;
  const rest = { ...job, active: without(job.active, itemId) };
  switch (event.kind) {
    case 'itemDone':
      return endItems(effects, rest, [doneOf(active.item, event)]);
    case 'itemSkipped':
      return endItems(effects, rest, [skippedOf(active.item, event)]);
    case 'itemTaken':
      return nameTaken(effects, rest, active.item, event);
    case 'itemFailed':
      return attemptFailed(effects, rest, active, event, nowMs);
    case 'itemStopped':
      return toFront(rest, [active.item]);
    default:
      return assertNever(event, 'attempt event');
  }
}

function without<V>(map: ReadonlyMap<string, V>, key: string): ReadonlyMap<string, V> {
  const rest = new Map(map);
  rest.delete(key);
  return rest;
}

function doneOf(item: TransferItem, event: Event<'itemDone'>): ItemResult {
  const { sizeBytes, proof, renamed, note } = event;
  return {
    item,
    state: 'done',
    sizeBytes,
    proof,
    ...(renamed === undefined ? {} : { renamed }),
    ...(note === undefined ? {} : { error: note }),
  };
}

function skippedOf(item: TransferItem, { error }: Pick<Event<'itemSkipped'>, 'error'> = {}): ItemResult {
  return { item, state: 'skipped', sizeBytes: item.sizeBytes, ...(error === undefined ? {} : { error }) };
}

/** Files have ended: the numbers say so, what is not done is taken back, and the journal writes it down. */
function endItems(effects: Effects, job: JobState, results: readonly ItemResult[]): JobState {
  const dropped = results.filter(({ state }) => state !== 'done').map(({ item }) => item);
  if (dropped.length > 0) effects.push({ kind: 'discard', jobId: job.id, items: dropped });
  effects.push({ kind: 'itemsEnded', jobId: job.id, results });
  return {
    ...job,
    counts: countsAfter(job.counts, results),
    notes: notesAfter(job.notes, job.source, results),
  };
}

/**
 * The name is taken. Skip, where that was said (of this file or of all), ends the file. What was said while it was on its
 * way makes it the next. Otherwise the file steps aside with its question, and its place goes to another one.
 */
function nameTaken(
  effects: Effects,
  job: JobState,
  item: TransferItem,
  { conflict }: Event<'itemTaken'>,
): JobState {
  const said = answerFor(job, item);
  if (said === 'skip') return endItems(effects, job, [skippedOf(item)]);
  if (said !== undefined && item.answer === undefined) return toFront(job, [{ ...item, answer: said }]);
  return { ...job, waiting: push(job.waiting, { item, conflict }) };
}

/** The user's answer to the question that is open; with `applyToAll` it stays for the whole job. */
export function answerQuestion(effects: Effects, job: JobState, event: Event<'answered'>): JobState {
  const asked = shift(job.waiting);
  if (asked?.value.item.id !== event.itemId) return job;
  const { answer, applyToAll } = event;
  const items = applyToAll ? [...valuesOf(job.waiting)].map(({ item }) => item) : [asked.value.item];
  const next: JobState = applyToAll
    ? { ...job, waiting: queueOf(), answerForAll: answer }
    : { ...job, waiting: asked.rest };
  if (answer === 'skip') {
    return endItems(
      effects,
      next,
      items.map((item) => skippedOf(item)),
    );
  }
  return toFront(
    next,
    items.map((item) => ({ ...item, answer })),
  );
}

/**
 * An attempt failed. In this order:
 * - every file of the job would fail so: the job ends, with one message, and what is left waits for a retry;
 * - the user has to put something right first: the job is blocked until then;
 * - it may succeed later: again after a pause;
 * - otherwise this file has failed, and the others go on.
 */
function attemptFailed(
  effects: Effects,
  job: JobState,
  { item, vainAttempts: former, lastError }: ActiveItem,
  { error, progressed, jitter }: Event<'itemFailed'>,
  nowMs: number,
): JobState {
  if (endsJob(job.source.kind, error)) return failJob(effects, job, error, nowMs);
  if (errorClassOf(error) === 'credentials') return blockJob(effects, toFront(job, [item]), error);
  const vainAttempts = progressed ? 0 : oneMoreInVain(error, former, lastError);
  if (!mayRetry(error, vainAttempts)) {
    return endItems(effects, job, [{ item, state: 'failed', sizeBytes: item.sizeBytes, error }]);
  }
  const retryAtMs = nowMs + pauseMs(error, vainAttempts, jitter);
  const active = new Map(job.active).set(item.id, { item, vainAttempts, retryAtMs, error });
  return { ...job, active };
}
