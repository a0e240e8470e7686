import PQueue from 'p-queue';
import type { AccountHealth } from '../../../shared/domain/account.ts';
import type { AppError } from '../../../shared/domain/appError.ts';
import type { Clock } from '../ports.ts';
import { appErrorOf, SatchelError } from '../satchelError.ts';
import type { Storage } from '../storage/storage.ts';
import { type Finding, healthAfter, isAboutAccount, unchecked } from './health.ts';

const checksAtOnce = 4;
const checkWithinMs = 30_000;
/** A program that gives keys has a limit of its own, a minute, whose error says more than that of the check. */
const programWithinMs = 100_000;
const firstPauseMs = 15_000;
const longestPauseMs = 10 * 60_000;

export type HealthChecksOptions = {
  readonly clock: Clock;
  /** Looks at one account without asking the user anything; what it throws is what the account's error becomes. */
  readonly probe: (accountId: string, signal: AbortSignal) => Promise<Finding>;
  /** Whether a program gives the account its keys; none does when missing. */
  readonly runsProgram?: (accountId: string) => boolean;
  /** Called whenever the health of an account has changed. */
  readonly onChanged: (accountId: string) => void;
};

/** How all accounts stand. */
export type HealthChecks = {
  of(accountId: string): AccountHealth;
  /**
   * Checks an account in the background, at most four at a time; one that is under way starts over. One that the user
   * asked for goes before those that wait.
   */
  check(accountId: string, isAsked?: boolean): void;
  /** Takes the account's own error as its state, without a check. */
  settle(accountId: string, error: AppError): void;
  /** Takes over how real work went; without an error it worked. */
  note(accountId: string, method: keyof Storage, error: AppError | undefined): void;
  /** Forgets an account, and gives up the check that is under way. */
  drop(accountId: string): void;
  close(): void;
};

type Watched = {
  health: AccountHealth;
  running?: AbortController | undefined;
  cancelRetry?: (() => void) | undefined;
  failures: number;
};

/**
 * No account is known yet. An account that cannot be reached is checked again by itself, after growing pauses, unless its
 * proxy refuses.
 */
export function createHealthChecks(options: HealthChecksOptions): HealthChecks {
  const { clock, probe, runsProgram = () => false, onChanged } = options;
  const queue = new PQueue({ concurrency: checksAtOnce });
  const watched = new Map<string, Watched>();
  let isClosed = false;

  function find(accountId: string): Watched {
    const found = watched.get(accountId) ?? { health: unchecked, failures: 0 };
    watched.set(accountId, found);
    return found;
  }

  function stop(account: Watched): void {
    account.running?.abort();
    account.running = undefined;
    account.cancelRetry?.();
    account.cancelRetry = undefined;
  }

  function set(accountId: string, account: Watched, health: AccountHealth): void {
    account.health = health;
    account.cancelRetry?.();
    account.cancelRetry = undefined;
    // A proxy that wants another password is not asked again and again: companies lock whoever fails too often.
    const isAway = health.state === 'unreachable' && health.error?.code !== 'network.proxyRefused';
    account.failures = isAway ? account.failures + 1 : 0;
    if (account.failures > 0) {
      const pauseMs = Math.min(firstPauseMs * 2 ** (account.failures - 1), longestPauseMs);
      account.cancelRetry = clock.setTimer(() => check(accountId), pauseMs);
    }
    onChanged(accountId);
  }

  function check(accountId: string, isAsked = false): void {
    if (isClosed) return;
    const account = find(accountId);
    stop(account);
    const controller = new AbortController();
    account.running = controller;
    account.health = { ...account.health, isChecking: true };
    onChanged(accountId);
    const run = async () => {
      if (controller.signal.aborted) return;
      const finding = await probeInTime(accountId, controller);
      if (account.running !== controller) return;
      account.running = undefined;
      set(accountId, account, healthAfter(account.health, finding));
    };
    void queue.add(run, { priority: isAsked ? 1 : 0 });
  }

  /** Resolves at the latest when the time is over or the check is given up, whatever the probe does. */
  function probeInTime(accountId: string, controller: AbortController): Promise<Finding> {
    const withinMs = runsProgram(accountId) ? programWithinMs : checkWithinMs;
    return new Promise((resolve) => {
      const cancelTimer = clock.setTimer(() => controller.abort(), withinMs);
      controller.signal.addEventListener('abort', () => {
        cancelTimer();
        const message = `The check was given up, or took longer than ${withinMs} ms.`;
        resolve({ error: new SatchelError('network.timedOut', message).appError });
      });
      probe(accountId, controller.signal)
        .catch((error: unknown) => ({ error: appErrorOf(error) }))
        .then((finding) => {
          cancelTimer();
          resolve(finding);
        });
    });
  }

  return {
    of: (accountId) => watched.get(accountId)?.health ?? unchecked,
    check,
    settle(accountId, error) {
      const account = find(accountId);
      stop(account);
      set(accountId, account, healthAfter(account.health, { error }));
    },
    note(accountId, method, error) {
      const account = find(accountId);
      const { health } = account;
      if (error === undefined) {
        // That a bucket can be read says nothing about the list of all.
        if (health.state === 'works' || (health.state === 'listDenied' && method !== 'listBuckets')) return;
        set(accountId, account, { ...healthAfter(health, {}), isChecking: health.isChecking });
        // Who it is and what it sees may not be known yet.
        if (!health.isChecking) check(accountId);
      } else if (isAboutAccount(error) && error.code !== health.error?.code) {
        set(accountId, account, { ...healthAfter(health, { error }), isChecking: health.isChecking });
      }
    },
    drop(accountId) {
      const account = watched.get(accountId);
      if (account !== undefined) stop(account);
      watched.delete(accountId);
    },
    close() {
      isClosed = true;
      for (const account of watched.values()) stop(account);
      watched.clear();
    },
  };
}
