import type { MessagePort, Worker } from 'node:worker_threads';
import { type AppError, appErrorSchema } from '../../../../shared/domain/appError.ts';
import { appErrorOf, SatchelError } from '../../satchelError.ts';

/** One end of the wire between the main thread and another one. */
export type Wire = Pick<MessagePort | Worker, 'postMessage' | 'on'>;

// biome-ignore lint/suspicious/noExplicitAny: functions of any arguments are exactly what is meant.
type Functions = Readonly<Record<string, (...args: any[]) => unknown>>;

/** What the other end's functions look like from here: each answers later. */
export type Remote<F extends Functions> = {
  readonly [N in keyof F]: (...args: Parameters<F[N]>) => Promise<Awaited<ReturnType<F[N]>>>;
};

type Message =
  | { readonly kind: 'call'; readonly id: number; readonly name: string; readonly args: readonly unknown[] }
  | { readonly kind: 'answer'; readonly id: number; readonly value: unknown }
  | { readonly kind: 'failure'; readonly id: number; readonly error: AppError };

type Pending = { readonly resolve: (value: unknown) => void; readonly reject: (error: SatchelError) => void };

/** The end of a wire: calls the other end's functions, and answers its calls by `own`. */
export type WireEnd<F extends Functions> = {
  readonly remote: Remote<F>;
  /** The other end is gone: whoever waits for an answer gets this error, and so does each later call. */
  end(error: SatchelError): void;
};

/**
 * Connects this end of a wire. What a function throws arrives as the SatchelError that it is, or as `internal`; arguments
 * and values are copied (structured clone), so that no function and no class gets across.
 */
export function connectWire<F extends Functions>(wire: Wire, own: Functions): WireEnd<F> {
  const pending = new Map<number, Pending>();
  let count = 0;
  let over: SatchelError | undefined;

  const answer = async (id: number, name: string, args: readonly unknown[]): Promise<void> => {
    try {
      const called = own[name];
      if (called === undefined) throw new SatchelError('internal', `There is no ${name} at this end.`);
      wire.postMessage({ kind: 'answer', id, value: await called(...args) } satisfies Message);
    } catch (error) {
      wire.postMessage({ kind: 'failure', id, error: appErrorOf(error) } satisfies Message);
    }
  };

  wire.on('message', (message: Message) => {
    if (message.kind === 'call') {
      void answer(message.id, message.name, message.args);
      return;
    }
    const waiting = pending.get(message.id);
    pending.delete(message.id);
    if (message.kind === 'answer') waiting?.resolve(message.value);
    else waiting?.reject(errorOf(message.error));
  });

  const call = (name: string, args: readonly unknown[]): Promise<unknown> =>
    new Promise((resolve, reject) => {
      if (over !== undefined) {
        reject(over);
        return;
      }
      count += 1;
      pending.set(count, { resolve, reject });
      wire.postMessage({ kind: 'call', id: count, name, args } satisfies Message);
    });

  return {
    remote: new Proxy({} as Remote<F>, {
      get:
        (_target, name) =>
        (...args: readonly unknown[]) =>
          call(String(name), args),
    }),
    end(error) {
      over = error;
      for (const { reject } of pending.values()) reject(error);
      pending.clear();
    },
  };
}

function errorOf(error: AppError): SatchelError {
  const { code, message, retryable: _retryable, ...details } = appErrorSchema.parse(error);
  return new SatchelError(code, message, details);
}
