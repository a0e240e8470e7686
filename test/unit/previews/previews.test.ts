import { Buffer } from 'node:buffer';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { describe, expect, test } from 'vitest';
import type { Accounts } from '../../../electron/core/accounts/accounts.ts';
import {
  createPreviews,
  maxTextBytes,
  type PreviewResponse,
} from '../../../electron/core/previews/previews.ts';
import { SatchelError } from '../../../electron/core/satchelError.ts';
import type { Storage } from '../../../electron/core/storage/storage.ts';
import { createMemoryStorage } from '../../support/memoryStorage.ts';

const never = new AbortController().signal;

/** Previews over a bucket that holds one object. */
async function setUp(key: string, bytes: Uint8Array, contentType?: string) {
  const storage = createMemoryStorage({ buckets: ['b'] });
  await storage.put({ bucket: 'b', key }, bytes, contentType === undefined ? {} : { contentType });
  const previews = createPreviews({ accounts: accountsOf(storage), newId: countingIds() });
  const open = () => previews.open({ accountId: 'a', bucket: 'b', key });
  return { storage, previews, open };
}

function accountsOf(storage: Storage): Pick<Accounts, 'storage'> {
  return { storage: () => storage };
}

function countingIds(): () => string {
  let count = 0;
  return () => `token-${++count}`;
}

async function read({ status, headers, body }: PreviewResponse) {
  return { status, headers, bytes: body === undefined ? undefined : await buffer(body) };
}

describe('previews', () => {
  test('serve a whole picture with its length', async () => {
    const { open, previews } = await setUp('a.png', Buffer.from('0123456789'));
    const preview = await open();
    expect(preview).toEqual({
      token: 'token-1',
      url: 'satchel-preview://token-1/',
      kind: 'image',
      contentType: 'image/png',
      sizeBytes: 10,
    });
    expect(await read(await previews.respond('token-1', undefined, never))).toEqual({
      status: 200,
      headers: {
        'Content-Type': 'image/png',
        'Content-Length': '10',
        'Accept-Ranges': 'bytes',
        'Cache-Control': 'no-store',
        'X-Content-Type-Options': 'nosniff',
        'Content-Security-Policy': "default-src 'none'; sandbox",
      },
      bytes: Buffer.from('0123456789'),
    });
  });

  test('serve a range of a film', async () => {
    const { open, previews } = await setUp('a.mp4', Buffer.from('0123456789'));
    const { token } = await open();
    const response = await read(await previews.respond(token, 'bytes=2-4', never));
    expect(response).toMatchObject({
      status: 206,
      headers: { 'Content-Range': 'bytes 2-4/10', 'Content-Length': '3' },
      bytes: Buffer.from('234'),
    });
  });

  test('answer 416 to a range behind the end', async () => {
    const { open, previews } = await setUp('a.mp4', Buffer.from('0123456789'));
    const { token } = await open();
    expect(await previews.respond(token, 'bytes=10-', never)).toEqual({
      status: 416,
      headers: { 'Content-Range': 'bytes */10' },
    });
  });

  test('serve the first MiB of a longer text, and say so', async () => {
    const { open, previews } = await setUp('a.log', Buffer.alloc(maxTextBytes + 5, 'x'));
    const { token, sizeBytes } = await open();
    const { status, headers, bytes } = await read(await previews.respond(token, undefined, never));
    expect({
      status,
      sizeBytes,
      servedBytes: bytes?.length,
      truncated: headers['X-Satchel-Truncated'],
    }).toEqual({
      status: 200,
      sizeBytes: maxTextBytes + 5,
      servedBytes: maxTextBytes,
      truncated: 'true',
    });
    expect((await previews.respond(token, `bytes=${maxTextBytes}-`, never)).status).toBe(416);
  });

  test('serve an empty file without asking the storage', async () => {
    const { open, previews, storage } = await setUp('a.txt', new Uint8Array());
    const { token } = await open();
    const response = await previews.respond(token, undefined, never);
    expect(response).toMatchObject({ status: 200, headers: { 'Content-Length': '0' } });
    expect(storage.calls.some(({ method }) => method === 'openRange')).toBe(false);
  });

  test('serve nothing of a kind that is not shown', async () => {
    const { open, previews } = await setUp('a.zip', Buffer.from('PK'));
    const { token, kind } = await open();
    expect(kind).toBe('none');
    expect(await previews.respond(token, undefined, never)).toEqual({ status: 404, headers: {} });
  });

  test('answer 404 to a token that is unknown or closed', async () => {
    const { open, previews } = await setUp('a.png', Buffer.from('x'));
    const { token } = await open();
    previews.close(token);
    expect((await previews.respond(token, undefined, never)).status).toBe(404);
    expect((await previews.respond('__proto__', undefined, never)).status).toBe(404);
  });

  test('answer 412 when the object became another one, and 404 when it is gone', async () => {
    const { open, previews, storage } = await setUp('a.png', Buffer.from('old'));
    const { token } = await open();
    await storage.put({ bucket: 'b', key: 'a.png' }, Buffer.from('new'));
    expect((await previews.respond(token, undefined, never)).status).toBe(412);
    await storage.deleteMany('b', ['a.png']);
    expect((await previews.respond(token, undefined, never)).status).toBe(404);
  });

  test('answer 502 when the storage cannot be reached', async () => {
    const { open, previews, storage } = await setUp('a.png', Buffer.from('x'));
    const { token } = await open();
    storage.inject('openRange', { kind: 'fail', error: new SatchelError('network.unreachable', 'down') });
    expect((await previews.respond(token, undefined, never)).status).toBe(502);
  });

  test.each(['the page stops', 'the preview is closed'])('end the read when %s', async (why) => {
    const { storage, previews, open } = await setUp('a.mp4', Buffer.alloc(10));
    const upstream = new Readable({ read: () => undefined });
    storage.openRange = async () => ({ body: upstream, sizeBytes: 10, etag: '', modifiedAtMs: 0 });
    const { token } = await open();
    const leaving = new AbortController();
    const { body } = await previews.respond(token, undefined, leaving.signal);
    const failed = new Promise((resolve) => body?.on('error', resolve));
    if (why === 'the page stops') leaving.abort();
    else previews.close(token);
    expect(await failed).toMatchObject({ name: 'AbortError' });
    expect(upstream.destroyed).toBe(true);
  });

  test('close the oldest of more than 16', async () => {
    const { open, previews } = await setUp('a.png', Buffer.from('x'));
    for (let i = 0; i < 17; i++) await open();
    expect((await previews.respond('token-1', undefined, never)).status).toBe(404);
    expect((await previews.respond('token-2', undefined, never)).status).toBe(200);
  });
});
