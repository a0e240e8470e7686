import { Buffer } from 'node:buffer';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { describe, expect, test } from 'vitest';
import type { Accounts } from '../../../electron/core/accounts/accounts.ts';
import { maxDrawingBytes, maxPictureBytes } from '../../../electron/core/previews/pictureRefusal.ts';
import { createPreviews, type PreviewResponse } from '../../../electron/core/previews/previews.ts';
import { SatchelError } from '../../../electron/core/satchelError.ts';
import type { Storage } from '../../../electron/core/storage/storage.ts';
import { createMemoryStorage } from '../../support/memoryStorage.ts';
import { jpegHeader, png, pngHeader } from '../../support/pictures.ts';

const picture = png(4, 3, [10, 20, 30]);
const never = new AbortController().signal;

/** Previews over a bucket that holds one object. */
async function setUp(key: string, bytes: Uint8Array, contentType?: string, storageClass?: string) {
  const storage = createMemoryStorage({ buckets: ['b'] });
  await storage.put({ bucket: 'b', key }, bytes, {
    ...(contentType !== undefined && { contentType }),
    ...(storageClass !== undefined && { storageClass }),
  });
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
    const { open, previews } = await setUp('a.png', picture);
    const preview = await open();
    expect(preview).toEqual({
      token: 'token-1',
      url: 'satchel-preview://token-1/',
      kind: 'image',
      contentType: 'image/png',
      sizeBytes: picture.length,
    });
    expect(await read(await previews.respond('token-1', undefined, never))).toEqual({
      status: 200,
      headers: {
        'Content-Type': 'image/png',
        'Content-Length': String(picture.length),
        'Accept-Ranges': 'bytes',
        'Cache-Control': 'no-store',
        'X-Content-Type-Options': 'nosniff',
        'Content-Security-Policy': "default-src 'none'; sandbox",
      },
      bytes: picture,
    });
  });

  test.each([
    ['of too many pixels', 'a.png', pngHeader(30_000, 30_000), 'tooManyPixels'],
    ['of more pixels than its name says', 'a.gif', jpegHeader(60_000, 60_000), 'tooManyPixels'],
    [
      'of too many pixels behind long notes',
      'a.jpg',
      jpegHeader(60_000, 60_000, { noteBytes: 600_000 }),
      'tooManyPixels',
    ],
    ['that is a large drawing', 'a.svg', Buffer.alloc(maxDrawingBytes + 1, ' '), 'tooLarge'],
    ['that is none', 'a.png', Buffer.from('0123456789'), undefined],
  ] as const)('show a picture %s as bytes and say why', async (_, key, bytes, refusal) => {
    const { open, previews } = await setUp(key, bytes);
    const { token, kind, contentType, refusal: told } = await open();
    expect({ kind, contentType, told }).toEqual({
      kind: 'hex',
      contentType: 'application/octet-stream',
      told: refusal,
    });
    const { headers } = await previews.respond(token, 'bytes=0-9', never);
    expect(headers['Content-Type']).toBe('application/octet-stream');
  });

  test('a picture of too many bytes is not even looked into', async () => {
    const { open, storage } = await setUp('a.png', picture);
    const { stat } = storage;
    storage.stat = async (ref) => ({ ...(await stat(ref)), sizeBytes: maxPictureBytes + 1 });
    expect(await open()).toMatchObject({ kind: 'hex', refusal: 'tooLarge' });
    expect(storage.calls.some(({ method }) => method === 'openRange')).toBe(false);
  });

  test('a JPEG with long notes before its size is shown', async () => {
    const { open } = await setUp('a.jpg', jpegHeader(4000, 3000, { noteBytes: 600_000 }));
    expect((await open()).kind).toBe('image');
  });

  test.each(['GLACIER', 'DEEP_ARCHIVE'])('an archived file (%s) is not served', async (storageClass) => {
    const { open, previews, storage } = await setUp('a.txt', Buffer.from('x'), undefined, storageClass);
    storage.inject('openRange', { kind: 'fail', error: new SatchelError('storage.unsupported', 'archived') });
    const { token, kind } = await open();
    expect(kind).toBe('none');
    expect(await previews.respond(token, undefined, never)).toEqual({ status: 404, headers: {} });
  });

  test('a file that was taken out of the archive is shown', async () => {
    const { open } = await setUp('a.txt', Buffer.from('x'), undefined, 'GLACIER');
    expect((await open()).kind).toBe('text');
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

  test('serve an empty file without asking the storage', async () => {
    const { open, previews, storage } = await setUp('a.txt', new Uint8Array());
    const { token } = await open();
    const response = await previews.respond(token, undefined, never);
    expect(response).toMatchObject({ status: 200, headers: { 'Content-Length': '0' } });
    expect(storage.calls.some(({ method }) => method === 'openRange')).toBe(false);
  });

  test('serve the bytes of what has no other preview', async () => {
    const { open, previews } = await setUp('a.zip', Buffer.from('PK'));
    const { token, kind } = await open();
    expect(kind).toBe('hex');
    expect(await read(await previews.respond(token, undefined, never))).toMatchObject({
      headers: { 'Content-Type': 'application/octet-stream' },
      bytes: Buffer.from('PK'),
    });
  });

  test('answer 404 to a token that is unknown or closed', async () => {
    const { open, previews } = await setUp('a.png', picture);
    const { token } = await open();
    previews.close(token);
    expect((await previews.respond(token, undefined, never)).status).toBe(404);
    expect((await previews.respond('__proto__', undefined, never)).status).toBe(404);
  });

  test('answer 412 when the object became another one, and 404 when it is gone', async () => {
    const { open, previews, storage } = await setUp('a.png', picture);
    const { token } = await open();
    await storage.put({ bucket: 'b', key: 'a.png' }, Buffer.from('new'));
    expect((await previews.respond(token, undefined, never)).status).toBe(412);
    await storage.deleteMany('b', ['a.png']);
    expect((await previews.respond(token, undefined, never)).status).toBe(404);
  });

  test('answer 502 when the storage cannot be reached', async () => {
    const { open, previews, storage } = await setUp('a.png', picture);
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
    const { open, previews } = await setUp('a.png', picture);
    for (let i = 0; i < 17; i++) await open();
    expect((await previews.respond('token-1', undefined, never)).status).toBe(404);
    expect((await previews.respond('token-2', undefined, never)).status).toBe(200);
  });
});
