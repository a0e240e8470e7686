import { SatchelError } from '../../satchelError.ts';
import type { RangeSink } from '../storage.ts';
import type { RequestPatience } from './directRequest.ts';
import type { RangeHead } from './rangeHead.ts';
import { RangeSocket, type RangeTarget } from './rangeSocket.ts';

/** A range whose head has come; whoever asked for it reads or drops it. */
export type AnsweredRange = Pick<RangeHead, 'headers' | 'bodyBytes'> & {
  /**
   * Reads the body into a sink. Throws `network.timedOut` when nothing comes for so long, `network.lost`, `cancelled`, and
   * what the sink throws.
   */
  read(sink: RangeSink, silenceMs: number, signal: AbortSignal | undefined): Promise<void>;
  drop(): void;
};

/** The sockets that ranges come over. */
export type RangeSockets = {
  /**
   * Sends a request and resolves to the head of its answer; to undefined for all but the plainest success. Throws
   * `network.unreachable`, `network.timedOut`, `cancelled` and Node's own errors.
   */
  ask(
    target: RangeTarget,
    text: string,
    patience: Pick<RequestPatience, 'connectMs' | 'answerMs'>,
    signal: AbortSignal | undefined,
  ): Promise<AnsweredRange | undefined>;
  close(): void;
};

/** Servers keep a connection for 5 s at the least that is usual, and a part follows the other at once. */
const idleMs = 3000;

/** Makes an empty pool. */
export function createRangeSockets(): RangeSockets {
  const idle = new Map<string, { readonly socket: RangeSocket; readonly timer: NodeJS.Timeout }[]>();
  const open = new Set<RangeSocket>();
  let isClosed = false;

  /** The one that was used last, as the memory that it reads into is still near. */
  const takeIdle = (id: string): RangeSocket | undefined => {
    for (;;) {
      const kept = idle.get(id)?.pop();
      if (kept === undefined) return undefined;
      clearTimeout(kept.timer);
      if (kept.socket.isOpen) return kept.socket;
      open.delete(kept.socket);
    }
  };

  const drop = (socket: RangeSocket): void => {
    socket.destroy();
    open.delete(socket);
  };

  const keep = (id: string, socket: RangeSocket): void => {
    if (isClosed || !socket.isOpen) {
      drop(socket);
      return;
    }
    const kept = idle.get(id) ?? [];
    idle.set(id, kept);
    const timer = setTimeout(() => {
      const index = kept.findIndex((one) => one.socket === socket);
      if (index >= 0) kept.splice(index, 1);
      drop(socket);
    }, idleMs);
    timer.unref();
    socket.setIdle(true);
    kept.push({ socket, timer });
  };

  return {
    async ask(target, text, { connectMs, answerMs }, signal) {
      const id = `${target.host} ${target.port}`;
      const askOver = async (socket: RangeSocket): Promise<AnsweredRange | undefined> => {
        open.add(socket);
        socket.setIdle(false);
        const range = await socket.ask(text, answerMs, signal).catch((error: unknown) => {
          drop(socket);
          throw error;
        });
        if (range === undefined) {
          drop(socket);
          return undefined;
        }
        const { headers, bodyBytes } = range.head;
        return {
          headers,
          bodyBytes,
          read: (...args) => range.read(...args).finally(() => keep(id, socket)),
          drop: () => drop(socket),
        };
      };
      const used = takeIdle(id);
      if (used !== undefined) {
        try {
          return await askOver(used);
        } catch (error) {
          // The server may have closed it just when it was used again.
          if (error instanceof SatchelError || used.hasAnswered) throw error;
        }
      }
      return askOver(new RangeSocket(target, connectMs));
    },
    close() {
      isClosed = true;
      for (const kept of idle.values()) for (const { timer } of kept) clearTimeout(timer);
      idle.clear();
      for (const socket of open) socket.destroy();
      open.clear();
    },
  };
}
