import type { AppError } from '../../../shared/domain/appError.ts';
import type { Clock } from '../ports.ts';
import { appErrorOf, SatchelError } from '../satchelError.ts';
import { errorClassOf, mayRetry, oneMoreInVain, pauseMs } from '../transfers/machine/rules.ts';

/** Tries work again for as long as that may help, by the rules of transfers. */
export type Patience = {
  /** Throws what cannot be helped by waiting, and `cancelled`. */
  run<T>(work: () => Promise<T>): Promise<T>;
  /** Ends all pauses: the network is back, or an account works. */
  wake(): void;
};

export type PatienceOptions = {
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** From 0 up to 1. */
  readonly random: () => number;
  /** Why work waits; undefined when it goes on. */
  readonly onWaiting: (error: AppError | undefined) => void;
};

/** An account may work again without anybody telling. */
const accountPauseMs = 60_000;

/** Patience that ends with its signal. */
export function createPatience({ clock, signal, random, onWaiting }: PatienceOptions): Patience {
  const pauses = new Set<() => void>();

  /** Without a time, only `wake` ends it. */
  const pause = (lengthMs: number | undefined): Promise<void> =>
    new Promise((resolve, reject) => {
      const leave = (): void => {
        pauses.delete(end);
        cancelTimer?.();
        signal.removeEventListener('abort', giveUp);
      };
      const end = (): void => {
        leave();
        resolve();
      };
      const giveUp = (): void => {
        leave();
        reject(cancelled());
      };
      const cancelTimer = lengthMs === undefined ? undefined : clock.setTimer(end, lengthMs);
      pauses.add(end);
      signal.addEventListener('abort', giveUp, { once: true });
      if (signal.aborted) giveUp();
    });

  return {
    async run(work) {
      let hasWaited = false;
      try {
        let vainAttempts = 0;
        let lastError: AppError | undefined;
        for (;;) {
          if (signal.aborted) throw cancelled();
          try {
            return await work();
          } catch (error) {
            if (signal.aborted) throw cancelled();
            const appError = appErrorOf(error);
            const isBlocked =
              errorClassOf(appError) === 'credentials' && appError.code !== 'account.readOnly';
            vainAttempts = oneMoreInVain(appError, vainAttempts, lastError);
            lastError = appError;
            if (!isBlocked && !mayRetry(appError, vainAttempts)) throw error;
            hasWaited = true;
            onWaiting(appError);
            if (!isBlocked) await pause(pauseMs(appError, vainAttempts, random()));
            // Whoever is not there yet is told of by `wake`.
            else await pause(appError.code === 'request.stale' ? undefined : accountPauseMs);
          }
        }
      } finally {
        if (hasWaited) onWaiting(undefined);
      }
    },
    wake() {
      for (const end of [...pauses]) end();
    },
  };
}

function cancelled(): SatchelError {
  return new SatchelError('cancelled', 'Cancelled');
}
