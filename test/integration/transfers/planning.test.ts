import { execFileSync } from 'node:child_process';
import { chmod, link, mkdir, mkdtemp, rename, rm, symlink } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { TransferItem } from '../../../electron/core/transfers/machine/model.ts';
import { createPlanner } from '../../../electron/core/transfers/planning/planner.ts';
import type { PlannedBatch, Planner } from '../../../electron/core/transfers/planning/planning.ts';
import { writeFiles } from './uploadHarness.ts';

const { signal } = new AbortController();
const onPosix = test.skipIf(process.platform === 'win32');

async function newFolder(files: Readonly<Record<string, string>> = {}): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'satchel-planning-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  await writeFiles(folder, files);
  return folder;
}

function plannerOf(...paths: readonly string[]): Planner {
  const target = { accountId: 'work', bucket: 'documents', prefix: 'in/' };
  return createPlanner({ kind: 'upload', paths, target }, process.platform, () => {
    throw new Error('an upload is planned without a storage');
  });
}

async function all(batches: AsyncIterable<PlannedBatch>): Promise<PlannedBatch> {
  const found: PlannedBatch[] = [];
  for await (const batch of batches) found.push(batch);
  return {
    items: found.flatMap(({ items }) => items),
    rejected: found.flatMap(({ rejected }) => rejected),
    renamed: found.flatMap(({ renamed }) => renamed),
  };
}

const keysOf = ({ items }: PlannedBatch) => items.map(({ target }) => target).sort();
const rejectionsOf = ({ rejected }: PlannedBatch) =>
  rejected.map(({ item, error, state }) => [item.target, state, error.code]).sort();

function folderItem(source: string, target: string): TransferItem {
  return { id: '1', kind: 'folder', source, target, sizeBytes: 0, modifiedAtMs: 0, attempt: 1 };
}

describe('what there is to upload', () => {
  test('is everything in the folder; an empty one is an item of its own, our temporary files are not there', async () => {
    const folder = await newFolder({
      'up/a.txt': 'a',
      'up/sub/deep/b.pdf': 'bb',
      'up/.DS_Store': 'd',
      'up/.satchel-x.part': 'half',
      'up/begun/.satchel-y.part': 'half',
    });
    await mkdir(join(folder, 'up/none'));
    const plan = await all(plannerOf(join(folder, 'up'), join(folder, 'up')).run(signal));
    expect(keysOf(plan)).toEqual([
      'in/up/.DS_Store',
      'in/up/a.txt',
      'in/up/begun/',
      'in/up/none/',
      'in/up/sub/deep/b.pdf',
    ]);
    expect(plan.items.find(({ target }) => target === 'in/up/sub/deep/b.pdf')).toEqual({
      kind: 'file',
      source: join(folder, 'up/sub/deep/b.pdf'),
      target: 'in/up/sub/deep/b.pdf',
      sizeBytes: 2,
      modifiedAtMs: expect.any(Number),
    });
    expect([plan.rejected, plan.renamed]).toEqual([[], []]);
  });

  test('two chosen of one name from two folders both go up', async () => {
    const folder = await newFolder({ 'one/a.txt': '1', 'two/a.txt': '2' });
    const plan = await all(plannerOf(join(folder, 'one/a.txt'), join(folder, 'two/a.txt')).run(signal));
    expect([keysOf(plan), plan.renamed]).toEqual([
      ['in/a (2).txt', 'in/a.txt'],
      [{ from: 'in/a.txt', to: 'in/a (2).txt' }],
    ]);
  });

  test.skipIf(process.platform === 'darwin')(
    'names that become one in NFC get two keys: who has it as it is keeps it, in any order',
    async () => {
      const folder = await newFolder({
        'up/cafe\u0301.txt': 'nfd',
        'up/caf\u00e9.txt': 'nfc',
        'up/caf\u00e9 (2).txt': 'has the number',
        'up/\u212a': 'a Kelvin sign is a K in NFC',
        'up/K': 'k',
        'alone/e\u0301': 'alone',
      });
      await link(join(folder, 'up/caf\u00e9.txt'), join(folder, 'up/\u00f6'));
      await link(join(folder, 'up/caf\u00e9.txt'), join(folder, 'up/o\u0308'));
      const plan = await all(plannerOf(join(folder, 'up'), join(folder, 'alone')).run(signal));
      const bySource = Object.fromEntries(
        plan.items.map(({ source, target }) => [source.slice(folder.length + 1), target]),
      );
      expect(bySource).toEqual({
        'up/caf\u00e9.txt': 'in/up/caf\u00e9.txt',
        'up/caf\u00e9 (2).txt': 'in/up/caf\u00e9 (2).txt',
        'up/cafe\u0301.txt': 'in/up/caf\u00e9 (3).txt',
        'up/K': 'in/up/K',
        'up/\u212a': 'in/up/K (2)',
        'up/\u00f6': 'in/up/\u00f6',
        'up/o\u0308': 'in/up/\u00f6 (2)',
        'alone/e\u0301': 'in/alone/\u00e9',
      });
      expect(plan.renamed).toHaveLength(3);
      expect(plan.renamed).toContainEqual({ from: 'in/up/caf\u00e9.txt', to: 'in/up/caf\u00e9 (3).txt' });
    },
  );

  onPosix(
    'follows links; loops and what is no plain file are left out by rule, dead ends have failed',
    async () => {
      const folder = await newFolder({ 'up/a.txt': 'a', 'other/b.txt': 'b', 'third/c.txt': 'c' });
      await symlink(join(folder, 'up/a.txt'), join(folder, 'up/link.txt'));
      await symlink(join(folder, 'other'), join(folder, 'up/linked'));
      await symlink(join(folder, 'third'), join(folder, 'other/further'));
      await symlink(join(folder, 'up'), join(folder, 'up/loop'));
      await symlink(join(folder, 'up/self'), join(folder, 'up/self'));
      await symlink(join(folder, 'nowhere'), join(folder, 'up/broken'));
      execFileSync('mkfifo', [join(folder, 'up/pipe')]);
      const socket = createServer().listen(join(folder, 'up/socket'));
      onTestFinished(() => void socket.close());
      const plan = await all(plannerOf(join(folder, 'up'), '/dev/null', join(folder, 'gone')).run(signal));
      expect(keysOf(plan)).toEqual(['in/up/a.txt', 'in/up/link.txt', 'in/up/linked/b.txt']);
      expect(rejectionsOf(plan)).toEqual([
        ['in/gone', 'failed', 'local.notFound'],
        ['in/null', 'skipped', 'local.notPlainFile'],
        ['in/up/broken', 'failed', 'local.notFound'],
        ['in/up/linked/further', 'skipped', 'local.linkLoop'],
        ['in/up/loop', 'skipped', 'local.linkLoop'],
        ['in/up/pipe', 'skipped', 'local.notPlainFile'],
        ['in/up/self', 'skipped', 'local.linkLoop'],
        ['in/up/socket', 'skipped', 'local.notPlainFile'],
      ]);
    },
  );

  test.skipIf(process.platform === 'win32' || process.getuid?.() === 0)(
    'a folder without permission has failed as a folder',
    async () => {
      const folder = await newFolder({ 'up/closed/b.txt': 'b' });
      await chmod(join(folder, 'up/closed'), 0);
      onTestFinished(() => chmod(join(folder, 'up/closed'), 0o700));
      const plan = await all(plannerOf(join(folder, 'up')).run(signal));
      expect(rejectionsOf(plan)).toEqual([['in/up/closed/', 'failed', 'local.notReadable']]);
    },
  );

  test('comes in batches while the folders are read, and stops when nobody wants it', async () => {
    const files = Object.fromEntries(Array.from({ length: 600 }, (_, n) => [`up/${n % 20}/${n}`, '']));
    const folder = await newFolder(files);
    const sizes: number[] = [];
    for await (const { items } of plannerOf(join(folder, 'up')).run(signal)) sizes.push(items.length);
    expect(sizes.reduce((sum, size) => sum + size)).toBe(600);
    expect(sizes.length).toBeGreaterThan(3);
    const stop = new AbortController();
    let count = 0;
    for await (const { items } of plannerOf(join(folder, 'up')).run(stop.signal)) {
      count += items.length;
      stop.abort();
    }
    expect(count).toBeLessThan(600);
  });

  test('is found again in full by another run', async () => {
    const folder = await newFolder({ 'up/a': 'a', 'up/b/c': 'c' });
    const planner = plannerOf(join(folder, 'up'));
    expect(await all(planner.run(signal))).toEqual(await all(planner.run(signal)));
  });
});

describe('a folder whose turn comes later', () => {
  test('is empty still, has something by now, or cannot be read', async () => {
    const folder = await newFolder({ 'up/a': 'a' });
    await mkdir(join(folder, 'up/later'));
    const planner = plannerOf(join(folder, 'up'));
    const item = folderItem(join(folder, 'up/later'), 'in/up/later/');
    expect(await all(planner.inFolder(item, signal))).toEqual({ items: [], rejected: [], renamed: [] });
    await writeFiles(folder, { 'up/later/b': 'b', 'up/later/deep/c': 'c' });
    expect(keysOf(await all(planner.inFolder(item, signal)))).toEqual([
      'in/up/later/b',
      'in/up/later/deep/c',
    ]);
    await rename(join(folder, 'up/later'), join(folder, 'away'));
    await expect(all(planner.inFolder(item, signal))).rejects.toMatchObject({ code: 'local.notFound' });
  });

  onPosix('knows the folders that it is in, and the links on the way', async () => {
    const folder = await newFolder({ 'other/x': 'x', 'third/y': 'y' });
    await mkdir(join(folder, 'up/sub'), { recursive: true });
    await symlink(join(folder, 'other'), join(folder, 'up/linked'));
    await symlink(join(folder, 'up'), join(folder, 'up/sub/loop'));
    await symlink(join(folder, 'third'), join(folder, 'other/further'));
    const planner = plannerOf(join(folder, 'up'));
    const sub = await all(planner.inFolder(folderItem(join(folder, 'up/sub'), 'in/up/sub/'), signal));
    expect(rejectionsOf(sub)).toEqual([['in/up/sub/loop', 'skipped', 'local.linkLoop']]);
    const linked = folderItem(join(folder, 'up/linked'), 'in/up/linked/');
    const below = await all(planner.inFolder(linked, signal));
    expect([keysOf(below), rejectionsOf(below)]).toEqual([
      ['in/up/linked/x'],
      [['in/up/linked/further', 'skipped', 'local.linkLoop']],
    ]);
  });
});
