import { afterEach, beforeEach, vi } from 'vitest';
import type { PlanOf, ServiceAccess } from '../../../electron/core/accounts/credentials/credentialPlan.ts';
import type { Credentials } from '../../../electron/core/accounts/credentials/credentialSource.ts';
import {
  type CredentialOptions,
  createCredentials,
} from '../../../electron/core/accounts/credentials/credentials.ts';
import { createServiceClients } from '../../../electron/core/accounts/credentials/serviceClients.ts';
import type { Computer } from '../../../electron/core/ports.ts';
import { SatchelError } from '../../../electron/core/satchelError.ts';
import { createDirectNetwork } from '../../support/directNetwork.ts';
import { type IdentityServer, startIdentityServer } from '../../support/identityServer/identityServer.ts';
import { manualClock } from '../../unit/transfers/manualClock.ts';

/** What Satchel must not take from the environment: each of these breaks whoever does. */
const poison = {
  AWS_ACCESS_KEY_ID: 'AKIAPOISON',
  AWS_SECRET_ACCESS_KEY: 'poison',
  AWS_SESSION_TOKEN: 'poison',
  AWS_PROFILE: 'poison',
  AWS_DEFAULT_PROFILE: 'poison',
  AWS_REGION: 'poison-1',
  AWS_DEFAULT_REGION: 'poison-1',
  AWS_ENDPOINT_URL: 'http://127.0.0.1:9',
  AWS_ENDPOINT_URL_STS: 'http://127.0.0.1:9',
  AWS_ENDPOINT_URL_SSO: 'http://127.0.0.1:9',
  AWS_CONFIG_FILE: '/nonexistent/config',
  AWS_SHARED_CREDENTIALS_FILE: '/nonexistent/credentials',
  AWS_ROLE_ARN: 'arn:aws:iam::999999999999:role/poison',
  AWS_ROLE_SESSION_NAME: 'poison',
  AWS_WEB_IDENTITY_TOKEN_FILE: '/nonexistent/token',
  AWS_USE_FIPS_ENDPOINT: 'poison',
  AWS_USE_DUALSTACK_ENDPOINT: 'poison',
  AWS_MAX_ATTEMPTS: 'poison',
  AWS_RETRY_MODE: 'poison',
  AWS_DEFAULTS_MODE: 'poison',
  AWS_AUTH_SCHEME_PREFERENCE: 'poison',
  AWS_STS_REGIONAL_ENDPOINTS: 'poison',
};

export const roleArn = 'arn:aws:iam::111122223333:role/team/Admin';
export const mfaSerial = 'arn:aws:iam::111122223333:mfa/anna';
export const minuteMs = 60_000;

const user = {
  accessKeyId: 'AKIACANARYANNA000000',
  secretAccessKey: 'canary/secret+of+anna',
  userName: 'anna',
};

/** The parts of one test: the server and Satchel's credentials on the same manual clock, in a poisoned environment. */
export type Bench = {
  readonly server: IdentityServer;
  readonly clock: ReturnType<typeof manualClock>;
  readonly access: ServiceAccess;
  /** The plan of a user whom the server knows. */
  readonly keys: PlanOf<'keys'>;
  role(profile: string, more?: Partial<PlanOf<'role'>>): PlanOf<'role'>;
  create(options?: Partial<CredentialOptions>): ReturnType<typeof createCredentials>;
  /** How many requests for an operation came. */
  count(operation: string): number;
  readonly computer: Computer;
};

/** Makes a bench for each test of a file; ask for it inside of a test. */
export function benchForEachTest(): () => Bench {
  let bench: Bench | undefined;

  beforeEach(async () => {
    for (const [name, value] of Object.entries(poison)) vi.stubEnv(name, value);
    const clock = manualClock(Date.now());
    const server = await startIdentityServer({ nowMs: clock.nowMs });
    server.addUser(user);
    const { url } = server;
    const access: ServiceAccess = {
      region: 'eu-central-1',
      endpoints: { sts: url, sso: url, ssoOidc: url, signin: url },
      useFipsEndpoint: false,
      useDualstackEndpoint: false,
    };
    const { accessKeyId, secretAccessKey } = user;
    const keys: PlanOf<'keys'> = { kind: 'keys', profile: 'base', access, accessKeyId, secretAccessKey };
    const computer: Computer = { homeFolder: '/nonexistent', platform: 'linux', variables: poison };
    bench = {
      server,
      clock,
      access,
      keys,
      computer,
      role: (profile, more) => ({ kind: 'role', profile, access, source: keys, roleArn, ...more }),
      create: (options) =>
        createCredentials({
          clients: createServiceClients(createDirectNetwork()),
          clock,
          computer,
          ssoTokens: { get: () => Promise.reject(new Error('no sign-in in this test')) },
          runProcess: () => Promise.reject(new Error('no process in this test')),
          ...options,
        }),
      count: (operation) => server.requests.filter((request) => request.operation === operation).length,
    };
  });

  afterEach(async () => {
    vi.unstubAllEnvs();
    await bench?.server.close();
    bench = undefined;
  });

  return () => {
    if (!bench) throw new Error('a bench is there inside of a test only');
    return bench;
  };
}

/** What a call was refused with, as the boundary would say it; nothing that was secret is in any of it. */
export async function refusal(call: Promise<unknown>): Promise<object> {
  const error = await call.then(
    () => undefined,
    (caught: unknown) => caught,
  );
  if (!(error instanceof SatchelError)) throw new Error(`refused with ${String(error)}`);
  const whole = `${error.stack} ${JSON.stringify(error.appError)} ${String(error.cause)}`;
  if (/canary|123456|654321/i.test(whole)) throw new Error('a secret is in the error');
  const { code, params, action } = error.appError;
  return { code, ...params, ...(action !== undefined && { action }) };
}

/** Waits until something is so, which happens without the clock. */
export async function until(isSo: () => boolean): Promise<void> {
  await vi.waitFor(() => {
    if (!isSo()) throw new Error('not yet');
  }, 10_000);
}

export function accessKeyIds(all: readonly Credentials[]): readonly string[] {
  return [...new Set(all.map(({ accessKeyId }) => accessKeyId))];
}
