import { mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { createServiceClients } from '../../../electron/core/accounts/credentials/serviceClients.ts';
import { createSsoTokens, type SsoTokens } from '../../../electron/core/accounts/signIn/ssoTokens.ts';
import { createDirectNetwork } from '../../support/directNetwork.ts';
import { openSignIns, type SignInsOnServer, startMs, until } from './signInHarness.ts';

const minuteMs = 60_000;
const sha1OfWork = 'e274eeff768c6396088ec6eb091f4bf4d47ab1e0';

async function signedIn() {
  const it = await openSignIns();
  await it.signIn();
  const file = path.join(it.folder, `${sha1OfWork}.json`);
  const read = async (): Promise<Record<string, unknown>> => JSON.parse(await readFile(file, 'utf8'));
  return {
    ...it,
    file,
    read,
    change: async (fields: object) => writeFile(file, JSON.stringify({ ...(await read()), ...fields })),
    get: async () => (await it.tokens.get(it.session, it.access)).accessToken,
  };
}

/** The same user's sign-ins, with something to do before each question to the server. */
function tokensThat(it: SignInsOnServer, beforeSend: () => Promise<void>): SsoTokens {
  const clients = createServiceClients(createDirectNetwork());
  return createSsoTokens({
    computer: { homeFolder: it.home },
    clock: it.clock,
    clients: {
      ...clients,
      oidc(access) {
        const client = clients.oidc(access);
        client.middlewareStack.add((next) => async (args) => {
          await beforeSend();
          return next(args);
        });
        return client;
      },
    },
  });
}

const needed = { code: 'account.signInNeeded', appError: { action: 'signIn' } };

describe('the files are those of the AWS CLI', () => {
  test('field by field', async () => {
    const it = await signedIn();
    const registrationFile = (await it.files()).find((name) => !name.startsWith(sha1OfWork)) ?? '';
    const registration = JSON.parse(await readFile(path.join(it.folder, registrationFile), 'utf8'));
    // aws-cli, SSOTokenFetcher._register_client
    expect(registration).toEqual({
      clientId: expect.any(String),
      clientSecret: expect.any(String),
      expiresAt: '2026-05-30T12:00:00Z',
      scopes: ['sso:account:access'],
    });
    // aws-cli, SSOTokenFetcher._create_token_attempt
    expect(Object.entries(await it.read())).toEqual([
      ['startUrl', it.session.startUrl],
      ['region', 'eu-west-1'],
      ['accessToken', await it.get()],
      ['expiresAt', '2026-03-01T20:00:05Z'],
      ['clientId', registration.clientId],
      ['clientSecret', registration.clientSecret],
      ['registrationExpiresAt', '2026-05-30T12:00:00Z'],
      ['refreshToken', expect.any(String)],
    ]);
  });

  test('for this user only', async () => {
    const it = await signedIn();
    const modes = await Promise.all(
      [it.folder, ...(await it.files()).map((name) => path.join(it.folder, name))].map(
        async (name) => (await stat(name)).mode & 0o777,
      ),
    );
    expect(modes).toEqual([0o700, 0o600, 0o600]);
  });

  test('and the older form has the start URL for a name, no scopes and no refresh', async () => {
    const it = await openSignIns();
    const { name: _, ...older } = it.session;
    it.signIns.start('account', older, it.access);
    await until(() => it.clock.waitsMs.length === 1);
    it.identity.sso.approve();
    await it.poll();
    await until(() => it.last()?.status === 'done');
    const { accessToken, expiresAtMs } = await it.tokens.get(older, it.access);
    it.clock.advance(expiresAtMs - it.clock.nowMs() - minuteMs);
    expect((await it.tokens.get(older, it.access)).accessToken).toBe(accessToken);
    it.clock.advance(minuteMs);
    await expect(it.tokens.get(older, it.access)).rejects.toMatchObject(needed);
    expect(it.count('CreateToken')).toBe(1);
  });

  test('a sign-in by the CLI counts at once, and so does its sign-out', async () => {
    const it = await openSignIns();
    expect(await it.tokens.has(it.session)).toBe(false);
    await expect(it.tokens.get(it.session, it.access)).rejects.toMatchObject(needed);
    await mkdir(it.folder, { recursive: true });
    const file = path.join(it.folder, `${sha1OfWork}.json`);
    const cli = { accessToken: 'by-the-cli', expiresAt: '2026-03-01T20:00:00Z' };
    await writeFile(file, JSON.stringify(cli));
    expect(await it.tokens.get(it.session, it.access)).toEqual({
      accessToken: 'by-the-cli',
      expiresAtMs: startMs + 8 * 60 * minuteMs,
    });
    await writeFile(file, JSON.stringify({ ...cli, expiresAt: '2026-03-01T13:00:00UTC' }));
    expect((await it.tokens.get(it.session, it.access)).expiresAtMs).toBe(startMs + 60 * minuteMs);
    expect(await it.tokens.has(it.session)).toBe(true);
  });

  test('a broken file is no sign-in, and the next one replaces it', async () => {
    const it = await signedIn();
    for (const text of [
      '',
      '{',
      'null',
      '[]',
      '"x"',
      '{"accessToken":1}',
      '{"accessToken":"x","expiresAt":"soon"}',
    ]) {
      await writeFile(it.file, text);
      expect(await it.tokens.has(it.session)).toBe(false);
      await expect(it.get()).rejects.toMatchObject(needed);
    }
    await it.signIn();
    expect(await it.get()).toBeTruthy();
  });

  test('fields that are not known here survive, and those of the token before do not', async () => {
    const it = await signedIn();
    await it.change({ addedByOthers: { deep: [1] } });
    it.identity.sso.setRefresh(false);
    await it.signIn();
    const fields = await it.read();
    expect([fields.addedByOthers, fields.refreshToken]).toEqual([{ deep: [1] }, undefined]);
  });
});

describe('a registration', () => {
  test('is used again while it is valid, and made anew before it ends', async () => {
    const it = await signedIn();
    await it.signIn();
    expect(it.count('RegisterClient')).toBe(1);
    it.clock.advance(90 * 24 * 60 * minuteMs - 15 * minuteMs);
    await it.signIn();
    expect(it.count('RegisterClient')).toBe(2);
  });

  test('of the CLI that is for its other way to sign in is not used', async () => {
    const it = await signedIn();
    const name = (await it.files()).find((candidate) => !candidate.startsWith(sha1OfWork)) ?? '';
    const file = path.join(it.folder, name);
    const fields = JSON.parse(await readFile(file, 'utf8'));
    await writeFile(file, JSON.stringify({ ...fields, grantTypes: ['authorization_code', 'refresh_token'] }));
    await it.signIn();
    expect(it.count('RegisterClient')).toBe(2);
  });
});

describe('a token is refreshed silently', () => {
  test('ahead of its end, once for fifty who ask at the same time', async () => {
    const it = await signedIn();
    const first = await it.get();
    it.clock.advance(8 * 60 * minuteMs - 15 * minuteMs);
    expect(await it.get()).toBe(first);
    it.clock.advance(1);
    const given = await Promise.all(Array.from({ length: 50 }, it.get));
    expect([new Set(given).size, given.includes(first), it.count('CreateToken')]).toEqual([1, false, 2]);
    expect((await it.read()).accessToken).toBe(given[0]);
    const others = await Promise.all(Array.from({ length: 50 }, it.get));
    expect([others[0], it.count('CreateToken')]).toEqual([given[0], 2]);
  });

  test('also after its end, and again and again', async () => {
    const it = await signedIn();
    const seen = new Set([await it.get()]);
    for (let round = 0; round < 5; round++) {
      it.clock.advance(9 * 60 * minuteMs);
      expect(await it.tokens.has(it.session)).toBe(true);
      seen.add(await it.get());
    }
    expect(seen.size).toBe(6);
  });

  test('and where that fails, the old one serves until its end', async () => {
    const it = await signedIn();
    const first = await it.get();
    it.clock.advance(8 * 60 * minuteMs - 10 * minuteMs);
    it.identity.setOffline(true);
    expect(await it.get()).toBe(first);
    it.identity.setOffline(false);
    // It is tried once a minute at most.
    expect([await it.get(), it.count('CreateToken')]).toEqual([first, 1]);
    it.clock.advance(minuteMs);
    expect(await it.get()).not.toBe(first);
  });

  test('and says that the network is away, not that a sign-in is needed', async () => {
    const it = await signedIn();
    it.clock.advance(9 * 60 * minuteMs);
    it.identity.setOffline(true);
    await expect(it.get()).rejects.toMatchObject({ code: 'network.lost' });
    it.identity.setOffline(false);
    await it.get();
  });

  test('and asks for a sign-in when the server refuses, without asking it again', async () => {
    const it = await signedIn();
    it.identity.sso.revokeTokens();
    it.clock.advance(9 * 60 * minuteMs);
    await expect(it.get()).rejects.toMatchObject(needed);
    await expect(it.get()).rejects.toMatchObject(needed);
    expect([it.count('CreateToken'), await it.tokens.has(it.session)]).toEqual([2, false]);
    await it.signIn();
    await it.get();
  });

  test('by two programs at once: both have a token that is good', async () => {
    const it = await signedIn();
    const other = it.openTokens();
    it.clock.advance(8 * 60 * minuteMs - minuteMs);
    const given = await Promise.all([it.get(), other.get(it.session, it.access)]);
    expect(given).toHaveLength(2);
    const last = (await it.read()).accessToken;
    expect([await it.get(), (await other.get(it.session, it.access)).accessToken]).toEqual([last, last]);
  });

  test('and without a refresh token its end is the end', async () => {
    const it = await openSignIns();
    it.identity.sso.setRefresh(false);
    await it.signIn();
    it.clock.advance(8 * 60 * minuteMs);
    await expect(it.tokens.get(it.session, it.access)).rejects.toMatchObject(needed);
    expect(await it.tokens.has(it.session)).toBe(false);
  });

  test('and does not come back after a sign-out in between', async () => {
    const it = await signedIn();
    it.clock.advance(9 * 60 * minuteMs);
    const tokens = tokensThat(it, () => tokens.signOut(it.session, it.access));
    const refreshing = tokens.get(it.session, it.access).catch((error: unknown) => error);
    expect(await refreshing).toMatchObject(needed);
    expect(it.count('CreateToken')).toBe(2);
    expect(await it.tokens.has(it.session)).toBe(false);
  });
});

test('two writers at once leave one whole file, and a reader sees a whole one all the time', async () => {
  const it = await signedIn();
  const registration = { clientId: 'client', clientSecret: 'secret', expiresAtMs: startMs };
  const writers = [it.tokens, it.openTokens()].map(async (tokens, writer) => {
    for (let round = 0; round < 30; round++) {
      const accessToken = `${writer}-${round}-`.padEnd(1000 * (round + 1), 'x');
      await tokens.store(it.session, { accessToken, expiresAtMs: startMs + 1e9, registration });
    }
  });
  let isOver = false;
  const written = Promise.all(writers).finally(() => {
    isOver = true;
  });
  const reader = it.openTokens();
  while (!isOver) expect(await reader.has(it.session)).toBe(true);
  await written;
  expect([(await it.get()).length, await it.files()]).toEqual([
    30_000,
    expect.objectContaining({ length: 2 }),
  ]);
});

describe('a sign-out', () => {
  test('removes the file and ends the token at the server, and whoever listens is told', async () => {
    const it = await signedIn();
    const changed: (string | undefined)[] = [];
    const stop = it.tokens.onChanged(({ name }) => changed.push(name));
    const registrations = (await it.files()).filter((name) => !name.startsWith(sha1OfWork));
    await it.tokens.signOut(it.session, it.access);
    expect(await it.files()).toEqual(registrations);
    expect(it.count('Logout')).toBe(1);
    await expect(it.get()).rejects.toMatchObject(needed);
    await it.signIn();
    stop();
    await it.tokens.signOut(it.session, it.access);
    expect(changed).toEqual(['work', 'work']);
  });

  test('works without the server, and when there is nothing to end', async () => {
    const it = await signedIn();
    it.identity.setOffline(true);
    await it.tokens.signOut(it.session, it.access);
    await it.tokens.signOut(it.session, it.access);
    expect(await it.tokens.has(it.session)).toBe(false);
  });
});

describe('a file that cannot be written', () => {
  /** A folder in its place: that stops root too. */
  const block = async (file: string) => {
    await rm(file, { force: true });
    await mkdir(path.join(file, 'in the way'), { recursive: true });
  };

  test('fails a sign-in and a sign-out with its name', async () => {
    const it = await openSignIns();
    const file = path.join(it.folder, `${sha1OfWork}.json`);
    await it.begin();
    await block(file);
    it.identity.sso.approve();
    await it.poll();
    await until(() => it.last()?.status === 'failed');
    const error = { code: 'account.fileNotWritable', params: { file } };
    expect(it.last()?.error).toMatchObject(error);
    await expect(it.tokens.signOut(it.session, it.access)).rejects.toMatchObject({ appError: error });
    expect((await it.files()).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });

  test('does not lose a token that was refreshed', async () => {
    const it = await signedIn();
    const { expiresAtMs } = await it.tokens.get(it.session, it.access);
    const tokens = tokensThat(it, () => block(it.file));
    it.clock.advance(expiresAtMs - it.clock.nowMs());
    const refreshed = await tokens.get(it.session, it.access);
    expect(refreshed.expiresAtMs).toBe(it.clock.nowMs() + 8 * 60 * minuteMs);
    expect(await tokens.get(it.session, it.access)).toEqual(refreshed);
    expect(it.count('CreateToken')).toBe(2);
  });
});
