import { randomBytes } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type {
  CredentialSource,
  Credentials,
} from '../../../electron/core/accounts/credentials/credentialSource.ts';
import { SatchelError } from '../../../electron/core/satchelError.ts';
import type { S3Storage } from '../../../electron/core/storage/s3/s3Storage.ts';
import type { ControlClient } from '../../support/s3server/controlClient.ts';
import { type SpawnedS3Server, spawnS3Server } from '../../support/s3server/spawn.ts';
import { openS3 } from './openS3.ts';

const bucket = 'expiry';
const hourMs = 3_600_000;
let server: SpawnedS3Server;
let control: ControlClient;
const opened: S3Storage[] = [];

beforeAll(async () => {
  server = await spawnS3Server({ control: true });
  if (!server.control) throw new Error('the control port is missing');
  control = server.control;
  const storage = openS3(server);
  await storage.createBucket(bucket);
  storage.close();
});

afterEach(async () => {
  for (const storage of opened.splice(0)) storage.close();
  await control.reset();
});

afterAll(() => server.stop());

function open(credentials: CredentialSource): S3Storage {
  const storage = openS3(server, {}, { credentials });
  opened.push(storage);
  return storage;
}

/** A source that gets keys of a new session when its own were refused; `expiresInMs` is what it says of them. */
function renewing(expiresInMs = hourMs) {
  let sessions = 0;
  let asked = 0;
  let current: Promise<Credentials> | undefined;
  let last: Credentials | undefined;
  async function begin(): Promise<Credentials> {
    sessions += 1;
    const id = `${sessions}-${randomBytes(4).toString('hex')}`;
    const keys = { accessKeyId: `ASIA${id}`, secretAccessKey: `secret-${id}`, sessionToken: `token-${id}` };
    await control.addSession({ ...keys, expiresAtMs: Date.now() + hourMs });
    last = { ...keys, expiresAtMs: Date.now() + expiresInMs };
    return last;
  }
  const source: CredentialSource = {
    get() {
      asked += 1;
      current ??= begin();
      return current;
    },
    refuse(credentials) {
      if (credentials !== last) return;
      last = undefined;
      current = undefined;
    },
  };
  return {
    source,
    sessions: () => sessions,
    asked: () => asked,
    async expire() {
      if (last?.sessionToken !== undefined) await control.expireTokens([last.sessionToken]);
    },
  };
}

const at = (key: string) => ({ bucket, key });

describe('keys that end', () => {
  test('20 times during an upload and its download fail no part and no range', async () => {
    const keys = renewing();
    const storage = open(keys.source);
    const rounds = 20;
    const perRound = 3;
    const partBytes = 5 * 1024 * 1024;
    const body = randomBytes(partBytes);
    await storage.put(at('source'), body);
    const upload = await storage.beginMultipart(at('large'));
    const parts: Awaited<ReturnType<S3Storage['putPart']>>[] = [];
    for (let round = 0; round < rounds; round += 1) {
      await keys.expire();
      const numbers = Array.from({ length: perRound }, (_, index) => round * perRound + index + 1);
      const ranges = [storage.openRange(at('source'), { range: { startByte: 10, endByte: 1009 } })];
      const sent = numbers.map(async (partNumber) => {
        const sums = [0];
        const onBytes = (bytes: number) => sums.push((sums.at(-1) ?? 0) + bytes);
        parts.push(await storage.putPart(upload, partNumber, body, { onBytes }));
        expect(sums.filter((sum) => sum < 0 || sum > partBytes)).toEqual([]);
        expect(sums.at(-1)).toBe(partBytes);
      });
      await Promise.all(sent);
      for (const opening of ranges) {
        const { body: piece } = await opening;
        expect((await buffer(piece)).equals(body.subarray(10, 1010))).toBe(true);
      }
    }
    await keys.expire();
    await storage.finishMultipart(upload, parts);
    expect(await storage.stat(at('large'))).toMatchObject({ sizeBytes: rounds * perRound * partBytes });
    expect(keys.sessions()).toBe(rounds + 2);
  }, 60_000);

  test('are found out by a HEAD too, which cannot say why it is refused', async () => {
    const keys = renewing(-1);
    const storage = open(keys.source);
    await storage.put(at('head'), Buffer.from('x'));
    await control.reset();
    await keys.expire();
    expect(await storage.stat(at('head'))).toMatchObject({ sizeBytes: 1 });
    expect((await control.counters()).requests).toEqual({ HeadObject: 2 });
  });

  test('are explained by a GET where their end is not known', async () => {
    const keys = renewing();
    const source: CredentialSource = {
      refuse: keys.source.refuse,
      get: () => keys.source.get(),
    };
    const storage = open(source);
    await storage.put(at('head'), Buffer.from('x'));
    await keys.expire();
    expect(await storage.stat(at('head'))).toMatchObject({ sizeBytes: 1 });
    await keys.expire();
    expect(await storage.statBucket(bucket)).toMatchObject({ name: bucket });
  });

  test.for(['ExpiredToken', 'ExpiredTokenException', 'TokenRefreshRequired', 'InvalidToken'])(
    'are renewed when the server says %s',
    async (code) => {
      const keys = renewing();
      const storage = open(keys.source);
      await control.fail('ListBuckets', 2, { status: 400, code });
      expect(await storage.listBuckets()).not.toEqual([]);
      expect(keys.sessions()).toBe(3);
    },
  );

  test('again and again are given up', async () => {
    const keys = renewing();
    const storage = open(keys.source);
    await control.fail('ListBuckets', 100, { status: 400, code: 'ExpiredToken' });
    await expect(storage.listBuckets()).rejects.toMatchObject({ code: 'credentials.expired' });
    expect((await control.counters()).requests.ListBuckets).toBe(4);
  });

  test('and are all there is fail at once', async () => {
    const keys = renewing();
    const fixed = await keys.source.get();
    const storage = open({ get: async () => fixed, refuse: () => undefined });
    await keys.expire();
    await expect(storage.listPage({ bucket, prefix: '' })).rejects.toMatchObject({
      code: 'credentials.expired',
    });
    expect((await control.counters()).requests.ListObjectsV2).toBe(1);
  });
});

describe('a source', () => {
  test('is asked for each request, also for keys that end in a moment', async () => {
    const keys = renewing(1000);
    const storage = open(keys.source);
    for (let count = 1; count <= 3; count += 1) {
      const before = keys.asked();
      await storage.listPage({ bucket, prefix: '' });
      expect(keys.asked()).toBeGreaterThan(before);
    }
    expect(keys.sessions()).toBe(1);
  });

  test('that changes its keys signs the next request with them', async () => {
    const first = renewing();
    const second = renewing();
    let current = first;
    const storage = open({ get: () => current.source.get(), refuse: () => undefined });
    await storage.listPage({ bucket, prefix: '' });
    await first.expire();
    current = second;
    await storage.put(at('second'), Buffer.from('x'));
    expect((await control.counters()).requests).toEqual({ ListObjectsV2: 1, PutObject: 1 });
  });

  test('that needs the user says so, once and in its own words', async () => {
    let asked = 0;
    const needed = new SatchelError('account.signInNeeded', 'The sign-in has ended.', { action: 'signIn' });
    const storage = open({
      get: () => {
        asked += 1;
        return Promise.reject(needed);
      },
      refuse: () => undefined,
    });
    await expect(storage.listBuckets()).rejects.toBe(needed);
    await expect(storage.put(at('none'), Buffer.from('x'))).rejects.toBe(needed);
    await expect(storage.openRange(at('none'))).rejects.toBe(needed);
    // A put, a listing and a download: none is tried again.
    expect(asked).toBe(3);
  });

  test('that needs the user for new keys says so in place of the refusal', async () => {
    const keys = renewing();
    const needed = new SatchelError('account.codeNeeded', 'A code is needed.', { action: 'enterCode' });
    let isOver = false;
    const storage = open({
      get: () => (isOver ? Promise.reject(needed) : keys.source.get()),
      refuse: () => {
        isOver = true;
      },
    });
    await storage.listBuckets();
    await keys.expire();
    await expect(
      storage.put(at('none'), randomBytes(1024 * 1024), { onBytes: () => undefined }),
    ).rejects.toBe(needed);
  });

  test('that hands out keys which a message repeats has them hidden', async () => {
    const keys = renewing();
    const { accessKeyId } = await keys.source.get();
    const storage = open(keys.source);
    await control.fail('ListBuckets', 1, {
      status: 403,
      code: 'AccessDenied',
      message: `no, ${accessKeyId}!`,
    });
    await expect(storage.listBuckets()).rejects.toMatchObject({
      message: 'AccessDenied (HTTP 403): no, ***!',
    });
  });
});
