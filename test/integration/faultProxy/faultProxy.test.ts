import { once } from 'node:events';
import { createServer, type IncomingMessage, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type FaultKind, faultKinds, seededFaults, shapeOf } from '../../support/faultProxy/faultPlan.ts';
import { type FaultProxy, startFaultProxy } from '../../support/faultProxy/faultProxy.ts';

const content = Buffer.alloc(300_000, 'abcdefghij');
/** How long silence lasts before a client gives up, where a test is about silence. */
const silenceMs = 150;

/** A server that keeps what is put and gives `content`. */
let received: Buffer[] = [];
const server = createServer((incoming, outgoing) => {
  const chunks: Buffer[] = [];
  incoming.on('error', () => outgoing.destroy());
  incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
  incoming.on('end', () => {
    if (incoming.method !== 'GET') received.push(Buffer.concat(chunks));
    const body = incoming.method === 'GET' ? content : Buffer.from('kept');
    outgoing.writeHead(200, { 'content-length': body.length }).end(body);
  });
});
let proxy: FaultProxy;

beforeAll(async () => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  proxy = await startFaultProxy(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
});
beforeEach(() => {
  received = [];
  proxy.setPlan(undefined);
  proxy.forget();
});
afterAll(async () => {
  await proxy.close();
  server.closeAllConnections();
  server.close();
});

type Result = { readonly status: number; readonly body: Buffer };

/** One request, as a client without any care makes it; says how it broke when it did. */
async function send(method: 'PUT' | 'GET', path = '/bucket/key', timeout?: number): Promise<Result | string> {
  const body = method === 'GET' ? undefined : content;
  const sent = request(`${proxy.url}${path}`, {
    method,
    agent: false,
    ...(timeout !== undefined && { timeout }),
    headers: body ? { 'content-length': body.length } : {},
  });
  const breaks: NodeJS.ErrnoException[] = [];
  sent.on('error', (error) => breaks.push(error));
  sent.on('timeout', () => sent.destroy(Object.assign(new Error(), { code: 'SILENCE' })));
  const answered = once(sent, 'response');
  sent.end(body);
  try {
    const [answer] = (await answered) as [IncomingMessage];
    const chunks: Buffer[] = [];
    for await (const chunk of answer) chunks.push(chunk as Buffer);
    return { status: answer.statusCode ?? 0, body: Buffer.concat(chunks) };
  } catch (error) {
    return (breaks[0] ?? (error as NodeJS.ErrnoException)).code ?? String(error);
  }
}

const always = (kind: FaultKind, at = 0.5) => proxy.setPlan(() => ({ kind, at }));

test('without a fault, requests and answers pass as they are, and are noted', async () => {
  expect(await send('PUT', '/bucket/key?partNumber=3&uploadId=u')).toEqual({
    status: 200,
    body: Buffer.from('kept'),
  });
  expect(await send('GET')).toEqual({ status: 200, body: content });
  expect(received.map((body) => body.equals(content))).toEqual([true]);
  expect(proxy.log).toEqual([
    {
      method: 'PUT',
      path: '/bucket/key',
      query: new URLSearchParams('partNumber=3&uploadId=u'),
      range: undefined,
      fault: undefined,
      status: 200,
      hasPassed: true,
    },
    {
      method: 'GET',
      path: '/bucket/key',
      query: new URLSearchParams(),
      range: undefined,
      fault: undefined,
      status: 200,
      hasPassed: true,
    },
  ]);
});

test.each(['cutBeforeAnswer', 'cutRequest'] as const)('%s: the server has done nothing', async (kind) => {
  always(kind);
  expect(await send('PUT')).toMatch(/ECONNRESET|EPIPE/);
  expect(received).toEqual([]);
});

test('loseAnswer: the server has done it', async () => {
  always('loseAnswer');
  expect(await send('PUT')).toMatch(/ECONNRESET/);
  expect(received.map((body) => body.equals(content))).toEqual([true]);
});

test('halfClose: the connection ends in the middle of the exchange', async () => {
  always('halfClose');
  expect(await send('GET')).toMatch(/ECONNRESET/);
});

test('cutAnswer: the answer breaks off', async () => {
  always('cutAnswer');
  expect(await send('GET')).toMatch(/ECONNRESET/);
});

test.each(['stallRequest', 'stallBeforeAnswer', 'stallAnswer'] as const)('%s: silence', async (kind) => {
  always(kind);
  expect(await send('PUT', '/bucket/key', silenceMs)).toBe('SILENCE');
});

test('truncateRequest: the server never gets the end of the body', async () => {
  always('truncateRequest');
  const got = await send('PUT');
  // A client that is still writing may meet the closed connection first.
  expect(typeof got === 'string' ? got : String(got.status)).toMatch(/^(400|EPIPE|ECONNRESET)$/);
  expect(received).toEqual([]);
});

test('truncateAnswer: the end is missing and every length is right', async () => {
  always('truncateAnswer');
  expect(await send('GET')).toEqual({ status: 200, body: content.subarray(0, 150_000) });
});

test('flipRequest and flipAnswer: one byte is another one', async () => {
  const differences = (body: Buffer | undefined) =>
    [...(body ?? [])].flatMap((byte, index) => (byte === content[index] ? [] : [index]));
  always('flipRequest');
  expect(await send('PUT')).toMatchObject({ status: 200 });
  expect(received.map(differences)).toEqual([[150_000]]);
  always('flipAnswer');
  const got = await send('GET');
  expect(typeof got === 'string' ? got : differences(got.body)).toEqual([150_000]);
});

test.each([
  ['serverError', 500, 'InternalError'],
  ['slowDown', 503, 'SlowDown'],
  ['tooMany', 429, 'TooManyRequests'],
  ['errorInside', 200, 'InternalError'],
] as const)('%s: refused, and the server has done nothing', async (kind, status, code) => {
  always(kind);
  const got = await send('PUT');
  expect(got).toMatchObject({ status });
  expect(typeof got === 'string' ? got : String(got.body)).toContain(`<Code>${code}</Code>`);
  expect(received).toEqual([]);
});

test('earlyError: refused while the body still goes up', async () => {
  always('earlyError');
  const got = await send('PUT');
  // A client that is still writing may meet the closed connection first.
  expect(typeof got === 'string' ? got : String(got.status)).toMatch(/^(500|EPIPE|ECONNRESET)$/);
  expect(received).toEqual([]);
});

test('trickle: slow, and whole', async () => {
  always('trickle');
  expect(await send('GET')).toEqual({ status: 200, body: content });
});

test('connections are broken as soon as they come, so many times', async () => {
  proxy.refuse(2);
  expect(await send('GET')).toMatch(/ECONNRESET|EPIPE/);
  expect(await send('GET')).toMatch(/ECONNRESET|EPIPE/);
  expect(await send('GET')).toMatchObject({ status: 200 });
});

test('a server that is gone refuses connections until it comes back', async () => {
  await proxy.leave();
  expect(await send('GET')).toBe('ECONNREFUSED');
  await proxy.comeBack();
  expect(await send('GET')).toMatchObject({ status: 200 });
});

test('the plan of a seed is always the same, at the rate, and never too often in a row', () => {
  const planned = (seed: number, ids: readonly number[]) => {
    const plan = seededFaults({ seed, rate: 0.5, mostInARow: 2 });
    return new Map(
      ids.map((id) => {
        const shape = shapeOf('PUT', `/bucket/${id}`, { 'content-length': '9' });
        return [id, Array.from({ length: 30 }, () => plan(shape)?.kind)];
      }),
    );
  };
  const ids = Array.from({ length: 100 }, (_, id) => id);
  const first = planned(1, ids);
  // The order of different requests changes nothing.
  const again = planned(1, ids.toReversed());
  expect(ids.map((id) => again.get(id))).toEqual(ids.map((id) => first.get(id)));
  expect(planned(2, ids)).not.toEqual(first);
  const all = [...first.values()];
  const isLong = (kinds: readonly unknown[]) =>
    kinds.some((kind, index) => kind && kinds[index + 1] && kinds[index + 2]);
  expect(all.filter(isLong)).toEqual([]);
  const faulted = all.flat().filter((kind) => kind !== undefined);
  expect(faulted.length / 3000).toBeGreaterThan(0.35);
  expect(new Set(faulted)).toEqual(
    new Set(faultKinds.filter((kind) => !['flipAnswer', 'truncateAnswer', 'errorInside'].includes(kind))),
  );
});

test('a plan knows what carries bytes of objects', () => {
  const bytesOf = (method: string, url: string) => shapeOf(method, url, { 'content-length': '9' }).bytes;
  expect({
    put: bytesOf('PUT', '/bucket/key'),
    part: bytesOf('PUT', '/bucket/key?partNumber=1&uploadId=u&x-id=UploadPart'),
    get: bytesOf('GET', '/bucket/a/key'),
    tags: bytesOf('PUT', '/bucket/key?tagging'),
    list: bytesOf('GET', '/bucket/?list-type=2'),
    parts: bytesOf('GET', '/bucket/key?uploadId=u'),
    bucket: bytesOf('PUT', '/bucket'),
    head: bytesOf('HEAD', '/bucket/key'),
  }).toEqual({
    put: 'up',
    part: 'up',
    get: 'down',
    tags: undefined,
    list: undefined,
    parts: undefined,
    bucket: undefined,
    head: undefined,
  });
});
