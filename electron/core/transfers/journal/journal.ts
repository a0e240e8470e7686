import { assertNever } from '../../../../shared/assertNever.ts';
import type { Checksum, Encryption } from '../../storage/storage.ts';
import type { Ending, JobSource, TransferItem } from '../machine/model.ts';

/** A large upload that has begun: enough to go on with it, or to take it back. Times in nanoseconds since the epoch. */
export type UploadProgress = {
  readonly kind: 'upload';
  readonly bucket: string;
  readonly key: string;
  readonly uploadId: string;
  readonly partSizeBytes: number;
  readonly sizeBytes: number;
  readonly modifiedAtNs: bigint;
  readonly parts: readonly DonePart[];
};

/** A large download that has begun, into `tempPath`. */
export type DownloadProgress = {
  readonly kind: 'download';
  readonly tempPath: string;
  readonly etag: string;
  readonly partSizeBytes: number;
  readonly sizeBytes: number;
  readonly modifiedAtMs: number;
  readonly encryption?: Encryption;
  readonly checksum?: Checksum;
  readonly parts: readonly DonePart[];
};

/** `etag` is what the server answered to a part of an upload, `crc32` is of a part of a download. */
export type DonePart = { readonly partNumber: number; readonly etag?: string; readonly crc32?: number };
export type ItemProgress = UploadProgress | DownloadProgress;

type ItemKey = { readonly jobId: string; readonly itemId: string };

/** What happens to a job, in the order in which a restart has to know it. */
export type JournalEntry =
  | { readonly kind: 'jobAdded'; readonly jobId: string; readonly source: JobSource }
  | { readonly kind: 'itemsPlanned'; readonly jobId: string; readonly items: readonly TransferItem[] }
  | { readonly kind: 'planEnded'; readonly jobId: string }
  | (ItemKey & { readonly kind: 'itemStarted'; readonly attempt: number })
  | (ItemKey & { readonly kind: 'progressBegun'; readonly progress: ItemProgress })
  | (ItemKey & { readonly kind: 'partDone'; readonly part: DonePart })
  | (ItemKey & { readonly kind: 'progressDropped' })
  | {
      readonly kind: 'itemsEnded';
      readonly jobId: string;
      readonly itemIds: readonly string[];
      readonly ending: Ending;
    }
  | { readonly kind: 'jobEnded'; readonly jobId: string }
  | { readonly kind: 'jobRemoved'; readonly jobId: string };

/** What a restart finds of one job. */
export type JournaledJob = {
  readonly jobId: string;
  readonly source: JobSource;
  readonly planned: boolean;
  readonly ended: boolean;
  /** Not done and not skipped. */
  readonly items: readonly TransferItem[];
};

/**
 * Where the transfers write down what they are about to do, before they do it. A promise resolves when the entry would
 * survive a crash.
 */
export interface Journal {
  record(entry: JournalEntry): Promise<void>;
  readProgress(jobId: string, itemId: string): Promise<ItemProgress | undefined>;
  readJobs(): Promise<readonly JournaledJob[]>;
}

type MemoryJob = {
  readonly source: JobSource;
  planned: boolean;
  ended: boolean;
  readonly items: Map<string, TransferItem>;
  readonly progress: Map<string, ItemProgress>;
};

/** A journal that lives as long as the process. */
export function createMemoryJournal(): Journal {
  const jobs = new Map<string, MemoryJob>();
  return {
    async record(entry) {
      if (entry.kind === 'jobAdded') {
        const { source } = entry;
        jobs.set(entry.jobId, {
          source,
          planned: false,
          ended: false,
          items: new Map(),
          progress: new Map(),
        });
        return;
      }
      const job = jobs.get(entry.jobId);
      if (job !== undefined && entry.kind === 'jobRemoved') jobs.delete(entry.jobId);
      else if (job !== undefined && entry.kind !== 'jobRemoved') apply(job, entry);
    },
    async readProgress(jobId, itemId) {
      return jobs.get(jobId)?.progress.get(itemId);
    },
    async readJobs() {
      return [...jobs].map(([jobId, { source, planned, ended, items }]) => {
        return { jobId, source, planned, ended, items: [...items.values()] };
      });
    },
  };
}

function apply(job: MemoryJob, entry: Exclude<JournalEntry, { kind: 'jobAdded' | 'jobRemoved' }>): void {
  switch (entry.kind) {
    case 'itemsPlanned':
      for (const item of entry.items) job.items.set(item.id, item);
      return;
    case 'planEnded':
      job.planned = true;
      return;
    case 'itemStarted':
      job.ended = false;
      return;
    case 'progressBegun':
      job.progress.set(entry.itemId, entry.progress);
      return;
    case 'partDone': {
      const progress = job.progress.get(entry.itemId);
      if (progress === undefined) return;
      job.progress.set(entry.itemId, { ...progress, parts: [...progress.parts, entry.part] });
      return;
    }
    case 'progressDropped':
      job.progress.delete(entry.itemId);
      return;
    case 'itemsEnded':
      if (entry.ending !== 'done' && entry.ending !== 'skipped') return;
      for (const itemId of entry.itemIds) job.items.delete(itemId);
      return;
    case 'jobEnded':
      job.ended = true;
      return;
    default:
      assertNever(entry, 'journal entry');
  }
}
