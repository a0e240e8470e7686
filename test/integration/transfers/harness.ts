import { randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Accounts } from '../../../electron/core/accounts/accounts.ts';
import type { Clock } from '../../../electron/core/ports.ts';
import type { Storage } from '../../../electron/core/storage/storage.ts';
import { createMemoryJournal, type Journal } from '../../../electron/core/transfers/journal/journal.ts';
import { createTransfers, type Transfers } from '../../../electron/core/transfers/transfers.ts';
import type { Location, Selection } from '../../../shared/domain/object.ts';
import type { TransferJob, TransfersSnapshot } from '../../../shared/domain/transfer.ts';

export const bucket = 'documents';

/** A clock that runs `factor` times as fast as the wall's, so that pauses do not keep a test waiting. */
function quickClock(factor: number): Clock {
  const startedAt = performance.now();
  return {
    nowMs: () => 1_700_000_000_000 + (performance.now() - startedAt) * factor,
    setTimer(callback, delayMs) {
      const timer = setTimeout(callback, delayMs / factor);
      return () => clearTimeout(timer);
    },
  };
}

/** Accounts that know one storage, as `work`. */
export function accountsOf(storage: Storage): Accounts {
  return {
    list: () => ({ accounts: [], problems: [] }),
    storage: () => storage,
    onChanged: () => () => undefined,
    close: () => undefined,
  };
}

export type Harness = {
  readonly transfers: Transfers;
  /** A folder of this test's own, removed after it. */
  readonly folder: string;
  readonly snapshots: readonly TransfersSnapshot[];
  /** What went wrong without being a file's failure. */
  readonly crashes: readonly unknown[];
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
  readonly journal?: Journal;
};

/** Transfers over a storage, on a clock that does not keep a test waiting; all is closed and removed after the test. */
export async function startTransfers(storage: Storage, options: Options = {}): Promise<Harness> {
  const folder = await temporaryFolder();
  const snapshots: TransfersSnapshot[] = [];
  const crashes: unknown[] = [];
  const listeners = new Set<() => void>();
  const transfers = createTransfers({
    accounts: accountsOf(storage),
    clock: options.clock ?? quickClock(options.clockFactor ?? 100),
    journal: options.journal ?? createMemoryJournal(),
    parallelTransfers: options.parallelTransfers ?? 4,
    platform: options.platform ?? process.platform,
    newId: randomUUID,
    random: () => 0.5,
    log: { info: () => undefined, error: (_message, cause) => crashes.push(cause) },
    onChanged(snapshot) {
      snapshots.push(snapshot);
      for (const listener of listeners) listener();
    },
  });
  onTestFinished(() => transfers.close());
  const until: Harness['until'] = (jobId, wanted) =>
    new Promise((resolve) => {
      const look = (): void => {
        const job = transfers.list().jobs.find(({ id }) => id === jobId);
        if (job === undefined || !wanted(job)) return;
        listeners.delete(look);
        resolve(job);
      };
      listeners.add(look);
      look();
    });
  const ended = (jobId: string) => until(jobId, (job) => job.endedAtMs !== undefined);
  return { transfers, folder, snapshots, crashes, until, ended };
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
