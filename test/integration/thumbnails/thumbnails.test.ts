import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { SatchelError } from '../../../electron/core/satchelError.ts';
import type { Storage } from '../../../electron/core/storage/storage.ts';
import { systemClock } from '../../../electron/core/systemClock.ts';
import { maxMovieBytes, maxPictureBytes } from '../../../electron/core/thumbnails/makerSource.ts';
import {
  MakerCrash,
  type MakerSource,
  type ThumbnailMaker,
} from '../../../electron/core/thumbnails/thumbnailMaker.ts';
import { createThumbnails } from '../../../electron/core/thumbnails/thumbnails.ts';
import type { ThumbnailSource } from '../../../shared/ipc/thumbnailUrl.ts';
import { connectionTo, openConnection } from '../../support/connectionTo.ts';
import { exifWith, jpegHeader, pngHeader, webp } from '../../support/pictures.ts';
import { type SpawnedS3Server, spawnS3Server } from '../../support/s3server/spawn.ts';

const bucket = 'pictures';
const never = new AbortController().signal;
let server: SpawnedS3Server;
let storage: Storage;
let folder: string;

beforeAll(async () => {
  server = await spawnS3Server();
  storage = openConnection(connectionTo(server, 'Test account'));
  await storage.createBucket(bucket);
});
afterAll(async () => {
  storage.close();
  await server.stop();
});
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'satchel-test-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function put(key: string, body: Buffer): Promise<ThumbnailSource> {
  const { etag } = await storage.put({ bucket, key }, body);
  return { accountId: 'a', bucket, key, etag, sizeBytes: body.length };
}

/** Thumbnails with a maker of the test's own, and with the requests that reach the storage. */
function setUp(make: ThumbnailMaker['make'], { isOn = true } = {}) {
  const asked: string[] = [];
  const made: MakerSource[] = [];
  const watched: Storage = Object.create(storage, {
    openRange: {
      value: (...args: Parameters<Storage['openRange']>) => {
        const range = args[1]?.range;
        asked.push(`${args[0].key} ${range?.startByte}-${range?.endByte}`);
        return storage.openRange(...args);
      },
    },
  });
  const thumbnails = createThumbnails({
    accounts: {
      storage: (accountId) => {
        if (accountId !== 'a') throw new SatchelError('request.stale', 'No such account');
        return watched;
      },
    },
    maker: {
      make: (source, signal) => {
        made.push(source);
        return make(source, signal);
      },
      close: () => undefined,
    },
    cacheFolder: join(folder, 'thumbnails'),
    isOn: () => isOn,
    clock: systemClock,
    log: { info: () => undefined, error: () => undefined },
  });
  return { thumbnails, asked, made };
}

const photo = jpegHeader(4000, 3000, { noteBytes: 10_000 });

describe('thumbnails', () => {
  test('are made of the whole picture once, and come from the disk after that', async () => {
    const source = await put('beach.jpg', photo);
    const first = setUp(async () => webp('small'));
    const both = await Promise.all([1, 2].map(() => first.thumbnails.get(source, never)));
    expect(both).toEqual([webp('small'), webp('small')]);
    expect(first.asked).toEqual([`beach.jpg 0-${photo.length - 1}`]);
    expect(first.made).toEqual([{ kind: 'picture', contentType: 'image/jpeg', bytes: photo }]);
    await first.thumbnails.close();

    const second = setUp(async () => undefined);
    expect(await second.thumbnails.get(source, never)).toEqual(webp('small'));
    expect(second.asked).toEqual([]);
    await second.thumbnails.clear();
    expect(await second.thumbnails.get(source, never)).toBeUndefined();
    await second.thumbnails.close();
  });

  test('ask the server nothing when they are off, for other files, or for an account that is gone', async () => {
    const source = await put('beach.jpg', photo);
    const off = setUp(async () => webp('x'), { isOn: false });
    const on = setUp(async () => webp('x'));
    expect(await off.thumbnails.get(source, never)).toBeUndefined();
    expect(await on.thumbnails.get({ ...source, key: 'notes.txt' }, never)).toBeUndefined();
    expect(await on.thumbnails.get({ ...source, key: 'drawing.svg' }, never)).toBeUndefined();
    expect(await on.thumbnails.get({ ...source, accountId: 'other' }, never)).toBeUndefined();
    expect([off.asked, on.asked]).toEqual([[], []]);
  });

  test('are none where there is nothing to show, which is not asked twice', async () => {
    const bomb = await put('bomb.png', pngHeader(60_000, 60_000));
    const text = await put('text.jpg', Buffer.from('no picture'));
    const odd = await put('odd.jpg', photo);
    const { thumbnails, asked, made } = setUp(async () => undefined);
    for (let round = 0; round < 2; round += 1) {
      for (const source of [bomb, text, odd]) expect(await thumbnails.get(source, never)).toBeUndefined();
    }
    expect(asked).toHaveLength(3);
    // A decompression bomb and what is no picture never reach a decoder.
    expect(made).toEqual([{ kind: 'picture', contentType: 'image/jpeg', bytes: photo }]);
  });

  test('of a bomb behind much data are given up at its head', async () => {
    const bytes = Buffer.concat([pngHeader(60_000, 60_000), Buffer.alloc(8 * 1024 * 1024)]);
    const { thumbnails, made } = setUp(async () => webp('x'));
    expect(await thumbnails.get(await put('long.png', bytes), never)).toBeUndefined();
    expect(made).toEqual([]);
  });

  test('of a very large photo are made of the small picture inside it', async () => {
    const small = jpegHeader(160, 120);
    const head = jpegHeader(20_000, 15_000, { exif: exifWith(1, small) });
    const huge = await put('huge.jpg', Buffer.concat([head, Buffer.alloc(maxPictureBytes)]));
    const plain = await put('plain.jpg', Buffer.concat([photo, Buffer.alloc(maxPictureBytes)]));
    const { thumbnails, asked, made } = setUp(async () => webp('small'));
    expect(await thumbnails.get(huge, never)).toEqual(webp('small'));
    expect(await thumbnails.get(plain, never)).toBeUndefined();
    expect(made).toEqual([{ kind: 'picture', contentType: 'image/jpeg', bytes: small }]);
    expect(asked).toEqual(['huge.jpg 0-262143', 'plain.jpg 0-262143']);
  });

  test('of an object that was replaced meanwhile are none', async () => {
    const source = await put('replaced.jpg', photo);
    await put('replaced.jpg', jpegHeader(10, 10));
    const { thumbnails, made } = setUp(async () => webp('x'));
    expect(await thumbnails.get(source, never)).toBeUndefined();
    expect(made).toEqual([]);
  });

  test('of a movie read what the decoder asks for, up to a limit', async () => {
    const movie = await put('movie.mp4', Buffer.alloc(maxMovieBytes + 1_000_000, 1));
    let ranges: readonly number[] = [];
    const { thumbnails } = setUp(async (source, signal) => {
      if (source.kind !== 'movie') return undefined;
      const read = async (startByte: number, endByte: number) =>
        (await buffer(await source.read({ startByte, endByte }, signal))).length;
      const end = source.sizeBytes - 1;
      ranges = [await read(0, 999), await read(end - 99, end)];
      await expect(read(0, end)).rejects.toThrow('worth');
      await expect(read(0, 9)).rejects.toThrow('worth');
      return webp('frame');
    });
    expect(await thumbnails.get(movie, never)).toEqual(webp('frame'));
    expect(ranges).toEqual([1000, 100]);
  });

  test('of a file that ends its decoder are tried once more, and then never again', async () => {
    const killer = await put('killer.jpg', photo);
    const { thumbnails, made } = setUp(async () => {
      throw new MakerCrash('crashed');
    });
    expect(await thumbnails.get(killer, never)).toBeUndefined();
    expect(await thumbnails.get(killer, never)).toBeUndefined();
    expect(made).toHaveLength(2);
  });

  test('of a decoder that answers nonsense are none', async () => {
    const { thumbnails } = setUp(async () => Buffer.from('<script>'));
    expect(await thumbnails.get(await put('nonsense.jpg', photo), never)).toBeUndefined();
  });

  test('that nobody waits for any more are given up, and may be asked for again', async () => {
    const source = await put('scrolled.jpg', photo);
    let isFirst = true;
    const { thumbnails, made } = setUp((_source, signal) => {
      if (!isFirst) return Promise.resolve(webp('late'));
      isFirst = false;
      return new Promise((_resolve, reject) => {
        signal.addEventListener('abort', () => reject(new SatchelError('cancelled', 'Given up')));
        one.abort();
        other.abort();
      });
    });
    const one = new AbortController();
    const other = new AbortController();
    const both = await Promise.all([one, other].map(({ signal }) => thumbnails.get(source, signal)));
    expect(both).toEqual([undefined, undefined]);
    expect(await thumbnails.get(source, never)).toEqual(webp('late'));
    expect(made).toHaveLength(2);
  });
});
