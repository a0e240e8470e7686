import { randomBytes } from 'node:crypto';
import {
  closeSync,
  mkdirSync,
  openSync,
  readdirSync,
  readSync,
  renameSync,
  rmSync,
  writevSync,
} from 'node:fs';
import { type FileHandle, link, open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';

/** A stretch of an object's bytes in one blob; a blob named '' is `sizeBytes` zeroes (`--discard`, or nothing at all). */
export type Segment = { readonly blob: string; readonly sizeBytes: number };

const readChunkBytes = 256 * 1024;
const shortWrite = 'the disk took only a part of the data';
const pendingLimitBytes = 1024 * 1024;
const shards = Array.from({ length: 256 }, (_, n) => n.toString(16).padStart(2, '0'));

/** Keeps bodies in files under random names; a file appears under its final name only when it is whole. */
export class Blobs {
  readonly #dir: string;
  readonly #sync: boolean;
  readonly #discard: boolean;
  readonly #readers = new Map<string, number>();
  readonly #doomed = new Set<string>();

  constructor(dir: string, options: { readonly sync: boolean; readonly discard: boolean }) {
    this.#dir = join(dir, 'blobs');
    this.#sync = options.sync;
    this.#discard = options.discard;
    mkdirSync(join(this.#dir, 'new'), { recursive: true });
    for (const shard of shards) mkdirSync(join(this.#dir, shard), { recursive: true });
  }

  /** Removes every file that no index row names: what a crash left behind. */
  removeUnknown(known: ReadonlySet<string>): void {
    for (const shard of ['new', ...shards]) {
      for (const name of readdirSync(join(this.#dir, shard))) {
        if (!known.has(name)) rmSync(join(this.#dir, shard, name), { force: true });
      }
    }
  }

  /** Starts a blob of unknown size. */
  create(): BlobWriter {
    const name = randomBytes(16).toString('hex');
    return new BlobWriter({
      name,
      temporary: join(this.#dir, 'new', name),
      final: this.#path(name),
      sync: this.#sync,
      discard: this.#discard,
    });
  }

  /** Gives the same bytes a second name, without copying them. */
  async duplicate(segment: Segment): Promise<Segment> {
    if (segment.blob === '') return segment;
    const name = randomBytes(16).toString('hex');
    const hold = this.hold([segment]);
    try {
      await link(this.#path(segment.blob), this.#path(name));
    } finally {
      await hold.release();
    }
    return { ...segment, blob: name };
  }

  /** Removes blobs, each as soon as nobody reads it. */
  async remove(names: readonly string[]): Promise<void> {
    for (const name of names) {
      if (name === '') continue;
      if (this.#readers.has(name)) this.#doomed.add(name);
      else await rm(this.#path(name), { force: true });
    }
  }

  /** Holds blobs until `release`, so that an object can be read to its end after it was deleted. */
  hold(segments: readonly Segment[]): { release(): Promise<void> } {
    for (const { blob } of segments) this.#readers.set(blob, (this.#readers.get(blob) ?? 0) + 1);
    return {
      release: async () => {
        for (const { blob } of segments) {
          const readers = (this.#readers.get(blob) ?? 1) - 1;
          if (readers > 0) this.#readers.set(blob, readers);
          else {
            this.#readers.delete(blob);
            if (this.#doomed.delete(blob)) await rm(this.#path(blob), { force: true });
          }
        }
      },
    };
  }

  /** Reads bytes `start` to `end` (excluded) of the segments in a row; a chunk's memory is used again for the chunk after the next. */
  async *read(segments: readonly Segment[], start: number, end: number): AsyncGenerator<Buffer> {
    const size = Math.min(readChunkBytes, Math.max(1, end - start));
    const buffers = [Buffer.alloc(size), Buffer.alloc(size)] as const;
    let turn = 0;
    let offset = 0;
    for (const segment of segments) {
      const from = Math.max(0, start - offset);
      const to = Math.min(segment.sizeBytes, end - offset);
      offset += segment.sizeBytes;
      if (from >= to) continue;
      if (segment.blob !== '' && to - from <= size) {
        const buffer = buffers[turn++ % 2 === 0 ? 0 : 1];
        yield this.#readAtOnce(segment, buffer.subarray(0, to - from), from);
        continue;
      }
      const handle = segment.blob === '' ? undefined : await open(this.#path(segment.blob), 'r');
      try {
        for (let at = from; at < to; ) {
          const buffer = buffers[turn % 2 === 0 ? 0 : 1];
          turn++;
          const wanted = Math.min(size, to - at);
          if (handle === undefined) {
            yield buffer.fill(0, 0, wanted).subarray(0, wanted);
            at += wanted;
            continue;
          }
          const { bytesRead } = await handle.read(buffer, 0, wanted, at);
          if (bytesRead === 0) throw new Error(`blob ${segment.blob} ends early`);
          at += bytesRead;
          yield buffer.subarray(0, bytesRead);
        }
      } finally {
        await handle?.close();
      }
    }
  }

  /** A small read costs less than handing it to another thread. */
  #readAtOnce(segment: Segment, buffer: Buffer, from: number): Buffer {
    const descriptor = openSync(this.#path(segment.blob), 'r');
    try {
      if (readSync(descriptor, buffer, 0, buffer.length, from) === buffer.length) return buffer;
    } finally {
      closeSync(descriptor);
    }
    throw new Error(`blob ${segment.blob} ends early`);
  }

  #path(name: string): string {
    return join(this.#dir, name.slice(0, 2), name);
  }
}

type BlobTarget = {
  readonly name: string;
  readonly temporary: string;
  readonly final: string;
  readonly sync: boolean;
  readonly discard: boolean;
};

/** Writes one blob; takes chunks while earlier ones are still on their way to the disk. */
export class BlobWriter {
  readonly #target: BlobTarget;
  #handle: FileHandle | undefined;
  #pending: Buffer[] = [];
  #pendingBytes = 0;
  #sizeBytes = 0;
  #flushing: Promise<void> | undefined;

  constructor(target: BlobTarget) {
    this.#target = target;
  }

  /** Takes a chunk, which must not change afterwards; a promise means "wait before the next". */
  write(chunk: Buffer): Promise<void> | undefined {
    this.#sizeBytes += chunk.length;
    if (this.#target.discard) return undefined;
    this.#pending.push(chunk);
    this.#pendingBytes += chunk.length;
    if (this.#flushing === undefined && this.#pendingBytes >= pendingLimitBytes / 4) {
      this.#flushing = this.#flush();
      this.#flushing.catch(() => undefined);
    }
    return this.#pendingBytes > pendingLimitBytes ? this.#flushing : undefined;
  }

  /** Puts the blob in its place. */
  async finish(): Promise<Segment> {
    await this.#flushing;
    if (this.#handle === undefined && this.#pending.length > 0 && !this.#target.sync)
      return this.#finishAtOnce();
    await this.#flush();
    if (this.#handle === undefined) return { blob: '', sizeBytes: this.#sizeBytes };
    if (this.#target.sync) await this.#handle.sync();
    await this.#handle.close();
    this.#handle = undefined;
    await rename(this.#target.temporary, this.#target.final);
    return { blob: this.#target.name, sizeBytes: this.#sizeBytes };
  }

  /** Leaves nothing behind. */
  async abort(): Promise<void> {
    await this.#flushing?.catch(() => undefined);
    await this.#handle?.close();
    this.#handle = undefined;
    await rm(this.#target.temporary, { force: true });
    await rm(this.#target.final, { force: true });
  }

  /** A small body costs less than handing it to another thread. */
  #finishAtOnce(): Segment {
    const descriptor = openSync(this.#target.temporary, 'wx');
    try {
      if (writevSync(descriptor, this.#pending) !== this.#sizeBytes) throw new Error(shortWrite);
    } finally {
      closeSync(descriptor);
    }
    renameSync(this.#target.temporary, this.#target.final);
    return { blob: this.#target.name, sizeBytes: this.#sizeBytes };
  }

  async #flush(): Promise<void> {
    while (this.#pending.length > 0) {
      const buffers = this.#pending;
      const bytes = this.#pendingBytes;
      this.#pending = [];
      this.#pendingBytes = 0;
      this.#handle ??= await open(this.#target.temporary, 'wx');
      const { bytesWritten } = await this.#handle.writev(buffers);
      if (bytesWritten !== bytes) throw new Error(shortWrite);
    }
    this.#flushing = undefined;
  }
}
