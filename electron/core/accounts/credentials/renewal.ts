import type { Clock } from '../../ports.ts';
import type { Credentials } from './credentialSource.ts';

/** How long before their end credentials are renewed; of short ones, a third of their life. */
const longestLeadMs = 5 * 60_000;
/** After a renewal that failed while the old ones are still good: a tenth of the lead. */
const retriesInLead = 10;
/** A server that refuses what it was just given is not asked more often. */
const pauseAfterRefusalMs = 1_000;
/** What was got less long ago has about as much life as what could be got now. */
const newForMs = 60_000;

/** Credentials that several plans may share: kept, and renewed before they end. */
export type Renewal = {
  /**
   * Credentials that are good now; `fetch` gets new ones where there are none. One fetch runs at a time for all who
   * ask, and one for renewal runs in the background. Throws what `fetch` throws for `asker` itself: where another's
   * failed, whose settings may differ, its own comes next.
   */
  get(asker: unknown, fetch: () => Promise<Credentials>): Promise<Credentials>;
  /** Gets new ones in place of those that are good, unless they are quite new; where that fails, they stay. */
  prolong(asker: unknown, fetch: () => Promise<Credentials>): Promise<void>;
  /** The server called these expired; it has no effect on others. */
  refuse(credentials: Credentials): void;
  /** Gives it credentials that were obtained another way, such as with a code. */
  keep(credentials: Credentials): void;
  /** True while there are credentials that did not end. */
  isGood(): boolean;
};

type Held = {
  readonly credentials: Credentials;
  readonly renewAtMs: number;
  readonly endsAtMs: number;
  readonly retryAfterMs: number;
};

/** Makes a renewal that has no credentials yet. */
export function createRenewal(clock: Clock): Renewal {
  let held: Held | undefined;
  let pending: { readonly asker: unknown; readonly credentials: Promise<Credentials> } | undefined;
  let fetchedAtMs = Number.NEGATIVE_INFINITY;
  let isAfterRefusal = false;

  function keep(credentials: Credentials): void {
    held = heldFrom(credentials, clock.nowMs());
  }

  async function renew(fetch: () => Promise<Credentials>): Promise<Credentials> {
    const waitMs = isAfterRefusal ? fetchedAtMs + pauseAfterRefusalMs - clock.nowMs() : 0;
    isAfterRefusal = false;
    if (waitMs > 0) await new Promise<void>((resolve) => clock.setTimer(resolve, waitMs));
    fetchedAtMs = clock.nowMs();
    const credentials = await fetch();
    keep(credentials);
    return credentials;
  }

  function start(asker: unknown, fetch: () => Promise<Credentials>) {
    const credentials = renew(fetch).finally(() => {
      pending = undefined;
    });
    pending = { asker, credentials };
    return pending;
  }

  const isGood = () => held !== undefined && clock.nowMs() < held.endsAtMs;

  return {
    keep,
    isGood,
    async get(asker, fetch) {
      for (;;) {
        if (held !== undefined && isGood()) {
          const old = held;
          if (pending === undefined && clock.nowMs() >= old.renewAtMs) {
            start(asker, fetch).credentials.catch(() => {
              // Whoever asks when the old ones are over makes the same attempt, and gets its error.
              if (held === old) held = { ...old, renewAtMs: clock.nowMs() + old.retryAfterMs };
            });
          }
          return old.credentials;
        }
        const attempt = pending ?? start(asker, fetch);
        try {
          return await attempt.credentials;
        } catch (error) {
          if (attempt.asker === asker) throw error;
        }
      }
    },
    async prolong(asker, fetch) {
      if (!isGood() || clock.nowMs() < fetchedAtMs + newForMs) return;
      const attempt = pending ?? start(asker, fetch);
      // The old ones are still good; whoever asks when they are over gets the error.
      await attempt.credentials.catch(() => undefined);
    },
    refuse(credentials) {
      if (held === undefined || !areSame(held.credentials, credentials)) return;
      held = undefined;
      isAfterRefusal = true;
    },
  };
}

function heldFrom(credentials: Credentials, nowMs: number): Held {
  const { expiresAtMs } = credentials;
  // What is over when it comes tells that this computer's clock is ahead: the server will say when it really ends.
  if (expiresAtMs === undefined || expiresAtMs <= nowMs) {
    const never = Number.POSITIVE_INFINITY;
    return { credentials, renewAtMs: never, endsAtMs: never, retryAfterMs: never };
  }
  const leadMs = Math.min(longestLeadMs, (expiresAtMs - nowMs) / 3);
  return {
    credentials,
    renewAtMs: expiresAtMs - leadMs,
    endsAtMs: expiresAtMs,
    retryAfterMs: leadMs / retriesInLead,
  };
}

function areSame(a: Credentials, b: Credentials): boolean {
  return a.accessKeyId === b.accessKeyId && a.sessionToken === b.sessionToken;
}
