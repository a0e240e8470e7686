import type { FileHandle } from 'node:fs/promises';
import { PassThrough, Readable } from 'node:stream';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { SatchelError } from '../../../electron/core/satchelError.ts';
import { writeBody } from '../../../electron/core/transfers/download/bodyWriter.ts';

const chunkBytes = 64 * 1024;
const never = new AbortController().signal;

/** A file in memory that takes at most `shortBytes` at a time and then refuses, if that is given. */
function memoryFile(sizeBytes: number, shortBytes = Number.POSITIVE_INFINITY) {
  const content = Buffer.alloc(sizeBytes);
  const writes: number[] = [];
  const put = async (bytes: Buffer, position: number) => {
    await nextTurn();
    const bytesWritten = Math.min(bytes.length, shortBytes);
    bytes.copy(content, position, 0, bytesWritten);
    writes.push(bytesWritten);
    return { bytesWritten };
  };
  const handle = {
    writev: (chunks: readonly Buffer[], position: number) => put(Buffer.concat(chunks), position),
    write: (bytes: Buffer, offset: number, length: number, position: number) =>
      put(bytes.subarray(offset, offset + length), position),
  };
  return { content, writes, handle: handle as unknown as FileHandle };
}

function chunksOf(bytes: Buffer): Readable {
  const chunks: Buffer[] = [];
  for (let start = 0; start < bytes.length; start += chunkBytes) {
    chunks.push(bytes.subarray(start, start + chunkBytes));
  }
  return Readable.from(chunks, { objectMode: false });
}

function numbered(sizeBytes: number): Buffer {
  const bytes = Buffer.alloc(sizeBytes);
  for (let at = 0; at + 4 <= sizeBytes; at += 4) bytes.writeUInt32LE(at, at);
  return bytes;
}

const whole = (body: Readable, lengthBytes: number) => ({ body, cut: false, startByte: 0, lengthBytes });
const nothing = () => undefined;

describe('a body', () => {
  test.for([0, 1, chunkBytes, 1024 * 1024, 3 * 1024 * 1024 + 5])(
    'of %i bytes is written whole, in few writes, and shown once',
    async (sizeBytes) => {
      const bytes = numbered(sizeBytes);
      const file = memoryFile(sizeBytes);
      let shownBytes = 0;
      await writeBody(file.handle, whole(chunksOf(bytes), sizeBytes), never, (chunk) => {
        shownBytes += chunk.length;
      });
      expect(file.content.equals(bytes)).toBe(true);
      expect(shownBytes).toBe(sizeBytes);
      expect(file.writes.length).toBe(Math.ceil(sizeBytes / 1024 / 1024));
    },
  );

  test('of which only the beginning is wanted is cut there, at its place in the file', async () => {
    const bytes = numbered(4 * 1024 * 1024);
    const file = memoryFile(bytes.length);
    const body = chunksOf(bytes);
    const piece = { body, cut: true, startByte: 1000, lengthBytes: 1_500_001 };
    await writeBody(file.handle, piece, never, nothing);
    expect(file.content.subarray(1000, 1_501_001).equals(bytes.subarray(0, 1_500_001))).toBe(true);
    expect(file.content.subarray(1_501_001).every((byte) => byte === 0)).toBe(true);
    expect(body.destroyed).toBe(true);
  });

  test('is written whole to a disk that takes a little at a time', async () => {
    const bytes = numbered(1_200_000);
    const file = memoryFile(bytes.length, 100_000);
    await writeBody(file.handle, whole(chunksOf(bytes), bytes.length), never, nothing);
    expect(file.content.equals(bytes)).toBe(true);
  });

  test('comes no faster than each chunk is let go on, also its last one', async () => {
    const bytes = numbered(3 * 1024 * 1024 + 5);
    const file = memoryFile(bytes.length);
    let going = 0;
    let mostGoing = 0;
    await writeBody(file.handle, whole(chunksOf(bytes), bytes.length), never, async () => {
      going += 1;
      mostGoing = Math.max(mostGoing, going);
      await nextTurn();
      going -= 1;
    });
    expect([mostGoing, going]).toEqual([1, 0]);
    expect(file.content.equals(bytes)).toBe(true);
  });

  test('is held up by a disk that is slower than the network, in little memory', async () => {
    const bytes = numbered(20 * 1024 * 1024);
    let shown = 0;
    let written = 0;
    let mostHeld = 0;
    const handle = {
      async writev(chunks: readonly Buffer[]) {
        for (let turn = 0; turn < 50; turn += 1) await nextTurn();
        const bytesWritten = chunks.reduce((sum, { length }) => sum + length, 0);
        written += bytesWritten;
        return { bytesWritten };
      },
    } as unknown as FileHandle;
    await writeBody(handle, whole(chunksOf(bytes), bytes.length), never, (chunk) => {
      shown += chunk.length;
      mostHeld = Math.max(mostHeld, shown - written);
      return undefined;
    });
    expect(written).toBe(bytes.length);
    expect(mostHeld).toBeLessThanOrEqual(2 * 1024 * 1024);
  });

  test('that ends too early or goes on too long is told', async () => {
    const file = memoryFile(chunkBytes);
    const write = (lengthBytes: number) =>
      writeBody(file.handle, whole(chunksOf(Buffer.alloc(10)), lengthBytes), never, nothing);
    await expect(write(11)).rejects.toMatchObject({ code: 'network.lost' });
    await expect(write(9)).rejects.toMatchObject({ code: 'server.badAnswer' });
    await expect(
      writeBody(file.handle, { ...whole(chunksOf(Buffer.alloc(10)), 11), cut: true }, never, nothing),
    ).rejects.toMatchObject({ code: 'network.lost' });
  });

  test('that breaks between two batches, while nobody reads it, is told', async () => {
    const body = new PassThrough({ highWaterMark: 4 * 1024 * 1024 });
    let isWritten = (): void => undefined;
    const handle = {
      writev: (chunks: readonly Buffer[]) =>
        new Promise((resolve) => {
          isWritten = () => resolve({ bytesWritten: chunks.reduce((sum, { length }) => sum + length, 0) });
        }),
    } as unknown as FileHandle;
    const written = writeBody(handle, whole(body, 9_000_000), never, nothing);
    const outcome = written.catch((error: unknown) => error);
    for (let count = 0; count < 32; count += 1) body.write(Buffer.alloc(chunkBytes));
    await nextTurn();
    await nextTurn();
    body.destroy(new SatchelError('network.timedOut', 'Silence.'));
    await nextTurn();
    isWritten();
    await nextTurn();
    isWritten();
    expect(await outcome).toMatchObject({ code: 'network.timedOut' });
  });
});

test('a disk that is full is told at once, and nothing is being written afterwards', async () => {
  const body = new PassThrough();
  const full = Object.assign(new Error('full'), { code: 'ENOSPC' });
  const handle = { writev: () => Promise.reject(full) } as unknown as FileHandle;
  const written = writeBody(handle, whole(body, 9_000_000), never, nothing);
  const outcome = written.catch((error: unknown) => error);
  for (let count = 0; count < 17; count += 1) body.write(Buffer.alloc(chunkBytes));
  expect(await outcome).toBe(full);
  expect(body.destroyed).toBe(true);
});

test('giving up ends a body that does not come', async () => {
  const giveUp = new AbortController();
  const body = new PassThrough();
  const file = memoryFile(10);
  const written = writeBody(file.handle, whole(body, 10), giveUp.signal, nothing);
  const outcome = written.catch((error: unknown) => error);
  body.write(Buffer.alloc(5));
  giveUp.abort();
  expect(await outcome).toMatchObject({ code: 'cancelled' });
  expect(body.destroyed).toBe(true);
});
