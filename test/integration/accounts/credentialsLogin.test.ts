import { createHash, generateKeyPairSync } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { PlanOf } from '../../../electron/core/accounts/credentials/credentialPlan.ts';
import { benchForEachTest, minuteMs, refusal } from './credentialsHarness.ts';

const bench = benchForEachTest();
const loginSession = 'arn:aws:iam::111122223333:user/anna';
const tokenName = `${createHash('sha256').update(loginSession).digest('hex')}.json`;
const needed = {
  code: 'account.signInNeeded',
  profile: 'mine',
  program: 'aws login --profile mine',
  action: 'retry',
};

let folder = '';
let url = '';
let answer: { readonly status: number; readonly body: object };
let asked: string[] = [];
const server = createServer((request, response) => {
  asked.push(request.url ?? '');
  request.resume();
  response.writeHead(answer.status, {
    'content-type': 'application/json',
    'x-amzn-errortype': answer.status < 300 ? '' : 'AccessDeniedException',
  });
  response.end(JSON.stringify(answer.body));
});

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'satchel-login-'));
  await writeFile(join(folder, 'config'), `[profile mine]\nlogin_session = ${loginSession}\n`);
  vi.stubEnv('AWS_LOGIN_CACHE_DIRECTORY', folder);
  asked = [];
  answer = {
    status: 200,
    body: {
      accessToken: { accessKeyId: 'ASIANEW', secretAccessKey: 'canary-new', sessionToken: 'canary-token' },
      tokenType: 'urn:aws:params:oauth:token-type:access_token_sigv4',
      expiresIn: 900,
      refreshToken: 'canary-refresh-2',
    },
  };
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await rm(folder, { recursive: true });
});

/** What `aws login` leaves behind, with keys that end after some time. */
async function signIn(lastsMs: number): Promise<void> {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const token = {
    accessToken: {
      accessKeyId: 'ASIAOLD',
      secretAccessKey: 'canary-old',
      sessionToken: 'canary-token',
      accountId: '111122223333',
      expiresAt: new Date(Date.now() + lastsMs).toISOString(),
    },
    tokenType: 'aws_sigv4',
    refreshToken: 'canary-refresh',
    clientId: 'arn:aws:signin:::devtools/same-device',
    dpopKey: privateKey.export({ type: 'sec1', format: 'pem' }),
  };
  await writeFile(join(folder, tokenName), JSON.stringify(token));
}

function open(configFile = join(folder, 'config')) {
  const { create, access, computer } = bench();
  const plan: PlanOf<'login'> = {
    kind: 'login',
    profile: 'mine',
    access: { ...access, endpoints: { signin: url } },
    loginSession,
  };
  const variables = {
    AWS_CONFIG_FILE: configFile,
    MINE: folder,
    AWS_SHARED_CREDENTIALS_FILE: join(folder, 'credentials'),
  };
  return create({ computer: { ...computer, variables } }).open(plan);
}

test('the keys of `aws login` are used while they are good', async () => {
  await signIn(10 * minuteMs);
  expect(await open().get()).toMatchObject({ accessKeyId: 'ASIAOLD', sessionToken: 'canary-token' });
  expect(asked).toEqual([]);
});

test('the file that names the sign-in may be written as the AWS CLI reads it', async () => {
  await signIn(10 * minuteMs);
  expect(await open('$MINE/config').get()).toMatchObject({ accessKeyId: 'ASIAOLD' });
});

test('they are refreshed where they need it, and kept where the AWS CLI finds them', async () => {
  await signIn(minuteMs);
  expect(await open().get()).toMatchObject({ accessKeyId: 'ASIANEW' });
  expect(asked).toEqual(['/v1/token']);
  expect(JSON.parse(await readFile(join(folder, tokenName), 'utf8'))).toMatchObject({
    accessToken: { accessKeyId: 'ASIANEW' },
    refreshToken: 'canary-refresh-2',
  });
});

test('where there was no sign-in, or it is over, `aws login` is named', async () => {
  expect(await refusal(open().get())).toEqual(needed);
  await signIn(-minuteMs);
  answer = { status: 403, body: { error: 'TOKEN_EXPIRED', message: 'canary' } };
  expect(await refusal(open().get())).toEqual(needed);
});

test('a server that does not answer is no reason to sign in again', async () => {
  await signIn(-minuteMs);
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  expect(await refusal(open().get())).toEqual({ code: 'network.unreachable', profile: 'mine' });
});
