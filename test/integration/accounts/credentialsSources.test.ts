import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { type AddressInfo, createServer as createTcpServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CreateTokenCommand,
  RegisterClientCommand,
  StartDeviceAuthorizationCommand,
} from '@aws-sdk/client-sso-oidc';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type {
  CredentialPlan,
  PlanOf,
  ServiceAccess,
} from '../../../electron/core/accounts/credentials/credentialPlan.ts';
import { createServiceClients } from '../../../electron/core/accounts/credentials/serviceClients.ts';
import type { Clock } from '../../../electron/core/ports.ts';
import { SatchelError } from '../../../electron/core/satchelError.ts';
import { createDirectNetwork } from '../../support/directNetwork.ts';
import { benchForEachTest, minuteMs, refusal, roleArn } from './credentialsHarness.ts';

const bench = benchForEachTest();
let folder = '';
const servers: { close(): unknown }[] = [];

const systemClock: Clock = {
  nowMs: Date.now,
  setTimer(callback, delayMs) {
    const timer = setTimeout(callback, delayMs);
    return () => clearTimeout(timer);
  },
};

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'satchel-sources-'));
});

afterEach(async () => {
  for (const server of servers.splice(0)) server.close();
  await rm(folder, { recursive: true });
});

describe('a web identity', () => {
  const plan = (tokenFile: string, access: ServiceAccess): PlanOf<'webIdentity'> => ({
    kind: 'webIdentity',
    profile: 'pod',
    access,
    tokenFile,
    roleArn,
  });

  test('the token is what its file holds at each renewal', async () => {
    const { server, create, access, clock } = bench();
    const file = join(folder, 'token');
    await writeFile(file, 'first.canary.token\n');
    server.addRole({ arn: roleArn, webIdentityToken: 'first.canary.token' });
    const source = create().open(plan(file, access));
    const first = await source.get();
    expect(first.accessKeyId).toBe(server.issued[0]?.accessKeyId);
    server.addRole({ arn: roleArn, webIdentityToken: 'second.canary.token' });
    clock.advance(61 * minuteMs);
    expect(await refusal(source.get())).toEqual({
      code: 'account.roleRefused',
      profile: 'pod',
      role: 'Admin',
      action: 'openConfig',
    });
    await writeFile(file, 'second.canary.token');
    expect((await source.get()).accessKeyId).toBe(server.issued[1]?.accessKeyId);
  });

  test.each([
    ['missing', 'nowhere'],
    ['a folder', '.'],
    ['empty', 'empty'],
  ])('a token file that is %s is named', async (_, name) => {
    const { create, access, count } = bench();
    await writeFile(join(folder, 'empty'), '\n');
    const file = join(folder, name);
    expect(await refusal(create().open(plan(file, access)).get())).toEqual({
      code: 'account.tokenFileUnreadable',
      profile: 'pod',
      file,
      action: 'openConfig',
    });
    expect(count('AssumeRoleWithWebIdentity')).toBe(0);
  });

  test('a token that is over is said to be, with its file', async () => {
    const { server, create, access } = bench();
    const file = join(folder, 'token');
    await writeFile(file, 'a.canary.token');
    server.fail('sts', 'AssumeRoleWithWebIdentity', 9, { status: 400, code: 'ExpiredTokenException' });
    expect(await refusal(create().open(plan(file, access)).get())).toEqual({
      code: 'credentials.expired',
      profile: 'pod',
      file,
    });
  });
});

describe('IAM Identity Center', () => {
  const roleName = 'PowerUser';
  const accountId = '111122223333';

  /** Signs in at the server by its protocol, and gives the tokens of that sign-in to Satchel's credentials. */
  async function signedIn() {
    const { server, create, access } = bench();
    const { startUrl } = server.sso;
    const oidc = createServiceClients(createDirectNetwork()).oidc(access);
    const client = await oidc.send(new RegisterClientCommand({ clientName: 'test', clientType: 'public' }));
    const { clientId, clientSecret } = client;
    const device = await oidc.send(new StartDeviceAuthorizationCommand({ clientId, clientSecret, startUrl }));
    server.sso.approve();
    const grantType = 'urn:ietf:params:oauth:grant-type:device_code';
    const { deviceCode } = device;
    const { accessToken = '' } = await oidc.send(
      new CreateTokenCommand({ clientId, clientSecret, grantType, deviceCode }),
    );
    oidc.destroy();
    server.sso.addAssignment({ accountId, roleName });
    const session = { name: 'company', startUrl, region: 'us-east-1', scopes: [] };
    const plan: PlanOf<'sso'> = {
      kind: 'sso',
      profile: 'work',
      access,
      session,
      ssoAccountId: accountId,
      roleName,
    };
    const get = vi.fn(async () => ({ accessToken, expiresAtMs: Number.POSITIVE_INFINITY }));
    return { server, create, plan, get, credentials: create({ ssoTokens: { get } }) };
  }

  test("a role's keys are renewed with the same sign-in", async () => {
    const { server, plan, get, credentials } = await signedIn();
    const { clock, count } = bench();
    const source = credentials.open(plan);
    expect((await source.get()).accessKeyId).toBe(server.issued[0]?.accessKeyId);
    clock.advance(60 * minuteMs);
    expect((await source.get()).accessKeyId).toBe(server.issued[1]?.accessKeyId);
    expect(count('GetRoleCredentials')).toBe(2);
    expect(get).toHaveBeenCalledWith(plan.session, plan.access);
  });

  test('a role that is not assigned is refused by its name', async () => {
    const { plan, credentials } = await signedIn();
    const other = { ...plan, roleName: 'Owner' };
    expect(await refusal(credentials.open(other).get())).toEqual({
      code: 'account.roleRefused',
      profile: 'work',
      role: 'Owner',
      action: 'openConfig',
    });
  });

  test('a sign-in that the server ended is needed again', async () => {
    const { server, plan, credentials } = await signedIn();
    server.sso.revokeTokens();
    expect(await refusal(credentials.open(plan).get())).toEqual({
      code: 'account.signInNeeded',
      profile: 'work',
      action: 'signIn',
    });
  });

  test('a sign-in that is missing is needed by the profile of the link', async () => {
    const { plan, create } = await signedIn();
    const { role } = bench();
    const get = () => Promise.reject(new SatchelError('account.signInNeeded', 'None.', { action: 'signIn' }));
    const behind = role('behind', { source: plan });
    expect(await refusal(create({ ssoTokens: { get } }).open(behind).get())).toEqual({
      code: 'account.signInNeeded',
      profile: 'work',
      action: 'signIn',
    });
  });

  test('a web page instead of an answer is said to be none', async () => {
    const { server, plan, credentials } = await signedIn();
    server.sso.answerHtml(true);
    expect(await refusal(credentials.open(plan).get())).toEqual({
      code: 'server.badAnswer',
      profile: 'work',
    });
  });
});

describe('a program', () => {
  test('it runs once for all who share it, and again only when its keys are refused or end', async () => {
    const { create, access, clock } = bench();
    let runs = 0;
    const runProcess = async () => ({ accessKeyId: `key${++runs}`, secretAccessKey: 's' });
    const plan = (profile: string): CredentialPlan => ({
      kind: 'process',
      profile,
      access,
      command: 'get-keys',
    });
    const credentials = create({ runProcess });
    const sources = [credentials.open(plan('one')), credentials.open(plan('two'))];
    const [first] = await Promise.all(sources.map((source) => source.get()));
    clock.advance(1_000 * 60 * minuteMs);
    expect(runs).toBe(1);
    if (first) for (const source of sources) source.refuse(first);
    expect(await Promise.all(sources.map((source) => source.get()))).toEqual([
      { accessKeyId: 'key2', secretAccessKey: 's' },
      { accessKeyId: 'key2', secretAccessKey: 's' },
    ]);
  });

  test('it runs again for a role by way of it that was forgotten', async () => {
    const { server, create, access, role, keys } = bench();
    server.addRole({ arn: roleArn });
    let runs = 0;
    const runProcess = async () => {
      runs++;
      return { accessKeyId: keys.accessKeyId, secretAccessKey: keys.secretAccessKey };
    };
    const source: CredentialPlan = { kind: 'process', profile: 'tool', access, command: 'get-keys' };
    const credentials = create({ runProcess });
    const prod = credentials.open(role('prod', { source }));
    await prod.get();
    credentials.forget(role('prod', { source }));
    await prod.get();
    expect(runs).toBe(2);
  });

  test('its failure names the profile of the link', async () => {
    const { create, access, role } = bench();
    const runProcess = () => Promise.reject(new SatchelError('account.processFailed', 'It failed.'));
    const plan: CredentialPlan = { kind: 'process', profile: 'tool', access, command: 'get-keys' };
    expect(
      await refusal(
        create({ runProcess })
          .open(role('prod', { source: plan }))
          .get(),
      ),
    ).toEqual({
      code: 'account.processFailed',
      profile: 'tool',
    });
  });
});

describe('the computer itself', () => {
  const plan = (source: PlanOf<'computer'>['source'], access: ServiceAccess): PlanOf<'computer'> => ({
    kind: 'computer',
    profile: 'box',
    access,
    source,
  });
  const given = {
    AccessKeyId: 'ASIABOX',
    SecretAccessKey: 'canary-box',
    Token: 'canary-token',
    Expiration: '2100-01-01T00:00:00Z',
  };
  const keys = {
    accessKeyId: 'ASIABOX',
    secretAccessKey: 'canary-box',
    sessionToken: 'canary-token',
    expiresAtMs: Date.UTC(2100, 0, 1),
  };
  const listen = async (server: Server | ReturnType<typeof createTcpServer>): Promise<string> => {
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  };
  /** A server that takes connections and says nothing. */
  const silent = () => {
    const server = createTcpServer((socket) => {
      servers.push({ close: () => socket.destroy() });
      socket.on('error', () => socket.destroy());
    });
    return listen(server);
  };

  test('the environment gives what its variables hold', async () => {
    const { create, access } = bench();
    vi.stubEnv('AWS_ACCESS_KEY_ID', 'ASIABOX');
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'canary-box');
    vi.stubEnv('AWS_SESSION_TOKEN', 'canary-token');
    const { expiresAtMs: _, ...lasting } = keys;
    expect(await create().open(plan('Environment', access)).get()).toEqual(lasting);
    vi.stubEnv('AWS_ACCESS_KEY_ID', '');
    expect(await refusal(create().open(plan('Environment', access)).get())).toEqual({
      code: 'account.sourceUnavailable',
      profile: 'box',
      source: 'Environment',
      action: 'retry',
    });
  });

  test('a container gives what its address answers, to who shows the token', async () => {
    const { create, access } = bench();
    const url = await listen(
      createServer((request, response) => {
        const isKnown = request.headers.authorization === 'canary-shown' && request.url === '/keys';
        response.writeHead(isKnown ? 200 : 401).end(JSON.stringify(isKnown ? given : {}));
      }),
    );
    vi.stubEnv('AWS_CONTAINER_CREDENTIALS_FULL_URI', `${url}/keys`);
    vi.stubEnv('AWS_CONTAINER_AUTHORIZATION_TOKEN', 'canary-shown');
    expect(await create().open(plan('EcsContainer', access)).get()).toEqual(keys);
    vi.stubEnv('AWS_CONTAINER_AUTHORIZATION_TOKEN', 'other');
    expect(await refusal(create().open(plan('EcsContainer', access)).get())).toMatchObject({
      code: 'account.sourceUnavailable',
      source: 'EcsContainer',
    });
  });

  test('an instance gives the keys of its role', async () => {
    const { create, access } = bench();
    const answers: Readonly<Record<string, string>> = {
      '/latest/api/token': 'session',
      '/latest/meta-data/iam/security-credentials/': 'box-role',
      '/latest/meta-data/iam/security-credentials/box-role': JSON.stringify(given),
    };
    const url = await listen(createServer((request, response) => response.end(answers[request.url ?? ''])));
    vi.stubEnv('AWS_EC2_METADATA_SERVICE_ENDPOINT', url);
    expect(await create().open(plan('Ec2InstanceMetadata', access)).get()).toEqual(keys);
  });

  test.each<PlanOf<'computer'>['source']>(['Ec2InstanceMetadata', 'EcsContainer'])(
    '%s that says nothing is given up after two seconds',
    async (source) => {
      const { create, access } = bench();
      const url = await silent();
      vi.stubEnv('AWS_EC2_METADATA_SERVICE_ENDPOINT', url);
      vi.stubEnv('AWS_CONTAINER_CREDENTIALS_FULL_URI', url);
      const limitsMs: number[] = [];
      const clock: Clock = {
        ...systemClock,
        setTimer(callback, delayMs) {
          limitsMs.push(delayMs);
          return systemClock.setTimer(callback, delayMs);
        },
      };
      const startMs = performance.now();
      expect(await refusal(create({ clock }).open(plan(source, access)).get())).toEqual({
        code: 'account.sourceUnavailable',
        profile: 'box',
        source,
        action: 'retry',
      });
      expect(limitsMs).toEqual([2_000]);
      // Whoever waits for it has more to do on a slow machine.
      expect(performance.now() - startMs).toBeLessThan(20_000);
    },
  );

  test('where the service of an instance is switched off, nothing is asked', async () => {
    const { create, access, computer } = bench();
    const variables = { ...computer.variables, AWS_EC2_METADATA_DISABLED: 'true' };
    const credentials = create({ computer: { ...computer, variables } });
    expect(await refusal(credentials.open(plan('Ec2InstanceMetadata', access)).get())).toMatchObject({
      code: 'account.sourceUnavailable',
    });
  });

  test('an answer that is no JSON is not quoted', async () => {
    const { create, access } = bench();
    const url = await listen(createServer((_, response) => response.end('canary')));
    vi.stubEnv('AWS_CONTAINER_CREDENTIALS_FULL_URI', url);
    await expect(create().open(plan('EcsContainer', access)).get()).rejects.toThrow(/^(?!.*canary).*JSON$/);
  });
});

describe('what is not taken from the environment', () => {
  /** A network without a line: it notes where requests would go. */
  function noting() {
    const hosts: string[] = [];
    class NotingHandler extends NodeHttpHandler {
      override async handle(request: { readonly hostname: string }): Promise<never> {
        hosts.push(request.hostname);
        throw Object.assign(new Error('no line'), { code: 'ENETUNREACH' });
      }
    }
    return { hosts, clients: createServiceClients({ createHandler: () => new NotingHandler() }) };
  }

  test('without an address in the profile, those of AWS in its own region are asked', async () => {
    const { create, role } = bench();
    const access: ServiceAccess = {
      region: 'eu-central-1',
      endpoints: {},
      useFipsEndpoint: false,
      useDualstackEndpoint: false,
    };
    const { hosts, clients } = noting();
    const get = async () => ({ accessToken: 'canary', expiresAtMs: Number.POSITIVE_INFINITY });
    const credentials = create({ clients, ssoTokens: { get } });
    const tokenFile = join(folder, 'token');
    await writeFile(tokenFile, 'canary');
    const session = { startUrl: 'https://company.example/start', region: 'us-east-2', scopes: [] };
    const plans: readonly CredentialPlan[] = [
      role('role', { access }),
      { kind: 'webIdentity', profile: 'pod', access, tokenFile, roleArn },
      { kind: 'sso', profile: 'work', access, session, ssoAccountId: '111122223333', roleName: 'Admin' },
    ];
    for (const plan of plans) {
      expect(await refusal(credentials.open(plan).get())).toEqual({
        code: 'network.unreachable',
        profile: plan.profile,
      });
    }
    expect([...new Set(hosts)]).toEqual([
      'sts.eu-central-1.amazonaws.com',
      'portal.sso.us-east-2.amazonaws.com',
    ]);
  });
});
