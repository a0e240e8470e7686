import { randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock, Log } from '../ports.ts';
import { messageOf } from '../satchelError.ts';
import { createSerial } from '../transfers/serial.ts';
import { isWholeWebp } from './thumbnailMaker.ts';

/** Thumbnails on the disk, under names of 64 hexadecimal digits. None of its calls throws: a cache may fail. */
export type ThumbnailCache = {
  /** Undefined for one that is not there, or damaged, which is then removed. */
  read(name: string): Promise<Buffer | undefined>;
  /** Keeps one; those that were not read for longest go when there are more than `limitBytes`. */
  write(name: string, bytes: Uint8Array): Promise<void>;
  /** Removes all. */
  clear(): Promise<void>;
  /** Resolves when all that was asked for is done. */
  settled(): Promise<void>;
};

type CacheOptions = {
  readonly folder: string;
  readonly limitBytes: number;
  readonly clock: Pick<Clock, 'nowMs'>;
  readonly log: Log;
};

const ownFile = /^([0-9a-f]{64})\.webp$/;
const unfinishedFile = /^[0-9a-f-]{36}\.new$/;
/** Making room makes this much of it, so that not every write has to. */
const keptShare = 0.9;
/** A file's time says when it was last read, as exactly as this. */
const touchedMs = 60 * 60 * 1000;
const statsAtOnce = 64;

/**
 * Opens the cache of a folder. Which files there are, how large and in which order they were read, is looked up once,
 * when the first one is read or written, and kept in memory; the order survives restarts as the files' times.
 */
export function createThumbnailCache({ folder, limitBytes, clock, log }: CacheOptions): ThumbnailCache {
  const serial = createSerial();
  /** The one that was read last stands last. */
  let files = new Map<string, { readonly sizeBytes: number; readonly readAtMs: number }>();
  let totalBytes = 0;
  let lookedUp: Promise<void> | undefined;
  let hasFailed = false;
  const pathOf = (name: string): string => join(folder, `${name}.webp`);

  const remember = (name: string, sizeBytes: number, readAtMs: number): void => {
    totalBytes += sizeBytes - (files.get(name)?.sizeBytes ?? 0);
    files.delete(name);
    files.set(name, { sizeBytes, readAtMs });
  };
  const forget = async (name: string): Promise<void> => {
    totalBytes -= files.get(name)?.sizeBytes ?? 0;
    files.delete(name);
    await rm(pathOf(name), { force: true });
  };
  const makeRoom = async (): Promise<void> => {
    if (totalBytes <= limitBytes) return;
    for (const name of [...files.keys()]) {
      if (totalBytes <= limitBytes * keptShare) return;
      await forget(name);
    }
  };
  /** One task after the other, and only where the folder can be used. */
  const inOrder = (task: () => Promise<void>): Promise<void> =>
    serial.run(async () => {
      try {
        lookedUp ??= lookUp();
        await lookedUp;
        await task();
      } catch (error) {
        // Once is enough: a full disk would fill the log as well.
        if (!hasFailed) log.error(`The cache of thumbnails cannot be used: ${messageOf(error)}`);
        hasFailed = true;
      }
    });

  async function lookUp(): Promise<void> {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const found: { readonly name: string; readonly sizeBytes: number; readonly readAtMs: number }[] = [];
    const entries = await readdir(folder);
    const look = async (entry: string): Promise<void> => {
      const name = ownFile.exec(entry)?.[1];
      // What a run left that was ended while it wrote.
      if (unfinishedFile.test(entry)) await rm(join(folder, entry), { force: true });
      if (name === undefined) return;
      const { size, mtimeMs } = await stat(join(folder, entry));
      found.push({ name, sizeBytes: size, readAtMs: mtimeMs });
    };
    for (let start = 0; start < entries.length; start += statsAtOnce) {
      await Promise.allSettled(entries.slice(start, start + statsAtOnce).map(look));
    }
    found.sort((one, other) => one.readAtMs - other.readAtMs);
    for (const { name, sizeBytes, readAtMs } of found) remember(name, sizeBytes, readAtMs);
    await makeRoom();
  }

  const wasRead = (name: string, sizeBytes: number): Promise<void> =>
    inOrder(async () => {
      const known = files.get(name);
      const nowMs = clock.nowMs();
      const isOld = known === undefined || nowMs - known.readAtMs > touchedMs;
      remember(name, sizeBytes, isOld ? nowMs : known.readAtMs);
      if (isOld) await utimes(pathOf(name), nowMs / 1000, nowMs / 1000);
    });

  return {
    async read(name) {
      const bytes = await readOrNothing(pathOf(name));
      if (bytes === undefined) return undefined;
      if (isWholeWebp(bytes)) {
        void wasRead(name, bytes.length);
        return bytes;
      }
      await inOrder(() => forget(name));
      return undefined;
    },
    write: (name, bytes) =>
      inOrder(async () => {
        const unfinished = join(folder, `${randomUUID()}.new`);
        try {
          await writeFile(unfinished, bytes, { mode: 0o600 });
          await rename(unfinished, pathOf(name));
        } catch (error) {
          await rm(unfinished, { force: true });
          throw error;
        }
        remember(name, bytes.length, clock.nowMs());
        await makeRoom();
      }),
    clear: () =>
      inOrder(async () => {
        files = new Map();
        totalBytes = 0;
        await rm(folder, { recursive: true, force: true });
        lookedUp = undefined;
      }),
    settled: serial.settled,
  };
}

async function readOrNothing(path: string): Promise<Buffer | undefined> {
  try {
    return await readFile(path);
  } catch {
    // Nearly always: it is not there. Whatever else it is, writing it again will say.
    return undefined;
  }
}
