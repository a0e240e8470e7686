import { join } from 'node:path';
import type { Accounts } from '../accounts/accounts.ts';
import type { Clock } from '../ports.ts';
import type { Storage } from '../storage/storage.ts';
import { createTargetFolders, type TargetFolders } from './download/targetFolders.ts';
import { createMeter, type Meter } from './flow/meter.ts';
import type { JobSource, TransferItem } from './machine/model.ts';
import { createEtagTrust, type EtagTrust } from './moving/etags.ts';
import type { MoveOutcome } from './moving/moveContext.ts';
import { createPlanner } from './planning/planner.ts';
import type { Planner } from './planning/planning.ts';

/** What the engine holds of a job beside the machine's state: things that live, and bytes that move. */
export type JobRuntime = {
  readonly source: JobSource;
  readonly bucket: string;
  /** The storage that the job started with, whatever becomes of its account; a retry by the user takes a new one. */
  storage: Storage;
  readonly planner: Planner;
  readonly folders: TargetFolders;
  readonly etags: EtagTrust;
  /** A new one at each retry: the speed of before says nothing about now. */
  meter: Meter;
  /** Bytes of files that are not settled yet, by item; `movedBytes` is their sum. */
  readonly moved: Map<string, number>;
  movedBytes: number;
  /** Items that have something in the journal to go on with, or to take back. */
  readonly begun: Set<string>;
  /** True once a file's name was taken. */
  metTakenName: boolean;
  readonly controllers: Map<string, AbortController>;
  planController: AbortController | undefined;
  /** Resolves when all that was to be taken back so far is. */
  takenBack: Promise<unknown>;
  /** The first thing a download has brought. */
  revealPath: string | undefined;
};

/** The runtime of a new job. Throws what `Accounts.storage` throws. */
export function createJobRuntime(
  source: JobSource,
  accounts: Accounts,
  clock: Clock,
  platform: string,
): JobRuntime {
  const { accountId, bucket } = placeOf(source);
  const runtime: JobRuntime = {
    source,
    bucket,
    storage: accounts.storage(accountId),
    planner: createPlanner(source, platform, () => runtime.storage),
    folders: createTargetFolders(source.kind === 'download' ? source.folderPath : ''),
    etags: createEtagTrust(),
    meter: createMeter(clock.nowMs()),
    moved: new Map(),
    movedBytes: 0,
    begun: new Set(),
    metTakenName: false,
    controllers: new Map(),
    planController: undefined,
    takenBack: Promise.resolve(),
    revealPath: undefined,
  };
  return runtime;
}

/** The place in the cloud that a job is about. */
export function placeOf(source: JobSource): { readonly accountId: string; readonly bucket: string } {
  return source.kind === 'upload' ? source.target : source.selection;
}

/** Notes how many bytes of a file are there by now; undefined when it does not count here any more. */
export function setMoved(runtime: JobRuntime, itemId: string, bytes: number | undefined): void {
  runtime.movedBytes += (bytes ?? 0) - (runtime.moved.get(itemId) ?? 0);
  if (bytes === undefined) runtime.moved.delete(itemId);
  else runtime.moved.set(itemId, bytes);
}

/** Notes the first thing that a download has put into the chosen folder itself. */
export function noteRevealPath(runtime: JobRuntime, item: TransferItem, outcome: MoveOutcome): void {
  if (runtime.revealPath !== undefined || runtime.source.kind !== 'download') return;
  if (outcome.kind !== 'done' || outcome.path === undefined) return;
  const [top, ...below] = item.target.split('/');
  runtime.revealPath = below.length === 0 ? outcome.path : join(runtime.source.folderPath, top ?? '');
}
