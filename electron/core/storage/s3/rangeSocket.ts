import { connect, type Socket } from 'node:net';
import { messageOf, SatchelError } from '../../satchelError.ts';
import type { RangeSink } from '../storage.ts';
import { RangeBody } from './rangeBody.ts';
import { maxHeadBytes, parseRangeHead, type RangeHead } from './rangeHead.ts';

export type RangeTarget = { readonly host: string; readonly port: number };

/** Takes what the socket reads: into `buffer()`, which is asked for anew after each `took`; false stops the reading. */
type Reader = {
  buffer(): Uint8Array;
  took(bytes: number): boolean;
  broke(error: Error): void;
};

/**
 * A connection over which ranges are asked for, one after the other. What comes is read by Node straight into memory
 * that is used again and again: its HTTP client makes a new Buffer of each 64 KiB, which costs more than all else that a
 * large download does.
 */
export class RangeSocket {
  readonly #socket: Socket;
  readonly #headMemory = Buffer.allocUnsafeSlow(maxHeadBytes);
  readonly #slabs: Buffer[] = [];
  readonly #idle: Reader;
  readonly #connectMs: number;
  #reader: Reader;
  #isOver = false;
  #hasAnswered = false;

  constructor({ host, port }: RangeTarget, connectMs: number) {
    this.#connectMs = connectMs;
    // Nothing is asked for: bytes that come all the same are not to be trusted.
    this.#idle = {
      buffer: () => this.#headMemory,
      took: () => {
        this.destroy();
        return false;
      },
      broke: () => undefined,
    };
    this.#reader = this.#idle;
    const onread = {
      buffer: () => this.#reader.buffer(),
      callback: (bytes: number) => this.#reader.took(bytes),
    };
    this.#socket = connect({ host, port, noDelay: true, onread });
    const onOver = (error: Error): void => {
      this.#isOver = true;
      this.#socket.destroy();
      this.#reader.broke(error);
    };
    const onEnd = (): void => onOver(closedEarly());
    this.#socket.on('error', onOver).on('end', onEnd).on('close', onEnd);
  }

  /** False once it is closed, by either side. */
  get isOpen(): boolean {
    return !this.#isOver;
  }

  /** Whether any byte has come since the last request. */
  get hasAnswered(): boolean {
    return this.#hasAnswered;
  }

  /** An idle one is no reason for the process to stay. */
  setIdle(isIdle: boolean): void {
    if (isIdle) this.#socket.unref();
    else this.#socket.ref();
  }

  destroy(): void {
    this.#isOver = true;
    this.#socket.destroy();
  }

  /**
   * Sends a request and resolves to the head of its answer, and to undefined, closed, when that is `odd`. Throws
   * `network.unreachable`, `network.timedOut`, `cancelled` and Node's own errors, closed.
   */
  ask(text: string, answerMs: number, signal: AbortSignal | undefined): Promise<OpenRange | undefined> {
    this.#hasAnswered = false;
    let filledBytes = 0;
    return new Promise((resolve, reject) => {
      const settle = (): void => {
        clearTimeout(connecting);
        clearTimeout(answering);
        signal?.removeEventListener('abort', onAbort);
        this.#reader = this.#idle;
      };
      const fail = (error: Error): void => {
        settle();
        this.destroy();
        reject(error);
      };
      const onAbort = (): void => fail(new SatchelError('cancelled', 'The call was given up.'));
      const connecting = this.#socket.connecting
        ? setTimeout(() => {
            fail(new SatchelError('network.unreachable', `No connection was made in ${this.#connectMs} ms.`));
          }, this.#connectMs)
        : undefined;
      if (connecting !== undefined) this.#socket.once('connect', () => clearTimeout(connecting));
      const answering = setTimeout(() => {
        fail(new SatchelError('network.timedOut', `No answer came in ${answerMs} ms.`));
      }, answerMs);
      // The memory that the socket reads into next is the beginning of the head's already.
      this.#reader = {
        buffer: () => this.#headMemory.subarray(filledBytes),
        broke: fail,
        took: (bytes) => {
          this.#hasAnswered = true;
          filledBytes += bytes;
          const received = this.#headMemory.subarray(0, filledBytes);
          const head = parseRangeHead(received);
          if (head === 'more') return true;
          settle();
          // More than was told is somebody else's idea of where the answer ends.
          if (head === 'odd' || filledBytes - head.headBytes > head.bodyBytes) {
            this.destroy();
            resolve(undefined);
          } else {
            resolve(this.#open(head, received.subarray(head.headBytes)));
          }
          return false;
        },
      };
      if (this.#isOver) {
        fail(closedEarly());
        return;
      }
      if (signal?.aborted) {
        onAbort();
        return;
      }
      signal?.addEventListener('abort', onAbort, { once: true });
      this.#socket.write(text, 'latin1');
    });
  }

  #open(head: RangeHead, first: Uint8Array): OpenRange {
    const body = new RangeBody(this.#slabs, head.bodyBytes, first);
    let onBroken: (error: Error) => void = () => undefined;
    // What comes is stopped until somebody reads; from the first byte on it goes to the body's memory.
    let broken: Error | undefined;
    this.#reader = {
      buffer: () => body.buffer(),
      took: (bytes) => {
        const goesOn = body.took(bytes);
        if (body.missingBytes === 0) this.#reader = this.#idle;
        return goesOn;
      },
      broke: (error) => {
        broken = error;
        onBroken(error);
      },
    };
    if (body.missingBytes === 0) this.#reader = this.#idle;
    return {
      head,
      read: async (sink, silenceMs, signal) => {
        onBroken = (error) => {
          const receivedBytes = head.bodyBytes - body.missingBytes;
          const what = `The body broke after ${receivedBytes} of ${head.bodyBytes} bytes: ${messageOf(error)}`;
          body.fail(new SatchelError('network.lost', what, { cause: error }));
        };
        const ended = body.read(sink, silenceMs, () => this.#socket.resume());
        const onAbort = (): void => body.fail(new SatchelError('cancelled', 'The call was given up.'));
        signal?.addEventListener('abort', onAbort, { once: true });
        if (signal?.aborted) onAbort();
        else if (broken !== undefined) onBroken(broken);
        try {
          await ended;
        } catch (error) {
          this.destroy();
          throw error;
        } finally {
          signal?.removeEventListener('abort', onAbort);
        }
        // It hears of its end while it is idle.
        if (head.isKept) this.#socket.resume();
        else this.destroy();
      },
    };
  }
}

/** A range whose head has come; it is read, or its socket destroyed. */
export type OpenRange = {
  readonly head: RangeHead;
  /**
   * Reads the body into a sink. Throws `network.timedOut`, `network.lost`, `cancelled` and what the sink throws; the sink
   * writes nothing any more then.
   */
  read(sink: RangeSink, silenceMs: number, signal: AbortSignal | undefined): Promise<void>;
};

function closedEarly(): Error {
  return Object.assign(new Error('The server closed the connection.'), { code: 'ECONNRESET' });
}
