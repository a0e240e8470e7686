import type {
  Counters,
  DenyRule,
  Failure,
  Fault,
  LoggedRequest,
  Order,
  Session,
} from './control/protocol.ts';

/** Gives orders to a server that was started with a control port; each call returns when the order is in force. */
export type ControlClient = {
  /** Answers the next `times` requests of a kind with an error. */
  fail(kind: string, times: number, failure: Failure): Promise<void>;
  /** Waits before each of the next `times` requests of a kind. */
  delay(kind: string, delayMs: number, times: number): Promise<void>;
  /** Accepts the next `times` requests of a kind and never answers them. */
  hang(kind: string, times: number): Promise<void>;
  /** Breaks the connection when so many bytes of the body have gone in or out. */
  cut(kind: string, afterBytes: number, times: number): Promise<void>;
  /** Flips a byte of the body that goes out. */
  corrupt(kind: string, times: number): Promise<void>;
  /** Limits all bodies together, in and out; `null` lifts the limit. */
  throttle(bytesPerSecond: number | null): Promise<void>;
  /** Refuses actions until the next reset. */
  deny(rule: DenyRule): Promise<void>;
  /** Moves the server's idea of now. */
  clockOffsetMs(offsetMs: number): Promise<void>;
  /** Lets session tokens expire: those given, or all that were ever sent. */
  expireTokens(tokens?: readonly string[]): Promise<void>;
  /** Accepts further keys (again), also through a reset, until the server ends. */
  addSession(session: Session): Promise<void>;
  /** Lets such keys be unknown from now on. */
  removeSession(accessKeyId: string): Promise<void>;
  counters(): Promise<Counters>;
  /** The requests that were answered or lost since the start or the last reset, the first 200,000, in that order. */
  log(): Promise<readonly LoggedRequest[]>;
  /** Lifts all of the above but sessions, and counts from zero. */
  reset(): Promise<void>;
};

/** A client for the control port at `url`. */
export function createControlClient(url: string): ControlClient {
  const ask = async <T>(order: Order): Promise<T> => {
    const response = await fetch(url, { method: 'POST', body: JSON.stringify(order) });
    if (!response.ok) throw new Error(`the control port refused: ${await response.text()}`);
    return (await response.json()) as T;
  };
  const send = (order: Order) => ask<Counters>(order);
  const fault = async (value: Fault): Promise<void> => {
    await send({ order: 'fault', fault: value });
  };
  return {
    fail: (kind, times, failure) => fault({ kind, times, effect: 'fail', failure }),
    delay: (kind, delayMs, times) => fault({ kind, times, effect: 'delay', delayMs }),
    hang: (kind, times) => fault({ kind, times, effect: 'hang' }),
    cut: (kind, afterBytes, times) => fault({ kind, times, effect: 'cut', afterBytes }),
    corrupt: (kind, times) => fault({ kind, times, effect: 'corrupt' }),
    async throttle(bytesPerSecond) {
      await send({ order: 'throttle', bytesPerSecond });
    },
    async deny(rule) {
      await send({ order: 'deny', rule });
    },
    async clockOffsetMs(offsetMs) {
      await send({ order: 'clockOffset', offsetMs });
    },
    async expireTokens(tokens) {
      await send({ order: 'expireTokens', tokens });
    },
    async addSession(session) {
      await send({ order: 'addSession', session });
    },
    async removeSession(accessKeyId) {
      await send({ order: 'removeSession', accessKeyId });
    },
    counters: () => send({ order: 'counters' }),
    log: () => ask<readonly LoggedRequest[]>({ order: 'log' }),
    async reset() {
      await send({ order: 'reset' });
    },
  };
}
