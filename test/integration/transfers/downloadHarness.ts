import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { SatchelError } from '../../../electron/core/satchelError.ts';
import type { Storage } from '../../../electron/core/storage/storage.ts';
import { downloadFile } from '../../../electron/core/transfers/download/downloadFile.ts';
import {
  createTargetFolders,
  type TargetFolders,
} from '../../../electron/core/transfers/download/targetFolders.ts';
import { createBudget } from '../../../electron/core/transfers/flow/budget.ts';
import type { Flow } from '../../../electron/core/transfers/flow/flow.ts';
import type { ItemProgress } from '../../../electron/core/transfers/journal/journal.ts';
import type { OnTaken, TransferItem } from '../../../electron/core/transfers/machine/model.ts';
import { createEtagTrust } from '../../../electron/core/transfers/moving/etags.ts';
import type {
  DownloadContext,
  MoveOutcome,
  ProgressLog,
} from '../../../electron/core/transfers/moving/moveContext.ts';

export const bucket = 'documents';
export const mebibyte = 1024 * 1024;

/** A flow that lets everything go at once, and counts. */
export function freeFlow(): Flow & { readonly counts: { open: number; mostOpen: number; bytes: number } } {
  const counts = { open: 0, mostOpen: 0, bytes: 0 };
  return {
    counts,
    slots: {
      async run(_kind, signal, work) {
        if (signal.aborted) throw new SatchelError('cancelled', 'Cancelled');
        counts.open += 1;
        counts.mostOpen = Math.max(counts.mostOpen, counts.open);
        try {
          return await work();
        } finally {
          counts.open -= 1;
        }
      },
      moved(bytes) {
        counts.bytes += bytes;
      },
      setMost: () => undefined,
    },
    bandwidth: { pace: () => undefined },
    budget: createBudget(128 * mebibyte, 16 * mebibyte),
  };
}

/** What the attempts of a file have written down, in memory. */
export function memoryProgress(): ProgressLog & { saved: ItemProgress | undefined } {
  const log = {
    saved: undefined as ItemProgress | undefined,
    read: async () => log.saved,
    async begin(progress: ItemProgress) {
      log.saved = progress;
    },
    async partDone(part: ItemProgress['parts'][number]) {
      if (log.saved === undefined) throw new Error('Nothing was begun');
      log.saved = { ...log.saved, parts: [...log.saved.parts, part] };
    },
    async drop() {
      log.saved = undefined;
    },
  };
  return log;
}

export type ItemOptions = Partial<TransferItem> & { readonly source: string };

export type DownloadHarness = {
  readonly folder: string;
  readonly folders: TargetFolders;
  readonly flow: ReturnType<typeof freeFlow>;
  readonly progress: ReturnType<typeof memoryProgress>;
  /** The bytes that count as moved by now. */
  movedBytes(): number;
  context(item: ItemOptions, changes?: Partial<DownloadContext>): DownloadContext;
  /** One attempt. */
  download(item: ItemOptions, changes?: Partial<DownloadContext>): Promise<MoveOutcome>;
};

/** A folder, removed after the test, to download to, with one file's progress and no engine. */
export async function startDownloads(storage: Storage, parent = tmpdir()): Promise<DownloadHarness> {
  const folder = await mkdtemp(join(parent, 'satchel-download-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return downloadsInto(storage, folder);
}

/** The same with a folder that somebody else removes. */
export function downloadsInto(storage: Storage, folder: string): DownloadHarness {
  const folders = createTargetFolders(folder);
  const flow = freeFlow();
  const progress = memoryProgress();
  const etags = createEtagTrust();
  let moved = 0;
  const context: DownloadHarness['context'] = (item, changes = {}) => ({
    storage,
    accountId: 'work',
    bucket,
    jobId: 'job',
    item: {
      id: '1',
      kind: 'file',
      target: item.source,
      sizeBytes: 0,
      modifiedAtMs: 0,
      attempt: 1,
      ...item,
    },
    onTaken: 'ask' as OnTaken,
    looksFirst: false,
    signal: new AbortController().signal,
    flow,
    etags,
    progress,
    nowMs: Date.now,
    onBytes: (bytes) => {
      moved += bytes;
    },
    onRestart: (bytes) => {
      moved = bytes;
    },
    folders,
    ...changes,
  });
  return {
    folder,
    folders,
    flow,
    progress,
    movedBytes: () => moved,
    context,
    download: (item, changes) => downloadFile(context(item, changes)),
  };
}
