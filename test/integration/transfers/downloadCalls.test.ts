import { readFile, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createFileCalls, type FileCalls } from '../../../electron/core/transfers/download/fileCalls.ts';
import { temporaryFolder } from './harness.ts';

/** Calls on a clock that stands still but for `slowMs` in each call that is timed. */
async function callsIn(folder: string) {
  const clock = { nowMs: 0, slowMs: 0 };
  const calls = await createFileCalls(folder, () => {
    const { nowMs } = clock;
    clock.nowMs += clock.slowMs;
    return nowMs;
  });
  return { clock, calls };
}

async function bothWays(): Promise<readonly (readonly [string, FileCalls, string])[]> {
  const folder = await temporaryFolder();
  const { clock, calls } = await callsIn(folder);
  const quick = calls();
  clock.slowMs = 300;
  await quick.look(folder);
  clock.slowMs = 0;
  return [
    ['quick', quick, folder],
    ['patient', calls(), await temporaryFolder()],
  ];
}

test('both ways do the same', async () => {
  const ways = await bothWays();
  expect(ways[0]?.[1]).not.toBe(ways[1]?.[1]);
  for (const [name, calls, folder] of ways) {
    const path = join(folder, 'a');
    const chunks = [Buffer.from('one '), Buffer.alloc(0), Buffer.from('two')];
    const file = await calls.create(path);
    await calls.write(file, chunks);
    await calls.write(file, [Buffer.from('!')]);
    await calls.setTime(file, 1_580_688_000_000);
    await calls.sync(file);
    await calls.close(file);
    expect([name, await readFile(path, 'latin1'), (await stat(path)).mtimeMs]).toEqual([
      name,
      'one two!',
      1_580_688_000_000,
    ]);
    expect(await calls.look(path)).toEqual({
      sizeBytes: 8,
      modifiedAtMs: 1_580_688_000_000,
      isFolder: false,
    });
    await writeFile(join(folder, 'victim'), 'kept');
    await symlink(join(folder, 'victim'), join(folder, 'link'));
    for (const taken of ['a', 'link']) {
      await expect((async () => calls.create(join(folder, taken)))()).rejects.toMatchObject({
        code: 'EEXIST',
      });
      await expect((async () => calls.link(path, join(folder, taken)))()).rejects.toMatchObject({
        code: 'EEXIST',
      });
    }
    await calls.link(path, join(folder, 'b'));
    await calls.unlink(path);
    await calls.rename(join(folder, 'b'), join(folder, 'link'));
    expect([await calls.look(path), await calls.look(folder)]).toEqual([
      undefined,
      expect.objectContaining({ isFolder: true }),
    ]);
    expect(await readFile(join(folder, 'victim'), 'latin1')).toBe('kept');
  }
});

test('a disk that takes long is called without waiting for it, for a minute', async () => {
  const folder = await temporaryFolder();
  const { clock, calls } = await callsIn(folder);
  const quick = calls();
  clock.slowMs = 20;
  await quick.look(folder);
  expect(calls()).toBe(quick);
  for (let count = 0; count < 10; count += 1) await quick.look(folder);
  clock.slowMs = 0;
  expect(calls()).not.toBe(quick);
  clock.nowMs += 60_001;
  expect(calls()).toBe(quick);
});
