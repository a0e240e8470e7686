import type { AppError } from '../../../shared/domain/appError.ts';
import type { TransferJob, TransfersSnapshot } from '../../../shared/domain/transfer.ts';
import { toAppError } from '../../ipc/client.ts';
import { isActive, layoutOf, type PanelLayout } from './jobGroups.ts';

/** Where the snapshots come from; main in the app, a fake in tests. */
export type TransfersSource = {
  readonly list: () => Promise<TransfersSnapshot>;
  readonly onChanged: (listener: (snapshot: TransfersSnapshot) => void) => () => void;
};

export type TransfersState = {
  readonly status: 'loading' | 'ready' | 'failed';
  readonly snapshot: TransfersSnapshot;
  /** The jobs in their groups; the same object until a job comes, goes or changes its group. */
  readonly layout: PanelLayout;
  /** Why the first list could not be had. */
  readonly error?: AppError;
};

type JobListener = (job: TransferJob) => void;

export type TransfersStore = {
  readonly getState: () => TransfersState;
  readonly getJob: (id: string) => TransferJob | undefined;
  readonly subscribe: (listener: () => void) => () => void;
  readonly onJobProgress: (listener: JobListener) => () => void;
  readonly onJobEnded: (listener: JobListener) => () => void;
  /** Asks for the list again after it could not be had. */
  readonly reload: () => void;
};

/** True for values that are equal in all their parts. */
export function isSame(left: unknown, right: unknown): boolean {
  if (Object.is(left, right)) return true;
  if (typeof left !== 'object' || typeof right !== 'object' || left === null || right === null) return false;
  if (Array.isArray(left)) {
    if (!Array.isArray(right) || left.length !== right.length) return false;
    for (let index = 0; index < left.length; index += 1) {
      if (!isSame(left[index], right[index])) return false;
    }
    return true;
  }
  const rightValues = right as Readonly<Record<string, unknown>>;
  const leftValues = left as Readonly<Record<string, unknown>>;
  const keys = Object.keys(leftValues);
  return (
    keys.length === Object.keys(rightValues).length &&
    keys.every((key) => isSame(leftValues[key], rightValues[key]))
  );
}

const empty: TransfersSnapshot = {
  jobs: [],
  total: {
    activeJobCount: 0,
    goingJobCount: 0,
    sizeBytes: 0,
    doneBytes: 0,
    bytesPerSecond: 0,
    isStalled: false,
  },
};

/**
 * Holds the newest snapshot. A job that did not change keeps its identity, so that only the rows of changed jobs render
 * again. Starts to listen at its first subscriber and never stops: transfers live as long as the window.
 */
export function createTransfersStore(source: TransfersSource): TransfersStore {
  let state: TransfersState = { status: 'loading', snapshot: empty, layout: layoutOf([]) };
  let jobs: ReadonlyMap<string, TransferJob> = new Map();
  let started = false;
  const listeners = new Set<() => void>();
  const progressListeners = new Set<JobListener>();
  const endListeners = new Set<JobListener>();

  function set(next: TransfersState): void {
    state = next;
    for (const listener of listeners) listener();
  }

  function accept(snapshot: TransfersSnapshot): void {
    const wasReady = state.status === 'ready';
    const previous = jobs;
    const current = snapshot.jobs.map((job) => {
      const known = previous.get(job.id);
      return known !== undefined && isSame(known, job) ? known : job;
    });
    const layout = layoutOf(current);
    jobs = new Map(current.map((job) => [job.id, job]));
    set({
      status: 'ready',
      snapshot: { jobs: current, total: snapshot.total },
      layout: isSame(layout, state.layout) ? state.layout : layout,
    });
    if (!wasReady) return;
    for (const job of current) {
      const known = previous.get(job.id);
      if (known === job) continue;
      for (const listener of progressListeners) listener(job);
      if (isActive(job) || (known !== undefined && !isActive(known))) continue;
      for (const listener of endListeners) listener(job);
    }
  }

  function load(): void {
    source.list().then(
      // A change that was pushed meanwhile is newer than this answer.
      (snapshot) => state.status !== 'ready' && accept(snapshot),
      (thrown: unknown) =>
        state.status !== 'ready' && set({ ...state, status: 'failed', error: toAppError(thrown) }),
    );
  }

  function start(): void {
    if (started) return;
    started = true;
    source.onChanged(accept);
    load();
  }

  function add<L>(set: Set<L>, listener: L): () => void {
    set.add(listener);
    start();
    return () => set.delete(listener);
  }

  return {
    getState: () => state,
    getJob: (id) => jobs.get(id),
    subscribe: (listener) => add(listeners, listener),
    onJobProgress: (listener) => add(progressListeners, listener),
    onJobEnded: (listener) => add(endListeners, listener),
    reload: () => {
      set({ status: 'loading', snapshot: state.snapshot, layout: state.layout });
      load();
    },
  };
}
