import type { Operation } from '../../../shared/domain/operation.ts';
import type { SpeedLimits } from '../../../shared/domain/settings.ts';
import type { Running, Work } from '../operations/running.ts';
import type { Clock, Log } from '../ports.ts';
import { SatchelError } from '../satchelError.ts';
import { nameOf } from '../storage/rules.ts';
import type { Storage } from '../storage/storage.ts';
import { createBandwidth } from '../transfers/flow/bandwidth.ts';
import { createBudget } from '../transfers/flow/budget.ts';
import { type ThroughFlow, throughPartBytes } from './copyThrough.ts';
import type { KeyValueJournal } from './keyValueJournal.ts';
import { freeUpload } from './leftUploads.ts';
import { createPatience, type Patience } from './patience.ts';
import { askedRoots, namesTaken, prepare } from './prepare.ts';
import { isOpen, type RelocationRequest, type StoredItem, type StoredOperation } from './records.ts';
import { createRelocationJournal, type RelocationJournal } from './relocationJournal.ts';
import { madeIdsOf } from './roots.ts';
import { completeCopied, runRelocation } from './runRelocation.ts';

type RelocationsOptions = {
  readonly storageOf: (accountId: string) => Storage;
  readonly clock: Clock;
  readonly newId: () => string;
  readonly running: Running;
  readonly openJournal: () => Promise<KeyValueJournal>;
  readonly speedLimits: () => SpeedLimits;
  readonly random: () => number;
  readonly log: Log | undefined;
};

/** More objects than this are not remembered for an undo. */
const mostUndone = 100_000;
/** So many that have ended can still be undone. */
const keptEnded = 20;
/** The memory that all copies through this computer share. */
const budgetBytes = 4 * throughPartBytes;
/** How long cancelling waits for what is under way. */
const graceMs = 800;

type Context = Parameters<Work>[0] & {
  readonly journal: RelocationJournal;
  readonly patience: Patience;
  /** Told the operation as it is in the journal now. */
  readonly onStored: (stored: StoredOperation) => void;
};

/** Copies, moves and their undoing, from a journal that outlives the process. */
export function createRelocations(options: RelocationsOptions) {
  const { storageOf, clock, newId, running, openJournal, speedLimits, random, log } = options;
  const flow: ThroughFlow = {
    budget: createBudget(budgetBytes, throughPartBytes),
    bandwidth: createBandwidth(clock, speedLimits),
  };
  const patiences = new Map<
    string,
    { readonly patience: Patience; readonly accountIds: readonly string[] }
  >();
  const undoable = new Map<string, StoredOperation>();
  const background = new Set<Promise<unknown>>();
  let opening: Promise<RelocationJournal> | undefined;
  const closing = new AbortController();

  const journalOf = (): Promise<RelocationJournal> => {
    opening ??= openJournal().then(createRelocationJournal, (error: unknown) => {
      opening = undefined;
      throw error;
    });
    return opening;
  };
  const inBackground = (work: Promise<unknown>): void => {
    const settled = work
      .catch((error: unknown) => {
        if (!closing.signal.aborted) log?.error('Something of a copy or a move was not tidied up.', error);
      })
      .finally(() => background.delete(settled));
    background.add(settled);
  };

  /** Starts an operation; one that came into the journal ends there, too. */
  const begin = (
    first: Pick<Operation, 'id' | 'kind' | 'name' | 'target'>,
    accountIds: readonly string[],
    work: (context: Context) => Promise<void>,
  ): void => {
    const { id } = first;
    running.start(first, async ({ signal, update }) => {
      const patience = createPatience({
        clock,
        signal,
        random,
        onWaiting: (error) => update(() => ({ error })),
      });
      patiences.set(id, { patience, accountIds });
      let stored: StoredOperation | undefined;
      const onStored = (known: StoredOperation): void => {
        stored = known;
      };
      const going = journalOf()
        .then((journal) => work({ signal, update, journal, patience, onStored }))
        .catch(async (error: unknown) => {
          if (signal.aborted && stored !== undefined) await complete(stored, update);
          throw error;
        });
      try {
        await notLongAfter(signal, going);
      } finally {
        patiences.delete(id);
        // At the next start it goes on.
        if (!closing.signal.aborted && stored !== undefined) {
          const ended = { ...stored, isEnded: true };
          await (await journalOf()).save(ended);
          update(({ doneCount }) => ({ canUndo: keepForUndo(ended, doneCount) }));
          inBackground(going.catch(() => undefined).then(() => tidyUp(ended)));
        }
        if (closing.signal.aborted) inBackground(going.catch(() => undefined));
      }
    });
  };

  /** Nothing that was cancelled stays at two places, where that can be helped. */
  const complete = async (stored: StoredOperation, update: Context['update']): Promise<void> => {
    if (closing.signal.aborted) return;
    const { signal } = closing;
    const patience = createPatience({ clock, signal, random, onWaiting: () => undefined });
    const task = { signal, update, journal: await journalOf(), patience, onStored: () => undefined };
    await completeCopied({ ...task, storageOf, nowMs: clock.nowMs, flow }, stored).catch((error: unknown) =>
      log?.error('Something that was cancelled is at two places.', error),
    );
  };

  /** Cancelling is told in time, also while a server is silent. */
  const notLongAfter = <T>(signal: AbortSignal, going: Promise<T>): Promise<T> =>
    new Promise((resolve, reject) => {
      let cancelTimer: (() => void) | undefined;
      const giveUp = (): void => {
        cancelTimer = clock.setTimer(() => reject(new SatchelError('cancelled', 'Cancelled')), graceMs);
      };
      signal.addEventListener('abort', giveUp, { once: true });
      going.then(resolve, reject).finally(() => {
        signal.removeEventListener('abort', giveUp);
        cancelTimer?.();
      });
    });

  const keepForUndo = (ended: StoredOperation, doneCount: number): boolean => {
    if (ended.kind === 'undo' || ended.hasReplaced) return false;
    if (doneCount === 0 || doneCount > mostUndone) return false;
    undoable.set(ended.id, ended);
    return true;
  };

  /** Frees what was left half done, and forgets what is of no use any more. */
  const tidyUp = async (ended: StoredOperation): Promise<void> => {
    const journal = await journalOf();
    const { accountId, bucket } = ended.to;
    const { signal } = closing;
    const patience = createPatience({ clock, signal, random, onWaiting: () => undefined });
    patiences.set(ended.id, { patience, accountIds: [accountId] });
    try {
      for await (const item of journal.items(ended.id)) {
        if (!isOpen(item) || item.state === 'planned') continue;
        await patience.run(() => freeUpload(storageOf(accountId), bucket, item, signal));
      }
    } finally {
      patiences.delete(ended.id);
    }
    if (!undoable.has(ended.id)) await journal.remove(ended.id);
    for (const oldest of undoable.keys()) {
      if (undoable.size <= keptEnded) break;
      undoable.delete(oldest);
      running.change(oldest, { canUndo: false });
      await journal.remove(oldest);
    }
  };

  const run = (context: Context, stored: StoredOperation): Promise<void> =>
    runRelocation({ ...context, storageOf, nowMs: clock.nowMs, flow }, stored);

  const start = (kind: 'copy' | 'move', request: RelocationRequest): string => {
    const { selection, target, onTaken } = request;
    const { accountId, bucket } = selection;
    storageOf(accountId);
    storageOf(target.accountId);
    const [root, ...others] = askedRoots(kind, request);
    const name = root === undefined || others.length > 0 ? undefined : nameOf(root.source);
    const id = newId();
    begin({ id, kind, name, target }, [accountId, target.accountId], async (context) => {
      const { journal, patience, signal, update, onStored } = context;
      const prepared = await patience.run(() =>
        prepare(kind, request, { from: storageOf(accountId), to: storageOf(target.accountId) }, signal),
      );
      if (prepared.kind === 'taken') {
        update(() => ({ takenNames: [...prepared.names], takenCount: prepared.count }));
        throw namesTaken(prepared.names);
      }
      const stored: StoredOperation = {
        id,
        kind,
        from: { accountId, bucket },
        to: target,
        name,
        onTaken,
        startedAtMs: clock.nowMs(),
        planned: { keyCount: 0, prefixCount: 0 },
        hasReplaced: false,
        isEnded: false,
      };
      await journal.save(stored, [], prepared.roots);
      onStored(stored);
      await run(context, stored);
      update(() => ({ madeIds: [...madeIdsOf(prepared.roots, onTaken)] }));
    });
    return id;
  };

  const undo = (operationId: string): string => {
    const done = undoable.get(operationId);
    if (done === undefined || running.find(operationId)?.canUndo !== true || done.kind === 'undo') {
      throw new SatchelError('request.stale', 'This cannot be undone any more.');
    }
    const { from, to, name, kind } = done;
    const id = newId();
    running.change(operationId, { canUndo: false });
    begin({ id, kind: 'undo', name }, [from.accountId, to.accountId], async (context) => {
      const { journal, onStored } = context;
      const stored: StoredOperation = {
        id,
        kind: 'undo',
        from: { accountId: to.accountId, bucket: to.bucket },
        to: { ...from, prefix: '' },
        name,
        onTaken: 'stop',
        startedAtMs: clock.nowMs(),
        undoes: { id: operationId, kind },
        planned: undefined,
        hasReplaced: false,
        isEnded: false,
      };
      try {
        const items: StoredItem[] = [];
        for await (const item of journal.items(operationId)) {
          if (item.state === 'done') items.push(undoing(item, items.length));
        }
        await journal.save(stored, items);
        onStored(stored);
        await run(context, stored);
        undoable.delete(operationId);
        await journal.remove(operationId);
      } catch (error) {
        // What is left of it can still be taken back.
        running.change(operationId, { canUndo: true });
        throw error;
      }
    });
    return id;
  };

  const goOnWith = (stored: StoredOperation): void => {
    const { id, kind, name, from, to } = stored;
    const shown = kind === 'undo' ? { id, kind, name } : { id, kind, name, target: to };
    begin(shown, [from.accountId, to.accountId], (context) => {
      context.onStored(stored);
      return run(context, stored);
    });
  };

  const wake = (isMeant: (accountId: string) => boolean): void => {
    for (const { patience, accountIds } of patiences.values()) {
      if (accountIds.some(isMeant)) patience.wake();
    }
  };

  return {
    start,
    undo,
    async resume(): Promise<void> {
      const journal = await journalOf();
      for (const stored of await journal.operations()) {
        if (running.find(stored.id) !== undefined) continue;
        if (stored.isEnded) inBackground(tidyUp(stored));
        else goOnWith(stored);
      }
    },
    goOn: (accountId: string): void => wake((id) => id === accountId),
    nudge: (): void => wake(() => true),
    /** From now on nothing is written of what is stopped. */
    stop(): void {
      closing.abort();
    },
    async close(): Promise<void> {
      await Promise.race([
        Promise.all(background),
        new Promise<void>((resolve) => void clock.setTimer(resolve, graceMs)),
      ]);
      await opening?.then((journal) => journal.close());
    },
  };
}

/** The way back of one object. */
function undoing(
  { source, target, sizeBytes, storageClass, targetEtag }: StoredItem,
  sequence: number,
): StoredItem {
  return {
    sequence,
    source: target,
    target: source,
    sizeBytes,
    etag: targetEtag,
    storageClass,
    state: 'planned',
  };
}
