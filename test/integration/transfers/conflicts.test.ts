import { mkdir, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { SatchelError } from '../../../electron/core/satchelError.ts';
import type { ConflictAnswer, ConflictPolicy, TransferJob } from '../../../shared/domain/transfer.ts';
import { createMemoryStorage, type MemoryStorage } from '../../support/memoryStorage.ts';
import { bucket, noise, readTree, selection, startTransfers, target, writeTree } from './harness.ts';

const waiting = ({ conflict }: TransferJob): boolean => conflict !== undefined;

function questionOf({ conflict }: TransferJob): NonNullable<TransferJob['conflict']> {
  if (conflict === undefined) throw new Error('no question is open');
  return conflict;
}

async function stored(
  objects: Readonly<Record<string, string | Buffer>>,
  conditionalWrite = true,
): Promise<MemoryStorage> {
  const storage = createMemoryStorage({ buckets: [bucket], capabilities: { conditionalWrite } });
  for (const [key, content] of Object.entries(objects)) {
    await storage.put({ bucket, key }, Buffer.from(content));
  }
  return storage;
}

function contents(storage: MemoryStorage): Readonly<Record<string, string>> {
  return Object.fromEntries([...storage.objects(bucket)].map(([key, { bytes }]) => [key, String(bytes)]));
}

describe.each([true, false])('an upload where the server has conditional writes: %s', (conditionalWrite) => {
  const there = { 'in/menu.pdf': 'old' };

  test.each<[ConflictAnswer, Readonly<Record<string, string>>, Partial<TransferJob>]>([
    ['replace', { 'in/menu.pdf': 'newer' }, { doneCount: 1, skippedCount: 0 }],
    ['keepBoth', { 'in/menu.pdf': 'old', 'in/menu (2).pdf': 'newer' }, { doneCount: 1, renamedCount: 1 }],
    ['skip', { 'in/menu.pdf': 'old' }, { doneCount: 0, skippedCount: 1 }],
  ])('%s does what it says, after one question with the facts', async (answer, after, counts) => {
    const storage = await stored(there, conditionalWrite);
    const { transfers, upload, folder, until, ended } = await startTransfers(storage);
    await writeTree(folder, { 'menu.pdf': 'newer' });
    const jobId = await upload([join(folder, 'menu.pdf')], target('in/'));
    const asked = await until(jobId, waiting);
    expect(asked).toMatchObject({ status: 'waiting', doneCount: 0 });
    expect(asked.conflict).toMatchObject({
      name: 'menu.pdf',
      existing: { sizeBytes: 3, modifiedAtMs: storage.objects(bucket).get('in/menu.pdf')?.modifiedAtMs },
      incoming: { sizeBytes: 5, modifiedAtMs: expect.any(Number) },
    });
    expect(contents(storage)).toEqual(there);
    await transfers.answerConflict(jobId, questionOf(asked).itemId, answer, false);
    expect(await ended(jobId)).toMatchObject({ status: 'done', doneBytes: 5, sizeBytes: 5, ...counts });
    expect(contents(storage)).toEqual(after);
  });

  test('keep both takes the first number that is free, in the same folder', async () => {
    const storage = await stored(
      { ...there, 'in/menu (2).pdf': '2', 'in/menu (4).pdf': '4' },
      conditionalWrite,
    );
    const { transfers, upload, folder, until, ended } = await startTransfers(storage);
    await writeTree(folder, { 'menu.pdf': 'newer' });
    const jobId = await upload([join(folder, 'menu.pdf')], target('in/'));
    await transfers.answerConflict(jobId, questionOf(await until(jobId, waiting)).itemId, 'keepBoth', false);
    expect(await ended(jobId)).toMatchObject({
      renamed: [{ from: 'in/menu.pdf', to: 'in/menu (3).pdf' }],
    });
    expect(contents(storage)['in/menu (3).pdf']).toBe('newer');
  });

  test.each<[ConflictAnswer, number]>([
    ['replace', 1],
    ['keepBoth', 2],
    ['skip', 1],
  ])('%s works for a large file as well, and no unfinished upload stays', async (answer, count) => {
    const storage = await stored({ 'in/film': 'old' }, conditionalWrite);
    const { transfers, upload, folder, until, ended } = await startTransfers(storage);
    const film = noise(20 * 1024 * 1024);
    await writeTree(folder, { film });
    const jobId = await upload([join(folder, 'film')], target('in/'));
    await transfers.answerConflict(jobId, questionOf(await until(jobId, waiting)).itemId, answer, false);
    expect(await ended(jobId)).toMatchObject({ status: 'done' });
    expect(storage.objects(bucket).size).toBe(count);
    const newest = storage.objects(bucket).get(answer === 'keepBoth' ? 'in/film (2)' : 'in/film');
    expect(newest?.bytes.equals(answer === 'skip' ? Buffer.from('old') : film)).toBe(true);
    expect(storage.uploads()).toEqual([]);
  });

  test('a name that is taken while a large file is on its way is asked about, and nothing is sent twice', async () => {
    const storage = await stored({}, conditionalWrite);
    const { transfers, upload, folder, until, ended } = await startTransfers(storage);
    await writeTree(folder, { film: noise(20 * 1024 * 1024) });
    const held = storage.hold('putPart');
    const jobId = await upload([join(folder, 'film')], target());
    await held.reached;
    await storage.put({ bucket, key: 'film' }, Buffer.from('meanwhile'));
    held.release();
    const asked = await until(jobId, waiting);
    expect(contents(storage)).toEqual({ film: 'meanwhile' });
    await transfers.answerConflict(jobId, questionOf(asked).itemId, 'replace', false);
    await ended(jobId);
    expect(storage.objects(bucket).get('film')?.sizeBytes).toBe(20 * 1024 * 1024);
    expect(storage.calls.filter(({ method }) => method === 'putPart')).toHaveLength(2);
  });
});

describe('a rule that a job starts with', () => {
  const minute = 60_000;
  const policies: readonly [ConflictPolicy, string, Partial<TransferJob>][] = [
    ['replace', 'incoming', { doneCount: 1, skippedCount: 0 }],
    ['skip', 'existing', { doneCount: 0, skippedCount: 1 }],
    ['keepBoth', 'existing', { doneCount: 1, renamedCount: 1 }],
  ];

  test.each(policies)('%s asks nothing, also of a large file', async (policy, left, counts) => {
    const storage = await stored({ 'in/a': 'existing', 'in/film': 'existing' });
    const { upload, folder, ended, snapshots } = await startTransfers(storage);
    await writeTree(folder, { a: 'incoming', film: noise(20 * 1024 * 1024) });
    expect(await ended(await upload([join(folder, 'a')], target('in/'), policy))).toMatchObject({
      status: 'done',
      ...counts,
    });
    expect(await ended(await upload([join(folder, 'film')], target('in/'), policy))).toMatchObject({
      status: 'done',
      ...counts,
    });
    expect(contents(storage)['in/a']).toBe(left);
    expect(snapshots.flatMap(({ jobs }) => jobs.flatMap((job) => job.conflict ?? []))).toEqual([]);
    expect(storage.uploads()).toEqual([]);
  });

  test.each([
    ['an upload', -minute, 'existing', { doneCount: 0, skippedCount: 1 }],
    ['an upload', minute, 'incoming', { doneCount: 1, skippedCount: 0 }],
  ])('only if newer: %s of a file %d ms newer than what is there', async (_what, newerByMs, left, counts) => {
    const storage = await stored({ 'in/a': 'existing' });
    const { upload, folder, ended } = await startTransfers(storage);
    await writeTree(folder, { a: 'incoming' });
    const at = new Date((storage.objects(bucket).get('in/a')?.modifiedAtMs ?? 0) + newerByMs);
    await utimes(join(folder, 'a'), at, at);
    expect(await ended(await upload([join(folder, 'a')], target('in/'), 'onlyIfNewer'))).toMatchObject({
      status: 'done',
      ...counts,
    });
    expect(contents(storage)).toEqual({ 'in/a': left });
  });

  test.each([
    [-minute, 'incoming', { doneCount: 1, skippedCount: 0 }],
    [minute, 'existing', { doneCount: 0, skippedCount: 1 }],
  ])('only if newer: a download where the file is %d ms newer', async (newerByMs, left, counts) => {
    const storage = await stored({ a: 'incoming' });
    const { download, folder, ended } = await startTransfers(storage);
    await writeTree(folder, { a: 'existing' });
    const at = new Date((storage.objects(bucket).get('a')?.modifiedAtMs ?? 0) + newerByMs);
    await utimes(join(folder, 'a'), at, at);
    expect(await ended(await download(selection({ keys: ['a'] }), folder, 'onlyIfNewer'))).toMatchObject({
      status: 'done',
      ...counts,
    });
    expect(await readTree(folder)).toEqual({ a: left });
  });
});

describe('many taken names', () => {
  const names = Array.from({ length: 30 }, (_, index) => `up/${index}.txt`);
  const local = Object.fromEntries(names.map((name) => [name, `new ${name}`]));

  test.each<[ConflictAnswer, Partial<TransferJob>, number]>([
    ['replace', { doneCount: 40, skippedCount: 0 }, 40],
    ['keepBoth', { doneCount: 40, skippedCount: 0 }, 70],
    ['skip', { doneCount: 10, skippedCount: 30 }, 40],
  ])('%s for all is asked once and stays for the job', async (answer, counts, objectCount) => {
    const storage = await stored(Object.fromEntries(names.map((name) => [name, 'old'])));
    const { transfers, upload, folder, until, ended, snapshots } = await startTransfers(storage);
    await writeTree(folder, local);
    await writeTree(
      folder,
      Object.fromEntries(Array.from({ length: 10 }, (_, index) => [`up/free ${index}`, 'f'])),
    );
    const jobId = await upload([join(folder, 'up')], target());
    const asked = await until(jobId, waiting);
    await transfers.answerConflict(jobId, questionOf(asked).itemId, answer, true);
    expect(await ended(jobId)).toMatchObject({ status: 'done', fileCount: 40, ...counts });
    expect(storage.objects(bucket).size).toBe(objectCount);
    const questions = new Set(snapshots.flatMap(({ jobs }) => jobs[0]?.conflict?.itemId ?? []));
    expect(questions.size).toBeLessThanOrEqual(1);
  });

  const putsOf = (storage: MemoryStorage) => storage.calls.filter(({ method }) => method === 'put').length;

  test('skip for all sends none of the files whose names are taken', async () => {
    const storage = await stored(Object.fromEntries(names.map((name) => [name, 'old'])));
    const putsBefore = putsOf(storage);
    const { transfers, upload, folder, until, ended } = await startTransfers(storage, {
      parallelTransfers: 1,
    });
    await writeTree(folder, local);
    const jobId = await upload([join(folder, 'up')], target());
    await transfers.answerConflict(jobId, questionOf(await until(jobId, waiting)).itemId, 'skip', true);
    expect(await ended(jobId)).toMatchObject({ status: 'done', skippedCount: 30, failures: [] });
    // The first one had to find out.
    expect(putsOf(storage) - putsBefore).toBe(1);
  });

  test('a file from 256 KiB on is not sent to find out that its name is taken', async () => {
    const storage = await stored({ photo: 'old' });
    const putsBefore = putsOf(storage);
    const { upload, folder, until } = await startTransfers(storage);
    await writeTree(folder, { photo: noise(256 * 1024) });
    await until(await upload([join(folder, 'photo')], target()), waiting);
    expect(putsOf(storage)).toBe(putsBefore);
  });

  test('where an account may upload and not look, files go up all the same', async () => {
    const storage = await stored({});
    storage.inject('stat', { kind: 'fail', error: new SatchelError('access.denied', 'denied') });
    const { upload, folder, ended } = await startTransfers(storage);
    await writeTree(folder, { photo: noise(256 * 1024) });
    const jobId = await upload([join(folder, 'photo')], target());
    expect(await ended(jobId)).toMatchObject({ status: 'done', doneCount: 1 });
  });

  test('while a question is open, free files and other jobs go on', async () => {
    const storage = await stored({ 'up/0.txt': 'old' });
    const { transfers, upload, folder, until, ended } = await startTransfers(storage, {
      parallelTransfers: 1,
    });
    await writeTree(folder, { ...local, 'other.txt': 'o' });
    const jobId = await upload([join(folder, 'up')], target());
    const asked = await until(jobId, (job) => waiting(job) && job.doneCount === 29);
    expect(await ended(await upload([join(folder, 'other.txt')], target()))).toMatchObject({
      status: 'done',
    });
    await transfers.answerConflict(jobId, questionOf(asked).itemId, 'skip', false);
    await ended(jobId);
    const stale = expect.objectContaining({ code: 'request.stale' });
    await expect(transfers.answerConflict(jobId, questionOf(asked).itemId, 'skip', false)).rejects.toEqual(
      stale,
    );
  });

  test('cancelling a job with open questions leaves all as it was', async () => {
    const storage = await stored({ 'menu.pdf': 'old' });
    const { transfers, upload, folder, until, ended } = await startTransfers(storage);
    await writeTree(folder, { 'menu.pdf': 'newer' });
    const jobId = await upload([join(folder, 'menu.pdf')], target());
    await until(jobId, waiting);
    await transfers.cancel([jobId]);
    const job = await ended(jobId);
    expect(job.status).toBe('cancelled');
    expect(job.conflict).toBeUndefined();
    expect(contents(storage)).toEqual({ 'menu.pdf': 'old' });
  });
});

describe('a download', () => {
  test.each<[ConflictAnswer, Readonly<Record<string, string>>]>([
    ['replace', { 'a/menu.pdf': 'newer' }],
    ['keepBoth', { 'a/menu.pdf': 'old', 'a/menu (2).pdf': 'newer' }],
    ['skip', { 'a/menu.pdf': 'old' }],
  ])('%s does what it says to the file that is there', async (answer, after) => {
    const storage = await stored({ 'a/menu.pdf': 'newer' });
    const { transfers, download, folder, until, ended } = await startTransfers(storage);
    await writeTree(folder, { 'a/menu.pdf': 'old' });
    const jobId = await download(selection({ prefixes: ['a/'] }), folder);
    const asked = await until(jobId, waiting);
    expect(asked.conflict).toMatchObject({
      name: 'a/menu.pdf',
      existing: { sizeBytes: 3 },
      incoming: { sizeBytes: 5, modifiedAtMs: storage.objects(bucket).get('a/menu.pdf')?.modifiedAtMs },
    });
    expect(await readTree(folder)).toEqual({ 'a/menu.pdf': 'old' });
    await transfers.answerConflict(jobId, questionOf(asked).itemId, answer, false);
    const job = await ended(jobId);
    expect(job.status).toBe('done');
    expect(job.renamed).toEqual(answer === 'keepBoth' ? [{ from: 'a/menu.pdf', to: 'a/menu (2).pdf' }] : []);
    expect(await readTree(folder)).toEqual(after);
  });

  test.each([1, 20 * 1024 * 1024])(
    'a name that is taken at the last moment is asked about (%d bytes)',
    async (size) => {
      const storage = await stored({ film: noise(size) });
      const { transfers, download, folder, until, ended } = await startTransfers(storage);
      const held = storage.hold('openRange');
      const jobId = await download(selection({ keys: ['film'] }), folder);
      await held.reached;
      await writeTree(folder, { film: 'meanwhile' });
      held.release();
      const asked = await until(jobId, waiting);
      await transfers.answerConflict(jobId, questionOf(asked).itemId, 'keepBoth', false);
      expect(await ended(jobId)).toMatchObject({ status: 'done' });
      const tree = await readTree(folder);
      expect(Object.keys(tree).sort()).toEqual(['film', 'film (2)']);
      expect([tree.film, tree['film (2)'] === noise(size).toString('latin1')]).toEqual(['meanwhile', true]);
    },
  );

  test('a folder in the place of the file is never replaced', async () => {
    const storage = await stored({ a: 'file' });
    const { transfers, download, folder, until, ended } = await startTransfers(storage);
    await mkdir(join(folder, 'a'));
    await writeTree(folder, { 'a/kept': 'k' });
    const jobId = await download(selection({ keys: ['a'] }), folder);
    await transfers.answerConflict(jobId, questionOf(await until(jobId, waiting)).itemId, 'replace', false);
    expect(await ended(jobId)).toMatchObject({
      status: 'failed',
      failures: [{ name: 'a', error: { code: 'object.alreadyExists' } }],
    });
    expect(await readTree(folder)).toEqual({ 'a/kept': 'k' });
  });
});
