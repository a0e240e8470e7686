import { LogoutCommand } from '@aws-sdk/client-sso';
import { CreateTokenCommand } from '@aws-sdk/client-sso-oidc';
import type { Clock, Computer } from '../../ports.ts';
import { SatchelError } from '../../satchelError.ts';
import type { ServiceAccess, SsoSession } from '../credentials/credentialPlan.ts';
import type { ServiceClients } from '../credentials/serviceClients.ts';
import { serviceError } from '../credentials/serviceErrors.ts';
import { isRefusal, tokenFromAnswer } from './oidcAnswers.ts';
import { register } from './registration.ts';
import { createSsoCache, type Registration, type SsoToken, sessionKey } from './ssoCache.ts';

/** Ahead of its end, a token is refreshed by whoever asks for it (botocore, SSOTokenProvider). */
const refreshWindowMs = 15 * 60_000;
/** How often that is tried while the token is still good. */
const attemptEveryMs = 60_000;
/** The CLI does not begin anything with a registration that ends this soon. */
const registrationMarginMs = 15 * 60_000;
const logoutTimeoutMs = 5_000;

/** The sign-ins of IAM Identity Center on this computer, shared with the AWS CLI. */
export type SsoTokens = {
  /**
   * A token that is good now, refreshed silently where it can be, once for all who ask at the same time. Throws
   * `account.signInNeeded`, or what went wrong on the way where a sign-in would not help.
   */
  get(
    session: SsoSession,
    access: ServiceAccess,
  ): Promise<{ readonly accessToken: string; readonly expiresAtMs: number }>;
  /** Whether there is a sign-in that did not end, as far as this computer knows. */
  has(session: SsoSession): Promise<boolean>;
  /** Keeps what a sign-in gave; throws `account.fileNotWritable`. */
  store(session: SsoSession, token: SsoToken): Promise<void>;
  /** Ends the sign-in here, and at the server where it answers; throws `account.fileNotWritable`. */
  signOut(session: SsoSession, access: ServiceAccess): Promise<void>;
  /** Calls back after each sign-in and sign-out; returns the function that stops it. */
  onChanged(listener: (session: SsoSession) => void): () => void;
};

/** Gives the client that signs in: the one that the CLI or Satchel registered before, or a new one. */
export type Registrations = {
  registration(
    session: SsoSession,
    access: ServiceAccess,
    options: { readonly isFresh: boolean; readonly signal: AbortSignal },
  ): Promise<Registration>;
};

type Parts = {
  readonly computer: Pick<Computer, 'homeFolder'>;
  readonly clock: Clock;
  readonly clients: Pick<ServiceClients, 'oidc' | 'sso'>;
};

/** Opens the sign-ins of this computer's user. */
export function createSsoTokens({ computer, clock, clients }: Parts): SsoTokens & Registrations {
  const cache = createSsoCache(computer);
  const listeners = new Set<(session: SsoSession) => void>();
  const flights = new Map<string, Promise<SsoToken>>();
  /** Refreshed, and not written because the files cannot be: the token before it may be worth nothing any more. */
  const unwritten = new Map<string, SsoToken>();
  const nextAttemptMs = new Map<string, number>();
  const refused = new Set<string>();
  let lastWrite: Promise<unknown> = Promise.resolve();

  /** One change of the files at a time, so that none is made after the sign-out that came before it. */
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const mine = lastWrite.then(work);
    lastWrite = mine.catch(() => undefined);
    return mine;
  }

  async function current(session: SsoSession): Promise<SsoToken | undefined> {
    const kept = unwritten.get(sessionKey(session));
    const written = await cache.readToken(session);
    return kept !== undefined && kept.expiresAtMs > (written?.expiresAtMs ?? 0) ? kept : written;
  }

  const isGood = (token: SsoToken): boolean => token.expiresAtMs > clock.nowMs();

  function canRefresh({ refreshToken, registration }: SsoToken): boolean {
    return (
      refreshToken !== undefined &&
      !refused.has(refreshToken) &&
      registration !== undefined &&
      registration.expiresAtMs > clock.nowMs()
    );
  }

  async function find(
    session: SsoSession,
    access: ServiceAccess,
    isCurrent: () => boolean,
  ): Promise<SsoToken> {
    const token = await current(session);
    if (token === undefined) throw signInNeeded(session);
    const key = sessionKey(session);
    const nowMs = clock.nowMs();
    const isEarly = token.expiresAtMs - nowMs >= refreshWindowMs || nowMs < (nextAttemptMs.get(key) ?? 0);
    if (isGood(token) && (isEarly || !canRefresh(token))) return token;
    if (!canRefresh(token)) throw signInNeeded(session);
    nextAttemptMs.set(key, nowMs + attemptEveryMs);
    try {
      const refreshed = await refresh(session, access, token);
      await inTurn(async () => {
        if (!isCurrent()) throw signInNeeded(session);
        await cache.writeToken(session, refreshed).catch(() => unwritten.set(key, refreshed));
      });
      return refreshed;
    } catch (error) {
      // Another program may have refreshed it first, after which this refresh token is worth nothing.
      const other = await current(session);
      if (other !== undefined && isGood(other)) return other;
      throw error;
    }
  }

  function findOnce(session: SsoSession, access: ServiceAccess): Promise<SsoToken> {
    const key = sessionKey(session);
    const running = flights.get(key);
    if (running !== undefined) return running;
    const isCurrent = (): boolean => flights.get(key) === flight;
    const flight: Promise<SsoToken> = find(session, access, isCurrent).finally(() => {
      if (isCurrent()) flights.delete(key);
    });
    flights.set(key, flight);
    return flight;
  }

  async function refresh(session: SsoSession, access: ServiceAccess, token: SsoToken): Promise<SsoToken> {
    const { registration, refreshToken } = token;
    if (registration === undefined || refreshToken === undefined) throw signInNeeded(session);
    const { clientId, clientSecret } = registration;
    const oidc = clients.oidc({ ...access, region: session.region });
    try {
      const answer = await oidc.send(
        new CreateTokenCommand({ clientId, clientSecret, grantType: 'refresh_token', refreshToken }),
      );
      // Where no new refresh token comes, the old one stays (RFC 6749, section 6).
      return { refreshToken, ...tokenFromAnswer(answer, registration, clock.nowMs()) };
    } catch (error) {
      if (isRefusal(error)) {
        refused.add(refreshToken);
        throw signInNeeded(session);
      }
      throw serviceError(error, { secrets: [clientSecret, refreshToken] });
    } finally {
      oidc.destroy();
    }
  }

  function changed(session: SsoSession): void {
    for (const listener of listeners) listener(session);
  }

  function forget(session: SsoSession): void {
    const key = sessionKey(session);
    flights.delete(key);
    unwritten.delete(key);
    nextAttemptMs.delete(key);
  }

  return {
    async get(session, access) {
      const { accessToken, expiresAtMs } = await findOnce(session, access);
      return { accessToken, expiresAtMs };
    },
    async has(session) {
      const token = await current(session);
      return token !== undefined && (isGood(token) || canRefresh(token));
    },
    async store(session, token) {
      forget(session);
      await inTurn(() => cache.writeToken(session, token));
      changed(session);
    },
    async signOut(session, access) {
      const token = await current(session);
      forget(session);
      try {
        await inTurn(() => cache.removeToken(session));
        changed(session);
      } finally {
        if (token !== undefined && isGood(token)) await logOut(session, access, token.accessToken);
      }
    },
    onChanged(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async registration(session, access, { isFresh, signal }) {
      const known = isFresh ? undefined : await cache.readRegistration(session);
      if (known !== undefined && known.expiresAtMs - clock.nowMs() >= registrationMarginMs) return known;
      const registration = await register(session, access, clients, signal);
      await inTurn(() => cache.writeRegistration(session, registration));
      return registration;
    },
  };

  async function logOut(session: SsoSession, access: ServiceAccess, accessToken: string): Promise<void> {
    const sso = clients.sso({ ...access, region: session.region });
    const abort = new AbortController();
    const cancelTimer = clock.setTimer(() => abort.abort(), logoutTimeoutMs);
    try {
      await sso.send(new LogoutCommand({ accessToken }), { abortSignal: abort.signal });
    } catch {
      // Nobody has the token any more here, and at the server it ends by itself.
    } finally {
      cancelTimer();
      sso.destroy();
    }
  }
}

function signInNeeded(session: SsoSession): SatchelError {
  return new SatchelError('account.signInNeeded', `There is no valid sign-in for ${sessionKey(session)}.`, {
    action: 'signIn',
  });
}
