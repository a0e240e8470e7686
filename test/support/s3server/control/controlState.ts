import { setTimeout as sleep } from 'node:timers/promises';
import { S3Error, s3Error } from '../errors.ts';
import type { Counters, DenyRule, Fault, LoggedRequest, Order, Session } from './protocol.ts';

/** The faults that one request meets. */
export type RequestFaults = {
  readonly delayMs: number;
  readonly failure: S3Error | undefined;
  readonly hangs: boolean;
  /** Body bytes after which the connection breaks. */
  readonly cutAfterBytes: number | undefined;
  readonly corrupts: boolean;
};

/** More would only fill the memory of a server that runs for long. */
const longestLog = 200_000;

/** Everything that tests can change about the server, and what it counts. */
export class ControlState {
  #faults: { fault: Fault; left: number }[] = [];
  #rules: DenyRule[] = [];
  #bytesPerSecond: number | null = null;
  #paceUntilMs = 0;
  #offsetMs = 0;
  readonly #seenTokens = new Set<string>();
  readonly #expiredTokens = new Set<string>();
  readonly #sessions = new Map<string, Session>();
  #requests: Record<string, number> = {};
  #bytesIn = 0;
  #bytesOut = 0;
  #openRequests = 0;
  #openSockets = 0;
  #maximumOpenRequests = 0;
  #log: LoggedRequest[] = [];

  readonly nowMs = (): number => Date.now() + this.#offsetMs;

  /** Carries out an order and gives the counters, or the log where that was asked for. */
  obey(order: Order): Counters | readonly LoggedRequest[] {
    switch (order.order) {
      case 'fault':
        this.#faults.push({ fault: order.fault, left: order.fault.times });
        break;
      case 'throttle':
        this.#bytesPerSecond = order.bytesPerSecond;
        this.#paceUntilMs = 0;
        break;
      case 'deny':
        this.#rules.push(order.rule);
        break;
      case 'clockOffset':
        this.#offsetMs = order.offsetMs;
        break;
      case 'expireTokens':
        for (const token of order.tokens ?? this.#seenTokens) this.#expiredTokens.add(token);
        break;
      case 'addSession':
        this.#sessions.set(order.session.accessKeyId, order.session);
        break;
      case 'removeSession':
        this.#sessions.delete(order.accessKeyId);
        break;
      case 'reset':
        this.#reset();
        break;
      case 'counters':
        break;
      case 'log':
        return this.#log;
      default:
        throw new TypeError(`no such order: ${JSON.stringify(order satisfies never)}`);
    }
    return this.counters();
  }

  counters(): Counters {
    return {
      requests: { ...this.#requests },
      bytesIn: this.#bytesIn,
      bytesOut: this.#bytesOut,
      openRequests: this.#openRequests,
      openSockets: this.#openSockets,
      maximumOpenRequests: this.#maximumOpenRequests,
    };
  }

  /** Counts a request and takes the faults that wait for it. */
  begin(kind: string, bucket: string, key: string): RequestFaults {
    this.#requests[kind] = (this.#requests[kind] ?? 0) + 1;
    this.#openRequests++;
    this.#maximumOpenRequests = Math.max(this.#maximumOpenRequests, this.#openRequests);
    let faults: RequestFaults = {
      delayMs: 0,
      failure: undefined,
      hangs: false,
      cutAfterBytes: undefined,
      corrupts: false,
    };
    const met = new Set<string>();
    for (const waiting of this.#faults) {
      const { fault } = waiting;
      if (met.has(fault.effect) || (fault.kind !== '*' && fault.kind !== kind)) continue;
      if (fault.effect === 'fail' && !concerns(fault.failure, bucket, key)) continue;
      met.add(fault.effect);
      waiting.left--;
      faults = { ...faults, ...effectOf(fault) };
    }
    this.#faults = this.#faults.filter(({ left }) => left > 0);
    return faults;
  }

  end(): void {
    this.#openRequests--;
  }

  /** Writes a request down, once. */
  note(request: LoggedRequest): void {
    if (this.#log.length < longestLog) this.#log.push(request);
  }

  socketOpened(): void {
    this.#openSockets++;
  }

  socketClosed(): void {
    this.#openSockets--;
  }

  countIn(bytes: number): void {
    this.#bytesIn += bytes;
  }

  countOut(bytes: number): void {
    this.#bytesOut += bytes;
  }

  /** Throws AccessDenied when a rule forbids one of the actions on the key. */
  demand(actions: readonly string[], bucket: string, key: string): void {
    const denied = this.#rules.some(
      (rule) =>
        rule.actions.some((action) => action === '*' || actions.includes(action)) &&
        (rule.bucket === undefined || rule.bucket === bucket) &&
        key.startsWith(rule.keyPrefix ?? ''),
    );
    if (denied) throw s3Error('AccessDenied');
  }

  /** Notes a session token and says whether it has expired. */
  readonly isTokenExpired = (token: string): boolean => {
    this.#seenTokens.add(token);
    return this.#expiredTokens.has(token);
  };

  /** The keys of a session that was added and not removed, whether they have expired or not. */
  readonly session = (accessKeyId: string): Session | undefined => this.#sessions.get(accessKeyId);

  get isThrottled(): boolean {
    return this.#bytesPerSecond !== null;
  }

  /** Waits until so many bytes may pass; both directions and all requests share the rate. */
  async pace(bytes: number): Promise<void> {
    if (this.#bytesPerSecond === null) return;
    const nowMs = performance.now();
    this.#paceUntilMs = Math.max(this.#paceUntilMs, nowMs) + (bytes * 1000) / this.#bytesPerSecond;
    await sleep(this.#paceUntilMs - nowMs);
  }

  #reset(): void {
    this.#faults = [];
    this.#rules = [];
    this.#bytesPerSecond = null;
    this.#offsetMs = 0;
    this.#seenTokens.clear();
    this.#expiredTokens.clear();
    this.#requests = {};
    this.#log = [];
    this.#bytesIn = 0;
    this.#bytesOut = 0;
    this.#maximumOpenRequests = this.#openRequests;
  }
}

function concerns(
  place: { bucket?: string | undefined; key?: string | undefined },
  bucket: string,
  key: string,
): boolean {
  return (
    (place.bucket === undefined || place.bucket === bucket) && (place.key === undefined || place.key === key)
  );
}

function effectOf(fault: Fault): Partial<RequestFaults> {
  switch (fault.effect) {
    case 'fail': {
      const { code, status, message, retryAfter } = fault.failure;
      const headers = retryAfter === undefined ? {} : { 'retry-after': retryAfter };
      return { failure: new S3Error(code, status, message ?? 'The server was told to fail.', {}, headers) };
    }
    case 'delay':
      return { delayMs: fault.delayMs };
    case 'hang':
      return { hangs: true };
    case 'cut':
      return { cutAfterBytes: fault.afterBytes };
    case 'corrupt':
      return { corrupts: true };
  }
}
