import { SatchelError } from '../../satchelError.ts';
import type { RangeSink } from '../storage.ts';

const slabBytes = 1024 * 1024;
/** One fills while the other is written. */
const slabCount = 2;

/** The body of a range on its way from the socket, through slabs of memory, to a sink. */
export class RangeBody {
  readonly #slabs: Buffer[];
  readonly #writing: (Promise<unknown> | undefined)[] = [];
  #index = 0;
  #filledBytes = 0;
  #missingBytes: number;
  #sink: RangeSink | undefined;
  #silenceMs = 0;
  #silence: NodeJS.Timeout | undefined;
  #resume: () => void = () => undefined;
  #end: { readonly done: () => void; readonly failed: (error: unknown) => void } | undefined;
  #isOver = false;

  /** `slabs` is memory to use, and to add to; `first` are the bytes that came with the head. */
  constructor(slabs: Buffer[], sizeBytes: number, first: Uint8Array) {
    this.#slabs = slabs;
    this.#missingBytes = sizeBytes - first.length;
    this.#slab().set(first);
    this.#filledBytes = first.length;
  }

  get missingBytes(): number {
    return this.#missingBytes;
  }

  /** Where the next bytes go to; while their slab is still being written, none are let come. */
  buffer(): Uint8Array {
    const end = Math.min(slabBytes, this.#filledBytes + this.#missingBytes);
    return this.#slab().subarray(this.#filledBytes, end);
  }

  /** So many bytes have come into `buffer()`; whether more may come now. */
  took(bytes: number): boolean {
    this.#filledBytes += bytes;
    this.#missingBytes -= bytes;
    return this.#pass(bytes);
  }

  /** Lets the bytes come, and resolves when the sink has them all. `resume` starts the socket again. */
  async read(sink: RangeSink, silenceMs: number, resume: () => void): Promise<void> {
    this.#sink = sink;
    this.#silenceMs = silenceMs;
    this.#resume = resume;
    try {
      await new Promise<void>((done, failed) => {
        this.#end = { done, failed };
        const goesOn = this.#filledBytes === 0 || this.#pass(this.#filledBytes);
        if (goesOn) this.#goOn();
      });
    } finally {
      this.#isOver = true;
      clearTimeout(this.#silence);
      await Promise.allSettled(this.#writing);
    }
  }

  fail(error: unknown): void {
    this.#isOver = true;
    this.#end?.failed(error);
  }

  #pass(newBytes: number): boolean {
    const sink = this.#sink;
    if (this.#isOver || sink === undefined) return false;
    try {
      const filled = this.#slab().subarray(0, this.#filledBytes);
      const paced = sink.take(filled.subarray(filled.length - newBytes));
      if (filled.length === slabBytes || this.#missingBytes === 0) this.#write(sink, filled);
      if (this.#missingBytes === 0) {
        clearTimeout(this.#silence);
        Promise.all([paced, ...this.#writing]).then(
          () => this.#end?.done(),
          (error: unknown) => this.fail(error),
        );
        return true;
      }
      const isFree = this.#writing[this.#index] === undefined;
      if (paced === undefined && isFree) {
        this.#silence?.refresh();
        return true;
      }
      clearTimeout(this.#silence);
      this.#silence = undefined;
      Promise.all([paced, this.#writing[this.#index]]).then(
        () => this.#goOn(),
        (error: unknown) => this.fail(error),
      );
    } catch (error) {
      this.fail(error);
    }
    return false;
  }

  #write(sink: RangeSink, filled: Uint8Array): void {
    const index = this.#index;
    const written = sink.write(filled).then(() => {
      this.#writing[index] = undefined;
    });
    written.catch((error: unknown) => this.fail(error));
    this.#writing[index] = written;
    this.#index = (index + 1) % slabCount;
    this.#filledBytes = 0;
  }

  #goOn(): void {
    if (this.#isOver || this.#missingBytes === 0) return;
    this.#silence ??= setTimeout(() => {
      this.fail(new SatchelError('network.timedOut', `No byte of the body came for ${this.#silenceMs} ms.`));
    }, this.#silenceMs);
    this.#resume();
  }

  #slab(): Buffer {
    const slab = this.#slabs[this.#index] ?? Buffer.allocUnsafeSlow(slabBytes);
    this.#slabs[this.#index] = slab;
    return slab;
  }
}
