import { createHash } from 'node:crypto';
import type { ErrorCode } from '../../../shared/domain/appError.ts';
import { thumbnailCacheBytes } from '../../../shared/domain/settings.ts';
import type { ThumbnailSource } from '../../../shared/ipc/thumbnailUrl.ts';
import type { Accounts } from '../accounts/accounts.ts';
import type { Clock, Log } from '../ports.ts';
import { messageOf, SatchelError } from '../satchelError.ts';
import type { Storage } from '../storage/storage.ts';
import { makerSourceOf } from './makerSource.ts';
import { createNewestFirst } from './newestFirst.ts';
import { createThumbnailCache } from './thumbnailCache.ts';
import { type ThumbnailKind, thumbnailKindOf } from './thumbnailKind.ts';
import { isWholeWebp, MakerCrash, type ThumbnailMaker } from './thumbnailMaker.ts';

/** The small pictures of pictures and movies, made when they are asked for and kept on this computer. */
export type Thumbnails = {
  /** A WebP; undefined where there is none, or when `signal` was aborted. Never throws. */
  get(source: ThumbnailSource, signal: AbortSignal): Promise<Uint8Array | undefined>;
  /** Deletes all that are kept. */
  clear(): Promise<void>;
  /** Gives up all that is being made. */
  close(): Promise<void>;
};

type ThumbnailsOptions = {
  readonly accounts: Pick<Accounts, 'storage'>;
  readonly maker: ThumbnailMaker;
  readonly cacheFolder: string;
  /** The user's setting, asked each time. */
  readonly isOn: () => boolean;
  readonly clock: Clock;
  readonly log: Log;
  /** `thumbnailCacheBytes` when missing. */
  readonly cacheLimitBytes?: number;
};

/** What is known to have no thumbnail is not tried again in this session; nor does a list of it grow for ever. */
const keptRefusals = 50_000;
const madeAtOnce = 2;
const maxWaiting = 500;

type Job = {
  readonly promise: Promise<Uint8Array | undefined>;
  readonly controller: AbortController;
  waiterCount: number;
};

/** Nothing is made yet, and the cache is opened with the first request. */
export function createThumbnails(options: ThumbnailsOptions): Thumbnails {
  const { accounts, maker, cacheFolder, isOn, clock, log, cacheLimitBytes = thumbnailCacheBytes } = options;
  const cache = createThumbnailCache({ folder: cacheFolder, limitBytes: cacheLimitBytes, clock, log });
  const queue = createNewestFirst<Uint8Array | undefined>(madeAtOnce, maxWaiting);
  const jobs = new Map<string, Job>();
  const refusals = new Set<string>();

  const refuse = (name: string): undefined => {
    refusals.add(name);
    for (const oldest of refusals) {
      if (refusals.size <= keptRefusals) break;
      refusals.delete(oldest);
    }
    return undefined;
  };

  const make = async (
    name: string,
    storage: Storage,
    source: ThumbnailSource,
    kind: ThumbnailKind,
    signal: AbortSignal,
  ): Promise<Uint8Array | undefined> => {
    // A movie's ranges are given up with the job, however it ends.
    const ending = new AbortController();
    try {
      const both = AbortSignal.any([signal, ending.signal]);
      const picture = await twiceIfCrashed(async () => {
        const made = await makerSourceOf(storage, source, kind, both);
        return made === undefined ? undefined : await maker.make(made, both);
      });
      if (signal.aborted) return undefined;
      if (picture === undefined || !isWholeWebp(Buffer.from(picture))) return refuse(name);
      await cache.write(name, picture);
      return picture;
    } catch (error) {
      if (signal.aborted) return undefined;
      if (error instanceof MakerCrash || saysSomethingOfTheFile(error)) return refuse(name);
      log.info(`A thumbnail was not made: ${messageOf(error)}`);
      return undefined;
    } finally {
      ending.abort();
    }
  };

  const begin = (name: string, storage: Storage, source: ThumbnailSource, kind: ThumbnailKind): Job => {
    const controller = new AbortController();
    const { signal } = controller;
    const promise = queue
      .run(name, () => make(name, storage, source, kind, signal))
      .finally(() => {
        if (jobs.get(name) === job) jobs.delete(name);
      });
    const job: Job = { promise, controller, waiterCount: 0 };
    jobs.set(name, job);
    return job;
  };

  const leave = (name: string, job: Job): void => {
    job.waiterCount -= 1;
    if (job.waiterCount > 0) return;
    if (jobs.get(name) === job) jobs.delete(name);
    job.controller.abort();
    queue.drop(name);
  };

  return {
    async get(source, signal) {
      const kind = isOn() ? thumbnailKindOf(source.key) : undefined;
      if (kind === undefined) return undefined;
      const storage = storageOf(accounts, source.accountId);
      const name = nameOf(source);
      if (storage === undefined || refusals.has(name)) return undefined;
      const kept = await cache.read(name);
      if (kept !== undefined || signal.aborted) return kept;
      const job = jobs.get(name) ?? begin(name, storage, source, kind);
      queue.renew(name);
      job.waiterCount += 1;
      const leaveIt = (): void => leave(name, job);
      signal.addEventListener('abort', leaveIt, { once: true });
      try {
        return await job.promise;
      } finally {
        signal.removeEventListener('abort', leaveIt);
      }
    },
    async clear() {
      refusals.clear();
      await cache.clear();
    },
    async close() {
      for (const [name, job] of jobs) {
        job.controller.abort();
        queue.drop(name);
      }
      maker.close();
      await cache.settled();
    },
  };
}

/** The process may have ended because of another file that was there at the same time; one more try tells. */
async function twiceIfCrashed<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof MakerCrash)) throw error;
    return work();
  }
}

const lastingCodes: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'object.notFound',
  'object.changed',
  'bucket.notFound',
  'access.denied',
  'request.invalid',
]);

/** Whether asking once more would be answered in the same way. */
function saysSomethingOfTheFile(error: unknown): boolean {
  return error instanceof SatchelError && lastingCodes.has(error.code);
}

/** A file's name in the cache: another etag or size is another picture. */
function nameOf({ accountId, bucket, key, etag, sizeBytes }: ThumbnailSource): string {
  return createHash('sha256')
    .update(JSON.stringify([accountId, bucket, key, etag, sizeBytes]))
    .digest('hex');
}

function storageOf(accounts: Pick<Accounts, 'storage'>, accountId: string): Storage | undefined {
  try {
    return accounts.storage(accountId);
  } catch (error) {
    // An account that was removed meanwhile.
    if (error instanceof SatchelError) return undefined;
    throw error;
  }
}
