import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { failedLately, rememberFailure } from '../../../../build/setup/downloadFailure.mjs';

const hourMs = 60 * 60 * 1000;
let folder = '';
let file = '';
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'satchel-failure-'));
  file = path.join(folder, 'cache/failed.json');
});
afterEach(() => rm(folder, { recursive: true }));

test('a failed download is remembered for a day, for its version only', async () => {
  await rememberFailure(file, '45.4.1', 1000, 'no route');
  expect([
    await failedLately(file, '45.4.1', 1000 + 23 * hourMs),
    await failedLately(file, '45.4.1', 1000 + 24 * hourMs),
    await failedLately(file, '46.0.0', 1000),
  ]).toEqual([true, false, false]);
});

test('a record that is missing or cut short says nothing', async () => {
  expect(await failedLately(file, '45.4.1', 0)).toBe(false);
  await rememberFailure(file, '45.4.1', 0, 'no route');
  await writeFile(file, '{"version"');
  expect(await failedLately(file, '45.4.1', 0)).toBe(false);
});
