import { randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Clock } from '../../../electron/core/ports.ts';
import { SatchelError } from '../../../electron/core/satchelError.ts';
import type { Storage } from '../../../electron/core/storage/storage.ts';
import { createTransfers } from '../../../electron/core/transfers/createTransfers.ts';
import type { Journal } from '../../../electron/core/transfers/journal/journal.ts';
import { openLevelJournal } from '../../../electron/core/transfers/journal/levelJournal.ts';
import type {
  StorageSource,
  TransferSettings,
  Transfers,
} from '../../../electron/core/transfers/transfers.ts';
import type { Location, Selection } from '../../../shared/domain/object.ts';
import type { ConflictPolicy, TransferJob, TransfersSnapshot } from '../../../shared/domain/transfer.ts';

export const bucket = 'documents';

/** How long transfers take to close at most: that is real work, and no pause. */
const closeWithinMs = 5000;

/** A clock that runs `factor` times as fast as the wall's, so that pauses do not keep a test waiting. */
export function quickClock(factor: number): Clock {
  const startedAt = performance.now();
  return {
    nowMs: () => 1_700_000_000_000 + (performance.now() - startedAt) * factor,
    setTimer(callback, delayMs) {
      const timer = setTimeout(callback, delayMs === closeWithinMs ? delayMs : delayMs / factor);
      return () => clearTimeout(timer);
    },
  };
}

export function settings(parallelTransfers: number): TransferSettings {
  const speedLimits = { uploadBytesPerSecond: null, downloadBytesPerSecond: null, schedule: null };
  return { parallelTransfers, speedLimits };
}

/** One account, `work`; what `place` and `error` are can change at any time. */
export type OneAccount = StorageSource & {
  place: string;
  /** What opening throws. */
  error: SatchelError | undefined;
  openedCount: number;
};

export function accountOn(storage: Storage): OneAccount {
  return {
    place: 'here',
    error: undefined,
    openedCount: 0,
    async open(accountId) {
      this.openedCount += 1;
      if (this.error !== undefined) throw this.error;
      if (accountId !== 'work') throw new SatchelError('request.stale', `no account ${accountId}`);
      return { storage, place: this.place };
    },
  };
}

export type Harness = {
  readonly transfers: Transfers;
  readonly account: OneAccount;
  /** A folder of this test's own, removed after it. */
  readonly folder: string;
  /** Where the journal is, for the next run. */
  readonly journalFolder: string;
  readonly snapshots: readonly TransfersSnapshot[];
  /** What was logged as an error. */
  readonly crashes: readonly unknown[];
  upload(paths: readonly string[], target: Location, onTaken?: ConflictPolicy): Promise<string>;
  download(selection: Selection, folderPath: string, onTaken?: ConflictPolicy): Promise<string>;
  /** Resolves with the job when it is as wanted. */
  until(jobId: string, wanted: (job: TransferJob) => boolean): Promise<TransferJob>;
  /** Resolves with the job when it has ended. */
  ended(jobId: string): Promise<TransferJob>;
};

type Options = {
  readonly parallelTransfers?: number;
  readonly platform?: string;
  /** Instead of the quick one. */
  readonly clock?: Clock;
  readonly clockFactor?: number;
  /** What the journal is seen through. */
  readonly wrapJournal?: (journal: Journal) => Journal;
  /** Of an earlier run. */
  readonly journalFolder?: string;
  readonly folder?: string;
};

/** Transfers over a storage, on a clock that does not keep a test waiting; all is closed and removed after the test. */
export async function startTransfers(storage: Storage, options: Options = {}): Promise<Harness> {
  const folder = options.folder ?? (await temporaryFolder());
  const journalFolder = options.journalFolder ?? join(await temporaryFolder(), 'journal');
  const { wrapJournal = (journal) => journal } = options;
  const journal = wrapJournal(await openLevelJournal(journalFolder));
  const account = accountOn(storage);
  const snapshots: TransfersSnapshot[] = [];
  const crashes: unknown[] = [];
  const listeners = new Set<() => void>();
  const transfers = createTransfers({
    storages: account,
    clock: options.clock ?? quickClock(options.clockFactor ?? 100),
    journal,
    settings: settings(options.parallelTransfers ?? 4),
    platform: options.platform ?? process.platform,
    newId: randomUUID,
    random: () => 0.5,
    log: { info: () => undefined, error: (_message, cause) => crashes.push(cause) },
    onChanged(snapshot) {
      snapshots.push(snapshot);
      for (const listener of [...listeners]) listener();
    },
  });
  onTestFinished(() => transfers.close());
  const changed = (): Promise<void> =>
    new Promise((resolve) => {
      const heard = (): void => {
        listeners.delete(heard);
        resolve();
      };
      listeners.add(heard);
    });
  const until: Harness['until'] = async (jobId, wanted) => {
    for (;;) {
      const job = (await transfers.list()).jobs.find(({ id }) => id === jobId);
      if (job !== undefined && wanted(job)) return job;
      await changed();
    }
  };
  return {
    transfers,
    account,
    folder,
    journalFolder,
    snapshots,
    crashes,
    upload: (paths, to, onTaken = 'ask') => transfers.upload(paths, to, onTaken),
    download: (chosen, folderPath, onTaken = 'ask') => transfers.download(chosen, folderPath, onTaken),
    until,
    ended: (jobId) => until(jobId, (job) => job.endedAtMs !== undefined),
  };
}

/** The next run of Satchel after this one, with the same journal. */
export async function nextRun(before: Harness, storage: Storage, options: Options = {}): Promise<Harness> {
  await before.transfers.close();
  const { folder, journalFolder } = before;
  return startTransfers(storage, { folder, journalFolder, ...options });
}

/** A new folder that is removed after the test. */
export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'satchel-transfers-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** Writes files below a folder, by relative path. */
export async function writeTree(folder: string, files: Readonly<Record<string, string | Uint8Array>>) {
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), content);
  }
}

/** All files below a folder with their content, by relative path; a folder with nothing in it ends with a slash. */
export async function readTree(folder: string): Promise<Readonly<Record<string, string>>> {
  // A map, because `__proto__` is a name like any other.
  const found = new Map<string, string>();
  const visit = async (path: string): Promise<void> => {
    const entries = await readdir(join(folder, path), { withFileTypes: true });
    if (entries.length === 0 && path !== '') found.set(`${path}/`, '');
    for (const entry of entries) {
      const inner = path === '' ? entry.name : `${path}/${entry.name}`;
      if (entry.isDirectory()) await visit(inner);
      else found.set(inner, (await readFile(join(folder, inner))).toString('latin1'));
    }
  };
  await visit('');
  return Object.fromEntries(found);
}

export function target(prefix = ''): Location {
  return { accountId: 'work', bucket, prefix };
}

export function selection(parts: Partial<Selection>): Selection {
  return { accountId: 'work', bucket, basePrefix: '', keys: [], prefixes: [], ...parts };
}

/** Bytes that differ from place to place, so that a part in the wrong place shows. */
export function noise(sizeBytes: number, seed = 1): Buffer {
  const bytes = Buffer.allocUnsafe(sizeBytes);
  let state = seed;
  for (let index = 0; index < sizeBytes; index += 1) {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    bytes[index] = state >>> 24;
  }
  return bytes;
}
