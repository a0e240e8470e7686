import type { ErrorCode } from '../../../shared/domain/appError.ts';
import type { Operation } from '../../../shared/domain/operation.ts';
import { appErrorOf, SatchelError } from '../satchelError.ts';
import type { Storage } from '../storage/storage.ts';
import { createChannel } from './channel.ts';
import type { ThroughFlow } from './copyThrough.ts';
import type { Patience } from './patience.ts';
import { planItems } from './planning.ts';
import { isOpen, type StoredItem, type StoredOperation } from './records.ts';
import { completeObject, type ObjectWork, relocateObject } from './relocateObject.ts';
import type { RelocationJournal } from './relocationJournal.ts';

/** What an operation works with. */
export type RelocationTask = {
  readonly journal: RelocationJournal;
  readonly storageOf: (accountId: string) => Storage;
  readonly nowMs: () => number;
  readonly patience: Patience;
  readonly flow: ThroughFlow;
  readonly signal: AbortSignal;
  readonly update: (change: (operation: Operation) => Partial<Operation>) => void;
  /** Told the operation as it is in the journal now. */
  readonly onStored: (stored: StoredOperation) => void;
};

const objectsAtOnce = 8;
/** So many objects are known before they are worked on. */
const plannedAhead = 20_000;
const shownFailures = 100;

/**
 * Carries out an operation that is in the journal, from its beginning or from where it was left. Throws what ends all of
 * it, such as keys that are refused, or `cancelled`.
 */
export async function runRelocation(task: RelocationTask, stored: StoredOperation): Promise<void> {
  const { journal, update, signal, patience, storageOf } = task;
  const { id } = stored;
  let operation = stored;
  const failure = new AbortController();
  const both = AbortSignal.any([signal, failure.signal]);
  const channel = createChannel<StoredItem>(plannedAhead);
  let sequence = 0;

  const count = (items: readonly StoredItem[]): void => {
    const sizeBytes = items.reduce((sum, item) => sum + item.sizeBytes, 0);
    update((shown) => ({
      fileCount: shown.fileCount + items.length,
      sizeBytes: shown.sizeBytes + sizeBytes,
    }));
  };
  const save = async (changes: Partial<StoredOperation>, items?: readonly StoredItem[]): Promise<void> => {
    // Whoever has given it up writes down that it has ended.
    if (both.aborted) throw new SatchelError('cancelled', 'Cancelled');
    operation = { ...operation, ...changes };
    task.onStored(operation);
    await journal.save(operation, items);
  };

  const plan = async (): Promise<void> => {
    const left: StoredItem[] = [];
    for await (const item of journal.items(id)) {
      sequence = item.sequence + 1;
      count([item]);
      if (isOpen(item)) left.push(item);
      else tellEnd(update, item, item.sizeBytes);
    }
    // Without waiting for room: there are never more than were planned ahead.
    void channel.push(left);
    const roots = await journal.roots(id);
    if (operation.planned === undefined || roots === undefined) return;
    const batches = planItems({
      storage: () => storageOf(operation.from.accountId),
      roots,
      from: operation.planned,
      mayNumber: operation.onTaken === 'keepBoth',
      patience,
      signal: both,
    });
    for await (const { items, mark } of batches) {
      const numbered = items.map((item) => ({ ...item, sequence: sequence++ }));
      // Written down before anything of it is done.
      await save({ planned: mark }, numbered);
      count(numbered);
      await channel.push(numbered);
      if (both.aborted) throw new SatchelError('cancelled', 'Cancelled');
    }
    if (sequence > 0) return;
    const params = operation.name === undefined ? {} : { params: { name: operation.name } };
    throw new SatchelError('object.notFound', 'Nothing of the selection is there any more.', params);
  };

  const work = async (): Promise<void> => {
    for (let item = await channel.pull(); item !== undefined; item = await channel.pull()) {
      if (both.aborted) throw new SatchelError('cancelled', 'Cancelled');
      let movedBytes = 0;
      const onBytes = (bytes: number): void => {
        movedBytes += bytes;
        update((shown) => ({ doneBytes: shown.doneBytes + bytes }));
      };
      const ended = await relocate(task, operation, item, both, onBytes, async () => {
        if (!operation.hasReplaced) await save({ hasReplaced: true });
      });
      await journal.saveItem(id, ended);
      tellEnd(update, ended, item.sizeBytes, movedBytes);
    }
  };

  const settled = await Promise.allSettled([
    plan().then(
      () => channel.end(),
      (error: unknown) => {
        channel.end(error);
        throw error;
      },
    ),
    ...Array.from({ length: objectsAtOnce }, () =>
      work().catch((error: unknown) => {
        failure.abort();
        channel.end(error);
        throw error;
      }),
    ),
  ]);
  const reasons = settled.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason] : []));
  const first = reasons.find((reason) => !(reason instanceof SatchelError) || reason.code !== 'cancelled');
  if (reasons.length > 0) throw first ?? reasons[0];
}

/** Ends what was on its way when the operation was given up, where only the end is missing; what fails stays as it is. */
export async function completeCopied(task: RelocationTask, stored: StoredOperation): Promise<void> {
  const { journal, update, signal } = task;
  if (stored.undoes?.kind === 'copy') return;
  const complete = async (item: StoredItem): Promise<void> => {
    const work = workOf(
      task,
      stored,
      signal,
      () => undefined,
      async () => undefined,
    );
    const save = (changed: StoredItem): Promise<void> => journal.saveItem(stored.id, changed);
    const ended = await completeObject({ ...work, save }, item);
    if (ended === undefined) return;
    await save(ended);
    tellEnd(update, ended, item.sizeBytes);
  };
  const begun: Promise<void>[] = [];
  for await (const item of journal.items(stored.id)) {
    // Never more than were worked on at once.
    if (isOpen(item) && item.state !== 'planned') begun.push(complete(item));
  }
  const outcomes = await Promise.allSettled(begun);
  const failed = outcomes.find((outcome) => outcome.status === 'rejected');
  if (failed !== undefined) throw failed.reason;
}

/** What working on an object of an operation takes, but for where it is written down. */
function workOf(
  { storageOf, nowMs, patience, flow }: RelocationTask,
  { kind, from, to, onTaken, undoes }: StoredOperation,
  signal: AbortSignal,
  onBytes: (bytes: number) => void,
  onReplacing: () => Promise<void>,
): Omit<ObjectWork, 'save'> {
  return {
    kind: kind === 'copy' ? 'copy' : 'move',
    from,
    to,
    storageOf,
    onTaken,
    isStrict: undoes !== undefined,
    signal,
    patience,
    flow,
    nowMs,
    onBytes,
    onReplacing,
  };
}

const endsAll: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'credentials.unknownKey',
  'credentials.wrongSecret',
  'clock.skewed',
  'bucket.notFound',
  'account.readOnly',
  'cancelled',
]);

/** One object; what is its own failure is how it ended. */
async function relocate(
  task: RelocationTask,
  operation: StoredOperation,
  item: StoredItem,
  signal: AbortSignal,
  onBytes: (bytes: number) => void,
  onReplacing: () => Promise<void>,
): Promise<StoredItem> {
  const { journal, storageOf, patience } = task;
  const { id, from, undoes } = operation;
  let last = item;
  try {
    if (undoes?.kind === 'copy') {
      const ref = { bucket: from.bucket, key: item.source };
      await patience.run(() => storageOf(from.accountId).deleteUnchanged(ref, item.etag ?? '', { signal }));
      return { ...item, state: 'done' };
    }
    return await relocateObject(
      {
        ...workOf(task, operation, signal, onBytes, onReplacing),
        save(changed) {
          last = changed;
          return journal.saveItem(id, changed);
        },
      },
      item,
    );
  } catch (error) {
    const appError = appErrorOf(error);
    if (signal.aborted || endsAll.has(appError.code) || appError.code.startsWith('local.')) throw error;
    return { ...last, state: 'failed', error: appError };
  }
}

/** An object has ended; what was left alone is none of the operation's any more. */
function tellEnd(
  update: RelocationTask['update'],
  { state, source, sizeBytes, error }: StoredItem,
  plannedBytes: number,
  movedBytes = 0,
): void {
  const isDone = state === 'done' || state === 'merged';
  const isLeft = state === 'skipped' || state === 'gone';
  update((shown) => ({
    doneCount: shown.doneCount + (isDone ? 1 : 0),
    doneBytes: shown.doneBytes - movedBytes + (isDone ? sizeBytes : 0),
    fileCount: shown.fileCount - (isLeft ? 1 : 0),
    sizeBytes: shown.sizeBytes - plannedBytes + (isLeft ? 0 : sizeBytes),
    ...(state === 'failed' &&
      error !== undefined && {
        failures: [...shown.failures, { key: source, error }].slice(0, shownFailures),
        failureCount: shown.failureCount + 1,
      }),
  }));
}
