import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import type { S3Storage } from '../../../electron/core/storage/s3/s3Storage.ts';
import type { ByteRange, ObjectHead, RangeSink } from '../../../electron/core/storage/storage.ts';
import type { ControlClient } from '../../support/s3server/controlClient.ts';
import { type SpawnedS3Server, spawnS3Server } from '../../support/s3server/spawn.ts';
import { openS3 } from './openS3.ts';

const mebibyte = 1024 * 1024;
const ref = { bucket: 'ranges', key: 'film' };

type Collected = RangeSink & {
  readonly written: Buffer[];
  readonly counts: { taken: number; writing: number; mostWriting: number; largest: number };
};

/** Keeps what it is given; `pause` is waited for before more may come, `slow` before a write is over. */
function collect(
  wait: { pause?: () => Promise<unknown> | undefined; slow?: () => Promise<unknown> } = {},
): Collected {
  const written: Buffer[] = [];
  const counts = { taken: 0, writing: 0, mostWriting: 0, largest: 0 };
  return {
    written,
    counts,
    take(chunk) {
      counts.taken += chunk.length;
      return wait.pause?.();
    },
    async write(stretch) {
      counts.writing += 1;
      counts.mostWriting = Math.max(counts.mostWriting, counts.writing);
      counts.largest = Math.max(counts.largest, stretch.length);
      const place = written.push(Buffer.alloc(0)) - 1;
      try {
        await wait.slow?.();
        // Read only now: memory that was used again too early would show other bytes.
        written[place] = Buffer.from(stretch);
      } finally {
        counts.writing -= 1;
      }
    },
  };
}

async function read(
  storage: S3Storage,
  range: ByteRange,
  sink: RangeSink,
  etag: string,
  signal?: AbortSignal,
) {
  const options = { range, ifMatchEtag: etag, ...(signal && { signal }) };
  return storage.readRange?.(ref, options, () => sink);
}

describe('from a server', () => {
  const bytes = randomBytes(9 * mebibyte + 7);
  const range = { startByte: 5, endByte: 8 * mebibyte + 100 };
  const wanted = bytes.subarray(range.startByte, range.endByte + 1);
  let server: SpawnedS3Server;
  let control: ControlClient;
  let storage: S3Storage;
  let etag: string;

  beforeAll(async () => {
    server = await spawnS3Server({ control: true });
    if (!server.control) throw new Error('the control port is missing');
    control = server.control;
    storage = openS3(server, { silenceTimeoutMs: 2500 });
    await storage.createBucket(ref.bucket);
    ({ etag } = await storage.put(ref, bytes));
  });
  beforeEach(() => control.reset());
  afterAll(async () => {
    storage.close();
    await server.stop();
  });

  test('ranges come whole, by the mebibyte, one after the other and at the same time', async () => {
    for (const atOnce of [1, 1, 6]) {
      const sinks = Array.from({ length: atOnce }, () => collect());
      await Promise.all(sinks.map(async (sink) => expect(await read(storage, range, sink, etag)).toBe(true)));
      for (const { written, counts } of sinks) {
        expect(Buffer.concat(written).equals(wanted)).toBe(true);
        expect(counts).toMatchObject({ taken: wanted.length, writing: 0, largest: mebibyte });
      }
    }
  });

  test('a whole object comes as well, into the sink that fits its head', async () => {
    const small = { bucket: ref.bucket, key: 'note' };
    const note = randomBytes(100_000);
    const written = await storage.put(small, note);
    const sink = collect();
    const heads: ObjectHead[] = [];
    const choose = (head: ObjectHead) => {
      heads.push(head);
      return sink;
    };
    expect(await storage.readRange?.(small, {}, choose)).toBe(true);
    expect(sink.written).toEqual([note]);
    expect(heads).toMatchObject([{ sizeBytes: note.length, etag: written.etag }]);
  });

  test('without a sink, and for an object without a byte, nothing is read', async () => {
    expect(await storage.readRange?.(ref, {}, () => undefined)).toBe(false);
    const empty = { bucket: ref.bucket, key: 'empty' };
    await storage.put(empty, Buffer.alloc(0));
    const sink = collect();
    expect(await storage.readRange?.(empty, {}, () => sink)).toBe(false);
    expect(sink.counts.taken).toBe(0);
  });

  test('a single byte comes too', async () => {
    const sink = collect();
    expect(await read(storage, { startByte: 3, endByte: 3 }, sink, etag)).toBe(true);
    expect(Buffer.concat(sink.written)).toEqual(bytes.subarray(3, 4));
    expect(await read(storage, range, collect(), etag)).toBe(true);
  });

  test('memory is used again only once it is written, however slow that is', async () => {
    const sink = collect({ slow: () => sleep(20) });
    expect(await read(storage, range, sink, etag)).toBe(true);
    expect(Buffer.concat(sink.written).equals(wanted)).toBe(true);
    expect(sink.counts.mostWriting).toBeLessThanOrEqual(2);
  });

  test('nothing comes while a sink waits, which may take longer than the server may be silent', async () => {
    let waits = 0;
    const counted: number[] = [];
    const sink = collect({
      pause: () => {
        waits += 1;
        if (waits > 1) return undefined;
        counted.push(sink.counts.taken);
        return sleep(3500).then(() => counted.push(sink.counts.taken));
      },
    });
    expect(await read(storage, range, sink, etag)).toBe(true);
    expect(counted[1]).toBe(counted[0]);
    expect(Buffer.concat(sink.written).equals(wanted)).toBe(true);
  });

  test('a connection that breaks is lost, and nothing is being written then', async () => {
    await control.cut('GetObject', 3_000_000, 1);
    const sink = collect({ slow: () => sleep(50) });
    await expect(read(storage, range, sink, etag)).rejects.toMatchObject({ code: 'network.lost' });
    expect(sink.counts.writing).toBe(0);
    expect(await read(storage, range, collect(), etag)).toBe(true);
  });

  test('a server that does not answer has timed out', async () => {
    await control.hang('GetObject', 1);
    await expect(read(storage, range, collect(), etag)).rejects.toMatchObject({ code: 'network.timedOut' });
  });

  test('a late answer is waited for', async () => {
    await control.delay('GetObject', 500, 1);
    expect(await read(storage, range, collect(), etag)).toBe(true);
  });

  test.for<[string, () => Promise<void>]>([
    ['a refusal', () => control.fail('GetObject', 1, { status: 503, code: 'SlowDown' })],
    ['a redirect', () => control.fail('GetObject', 1, { status: 307, code: 'TemporaryRedirect' })],
  ])('%s is left to openRange', async ([_what, disturb]) => {
    await disturb();
    const sink = collect();
    expect(await read(storage, range, sink, etag)).toBe(false);
    expect(sink.counts.taken).toBe(0);
  });

  test('another version, and a range that is cut, are left to openRange', async () => {
    expect(await read(storage, range, collect(), '"another"')).toBe(false);
    const behind = { startByte: 5, endByte: bytes.length };
    expect(await read(storage, behind, collect(), etag)).toBe(false);
  });

  test('it is given up when it is told to, before it begins and on its way', async () => {
    const cancelled = { code: 'cancelled' };
    await expect(read(storage, range, collect(), etag, AbortSignal.abort())).rejects.toMatchObject(cancelled);
    const stop = new AbortController();
    const sink = collect({ pause: () => void stop.abort() });
    await expect(read(storage, range, sink, etag, stop.signal)).rejects.toMatchObject(cancelled);
    await control.hang('GetObject', 1);
    const late = new AbortController();
    const waiting = expect(read(storage, range, collect(), etag, late.signal)).rejects.toMatchObject(
      cancelled,
    );
    await sleep(100);
    late.abort();
    await waiting;
  });

  test.for(['take', 'write'] as const)('what a sink throws in %s is thrown', async (method) => {
    const full = new Error('the disk is full');
    const sink: RangeSink = { ...collect(), [method]: () => Promise.reject(full) };
    await expect(read(storage, range, sink, etag)).rejects.toBe(full);
    expect(await read(storage, range, collect(), etag)).toBe(true);
  });
});

describe('from a server that is odd', () => {
  const etag = '"1"';
  const range = { startByte: 0, endByte: 9 };
  const head = `HTTP/1.1 206 Partial Content\r\nContent-Length: 10\r\nContent-Range: bytes 0-9/10\r\nETag: ${etag}\r\n\r\n`;

  /** Answers each request by a function of its number and of its socket's; the first request, which finds the bucket, plainly. */
  async function serveRaw(answer: (socket: Socket, request: number) => void, silenceTimeoutMs = 10_000) {
    const sockets = new Set<Socket>();
    let requests = 0;
    const server = createServer((socket) => {
      sockets.add(socket);
      socket
        .on('error', () => undefined)
        .on('data', () => {
          if (requests++ === 0) socket.end(`${head}0123456789`);
          else answer(socket, requests - 1);
        });
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const keys = { accessKeyId: 'AK', secretAccessKey: 'SK' };
    const storage = openS3({ url: `http://127.0.0.1:${port}`, ...keys }, { silenceTimeoutMs });
    onTestFinished(() => {
      storage.close();
      for (const socket of sockets) socket.destroy();
      server.close();
    });
    await buffer((await storage.openRange(ref, { range })).body);
    return { storage, sockets, requests: () => requests - 1 };
  }

  const taken = async (storage: S3Storage) => {
    const sink = collect();
    const answer = await read(storage, range, sink, etag);
    return [answer, String(Buffer.concat(sink.written))];
  };
  const whole = [true, '0123456789'];

  test('an answer may come byte by byte', async () => {
    const { storage } = await serveRaw(async (socket) => {
      socket.setNoDelay(true);
      for (const byte of `${head}0123456789`) {
        socket.write(byte);
        await sleep(1);
      }
    });
    expect(await taken(storage)).toEqual(whole);
  });

  test('a connection is used again, and not one that sent too much', async () => {
    const { storage, sockets } = await serveRaw((socket, request) => {
      socket.write(`${head}0123456789${request === 2 ? 'more' : ''}`);
    });
    expect(await taken(storage)).toEqual(whole);
    expect(await taken(storage)).toEqual([false, '']);
    expect(sockets.size).toBe(2);
    expect(await taken(storage)).toEqual(whole);
    expect(sockets.size).toBe(3);
  });

  test('one that says it closes is not used again', async () => {
    const { storage, sockets } = await serveRaw((socket) => {
      socket.write(`${head.replace('\r\n\r\n', '\r\nConnection: close\r\n\r\n')}0123456789`);
    });
    expect(await taken(storage)).toEqual(whole);
    expect(await taken(storage)).toEqual(whole);
    expect(sockets.size).toBe(3);
  });

  test('one that was idle and breaks before it answers is replaced, once', async () => {
    const { storage, requests } = await serveRaw((socket, request) => {
      if (request === 2) socket.destroy();
      else socket.write(`${head}0123456789`);
    });
    expect(await taken(storage)).toEqual(whole);
    expect(await taken(storage)).toEqual(whole);
    expect(requests()).toBe(3);
  });

  test('a new one that breaks before it answers is lost', async () => {
    const { storage, requests } = await serveRaw((socket) => socket.destroy());
    await expect(read(storage, range, collect(), etag)).rejects.toMatchObject({ code: 'network.lost' });
    expect(requests()).toBe(1);
  });

  test('silence within the body has timed out, and an early end is lost', async () => {
    const { storage } = await serveRaw((socket, request) => {
      socket.write(`${head}01234`);
      if (request === 2) socket.end();
    }, 1000);
    await expect(read(storage, range, collect(), etag)).rejects.toMatchObject({ code: 'network.timedOut' });
    await expect(read(storage, range, collect(), etag)).rejects.toMatchObject({ code: 'network.lost' });
  });

  test('the clock hears the time of an answer', async () => {
    const date = new Date(Date.now() + 20 * 60_000).toUTCString();
    const { storage } = await serveRaw((socket) => {
      socket.write(`${head.replace('\r\n\r\n', `\r\nDate: ${date}\r\n\r\n`)}0123456789`);
    });
    const skews: unknown[] = [];
    storage.onClockSkew((skew) => skews.push(skew));
    expect(await taken(storage)).toEqual(whole);
    expect(skews).toEqual([{ minutes: 20, direction: 'behind' }]);
  });

  test('closing the storage ends what is on its way', async () => {
    const { storage, requests } = await serveRaw((socket) => socket.write(`${head}01234`), 20_000);
    const reading = expect(read(storage, range, collect(), etag)).rejects.toMatchObject({
      code: 'network.lost',
    });
    await expect.poll(requests).toBe(1);
    storage.close();
    await reading;
  });
});
