import { describe, expect, test } from 'vitest';
import type { ServiceAccess } from '../../../../electron/core/accounts/credentials/credentialPlan.ts';
import { createSignIns } from '../../../../electron/core/accounts/signIn/deviceSignIn.ts';
import type { SsoToken } from '../../../../electron/core/accounts/signIn/ssoCache.ts';
import type { Registrations, SsoTokens } from '../../../../electron/core/accounts/signIn/ssoTokens.ts';
import { SatchelError } from '../../../../electron/core/satchelError.ts';
import type { SignIn } from '../../../../shared/domain/account.ts';
import { manualClock } from '../../transfers/manualClock.ts';
import { access, fakeOidc, networkError, serviceException, session } from './fakeOidc.ts';

const registration = { clientId: 'client', clientSecret: 'client-secret', expiresAtMs: 1e12 };
const authorization = {
  deviceCode: 'device-code',
  userCode: 'ABCD-EFGH',
  verificationUri: 'https://device.example/',
  verificationUriComplete: 'https://device.example/?user_code=ABCD-EFGH',
  expiresIn: 600,
  interval: 1,
};
const pending = serviceException('AuthorizationPendingException');
const answer = { accessToken: 'access-token', refreshToken: 'refresh-token', expiresIn: 3600 };
const page = { userCode: 'ABCD-EFGH', pageUrl: authorization.verificationUriComplete, expiresAtMs: 600_000 };

/** Sign-ins on a service with these answers; `poll` advances the clock and lets the answer arrive. */
function setUp(
  answers: Readonly<Record<string, readonly unknown[]>>,
  more: Partial<{ openPage: (url: string) => Promise<void>; store: SsoTokens['store'] }> = {},
) {
  const clock = manualClock();
  const oidc = fakeOidc({ StartDeviceAuthorization: [authorization], ...answers });
  const changes: SignIn[] = [];
  const opened: string[] = [];
  const stored: SsoToken[] = [];
  const registered: boolean[] = [];
  const askedIn: string[] = [];
  const tokens: SsoTokens & Registrations = {
    get: () => Promise.reject(new Error('not asked here')),
    has: async () => false,
    store: async (_session, token) => {
      stored.push(token);
    },
    signOut: async () => undefined,
    onChanged: () => () => undefined,
    registration: async (_session, _access, { isFresh }) => {
      registered.push(isFresh);
      return registration;
    },
    ...(more.store && { store: more.store }),
  };
  const signIns = createSignIns({
    tokens,
    clients: {
      oidc({ region }: ServiceAccess) {
        askedIn.push(region);
        return oidc.client;
      },
    },
    clock,
    newId: () => `sign-in-${askedIn.length + 1}`,
    openPage:
      more.openPage ??
      (async (url) => {
        opened.push(url);
      }),
    onChanged: (signIn) => changes.push(signIn),
  });
  const settle = async () => {
    for (let turn = 0; turn < 30; turn++) await Promise.resolve();
  };
  return {
    clock,
    oidc,
    changes,
    opened,
    stored,
    registered,
    askedIn,
    signIns,
    settle,
    async start(accountId = 'account') {
      const id = signIns.start(accountId, session, access);
      await settle();
      return id;
    },
    async pass(ms: number) {
      clock.advance(ms);
      await settle();
    },
    polls: () => oidc.sent.filter(({ name }) => name === 'CreateToken').length,
    last: () => changes.at(-1),
  };
}

test('a sign-in opens the page, waits for the answer and keeps the token', async () => {
  const it = setUp({ CreateToken: [pending, answer] });
  const id = await it.start();
  expect(it.opened).toEqual([page.pageUrl]);
  await it.pass(1000);
  await it.pass(1000);
  const { accountId } = { accountId: 'account' };
  expect(it.changes).toEqual([
    { id, accountId, status: 'starting' },
    { id, accountId, status: 'waiting', ...page },
    { id, accountId, status: 'done' },
  ]);
  expect(it.stored).toEqual([
    { accessToken: 'access-token', refreshToken: 'refresh-token', expiresAtMs: 3_602_000, registration },
  ]);
  expect(it.oidc.sent.map(({ input }) => input)).toEqual([
    { clientId: 'client', clientSecret: 'client-secret', startUrl: session.startUrl },
    ...Array.from({ length: 2 }, () => ({
      clientId: 'client',
      clientSecret: 'client-secret',
      grantType: 'urn:ietf:params:oauth:grant-type:device_code',
      deviceCode: 'device-code',
    })),
  ]);
  expect([it.askedIn, it.oidc.isDestroyed()]).toEqual([['eu-west-1'], true]);
});

describe('the questions', () => {
  test('come at the interval of the server, and 5 seconds slower each time it says so', async () => {
    const slow = serviceException('SlowDownException');
    const it = setUp({ CreateToken: [slow, slow, pending, answer] });
    await it.start();
    const counts: number[] = [];
    for (const ms of [999, 1, 5999, 1, 10_999, 1, 10_999, 1]) {
      await it.pass(ms);
      counts.push(it.polls());
    }
    expect(counts).toEqual([0, 1, 1, 2, 2, 3, 3, 4]);
    expect(it.last()?.status).toBe('done');
  });

  test('come every 5 seconds where the server does not say', async () => {
    const { interval: _, ...silent } = authorization;
    const it = setUp({ StartDeviceAuthorization: [silent], CreateToken: [answer] });
    await it.start();
    await it.pass(4999);
    expect(it.polls()).toBe(0);
    await it.pass(1);
    expect(it.polls()).toBe(1);
  });

  test('go on while the network is away, ever less often, and at the usual pace when it is back', async () => {
    const down = networkError();
    const page502 = serviceException('SyntaxError', 200);
    const it = setUp({
      CreateToken: [
        down,
        down,
        page502,
        down,
        down,
        serviceException('InternalServerException', 500),
        pending,
        answer,
      ],
    });
    await it.start();
    const waits = [1, 2, 4, 8, 16, 30, 30, 1];
    for (const seconds of waits) {
      const before = it.polls();
      await it.pass(seconds * 1000 - 1);
      expect(it.polls()).toBe(before);
      await it.pass(1);
      expect(it.polls()).toBe(before + 1);
    }
    expect(it.last()?.status).toBe('done');
  });

  test('a computer that slept past the end asks once more', async () => {
    const left = setUp({ CreateToken: [answer] });
    await left.start();
    await left.pass(7_200_000);
    expect(left.last()?.status).toBe('done');
    const late = setUp({ CreateToken: [pending] });
    await late.start();
    await late.pass(7_200_000);
    expect([late.polls(), late.last()?.error?.code]).toEqual([1, 'signIn.expired']);
  });
});

describe('a sign-in that fails says why', () => {
  const errorAfterPoll = async (error: unknown) => {
    const it = setUp({ CreateToken: [error] });
    await it.start();
    await it.pass(1000);
    return it.last();
  };

  test('when it was denied, ran out or was refused', async () => {
    const params = { url: session.startUrl };
    const codes = { AccessDenied: 'denied', ExpiredToken: 'expired', InvalidGrant: 'failed' };
    for (const [name, code] of Object.entries(codes)) {
      expect(await errorAfterPoll(serviceException(`${name}Exception`))).toMatchObject({
        status: 'failed',
        error: { code: `signIn.${code}`, action: 'signIn', retryable: false, params },
      });
    }
  });

  test('when nothing but network errors came until the end', async () => {
    const it = setUp({ CreateToken: [networkError()] });
    await it.start();
    for (let half = 0; half < 19; half++) await it.pass(30_000);
    expect(it.last()?.status).toBe('waiting');
    await it.pass(30_000);
    expect(it.last()?.error?.code).toBe('signIn.expired');
  });

  test('when what answers is no sign-in service', async () => {
    const strange: readonly unknown[] = [
      serviceException('InvalidRequestException'),
      serviceException('SyntaxError', 200),
      serviceException('Unknown', 404),
      {},
      { ...authorization, verificationUriComplete: 'javascript:alert(1)' },
      { ...authorization, verificationUriComplete: 'http://example.com/' },
      { ...authorization, verificationUriComplete: 'file:///etc/passwd' },
    ];
    for (const first of strange) {
      const it = setUp({ StartDeviceAuthorization: [first] });
      await it.start();
      expect(it.last()).toMatchObject({
        status: 'failed',
        error: { code: 'signIn.badServer', action: 'openConfig', params: { url: session.startUrl } },
      });
      expect(it.opened).toEqual([]);
    }
  });

  test('when the server cannot be reached at the start', async () => {
    const it = setUp({ StartDeviceAuthorization: [networkError()] });
    await it.start();
    expect(it.last()?.error).toMatchObject({ code: 'network.unreachable', retryable: true });
  });

  test('when the token cannot be kept', async () => {
    const store = () =>
      Promise.reject(new SatchelError('account.fileNotWritable', 'EROFS', { params: { file: '/x' } }));
    const it = setUp({ CreateToken: [answer] }, { store });
    await it.start();
    await it.pass(1000);
    expect(it.last()).toMatchObject({ status: 'failed', error: { code: 'account.fileNotWritable' } });
  });

  test('with no secret in it', async () => {
    const leaky = Object.assign(serviceException('InvalidGrantException'), {
      message: 'device-code of client-secret is no good',
    });
    expect(JSON.stringify(await errorAfterPoll(leaky))).not.toMatch(/device-code|client-secret/);
  });
});

test('a registration that the service does not know any more is made anew, once', async () => {
  const unknown = serviceException('InvalidClientException', 401);
  const it = setUp({ StartDeviceAuthorization: [unknown, authorization] });
  await it.start();
  expect([it.registered, it.last()?.status]).toEqual([[false, true], 'waiting']);
  const never = setUp({ StartDeviceAuthorization: [unknown] });
  await never.start();
  expect([never.registered, never.last()?.error?.code]).toEqual([[false, true], 'signIn.badServer']);
});

test('where no browser comes up, the page is shown and can be opened again', async () => {
  let tries = 0;
  const openPage = async () => {
    tries++;
    throw new SatchelError('internal', 'no browser');
  };
  const it = setUp({ CreateToken: [answer] }, { openPage });
  const id = await it.start();
  expect(it.last()).toMatchObject({ status: 'waiting', pageUrl: page.pageUrl });
  await expect(it.signIns.openPage(id)).rejects.toThrow('no browser');
  await it.pass(1000);
  expect([tries, it.last()?.status]).toEqual([2, 'done']);
  await expect(it.signIns.openPage(id)).rejects.toMatchObject({ code: 'request.stale' });
});

test('a second account of the session joins the sign-in that runs', async () => {
  const it = setUp({ CreateToken: [answer] });
  const first = await it.start('one');
  expect(it.signIns.start('two', { ...session }, access)).toBe(first);
  await it.pass(1000);
  expect(it.stored).toHaveLength(1);
  expect(await it.start('two')).not.toBe(first);
});

test('a cancelled sign-in asks nothing more and keeps nothing', async () => {
  const it = setUp({ CreateToken: [answer] });
  const id = await it.start();
  it.signIns.cancel(id);
  it.signIns.cancel(id);
  await it.pass(60_000);
  expect(it.changes.map(({ status }) => status)).toEqual(['starting', 'waiting', 'cancelled']);
  expect(it.last()).toEqual({ id, accountId: 'account', status: 'cancelled' });
  expect([it.polls(), it.stored, it.oidc.isDestroyed()]).toEqual([0, [], true]);
});

test('closing ends all silently', async () => {
  const it = setUp({ CreateToken: [answer] });
  await it.start();
  it.signIns.close();
  await it.pass(60_000);
  expect(it.changes.map(({ status }) => status)).toEqual(['starting', 'waiting']);
  expect(it.stored).toEqual([]);
});
