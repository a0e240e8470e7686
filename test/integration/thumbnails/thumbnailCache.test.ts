import { mkdtemp, readdir, rm, truncate, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createThumbnailCache } from '../../../electron/core/thumbnails/thumbnailCache.ts';
import { webp } from '../../support/pictures.ts';

let folder: string;
let logged: string[];

beforeEach(async () => {
  folder = join(await mkdtemp(join(tmpdir(), 'satchel-test-')), 'thumbnails');
  logged = [];
});
afterEach(() => rm(join(folder, '..'), { recursive: true, force: true }));

const nameOf = (character: string): string => character.repeat(64);
const picture = (character: string): Buffer => webp(Buffer.alloc(1000 - 12, character));

function openCache(nowMs: () => number = Date.now, at = folder) {
  const log = { info: () => undefined, error: (message: string) => void logged.push(message) };
  return createThumbnailCache({ folder: at, limitBytes: 3500, clock: { nowMs }, log });
}

async function kept(): Promise<readonly string[]> {
  return (await readdir(folder)).map((name) => name.slice(0, 1)).sort();
}

test('a thumbnail that was kept is there after a restart', async () => {
  const first = openCache();
  await first.write(nameOf('a'), picture('a'));
  const second = openCache();
  expect(await second.read(nameOf('a'))).toEqual(picture('a'));
  expect(await second.read(nameOf('b'))).toBeUndefined();
  await second.settled();
});

test('what was not read for longest goes when there is too much', async () => {
  const cache = openCache();
  for (const name of ['a', 'b', 'c']) await cache.write(nameOf(name), picture(name));
  await cache.read(nameOf('a'));
  await cache.write(nameOf('d'), picture('d'));
  expect(await kept()).toEqual(['a', 'c', 'd']);
  expect(logged).toEqual([]);
});

test('the order of reading survives a restart', async () => {
  const hourMs = 60 * 60 * 1000;
  const early = Date.now() - 100 * hourMs;
  const first = openCache(() => early);
  for (const name of ['a', 'b', 'c']) await first.write(nameOf(name), picture(name));
  for (const [index, name] of ['a', 'b', 'c'].entries()) {
    const at = (early + index) / 1000;
    await utimes(join(folder, `${nameOf(name)}.webp`), at, at);
  }
  const second = openCache();
  await second.read(nameOf('a'));
  await second.settled();
  const third = openCache();
  await third.write(nameOf('d'), picture('d'));
  expect(await kept()).toEqual(['a', 'c', 'd']);
});

test('a damaged thumbnail is none, and is removed', async () => {
  const cache = openCache();
  await cache.write(nameOf('a'), picture('a'));
  await truncate(join(folder, `${nameOf('a')}.webp`), 500);
  expect(await cache.read(nameOf('a'))).toBeUndefined();
  expect(await kept()).toEqual([]);
});

test('what a run left that was ended while it wrote is removed, and what is not ours stays', async () => {
  const first = openCache();
  await first.write(nameOf('a'), picture('a'));
  await writeFile(join(folder, '0f8fad5b-d9cb-469f-a165-70867728950e.new'), 'half');
  await writeFile(join(folder, 'readme.txt'), 'mine');
  const second = openCache();
  await second.write(nameOf('b'), picture('b'));
  expect(await kept()).toEqual(['a', 'b', 'r']);
});

test('clearing removes all, and the cache goes on', async () => {
  const cache = openCache();
  await cache.write(nameOf('a'), picture('a'));
  await cache.clear();
  expect(await cache.read(nameOf('a'))).toBeUndefined();
  await cache.write(nameOf('b'), picture('b'));
  expect(await kept()).toEqual(['b']);
});

test('a folder that cannot be used is told once, and costs nothing but the cache', async () => {
  await writeFile(folder, 'a file where the folder should be');
  const cache = openCache();
  await cache.write(nameOf('a'), picture('a'));
  await cache.write(nameOf('b'), picture('b'));
  expect(await cache.read(nameOf('a'))).toBeUndefined();
  expect(logged).toHaveLength(1);
  await rm(folder);
});
