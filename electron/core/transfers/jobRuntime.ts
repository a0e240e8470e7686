import { join } from 'node:path';
import { SatchelError } from '../satchelError.ts';
import type { Storage } from '../storage/storage.ts';
import { createTargetFolders, type TargetFolders } from './download/targetFolders.ts';
import { createMeter, type Meter } from './flow/meter.ts';
import type { JobWriter } from './jobWriter.ts';
import type { Discarded } from './leftovers.ts';
import type { JobSource, TransferItem } from './machine/model.ts';
import { createEtagTrust, type EtagTrust } from './moving/etags.ts';
import type { MoveOutcome } from './moving/moveContext.ts';
import type { StorageSource } from './transfers.ts';

/** Something that goes and can be told to stop; `over` never rejects. */
export type Running<T> = { readonly controller: AbortController; readonly over: Promise<T> };

/** What the engine holds of a job beside the machine's state: things that live, and bytes that move. */
export type JobRuntime = {
  readonly jobId: string;
  readonly source: JobSource;
  readonly accountId: string;
  readonly bucket: string;
  /** The server that the job is for. */
  readonly place: string;
  readonly writer: JobWriter;
  readonly folders: TargetFolders;
  readonly etags: EtagTrust;
  /** The storage since the user last started the job or put its account right. */
  opened: Promise<Storage> | undefined;
  /** A new one at each start by the user: the speed of before says nothing about now. */
  meter: Meter;
  /** Bytes of files that are not settled yet, by item; `movedBytes` is their sum. */
  readonly moved: Map<string, number>;
  movedBytes: number;
  /** True once a file's name was taken. */
  metTakenName: boolean;
  planController: AbortController | undefined;
  /** By item. */
  readonly attempts: Map<string, Running<void>>;
  /** What is being thrown away, by item. */
  readonly discards: Map<string, Running<Discarded>>;
  /** Ends the search for leftovers, because the job goes on. */
  sweepController: AbortController | undefined;
  /** Items whose leftovers are thrown away once their attempt is over. */
  readonly discardAfter: Set<string>;
  /** The first thing a download has brought. */
  revealPath: string | undefined;
};

/** The runtime of a job of which nothing goes yet. */
export function createJobRuntime(
  job: Pick<JobRuntime, 'jobId' | 'source' | 'place' | 'writer'>,
  nowMs: number,
): JobRuntime {
  const { source } = job;
  const { accountId, bucket } = source.kind === 'upload' ? source.target : source.selection;
  return {
    ...job,
    accountId,
    bucket,
    folders: createTargetFolders(source.kind === 'download' ? source.folderPath : ''),
    etags: createEtagTrust(),
    opened: undefined,
    meter: createMeter(nowMs),
    moved: new Map(),
    movedBytes: 0,
    metTakenName: false,
    planController: undefined,
    attempts: new Map(),
    discards: new Map(),
    sweepController: undefined,
    discardAfter: new Set(),
    revealPath: undefined,
  };
}

/** The user has started the job again, or put its account right: what was learned before may be so no more. */
export function startAfresh(runtime: JobRuntime, nowMs: number): void {
  runtime.opened = undefined;
  runtime.meter = createMeter(nowMs);
  runtime.folders.forget();
}

/**
 * The storage of a job. Throws what opening throws, `account.missing` for an account that is not there, and
 * `account.changed` for one that leads to another server by now: files of one place do not belong in another.
 */
export function storageOf(runtime: JobRuntime, storages: StorageSource): Promise<Storage> {
  const opening = runtime.opened ?? open(runtime, storages);
  runtime.opened = opening;
  opening.catch(() => {
    if (runtime.opened === opening) runtime.opened = undefined;
  });
  return opening;
}

async function open({ accountId, place }: JobRuntime, storages: StorageSource): Promise<Storage> {
  const account = await storages.open(accountId).catch((error: unknown) => {
    if (!(error instanceof SatchelError) || error.code !== 'request.stale') throw error;
    const params = { name: accountId };
    throw new SatchelError('account.missing', error.message, { cause: error, params });
  });
  if (account.place === place) return account.storage;
  throw new SatchelError('account.changed', `The account leads to ${account.place}, and not to ${place}`, {
    params: { name: accountId },
  });
}

/** Notes how many bytes of a file are there by now; undefined when it does not count here any more. */
export function setMoved(runtime: JobRuntime, itemId: string, bytes: number | undefined): void {
  runtime.movedBytes += (bytes ?? 0) - (runtime.moved.get(itemId) ?? 0);
  if (bytes === undefined) runtime.moved.delete(itemId);
  else runtime.moved.set(itemId, bytes);
}

/** No file of the job is under way any more. */
export function clearMoved(runtime: JobRuntime): void {
  runtime.moved.clear();
  runtime.movedBytes = 0;
}

/** Notes the first thing that a download has put into the chosen folder itself. */
export function noteRevealPath(runtime: JobRuntime, item: TransferItem, outcome: MoveOutcome): void {
  if (runtime.revealPath !== undefined || runtime.source.kind !== 'download') return;
  if (outcome.kind !== 'done' || outcome.path === undefined) return;
  const [top, ...below] = item.target.split('/');
  runtime.revealPath = below.length === 0 ? outcome.path : join(runtime.source.folderPath, top ?? '');
}
