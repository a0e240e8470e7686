import { CreateTokenCommand, StartDeviceAuthorizationCommand } from '@aws-sdk/client-sso-oidc';
import type { Clock } from '../../ports.ts';
import { SatchelError } from '../../satchelError.ts';
import { readFailure } from '../../storage/s3/errors.ts';
import type { ServiceAccess, SsoSession } from '../credentials/credentialPlan.ts';
import type { ServiceClients } from '../credentials/serviceClients.ts';
import { badAnswer, isRefusal, tokenFromAnswer } from './oidcAnswers.ts';
import { pollError, startError } from './signInErrors.ts';
import type { Registration, SsoToken } from './ssoCache.ts';
import type { Registrations } from './ssoTokens.ts';

/** Both as the CLI has them, from RFC 8628, sections 3.2 and 3.5. */
const usualIntervalSeconds = 5;
const slowDownSeconds = 5;
/** While the server cannot be reached it is asked less and less often, as section 3.5 wants, but not seldom. */
const longestBackoffSeconds = 30;

/** Where the user allows it, and until when. */
export type SignInPage = {
  /** The page shows the same code. */
  readonly userCode: string;
  readonly pageUrl: string;
  readonly expiresAtMs: number;
};

/** What one sign-in needs, and how it tells how far it is. */
export type DeviceFlow = {
  readonly session: SsoSession;
  readonly access: ServiceAccess;
  readonly clients: Pick<ServiceClients, 'oidc'>;
  readonly registrations: Registrations;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** The user may now go to the page; called once. */
  readonly onPage: (page: SignInPage) => void;
};

type Authorization = SignInPage & {
  readonly registration: Registration;
  readonly deviceCode: string;
  readonly intervalSeconds: number;
};

/**
 * Signs in through a page that the user opens in a browser (RFC 8628, as the AWS CLI does it). Throws `signIn.badServer`,
 * `signIn.denied`, `signIn.expired`, `signIn.failed`, and what keeps the server from being reached at the start.
 */
export async function signInByDevice(parts: DeviceFlow): Promise<SsoToken> {
  const { session, access, clients } = parts;
  const oidc = clients.oidc({ ...access, region: session.region });
  try {
    const secrets: string[] = [];
    const authorization = await authorize(parts, oidc, secrets).catch((error: unknown) => {
      throw startError(error, session, secrets);
    });
    const { userCode, pageUrl, expiresAtMs } = authorization;
    parts.onPage({ userCode, pageUrl, expiresAtMs });
    return await poll(parts, oidc, authorization);
  } finally {
    oidc.destroy();
  }
}

type OidcClient = ReturnType<ServiceClients['oidc']>;

async function authorize(parts: DeviceFlow, oidc: OidcClient, secrets: string[]): Promise<Authorization> {
  try {
    return await authorizeAs(parts, oidc, secrets, false);
  } catch (error) {
    // A registration of the cache that the service forgot, or that another one made.
    if (!/^(InvalidClient|UnauthorizedClient|ExpiredToken)Exception$/.test(readFailure(error).name))
      throw error;
    return await authorizeAs(parts, oidc, secrets, true);
  }
}

async function authorizeAs(
  parts: DeviceFlow,
  oidc: OidcClient,
  secrets: string[],
  isFresh: boolean,
): Promise<Authorization> {
  const { session, access, registrations, signal, clock } = parts;
  const registration = await registrations.registration(session, access, { isFresh, signal });
  const { clientId, clientSecret } = registration;
  secrets.push(clientSecret);
  const answer = await oidc.send(
    new StartDeviceAuthorizationCommand({ clientId, clientSecret, startUrl: session.startUrl }),
    { abortSignal: signal },
  );
  const { deviceCode, userCode, expiresIn, interval } = answer;
  const pageUrl = answer.verificationUriComplete ?? answer.verificationUri;
  if (!deviceCode || !userCode || !expiresIn || !isPage(pageUrl)) throw badAnswer('StartDeviceAuthorization');
  return {
    registration,
    deviceCode,
    userCode,
    pageUrl,
    expiresAtMs: clock.nowMs() + expiresIn * 1000,
    intervalSeconds: interval || usualIntervalSeconds,
  };
}

async function poll(parts: DeviceFlow, oidc: OidcClient, authorization: Authorization): Promise<SsoToken> {
  const { clock, signal, session } = parts;
  const { registration, deviceCode, expiresAtMs } = authorization;
  const { clientId, clientSecret } = registration;
  const grantType = 'urn:ietf:params:oauth:grant-type:device_code';
  let { intervalSeconds } = authorization;
  let backoffSeconds = 0;
  for (;;) {
    await pause(clock, Math.max(intervalSeconds, backoffSeconds), signal);
    // After a computer slept past the end, one more question tells whether the page was left in time.
    const isLast = clock.nowMs() >= expiresAtMs;
    try {
      const answer = await oidc.send(
        new CreateTokenCommand({ clientId, clientSecret, grantType, deviceCode }),
        { abortSignal: signal },
      );
      return tokenFromAnswer(answer, registration, clock.nowMs());
    } catch (error) {
      const { name } = readFailure(error);
      const isPending = name === 'AuthorizationPendingException' || name === 'SlowDownException';
      const isOver = signal.aborted || (!isPending && isRefusal(error));
      if (isOver || isLast) throw pollError(error, session, [clientSecret, deviceCode]);
      if (name === 'SlowDownException') intervalSeconds += slowDownSeconds;
      backoffSeconds = isPending
        ? 0
        : Math.min(longestBackoffSeconds, 2 * (backoffSeconds || intervalSeconds));
    }
  }
}

/** The page goes to the system's browser: a service may name only what a browser asks over a safe line. */
function isPage(url: string | undefined): url is string {
  if (url === undefined || !URL.canParse(url)) return false;
  const { protocol, hostname } = new URL(url);
  return (
    protocol === 'https:' || (protocol === 'http:' && /^(127\.0\.0\.1|localhost|\[::1\])$/.test(hostname))
  );
}

function pause(clock: Clock, seconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) {
      reject(givenUp());
      return;
    }
    const cancelTimer = clock.setTimer(() => {
      signal.removeEventListener('abort', giveUp);
      resolve();
    }, seconds * 1000);
    const giveUp = (): void => {
      cancelTimer();
      reject(givenUp());
    };
    signal.addEventListener('abort', giveUp, { once: true });
  });
}

function givenUp(): SatchelError {
  return new SatchelError('cancelled', 'The sign-in was given up.');
}
