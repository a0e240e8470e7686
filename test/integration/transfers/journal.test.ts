import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { Worker } from 'node:worker_threads';
import { ClassicLevel } from 'classic-level';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { DownloadProgress, UploadProgress } from '../../../electron/core/transfers/journal/journal.ts';
import {
  type LevelJournal,
  openLevelJournal,
} from '../../../electron/core/transfers/journal/levelJournal.ts';
import type { ItemResult, JobSource, TransferItem } from '../../../electron/core/transfers/machine/model.ts';
import type { FoundItem } from '../../../electron/core/transfers/planning/planning.ts';
import type { AppError } from '../../../shared/domain/appError.ts';
import { allRows, contentsOf, receiptOf } from './journalContents.ts';

const source: JobSource = {
  kind: 'upload',
  paths: ['/home/me/a'],
  target: { accountId: 'account', bucket: 'bucket', prefix: '' },
};
const large = 1_000_000_000;
const error: AppError = { code: 'local.notReadable', message: 'EACCES', retryable: false };

let folder: string;
let journal: LevelJournal;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'satchel-journal-'));
  journal = await openLevelJournal(join(folder, 'journal'), { nowMs: () => 77 });
});
afterEach(async () => {
  await journal.close();
  await rm(folder, { recursive: true, force: true });
});

async function reopen(): Promise<void> {
  await journal.close();
  journal = await openLevelJournal(join(folder, 'journal'), { nowMs: () => 77 });
}

const addJob = (jobId: string): Promise<void> =>
  journal.addJob({ jobId, source, onTaken: 'ask', startedAtMs: 5, place: 'https://s3.example' });
const found = (name: string, sizeBytes = 10, kind: FoundItem['kind'] = 'file'): FoundItem => ({
  kind,
  source: `/home/me/a/${name}`,
  target: `a/${name}`,
  sizeBytes,
  modifiedAtMs: 1000,
});
const add = (jobId: string, ...items: readonly FoundItem[]) =>
  journal.addItems(jobId, { items, rejected: [], renamed: [] });
const done = (item: TransferItem): ItemResult => ({ item, state: 'done', sizeBytes: item.sizeBytes });
const failed = (item: TransferItem): ItemResult => ({ ...done(item), state: 'failed', error });
const sources = (items: readonly TransferItem[]): readonly string[] =>
  items.map((item) => item.source.slice('/home/me/a/'.length));
const upload: UploadProgress = {
  kind: 'upload',
  bucket: 'bucket',
  key: 'a/movie',
  uploadId: 'upload-1',
  askedAtMs: 9,
  partSizeBytes: 16,
  sizeBytes: large,
  modifiedAtNs: 1_700_000_000_123_456_789n,
  parts: [],
};

describe('jobs', () => {
  test('are there after a restart as they were left, oldest first', async () => {
    await addJob('b');
    await addJob('a');
    await journal.changeJob('b', { phase: 'paused', isPlanned: true, answerForAll: 'skip' });
    await journal.changeJob('a', { phase: 'ended', error, endedAtMs: 99 });
    await reopen();
    const noCounts = { small: 0, large: 0 };
    expect(await journal.readJobs()).toMatchObject([
      {
        id: 'b',
        source,
        place: 'https://s3.example',
        phase: 'paused',
        isPlanned: true,
        answerForAll: 'skip',
      },
      { id: 'a', phase: 'ended', isPlanned: false, error, endedAtMs: 99, storedCounts: noCounts },
    ]);
    await journal.changeJob('a', { phase: 'going', error: undefined, endedAtMs: undefined });
    const [, again] = await journal.readJobs();
    expect(Object.keys(again ?? {})).not.toContain('error');
    expect(Object.keys(again ?? {})).not.toContain('endedAtMs');
  });

  test('that were blocked go on, because what blocked them may have been put right', async () => {
    await addJob('a');
    await journal.changeJob('a', { phase: 'blocked', error });
    await reopen();
    const [job] = await journal.readJobs();
    expect([job?.phase, job?.error]).toEqual(['going', undefined]);
  });

  test('that are removed leave nothing, and the others keep theirs', async () => {
    await addJob('a');
    await addJob('b');
    await add('a', found('1'));
    await add('b', found('1'));
    await journal.removeJob('a');
    await expect(journal.load('a', 'small', 1)).rejects.toMatchObject({ code: 'request.stale' });
    await reopen();
    await addJob('c');
    expect(await journal.load('c', 'small', 10)).toEqual([]);
    expect(sources(await journal.load('b', 'small', 10))).toEqual(['1']);
    expect((await journal.readJobs()).map(({ id }) => id)).toEqual(['b', 'c']);
  });

  test('of both kinds, with names that are no text a server would take', async () => {
    const odd = '/home/me/a/\ud800 \u{1f600} \u0000';
    await journal.addJob({
      jobId: 'a',
      source: {
        kind: 'download',
        selection: { accountId: 'x', bucket: 'b', basePrefix: '', keys: [odd], prefixes: ['p/'] },
        folderPath: '/home/me',
      },
      onTaken: 'keepBoth',
      startedAtMs: 1,
      place: 'p',
    });
    const items = [odd, `${odd.replace('\ud800', '\ud801')}`].map((name) => ({
      ...found('x'),
      source: name,
    }));
    const { stored } = await journal.addItems('a', { items, rejected: [], renamed: [] });
    expect(stored.small.count).toBe(2);
    await reopen();
    expect((await journal.load('a', 'small', 9)).map((item) => item.source)).toEqual(
      items.map((item) => item.source),
    );
    expect((await journal.readJobs())[0]?.source).toMatchObject({ selection: { keys: [odd] } });
  });
});

describe('items', () => {
  beforeEach(() => addJob('a'));

  test('stand in the row of their size, in the order in which they were found', async () => {
    const stored = await add(
      'a',
      found('2'),
      found('movie', large),
      found('1'),
      found('empty/', 0, 'folder'),
    );
    expect(stored).toEqual({
      stored: { small: { count: 3, sizeBytes: 20 }, large: { count: 1, sizeBytes: large } },
      folderCount: 1,
      rejected: [],
      renamed: [],
    });
    const first = await journal.load('a', 'small', 2);
    const rest = await journal.load('a', 'small', 2);
    expect([sources(first), sources(rest)]).toEqual([['2', '1'], ['empty/']]);
    expect(sources(await journal.load('a', 'large', 2))).toEqual(['movie']);
    expect(await journal.load('a', 'small', 2)).toEqual([]);
    const ids = [...first, ...rest].map(({ id }) => id);
    expect([...ids].sort()).toEqual(ids);
  });

  test('that are known already are left out, also after a restart, and within one batch', async () => {
    const rename = { from: 'a:b', to: 'a_b' };
    const batch = {
      items: [found('1'), found('1'), found('2')],
      rejected: [
        { item: found('pipe'), error, state: 'skipped' as const },
        { item: found('1'), error, state: 'failed' as const },
      ],
      renamed: [rename],
    };
    const stored = await journal.addItems('a', batch);
    expect([stored.stored.small.count, stored.rejected.length, stored.renamed]).toEqual([2, 1, [rename]]);
    await reopen();
    const again = await journal.addItems('a', { ...batch, items: [...batch.items, found('3')] });
    expect([again.stored.small.count, again.rejected, again.renamed]).toEqual([1, [], []]);
    const [job] = await journal.readJobs();
    expect(job?.counts).toMatchObject({ fileCount: 4, skippedCount: 1, failedCount: 0, renamedCount: 1 });
  });

  test('that a rule leaves out are in the receipt at once', async () => {
    const { rejected } = await journal.addItems('a', {
      items: [],
      rejected: [{ item: found('pipe'), error, state: 'failed' }],
      renamed: [],
    });
    expect(rejected).toMatchObject([
      { item: { id: expect.any(String), attempt: 0 }, error, state: 'failed' },
    ]);
    expect(await receiptOf(journal, 'a')).toMatchObject([
      { item: { source: '/home/me/a/pipe' }, state: 'failed', error, endedAtMs: 77 },
    ]);
    const [job] = await journal.readJobs();
    expect(job?.notes.failures).toMatchObject([{ error }]);
    expect(job?.counts).toMatchObject({ fileCount: 1, failedCount: 1, sizeBytes: 10, settledBytes: 10 });
  });

  test('that were loaded and have not ended may have begun in the next run, and only those', async () => {
    await add('a', found('1'), found('2'), found('3'), found('4'));
    const [first] = await journal.load('a', 'small', 3);
    if (first === undefined) throw new Error('Nothing was loaded');
    expect(first.maybeBegun).toBeUndefined();
    await journal.endItems('a', [done(first)], 50);
    await reopen();
    expect(sources(await journal.readBegun('a'))).toEqual(['2', '3']);
    const items = await journal.load('a', 'small', 10);
    expect(items.map(({ maybeBegun }) => maybeBegun)).toEqual([true, true, undefined]);
    expect(sources(items)).toEqual(['2', '3', '4']);
    expect(sources(await journal.readBegun('a'))).toEqual(['2', '3', '4']);
  });

  test('come again from the first after a rewind', async () => {
    await add('a', found('1'), found('2'), found('movie', large));
    await journal.load('a', 'small', 10);
    expect(await journal.rewind('a')).toEqual({
      small: { count: 2, sizeBytes: 20 },
      large: { count: 1, sizeBytes: large },
    });
    expect(sources(await journal.load('a', 'small', 10))).toEqual(['1', '2']);
  });

  test('that failed stand behind the others again, with their own ids', async () => {
    await add('a', found('1'), found('2'), found('3'));
    const [first, second] = await journal.load('a', 'small', 2);
    if (first === undefined || second === undefined) throw new Error('Nothing was loaded');
    await journal.endItems('a', [failed(first)], 50);
    expect((await journal.readJobs())[0]?.notes.failures).toEqual([
      { itemId: first.id, name: expect.any(String), error },
    ]);
    expect(await journal.requeueFailed('a')).toMatchObject({ small: { count: 1, sizeBytes: 10 } });
    const rest = await journal.load('a', 'small', 10);
    expect(rest.map(({ id, maybeBegun }) => [id, maybeBegun])).toEqual([
      [rest[0]?.id, undefined],
      [first.id, true],
    ]);
    const [job] = await journal.readJobs();
    expect([job?.counts.failedCount, job?.notes.failures, job?.storedCounts.small]).toEqual([0, [], 3]);
    await journal.endItems('a', rest.map(done), 60);
    await reopen();
    expect(sources(await journal.load('a', 'small', 10))).toEqual(['2']);
    expect(await journal.requeueFailed('a')).toMatchObject({ small: { count: 0 } });
    await contentsOf(journal);
  });

  test('are listed by state in pages, and their receipt tells how they ended', async () => {
    await add('a', found('1'), found('2'), found('3'), found('movie', large), found('4'));
    const [one, two, three] = await journal.load('a', 'small', 3);
    if (one === undefined || two === undefined || three === undefined) throw new Error('Nothing was loaded');
    const proof = { checksum: 'CRC64NVME rosUhgp5mIg=', etag: '"1"', versionId: 'v1' };
    await journal.endItems('a', [{ ...done(three), sizeBytes: 12, proof }], 60);
    await journal.endItems('a', [{ ...done(one), renamed: { from: '1', to: '1 (2)' } }], 61);
    await journal.endItems('a', [{ ...done(two), state: 'skipped' }], 62);
    const at = async (state: 'done' | 'waiting' | 'moving') =>
      (await allRows(journal, 'a', state, 1)).map(({ sizeBytes, renamedTo, checksum, endedAtMs }) => ({
        sizeBytes,
        renamedTo,
        checksum,
        endedAtMs,
      }));
    expect(await at('done')).toEqual([
      { sizeBytes: 10, renamedTo: '1 (2)', endedAtMs: 61 },
      { sizeBytes: 12, checksum: proof.checksum, endedAtMs: 60 },
    ]);
    expect((await at('waiting')).map(({ sizeBytes }) => sizeBytes)).toEqual([large, 10]);
    expect(await at('moving')).toEqual([]);
    const lines = await receiptOf(journal, 'a');
    expect(lines.map(({ item, state }) => [item.id, state])).toEqual([
      [one.id, 'done'],
      [three.id, 'done'],
      [two.id, 'skipped'],
    ]);
    expect(lines[1]).toMatchObject({ sizeBytes: 12, proof, endedAtMs: 60 });
    const [{ rows = [] } = {}] = await contentsOf(journal);
    expect(rows).toHaveLength(5);
  });

  test('of a hundred thousand take no memory', async () => {
    setFlagsFromString('--expose-gc');
    const collect: unknown = runInNewContext('gc');
    const heapBytes = (): number => {
      if (typeof collect === 'function') collect();
      return process.memoryUsage().heapUsed;
    };
    const before = heapBytes();
    for (let first = 0; first < 100_000; first += 1000) {
      await add('a', ...Array.from({ length: 1000 }, (_, index) => found(`folder/${first + index}`)));
    }
    for (;;) {
      const items = await journal.load('a', 'small', 256);
      if (items.length === 0) break;
      await Promise.all(items.map((item) => journal.endItems('a', [done(item)], 50)));
    }
    const [job] = await journal.readJobs();
    expect(job?.counts).toMatchObject({ fileCount: 100_000, doneCount: 100_000, settledBytes: 1_000_000 });
    expect(heapBytes() - before).toBeLessThan(10_000_000);
  }, 120_000);
});

describe('progress', () => {
  let item: TransferItem;
  beforeEach(async () => {
    await addJob('a');
    await add('a', found('movie', large));
    const [loaded] = await journal.load('a', 'large', 1);
    if (loaded === undefined) throw new Error('Nothing was loaded');
    item = loaded;
  });

  test('is there after a restart, with its parts in order', async () => {
    expect(await journal.readProgress('a', item.id)).toBeUndefined();
    await journal.beginProgress('a', item.id, upload);
    await journal.addPart('a', item.id, { partNumber: 10_000, etag: '"z"', checksum: 'c' });
    await journal.addPart('a', item.id, { partNumber: 2, etag: '"b"' });
    await reopen();
    expect(await journal.readProgress('a', item.id)).toEqual({
      ...upload,
      parts: [
        { partNumber: 2, etag: '"b"' },
        { partNumber: 10_000, etag: '"z"', checksum: 'c' },
      ],
    });
  });

  test('begins anew without the parts of before', async () => {
    const download: DownloadProgress = {
      kind: 'download',
      tempPath: '/home/me/.movie.part',
      etag: '"e"',
      partSizeBytes: 16,
      sizeBytes: large,
      modifiedAtMs: 4,
      encryption: 'kms',
      checksum: { algorithm: 'CRC64NVME', value: 'x', type: 'FULL_OBJECT' },
      parts: [{ partNumber: 3, crc: 'ff' }],
    };
    await journal.beginProgress('a', item.id, upload);
    await journal.addPart('a', item.id, { partNumber: 1 });
    await journal.beginProgress('a', item.id, download);
    expect(await journal.readProgress('a', item.id)).toEqual(download);
  });

  test.each(['dropped', 'ended'])(
    'that is %s is gone, and a part that comes late is forgotten',
    async (how) => {
      await journal.beginProgress('a', item.id, upload);
      await journal.addPart('a', item.id, { partNumber: 1 });
      if (how === 'dropped') await journal.dropProgress('a', item.id);
      else await journal.endItems('a', [failed(item)], 50);
      await journal.addPart('a', item.id, { partNumber: 2 });
      expect(await journal.readProgress('a', item.id)).toBeUndefined();
      await journal.beginProgress('a', item.id, upload);
      expect(await journal.readProgress('a', item.id)).toEqual(upload);
    },
  );

  test('tells the upload ids of a bucket', async () => {
    await add('a', found('other', large), found('asked', large));
    const [other, asked] = await journal.load('a', 'large', 2);
    await journal.beginProgress('a', item.id, upload);
    await journal.beginProgress('a', other?.id ?? '', { ...upload, bucket: 'other', uploadId: 'upload-2' });
    const { uploadId: _uploadId, ...unknown } = upload;
    await journal.beginProgress('a', asked?.id ?? '', unknown);
    expect(await journal.readUploadIds('bucket')).toEqual(new Set(['upload-1']));
  });
});

describe('the journal', () => {
  test('takes calls that do not wait for each other in their order', async () => {
    const [, , one, two, , page] = await Promise.all([
      addJob('a'),
      add('a', found('1'), found('2')),
      journal.load('a', 'small', 1),
      journal.load('a', 'small', 1),
      journal.changeJob('a', { phase: 'paused' }),
      journal.readRows('a', 'waiting', { limit: 1 }),
      journal.removeJob('a'),
    ]);
    expect([sources(one), sources(two), page.rows.length]).toEqual([['1'], ['2'], 1]);
    expect(await journal.readJobs()).toEqual([]);
  });

  test('is open in one process only', async () => {
    const other = openLevelJournal(join(folder, 'journal'));
    await expect(other).rejects.toMatchObject({ code: 'local.notWritable', message: /in use by another/ });
  });

  test('says so when its folder cannot be made', async () => {
    await writeFile(join(folder, 'file'), '');
    await expect(openLevelJournal(join(folder, 'file', 'journal'))).rejects.toMatchObject({
      code: 'local.notWritable',
    });
  });

  test('counts once what comes again because nobody knew whether it was written', async () => {
    await addJob('a');
    await add('a', found('1'), found('2'));
    const [first, second] = await journal.load('a', 'small', 2);
    if (first === undefined || second === undefined) throw new Error('Nothing was loaded');
    const { batch: real } = ClassicLevel.prototype;
    const batch = vi.spyOn(ClassicLevel.prototype, 'batch');
    const batchOfThree = { items: [found('3')], rejected: [], renamed: [] };
    const calls = {
      end: () => journal.endItems('a', [done(first), failed(second)], 50),
      add: () => journal.addItems('a', batchOfThree),
      addJob: () => addJob('b'),
      requeue: () => journal.requeueFailed('a'),
    };
    const answers: unknown[] = [];
    for (const call of Object.values(calls)) {
      batch.mockImplementationOnce(function (this: ClassicLevel) {
        const chained = Reflect.apply(real, this, []);
        const write = chained.write.bind(chained);
        chained.write = async () => {
          await write();
          throw Object.assign(new Error('IO error: no space left on device'), { code: 'LEVEL_IO_ERROR' });
        };
        return chained;
      });
      await expect(call()).rejects.toMatchObject({ code: 'local.noSpace' });
      answers.push(await call());
    }
    batch.mockRestore();
    // Whoever asked counts on what it was told.
    expect(answers[1]).toMatchObject({ stored: { small: { count: 1 } } });
    const contents = await contentsOf(journal);
    expect(contents.map(({ job, rows }) => [job.id, rows.length])).toEqual([
      ['a', 3],
      ['b', 0],
    ]);
    expect(contents[0]?.job.counts).toMatchObject({ fileCount: 3, doneCount: 1, failedCount: 0 });
  });

  test('refuses what comes after its end', async () => {
    const other = await openLevelJournal(join(folder, 'other'));
    await other.close();
    await expect(other.readJobs()).rejects.toMatchObject({ code: 'internal' });
  });

  test.each([
    ['that is no database', { CURRENT: 'nonsense\n', 'MANIFEST-000001': 'nonsense' }],
    ['of another format', undefined],
  ])('%s is put aside, and a new one begins', async (_what, files) => {
    const path = join(folder, 'broken');
    if (files === undefined) {
      const db = new ClassicLevel(path);
      await db.put('format', '999');
      await db.close();
    } else {
      await mkdir(path);
      for (const [name, text] of Object.entries(files)) await writeFile(join(path, name), text);
    }
    const other = await openLevelJournal(path);
    expect(await other.readJobs()).toEqual([]);
    expect(other.problem).toMatch(/repaired|could not be read/);
    await other.close();
    const again = await openLevelJournal(path);
    expect(again.problem).toBeUndefined();
    await again.close();
    if (files === undefined) expect(await readdir(folder)).toContain('broken.damaged-1');
  });

  test('works in a worker', async () => {
    const url = new URL('../../../electron/core/transfers/journal/levelJournal.ts', import.meta.url);
    const code = `
      import { parentPort } from 'node:worker_threads';
      import { openLevelJournal } from ${JSON.stringify(url.href)};
      const journal = await openLevelJournal(${JSON.stringify(join(folder, 'worker'))});
      parentPort.postMessage((await journal.readJobs()).length);
      await journal.close();`;
    const worker = new Worker(new URL(`data:text/javascript,${encodeURIComponent(code)}`));
    const answer = await new Promise((resolve, reject) => {
      worker.on('message', resolve);
      worker.on('error', reject);
    });
    await worker.terminate();
    expect(answer).toBe(0);
  });
});
