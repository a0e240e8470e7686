import { randomBytes } from 'node:crypto';
import { Writable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { streamSlices } from '../../../electron/core/storage/s3/sentBytes.ts';

const body = randomBytes(1024 * 1024 + 1);

/** A clock by which everything takes a second. */
function slowClock(): () => number {
  let nowMs = 0;
  return () => {
    nowMs += 1000;
    return nowMs;
  };
}

describe('a body in slices', () => {
  test('is the body, each byte told once', async () => {
    let toldBytes = 0;
    const stream = streamSlices(body, (bytes) => {
      toldBytes += bytes;
    });
    expect((await buffer(stream)).equals(body)).toBe(true);
    expect(toldBytes).toBe(body.length);
  });

  test('is told no further than its reader has taken it', async () => {
    let toldBytes = 0;
    let takenBytes = 0;
    let takeNext = (): void => undefined;
    const reader = new Writable({
      highWaterMark: 1,
      write(chunk: Buffer, _encoding, done) {
        takenBytes += chunk.length;
        takeNext = done;
      },
    });
    streamSlices(body, (bytes) => {
      toldBytes += bytes;
    }).pipe(reader);
    while (takenBytes < body.length) {
      await nextTurn();
      expect(toldBytes).toBe(takenBytes);
      takeNext();
    }
  });

  test('goes as it is paced, in small pieces once it is held back', async () => {
    const asked: number[] = [];
    const told: number[] = [];
    const stream = streamSlices(
      body,
      (bytes) => told.push(bytes),
      (bytes) => {
        // Whatever was told before had been let go.
        expect(told).toEqual(asked);
        asked.push(bytes);
        return asked.length > 2 ? nextTurn() : undefined;
      },
      undefined,
      slowClock(),
    );
    expect((await buffer(stream)).equals(body)).toBe(true);
    expect(asked.slice(0, 4)).toEqual([131_072, 131_072, 131_072, 16_384]);
  });

  test('goes in longer pieces while they are gone quickly, and in short ones again when they are not', async () => {
    const told: number[] = [];
    const onSlice = (bytes: number) => told.push(bytes);
    const slow = slowClock();
    const nowMs = () => (told.length < 4 ? 0 : slow());
    const stream = streamSlices(randomBytes(2 * 1024 * 1024), onSlice, undefined, undefined, nowMs);
    await buffer(stream);
    expect(told).toEqual([131_072, 262_144, 524_288, 1_048_576, 131_072]);
  });

  test('tells what its pace throws, and takes nothing after it was destroyed', async () => {
    const refused = new Error('given up');
    const reason = new Promise((resolve) => {
      streamSlices(
        body,
        () => undefined,
        () => Promise.reject(refused),
        resolve,
      ).read(0);
    });
    expect(await reason).toBe(refused);
    let letGo = (): void => undefined;
    const told: number[] = [];
    const stream = streamSlices(
      body,
      (bytes) => told.push(bytes),
      () =>
        new Promise((resolve) => {
          letGo = resolve;
        }),
    );
    stream.read(0);
    stream.destroy();
    letGo();
    await nextTurn();
    expect(told).toEqual([]);
  });

  test('shares the memory of the body', async () => {
    for await (const slice of streamSlices(body, () => undefined)) expect(slice.buffer).toBe(body.buffer);
  });
});
