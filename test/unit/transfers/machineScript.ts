import { noCounts } from '../../../electron/core/transfers/machine/counts.ts';
import { emptyTransfers, transition } from '../../../electron/core/transfers/machine/machine.ts';
import type {
  JobSource,
  JobState,
  RestoredJob,
  TransferEffect,
  TransferEvent,
  TransferItem,
  TransfersState,
} from '../../../electron/core/transfers/machine/model.ts';
import { valuesOf } from '../../../electron/core/transfers/machine/queue.ts';
import type { AppError, ErrorCode } from '../../../shared/domain/appError.ts';
import type { ConflictAnswer, ConflictPolicy } from '../../../shared/domain/transfer.ts';

export const upload: JobSource = {
  kind: 'upload',
  paths: ['/home/me/pictures'],
  target: { accountId: 'work', bucket: 'photos', prefix: '' },
};
export const download: JobSource = {
  kind: 'download',
  selection: { accountId: 'work', bucket: 'photos', basePrefix: '', keys: [], prefixes: ['2026/'] },
  folderPath: '/home/me',
};
export const conflict = {
  existing: { sizeBytes: 1, modifiedAtMs: 1 },
  incoming: { sizeBytes: 2, modifiedAtMs: 2 },
};
export const largeBytes = 20_000_000;

/** A file of 10 bytes, or a large one where its id begins with `L`. */
export function item(id: string): TransferItem {
  const place = { source: `/home/me/pictures/${id}.jpg`, target: `pictures/${id}.jpg` };
  const sizeBytes = id.startsWith('L') ? largeBytes : 10;
  return { id, kind: 'file', ...place, sizeBytes, modifiedAtMs: 0, attempt: 0 };
}

export function error(code: ErrorCode, more: Partial<AppError> = {}): AppError {
  return { code, message: code, retryable: false, ...more };
}

/** What the journal says of rows with so many small files and no large ones. */
export function stored(count: number, largeCount = 0) {
  return {
    small: { count, sizeBytes: count * 10 },
    large: { count: largeCount, sizeBytes: largeCount * largeBytes },
  };
}

/** A job of an earlier run of Satchel, with nothing left of it unless said otherwise. */
export function restoredJob(more: Partial<RestoredJob> = {}): RestoredJob {
  return {
    id: 'job',
    source: upload,
    onTaken: 'ask',
    phase: 'going',
    isPlanned: true,
    storedCounts: { small: 0, large: 0 },
    counts: noCounts,
    notes: { failures: [], renamed: [] },
    startedAtMs: 0,
    ...more,
  };
}

/** A machine that is told one event after the other, at one time unless said otherwise. */
export function machine(small: number, large = 1) {
  let state: TransfersState = emptyTransfers({ small, large });
  let nowMs = 0;
  const send = (event: TransferEvent, atMs = nowMs): readonly TransferEffect[] => {
    nowMs = atMs;
    const step = transition(state, event, nowMs);
    state = step.state;
    return step.effects;
  };
  const job = (jobId = 'job'): JobState => {
    const found = state.jobs.get(jobId);
    if (found === undefined) throw new Error(`no job ${jobId}`);
    return found;
  };
  /** The planning finds files and the journal gives them at once. */
  const found = (ids: readonly string[], jobId = 'job'): readonly TransferEffect[] => {
    const isLarge = (id: string) => id.startsWith('L');
    const larges = ids.filter(isLarge);
    const smalls = ids.filter((id) => !isLarge(id));
    const sums = stored(smalls.length, larges.length);
    const none = { folderCount: 0, rejected: [], renamed: [] };
    send({ kind: 'planned', jobId, stored: sums, ...none });
    return [
      ...(larges.length > 0 ? load(larges, jobId) : []),
      ...(smalls.length > 0 ? load(smalls, jobId) : []),
    ];
  };
  const load = (ids: readonly string[], jobId = 'job'): readonly TransferEffect[] => {
    const lane = ids[0]?.startsWith('L') ? 'large' : 'small';
    return send({ kind: 'loaded', jobId, lane, items: ids.map(item) });
  };
  const begin = (ids: readonly string[], options: Begin = {}): readonly TransferEffect[] => {
    const { jobId = 'job', source = upload, onTaken = 'ask' } = options;
    send({ kind: 'jobAdded', jobId, source, onTaken });
    return found(ids, jobId);
  };
  const ref = (itemId: string, attempt: number, jobId = 'job') => ({ jobId, itemId, attempt });
  return {
    send,
    job,
    begin,
    found,
    load,
    state: () => state,
    planEnded: (run = 1, jobId = 'job') => send({ kind: 'planEnded', jobId, run }),
    planFailed: (appError: AppError, run = 1) =>
      send({ kind: 'planFailed', jobId: 'job', run, error: appError, jitter: 0.5 }),
    done: (itemId: string, attempt = 1, jobId = 'job') =>
      send({
        kind: 'itemDone',
        ...ref(itemId, attempt, jobId),
        sizeBytes: item(itemId).sizeBytes,
        proof: {},
      }),
    failed: (itemId: string, appError: AppError, attempt = 1, progressed = false) =>
      send({ kind: 'itemFailed', ...ref(itemId, attempt), error: appError, jitter: 0.5, progressed }),
    taken: (itemId: string, attempt = 1) => send({ kind: 'itemTaken', ...ref(itemId, attempt), conflict }),
    stopped: (itemId: string, attempt = 1) => send({ kind: 'itemStopped', ...ref(itemId, attempt) }),
    skipped: (itemId: string, attempt = 1) => send({ kind: 'itemSkipped', ...ref(itemId, attempt) }),
    answered: (itemId: string, answer: ConflictAnswer, applyToAll = false) =>
      send({ kind: 'answered', jobId: 'job', itemId, answer, applyToAll }),
    pause: () => send({ kind: 'paused', jobId: 'job' }),
    resume: () => send({ kind: 'resumed', jobId: 'job' }),
    cancel: () => send({ kind: 'cancelled', jobId: 'job' }),
    retry: () => send({ kind: 'retried', jobId: 'job' }),
    clear: () => send({ kind: 'cleared', jobId: 'job' }),
    requeued: (sums = stored(0)) => send({ kind: 'requeued', jobId: 'job', stored: sums }),
    woke: (atMs?: number) => send({ kind: 'woke' }, atMs),
  };
}
type Begin = { readonly jobId?: string; readonly source?: JobSource; readonly onTaken?: ConflictPolicy };

export const startedIds = (effects: readonly TransferEffect[]): readonly string[] =>
  effects.flatMap((effect) => (effect.kind === 'start' ? [effect.item.id] : []));
export const starts = (effects: readonly TransferEffect[]) =>
  effects.flatMap((effect) =>
    effect.kind === 'start' ? [[effect.item.id, effect.item.attempt, effect.onTaken]] : [],
  );
export const kindsOf = (effects: readonly TransferEffect[]): readonly string[] =>
  effects.map(({ kind }) => kind);
export const wakeAt = (effects: readonly TransferEffect[]): number | undefined =>
  effects.flatMap((effect) => (effect.kind === 'wake' ? [effect.atMs] : []))[0];
export const rowIds = (job: JobState, lane: 'small' | 'large' = 'small'): readonly string[] =>
  [...valuesOf(job.rows[lane].queue)].map(({ id }) => id);
export const askedIds = (job: JobState): readonly string[] =>
  [...valuesOf(job.waiting)].map((each) => each.item.id);
export const idsUpTo = (count: number, prefix = ''): readonly string[] =>
  Array.from({ length: count }, (_, index) => `${prefix}${index + 1}`);
