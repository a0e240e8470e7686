import { PassThrough, Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { SatchelError } from '../../../electron/core/satchelError.ts';
import { type BodyGuard, guardBody } from '../../../electron/core/storage/s3/body.ts';

const guard: BodyGuard = {
  sizeBytes: 10,
  silenceTimeoutMs: 1000,
  mapError: (error) =>
    error instanceof SatchelError ? error : new SatchelError('network.lost', String(error)),
};

describe('a body', () => {
  test('passes on all bytes', async () => {
    const source = Readable.from([Buffer.alloc(4, 1), Buffer.alloc(6, 2)], { objectMode: false });
    expect(await buffer(guardBody(source, guard))).toEqual(Buffer.from([1, 1, 1, 1, 2, 2, 2, 2, 2, 2]));
  });

  test('that ends early, or breaks, is lost', async () => {
    const short = guardBody(Readable.from([Buffer.alloc(9)], { objectMode: false }), guard);
    await expect(buffer(short)).rejects.toMatchObject({ code: 'network.lost' });
    const source = new PassThrough();
    const broken = buffer(guardBody(source, guard));
    source.destroy(new Error('socket hang up'));
    await expect(broken).rejects.toMatchObject({ code: 'network.lost' });
  });

  test('that its reader destroys ends its source too', async () => {
    const source = new PassThrough();
    const body = guardBody(source, guard);
    body.destroy();
    expect(source.destroyed).toBe(true);
  });

  test('ends as cancelled by the signal, given before or while it is read', async () => {
    const before = guardBody(new PassThrough(), {
      ...guard,
      signal: AbortSignal.abort(new SatchelError('cancelled', '')),
    });
    await expect(buffer(before)).rejects.toMatchObject({ code: 'cancelled' });
    const giveUp = new AbortController();
    const source = new PassThrough();
    const during = buffer(guardBody(source, { ...guard, signal: giveUp.signal }));
    source.write(Buffer.alloc(5));
    giveUp.abort();
    await expect(during).rejects.toMatchObject({ code: 'cancelled' });
    expect(source.destroyed).toBe(true);
  });
});

describe('silence', () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  test('counts while somebody waits, from the last byte on', async () => {
    const source = new PassThrough();
    const body = guardBody(source, guard);
    const whole = buffer(body);
    whole.catch(() => undefined);
    await vi.advanceTimersByTimeAsync(900);
    source.write(Buffer.alloc(5));
    await vi.advanceTimersByTimeAsync(900);
    expect(body.destroyed).toBe(false);
    await vi.advanceTimersByTimeAsync(200);
    await expect(whole).rejects.toMatchObject({ code: 'network.timedOut' });
  });

  test('does not count while nobody reads', async () => {
    const sizeBytes = 1_000_000;
    const source = Readable.from(
      Array.from({ length: 10 }, () => Buffer.alloc(100_000)),
      { objectMode: false },
    );
    const body = guardBody(source, { ...guard, sizeBytes });
    body.read(0);
    await vi.advanceTimersByTimeAsync(1);
    await vi.advanceTimersByTimeAsync(100_000);
    expect(body.destroyed).toBe(false);
    let receivedBytes = 0;
    body.on('data', (chunk: Buffer) => {
      receivedBytes += chunk.length;
    });
    await new Promise((resolve) => body.once('end', resolve));
    expect(receivedBytes).toBe(sizeBytes);
  });
});
