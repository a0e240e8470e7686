import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import type {
  ServiceAccess,
  SsoSession,
} from '../../../electron/core/accounts/credentials/credentialPlan.ts';
import { createServiceClients } from '../../../electron/core/accounts/credentials/serviceClients.ts';
import { createSignIns } from '../../../electron/core/accounts/signIn/deviceSignIn.ts';
import { createSsoTokens } from '../../../electron/core/accounts/signIn/ssoTokens.ts';
import type { Clock } from '../../../electron/core/ports.ts';
import type { SignIn } from '../../../shared/domain/account.ts';
import { createDirectNetwork } from '../../support/directNetwork.ts';
import { type IdentityServer, startIdentityServer } from '../../support/identityServer/identityServer.ts';
import { manualClock } from '../../unit/transfers/manualClock.ts';

export const startMs = Date.parse('2026-03-01T12:00:00Z');

/** A manual clock that tells what it is waiting for, in milliseconds. */
export type WaitingClock = ReturnType<typeof manualClock> & { readonly waitsMs: readonly number[] };

/** Makes a manual clock that starts at `startMs`. */
export function waitingClock(): WaitingClock {
  const inner = manualClock(startMs);
  const waitsMs: number[] = [];
  const remove = (delayMs: number) => {
    const index = waitsMs.indexOf(delayMs);
    if (index >= 0) waitsMs.splice(index, 1);
  };
  const setTimer: Clock['setTimer'] = (callback, delayMs) => {
    waitsMs.push(delayMs);
    const cancel = inner.setTimer(() => {
      remove(delayMs);
      callback();
    }, delayMs);
    return () => {
      remove(delayMs);
      cancel();
    };
  };
  return { ...inner, setTimer, waitsMs };
}

/** Sign-ins of a user with a home folder of its own, on a sign-in service that shares the clock. */
export async function openSignIns(
  options: { readonly openPage?: (url: string) => Promise<void> } = {},
): Promise<SignInsOnServer> {
  const clock = waitingClock();
  const identity = await startIdentityServer({ nowMs: clock.nowMs });
  const home = await mkdtemp(path.join(tmpdir(), 'satchel-sign-in-'));
  onTestFinished(async () => {
    await identity.close();
    await rm(home, { recursive: true, force: true });
  });
  const session: SsoSession = {
    name: 'work',
    startUrl: identity.sso.startUrl,
    region: 'eu-west-1',
    scopes: ['sso:account:access'],
  };
  const access: ServiceAccess = {
    region: 'us-east-1',
    endpoints: { ssoOidc: identity.url, sso: identity.url },
    useFipsEndpoint: false,
    useDualstackEndpoint: false,
  };
  const clients = createServiceClients(createDirectNetwork());
  const openTokens = () => createSsoTokens({ computer: { homeFolder: home }, clock, clients });
  const tokens = openTokens();
  const changes: SignIn[] = [];
  const opened: string[] = [];
  let ids = 0;
  const signIns = createSignIns({
    tokens,
    clients,
    clock,
    newId: () => `sign-in-${++ids}`,
    openPage:
      options.openPage ??
      (async (url) => {
        opened.push(url);
      }),
    onChanged: (signIn) => changes.push(signIn),
  });
  onTestFinished(() => signIns.close());
  const folder = path.join(home, '.aws', 'sso', 'cache');
  const count = (operation: string) =>
    identity.requests.filter((request) => request.operation === operation).length;
  const last = () => changes.at(-1);
  return {
    clock,
    identity,
    home,
    folder,
    session,
    access,
    openTokens,
    tokens,
    signIns,
    changes,
    opened,
    count,
    last,
    files: async () => (await readdir(folder)).toSorted(),
    async begin() {
      const id = signIns.start('account', session, access);
      await until(
        () => last()?.status !== 'starting' && (clock.waitsMs.length > 0 || last()?.status === 'failed'),
      );
      return id;
    },
    async poll() {
      const [delayMs = 0] = clock.waitsMs;
      clock.advance(delayMs);
      await until(() => clock.waitsMs.length > 0 || last()?.status !== 'waiting');
    },
    async signIn() {
      signIns.start('account', session, access);
      await until(() => last()?.status === 'waiting' && clock.waitsMs.length > 0);
      identity.sso.approve();
      clock.advance(clock.waitsMs[0] ?? 0);
      await until(() => last()?.status === 'done');
    },
  };
}

/** What the tests turn and look at. */
export type SignInsOnServer = {
  readonly clock: WaitingClock;
  readonly identity: IdentityServer;
  readonly home: string;
  readonly folder: string;
  readonly session: SsoSession;
  readonly access: ServiceAccess;
  /** A second reader and writer of the same files, such as another window or the CLI. */
  openTokens(): ReturnType<typeof createSsoTokens>;
  readonly tokens: ReturnType<typeof createSsoTokens>;
  readonly signIns: ReturnType<typeof createSignIns>;
  readonly changes: readonly SignIn[];
  readonly opened: readonly string[];
  /** How often the server was asked for an operation. */
  count(operation: string): number;
  last(): SignIn | undefined;
  files(): Promise<readonly string[]>;
  /** Starts a sign-in and waits until it asks the user, or has failed. */
  begin(): Promise<string>;
  /** Lets the time pass until the next question to the server, and waits for its answer. */
  poll(): Promise<void>;
  /** Signs in from start to end. */
  signIn(): Promise<void>;
};

/** Waits for real work of other threads: the network's and the disk's. */
export async function until(isTrue: () => boolean): Promise<void> {
  while (!isTrue()) await new Promise((resolve) => setTimeout(resolve, 2));
}
