import { randomBytes } from 'node:crypto';
import { Writable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { streamSlices } from '../../../electron/core/storage/s3/sentBytes.ts';

const body = randomBytes(1024 * 1024 + 1);

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

  test('shares the memory of the body', async () => {
    for await (const slice of streamSlices(body, () => undefined)) expect(slice.buffer).toBe(body.buffer);
  });
});
