import {
  GetRoleCredentialsCommand,
  ListAccountRolesCommand,
  ListAccountsCommand,
  LogoutCommand,
  SSOClient,
} from '@aws-sdk/client-sso';
import {
  CreateTokenCommand,
  RegisterClientCommand,
  SSOOIDCClient,
  StartDeviceAuthorizationCommand,
} from '@aws-sdk/client-sso-oidc';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { type IdentityServer, startIdentityServer } from '../../support/identityServer/identityServer.ts';

let identity: IdentityServer;
let oidc: SSOOIDCClient;
let sso: SSOClient;
let offsetMs = 0;
beforeEach(async () => {
  offsetMs = 0;
  const server = await startIdentityServer({ nowMs: () => Date.now() + offsetMs });
  const config = { endpoint: server.url, region: 'eu-west-1', maxAttempts: 1 };
  const clients = { oidc: new SSOOIDCClient(config), sso: new SSOClient(config) };
  identity = server;
  ({ oidc, sso } = clients);
  onTestFinished(async () => {
    clients.oidc.destroy();
    clients.sso.destroy();
    await server.close();
  });
});

const register = async (scopes = ['sso:account:access']) => {
  const client = await oidc.send(
    new RegisterClientCommand({ clientName: 'test', clientType: 'public', scopes }),
  );
  return { clientId: client.clientId ?? '', clientSecret: client.clientSecret ?? '' };
};
type Client = Awaited<ReturnType<typeof register>>;
const authorize = (client: Client, startUrl = identity.sso.startUrl) =>
  oidc.send(new StartDeviceAuthorizationCommand({ ...client, startUrl }));
const poll = (client: Client, deviceCode = '') =>
  oidc.send(
    new CreateTokenCommand({
      ...client,
      deviceCode,
      grantType: 'urn:ietf:params:oauth:grant-type:device_code',
    }),
  );
const refresh = (client: Client, refreshToken = '') =>
  oidc.send(new CreateTokenCommand({ ...client, refreshToken, grantType: 'refresh_token' }));
const signIn = async (client: Client) => {
  const { deviceCode } = await authorize(client);
  identity.sso.approve();
  return poll(client, deviceCode);
};
const errorOf = async (promise: Promise<unknown>) => {
  const error = await promise.then(
    () => undefined,
    (reason: Error & { error?: string; $metadata?: { httpStatusCode?: number } }) => reason,
  );
  return [error?.name, error?.error, error?.$metadata?.httpStatusCode];
};

describe('the device flow', () => {
  test('waits, slows down, and gives tokens once after somebody allowed it', async () => {
    const client = await register();
    identity.sso.intervalSeconds = 2;
    const { deviceCode, $metadata: _, ...shown } = await authorize(client);
    expect(shown).toEqual({
      userCode: expect.stringMatching(/^[A-Z2-7]{4}-[A-Z2-7]{4}$/),
      verificationUri: `${identity.url}/device`,
      verificationUriComplete: `${identity.url}/device?user_code=${shown.userCode}`,
      expiresIn: 600,
      interval: 2,
    });
    const pending = ['AuthorizationPendingException', 'authorization_pending', 400];
    expect(await errorOf(poll(client, deviceCode))).toEqual(pending);
    identity.sso.slowDown(1);
    expect(await errorOf(poll(client, deviceCode))).toEqual(['SlowDownException', 'slow_down', 400]);
    expect(await errorOf(poll(client, deviceCode))).toEqual(pending);
    identity.sso.approve(shown.userCode);
    const { accessToken, refreshToken, expiresIn, tokenType } = await poll(client, deviceCode);
    expect([accessToken !== '', refreshToken !== '', expiresIn, tokenType]).toEqual([
      true,
      true,
      28_800,
      'Bearer',
    ]);
    expect(await errorOf(poll(client, deviceCode))).toEqual(['InvalidGrantException', 'invalid_grant', 400]);
  });

  test('ends when it is denied or its time is over', async () => {
    const client = await register();
    const first = await authorize(client);
    identity.sso.deny();
    expect(await errorOf(poll(client, first.deviceCode))).toEqual([
      'AccessDeniedException',
      'access_denied',
      400,
    ]);
    const second = await authorize(client);
    identity.sso.expire();
    expect(await errorOf(poll(client, second.deviceCode))).toEqual([
      'ExpiredTokenException',
      'expired_token',
      400,
    ]);
  });

  test('refuses unknown clients and wrong start URLs', async () => {
    const client = await register();
    expect(await errorOf(authorize({ ...client, clientSecret: 'wrong' }))).toEqual([
      'InvalidClientException',
      'invalid_client',
      401,
    ]);
    expect(await errorOf(authorize(client, 'https://example.com/start'))).toEqual([
      'InvalidRequestException',
      'invalid_request',
      400,
    ]);
  });

  test('goes over a page that a person can press', async () => {
    const client = await register();
    const press = async (decision: string) => {
      const { verificationUriComplete = '', deviceCode, userCode = '' } = await authorize(client);
      const page = await (await fetch(verificationUriComplete)).text();
      expect(page).toContain(`<strong>${userCode}</strong>`);
      await fetch(`${identity.url}/device`, {
        method: 'POST',
        body: new URLSearchParams({ user_code: userCode, decision }),
      });
      return poll(client, deviceCode);
    };
    expect((await press('allow')).accessToken).toBeTruthy();
    expect((await errorOf(press('deny')))[0]).toBe('AccessDeniedException');
  });
});

describe('refresh tokens', () => {
  test('work once, and only while they are not revoked', async () => {
    const client = await register();
    const first = await signIn(client);
    const second = await refresh(client, first.refreshToken);
    expect(second.accessToken).not.toBe(first.accessToken);
    const spent = ['InvalidGrantException', 'invalid_grant', 400];
    expect(await errorOf(refresh(client, first.refreshToken))).toEqual(spent);
    identity.sso.revokeTokens();
    expect(await errorOf(refresh(client, second.refreshToken))).toEqual(spent);
  });

  test('are not given without scopes or when they are turned off', async () => {
    expect((await signIn(await register([]))).refreshToken).toBeUndefined();
    identity.sso.setRefresh(false);
    expect((await signIn(await register())).refreshToken).toBeUndefined();
  });
});

describe('the portal', () => {
  test('gives keys of assigned roles to who is signed in', async () => {
    identity.sso.addAssignment({ accountId: '444455556666', roleName: 'Reader' });
    const { accessToken = '' } = await signIn(await register());
    const accounts = await sso.send(new ListAccountsCommand({ accessToken }));
    expect(accounts.accountList?.map(({ accountId }) => accountId)).toEqual(['444455556666']);
    const roles = await sso.send(new ListAccountRolesCommand({ accessToken, accountId: '444455556666' }));
    expect(roles.roleList).toEqual([{ accountId: '444455556666', roleName: 'Reader' }]);
    const keys = (roleName: string) =>
      sso.send(new GetRoleCredentialsCommand({ accessToken, accountId: '444455556666', roleName }));
    const { roleCredentials } = await keys('Reader');
    expect(identity.issued).toEqual([
      {
        accessKeyId: roleCredentials?.accessKeyId,
        secretAccessKey: roleCredentials?.secretAccessKey,
        sessionToken: roleCredentials?.sessionToken,
        expiresAtMs: roleCredentials?.expiration,
        arn: 'arn:aws:sts::444455556666:assumed-role/AWSReservedSSO_Reader_0123456789abcdef/anna@example.com',
      },
    ]);
    expect(await errorOf(keys('Admin'))).toEqual(['ForbiddenException', undefined, 403]);
  });

  test('knows a token no more after it ended or after a sign-out', async () => {
    const client = await register();
    identity.sso.setTokenSeconds(60);
    const list = (accessToken = '') => sso.send(new ListAccountsCommand({ accessToken }));
    const first = await signIn(client);
    await list(first.accessToken);
    await sso.send(new LogoutCommand({ accessToken: first.accessToken }));
    const unauthorized = ['UnauthorizedException', undefined, 401];
    expect(await errorOf(list(first.accessToken))).toEqual(unauthorized);
    const second = await signIn(client);
    offsetMs = 61_000;
    expect(await errorOf(list(second.accessToken))).toEqual(unauthorized);
  });
});

test('a captive portal answers with a web page', async () => {
  identity.sso.answerHtml(true);
  expect((await errorOf(register()))[0]).toBe('SyntaxError');
});
