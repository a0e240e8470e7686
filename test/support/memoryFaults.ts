import { once } from 'node:events';
import { SatchelError } from '../../electron/core/satchelError.ts';
import type { Storage } from '../../electron/core/storage/storage.ts';

export type StorageMethod = Exclude<keyof Storage, 'capabilities' | 'readRange' | 'close'>;

/**
 * What goes wrong with a call. `fail`: refused, nothing done. `loseAnswer`: done, but the answer never arrives.
 * `wait`: goes on when `until` is settled, or is given up by its signal. `cut`: the body of an openRange breaks.
 * `refuseKeys`: a deleteMany reports these keys as failures.
 */
export type Fault =
  | { readonly kind: 'fail'; readonly error: SatchelError }
  | { readonly kind: 'loseAnswer'; readonly error?: SatchelError }
  | { readonly kind: 'wait'; readonly until: Promise<unknown> }
  | { readonly kind: 'cut'; readonly afterBytes: number; readonly error?: SatchelError }
  | { readonly kind: 'refuseKeys'; readonly keys: ReadonlySet<string>; readonly error: SatchelError };

/** How a test makes a fake's calls go wrong. */
export type FaultHooks = {
  /** Every call so far, in order; `target` is its key, or its bucket where it has no key. */
  readonly calls: readonly { readonly method: StorageMethod; readonly target: string }[];
  /** Makes the next `times` calls of a method (that `when` picks, by their arguments) go wrong; returns its undoing. */
  inject<M extends StorageMethod>(
    method: M,
    fault: Fault,
    options?: { readonly times?: number; readonly when?: (...args: Parameters<Storage[M]>) => boolean },
  ): () => void;
  /** Holds the next call of a method; `reached` resolves when it is made, `release` lets it go on. */
  hold(method: StorageMethod): { readonly reached: Promise<void>; readonly release: () => void };
};

/** Wraps the work of one method: `work` gets the faults that the call met, then the call's own arguments. */
export type Faulty = <A extends readonly unknown[], R>(
  method: StorageMethod,
  work: (met: readonly Fault[], ...args: A) => R,
) => (...args: A) => Promise<R>;

type Plan = {
  readonly method: StorageMethod;
  readonly fault: Fault;
  readonly when: (args: readonly unknown[]) => boolean;
  timesLeft: number;
};

/** Makes the hooks for one fake, and the wrapper that gives them their effect. */
export function createFaults(): FaultHooks & { readonly faulty: Faulty } {
  const calls: { method: StorageMethod; target: string }[] = [];
  const plans: Plan[] = [];

  async function meet(method: StorageMethod, args: readonly unknown[]): Promise<readonly Fault[]> {
    const signal = signalOf(args);
    throwIfAborted(signal);
    const met = plans
      .filter((plan) => plan.method === method && plan.timesLeft > 0 && plan.when(args))
      .map((plan) => {
        plan.timesLeft -= 1;
        return plan.fault;
      });
    for (const fault of met) {
      if (fault.kind === 'wait') await settledOrAborted(fault.until, signal);
      if (fault.kind === 'fail') throw fault.error;
    }
    return met;
  }

  return {
    calls,
    inject: (method, fault, { times = 1, when } = {}) => {
      const plan: Plan = {
        method,
        fault,
        timesLeft: times,
        when: (args) => when === undefined || when(...(args as Parameters<Storage[typeof method]>)),
      };
      plans.push(plan);
      return () => {
        plan.timesLeft = 0;
      };
    },
    hold: (method) => {
      const gate = new AbortController();
      const until = once(gate.signal, 'abort');
      const reached = new Promise<void>((resolve) => {
        const when = () => {
          resolve();
          return true;
        };
        plans.push({ method, fault: { kind: 'wait', until }, timesLeft: 1, when });
      });
      return { reached, release: () => gate.abort() };
    },
    faulty:
      (method, work) =>
      async (...args) => {
        calls.push({ method, target: targetOf(args) });
        const met = await meet(method, args);
        throwIfAborted(signalOf(args));
        const result = work(met, ...args);
        const lost = met.find((fault) => fault.kind === 'loseAnswer');
        if (lost) throw lost.error ?? new SatchelError('network.lost', 'the answer was lost');
        return result;
      },
  };
}

/** Throws `cancelled` once the signal was given. */
export function throwIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw new SatchelError('cancelled', 'the call was given up');
}

async function settledOrAborted(until: Promise<unknown>, signal: AbortSignal | undefined): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    signal?.addEventListener('abort', () => resolve(), { once: true });
    until.then(() => resolve(), reject);
  });
  throwIfAborted(signal);
}

function signalOf(args: readonly unknown[]): AbortSignal | undefined {
  for (const arg of args) {
    if (typeof arg === 'object' && arg !== null && 'signal' in arg && arg.signal instanceof AbortSignal) {
      return arg.signal;
    }
  }
  return undefined;
}

function targetOf([first]: readonly unknown[]): string {
  if (typeof first === 'string') return first;
  if (typeof first !== 'object' || first === null) return '';
  if ('key' in first && typeof first.key === 'string') return first.key;
  return 'bucket' in first && typeof first.bucket === 'string' ? first.bucket : '';
}
