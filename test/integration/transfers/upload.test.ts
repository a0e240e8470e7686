import { execFileSync } from 'node:child_process';
import { appendFileSync } from 'node:fs';
import { appendFile, mkdir, rename, rm, symlink } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { SatchelError } from '../../../electron/core/satchelError.ts';
import { createMemoryJournal } from '../../../electron/core/transfers/journal/journal.ts';
import { createMemoryStorage, type MemoryStorage } from '../../support/memoryStorage.ts';
import { manualClock } from '../../unit/transfers/manualClock.ts';
import { bucket, noise, startTransfers, target, writeTree } from './harness.ts';

const mebibyte = 1024 * 1024;
const lost = new SatchelError('network.lost', 'lost');

function keysOf(storage: MemoryStorage): readonly string[] {
  return [...storage.objects(bucket).keys()].sort();
}

async function begin(files: Readonly<Record<string, string | Uint8Array>>, storage = memory()) {
  const harness = await startTransfers(storage);
  await writeTree(harness.folder, files);
  const upload = (...names: readonly string[]) =>
    harness.transfers.upload(
      names.map((name) => join(harness.folder, name)),
      target('in/'),
    );
  return { ...harness, storage, upload };
}

function memory(): MemoryStorage {
  return createMemoryStorage({ buckets: [bucket] });
}

describe('what is uploaded', () => {
  test('a folder goes up whole: nested files, empty folders, types and times', async () => {
    const { folder, storage, upload, ended } = await begin({
      'up/a.txt': 'a',
      'up/sub/deep/b.pdf': 'bb',
      'up/empty.bin': '',
    });
    await mkdir(join(folder, 'up/sub/none'));
    const job = await ended(upload('up'));
    expect(job).toMatchObject({
      status: 'done',
      firstName: 'up',
      chosenCount: 1,
      accountId: 'work',
      targetLabel: `${bucket}/in/`,
      fileCount: 3,
      doneCount: 3,
      sizeBytes: 3,
      doneBytes: 3,
      failures: [],
    });
    expect(keysOf(storage)).toEqual([
      'in/up/a.txt',
      'in/up/empty.bin',
      'in/up/sub/deep/b.pdf',
      'in/up/sub/none/',
    ]);
    const pdf = storage.objects(bucket).get('in/up/sub/deep/b.pdf');
    expect(pdf).toMatchObject({
      contentType: 'application/pdf',
      metadata: { mtime: expect.stringMatching(/^\d+\.\d{9}$/) },
    });
  });

  test('up to 16 MiB goes in one request, above in parts', async () => {
    const small = noise(16 * mebibyte);
    const large = noise(16 * mebibyte + 1, 2);
    const { storage, upload, ended } = await begin({ small, large });
    expect(await ended(upload('small', 'large'))).toMatchObject({ status: 'done', doneCount: 2 });
    expect(storage.calls.filter(({ method }) => method === 'put' || method === 'putPart')).toHaveLength(3);
    expect(storage.objects(bucket).get('in/small')?.bytes.equals(small)).toBe(true);
    expect(storage.objects(bucket).get('in/large')?.bytes.equals(large)).toBe(true);
  });

  test('names are stored in Unicode NFC; two that become one both arrive', async () => {
    const { storage, upload, ended } = await begin({ 'up/cafe\u0301.txt': 'nfd' });
    expect(await ended(upload('up'))).toMatchObject({ status: 'done', renamedCount: 0 });
    expect(keysOf(storage)).toEqual(['in/up/caf\u00e9.txt']);
  });

  test.skipIf(process.platform === 'darwin')(
    'twins of NFC and NFD get two keys, and the change is shown',
    async () => {
      const { storage, upload, ended } = await begin({
        'up/cafe\u0301.txt': 'nfd',
        'up/caf\u00e9.txt': 'nfc',
      });
      const job = await ended(upload('up'));
      expect(job).toMatchObject({
        status: 'done',
        renamed: [{ from: 'in/up/caf\u00e9.txt', to: 'in/up/caf\u00e9 (2).txt' }],
        renamedCount: 1,
      });
      expect(keysOf(storage)).toEqual(['in/up/caf\u00e9 (2).txt', 'in/up/caf\u00e9.txt']);
    },
  );

  test('two chosen files of the same name from two folders both arrive', async () => {
    const { storage, upload, ended } = await begin({ 'one/a.txt': '1', 'two/a.txt': '2' });
    expect(await ended(upload('one/a.txt', 'two/a.txt'))).toMatchObject({ status: 'done', doneCount: 2 });
    expect(keysOf(storage)).toEqual(['in/a (2).txt', 'in/a.txt']);
  });

  test.skipIf(process.platform === 'win32')(
    'links are followed; loops, pipes and sockets fail by name',
    async () => {
      const { folder, storage, upload, ended } = await begin({ 'up/a.txt': 'a', 'other/b.txt': 'b' });
      await symlink(join(folder, 'up/a.txt'), join(folder, 'up/link.txt'));
      await symlink(join(folder, 'other'), join(folder, 'up/linked'));
      await symlink(join(folder, 'up'), join(folder, 'up/loop'));
      await symlink(join(folder, 'nowhere'), join(folder, 'up/broken'));
      execFileSync('mkfifo', [join(folder, 'up/pipe')]);
      const socket = createServer().listen(join(folder, 'up/socket'));
      onTestFinished(() => void socket.close());
      const job = await ended(upload('up'));
      expect(keysOf(storage)).toEqual(['in/up/a.txt', 'in/up/link.txt', 'in/up/linked/b.txt']);
      expect(job).toMatchObject({ status: 'failed', doneCount: 3, failedCount: 4, fileCount: 7 });
      expect(job.failures.map(({ name, error }) => [name, error.code]).sort()).toEqual([
        ['broken', 'local.notFound'],
        ['loop', 'local.notReadable'],
        ['pipe', 'local.notReadable'],
        ['socket', 'local.notReadable'],
      ]);
    },
  );

  test('a file that was chosen beside the folder it is in goes up twice, once in each place', async () => {
    const { storage, upload, ended } = await begin({ 'up/a.txt': 'a' });
    expect(await ended(upload('up/a.txt', 'up', 'up'))).toMatchObject({ status: 'done', doneCount: 2 });
    expect(keysOf(storage)).toEqual(['in/a.txt', 'in/up/a.txt']);
  });

  test('a key over 1,024 bytes fails by name and the others go on', async () => {
    const deep = Array.from({ length: 11 }, () => 'x'.repeat(100)).join('/');
    const { upload, ended } = await begin({ [`up/${deep}/long.txt`]: 'l', 'up/short.txt': 's' });
    const job = await ended(upload('up'));
    expect(job).toMatchObject({ status: 'failed', doneCount: 1, failedCount: 1 });
    expect(job.failures).toMatchObject([{ name: 'long.txt', error: { code: 'object.nameTooLong' } }]);
  });

  test('what is gone by the time of its turn has failed by name', async () => {
    const { upload, ended } = await begin({ 'a.txt': 'a' });
    const job = await ended(upload('gone.txt', 'a.txt'));
    expect(job).toMatchObject({ status: 'failed', doneCount: 1 });
    expect(job.failures).toMatchObject([{ name: 'gone.txt', error: { code: 'local.notFound' } }]);
  });
});

describe('a folder that cannot be read', () => {
  /** The folder is away from when it was found until `back`. */
  async function withoutFolder(content: Readonly<Record<string, string>>) {
    const journal = createMemoryJournal();
    const storage = memory();
    let takeAway = async (): Promise<void> => undefined;
    const harness = await startTransfers(storage, {
      journal: {
        ...journal,
        async record(entry) {
          if (
            entry.kind === 'itemsPlanned' &&
            entry.items.some(({ target: key }) => key.endsWith('/a.txt'))
          ) {
            await takeAway();
          }
          return journal.record(entry);
        },
      },
    });
    const { folder, transfers, ended } = harness;
    await mkdir(join(folder, 'up/sub'), { recursive: true });
    await writeTree(folder, { 'up/a.txt': 'a', ...content });
    takeAway = () => rename(join(folder, 'up/sub'), join(folder, 'away'));
    const jobId = transfers.upload([join(folder, 'up')], target());
    const job = await ended(jobId);
    const back = () => rename(join(folder, 'away'), join(folder, 'up/sub'));
    return { storage, transfers, ended, jobId, job, back };
  }

  test('fails by name, and again after a Retry in vain', async () => {
    const { transfers, ended, jobId, job, storage } = await withoutFolder({ 'up/sub/b.txt': 'b' });
    const failed = {
      status: 'failed',
      doneCount: 1,
      failures: [{ name: 'sub', error: { code: 'local.notFound' } }],
    };
    expect(job).toMatchObject(failed);
    transfers.retry(jobId);
    expect(await ended(jobId)).toMatchObject(failed);
    expect(keysOf(storage)).toEqual(['up/a.txt']);
  });

  test.each([
    [{ 'up/sub/b.txt': 'b', 'up/sub/deep/c.txt': 'c' }, ['up/a.txt', 'up/sub/b.txt', 'up/sub/deep/c.txt']],
    [{}, ['up/a.txt', 'up/sub/']],
  ])('is gone through by Retry (%o)', async (content, keys) => {
    const { transfers, ended, jobId, back, storage } = await withoutFolder(content);
    await back();
    transfers.retry(jobId);
    expect(await ended(jobId)).toMatchObject({ status: 'done', failedCount: 0, failures: [] });
    expect(keysOf(storage)).toEqual(keys);
  });
});

describe('a file that is not the same any more', () => {
  const large = noise(40 * mebibyte);

  test.each([
    ['changes', 'local.changed', (path: string) => appendFile(path, 'more')],
    ['disappears', 'local.notFound', (path: string) => rm(path)],
  ])(
    'that %s while it is sent stops with %s, and nothing of it stays on the server',
    async (_what, code, spoil) => {
      const { folder, storage, upload, ended } = await begin({ large });
      const held = storage.hold('putPart');
      const jobId = upload('large');
      await held.reached;
      await spoil(join(folder, 'large'));
      held.release();
      const job = await ended(jobId);
      expect(job).toMatchObject({ status: 'failed', failures: [{ name: 'large', error: { code } }] });
      await closeAndExpectNothing(storage);
    },
  );

  test('that changes between two attempts stops too', async () => {
    const { folder, storage, upload, ended } = await begin({ large });
    const when = (_upload: unknown, partNumber: number): boolean => {
      if (partNumber === 3) appendFileSync(join(folder, 'large'), 'more');
      return partNumber === 3;
    };
    storage.inject('putPart', { kind: 'fail', error: lost }, { when });
    const job = await ended(upload('large'));
    expect(job).toMatchObject({ status: 'failed', failures: [{ error: { code: 'local.changed' } }] });
    await closeAndExpectNothing(storage);
  });

  async function closeAndExpectNothing(storage: MemoryStorage): Promise<void> {
    await expect.poll(() => storage.uploads()).toEqual([]);
    expect(keysOf(storage)).toEqual([]);
  }
});

describe('failures on the way', () => {
  test('a lost connection is tried again and nobody has to do anything', async () => {
    const { storage, upload, ended } = await begin({ 'a.txt': 'a' });
    storage.inject('put', { kind: 'fail', error: lost }, { times: 3 });
    expect(await ended(upload('a.txt'))).toMatchObject({ status: 'done', doneCount: 1, failures: [] });
  });

  test('after five attempts in vain the file has failed; Retry moves it', async () => {
    const { transfers, storage, upload, ended } = await begin({ 'a.txt': 'a' });
    storage.inject('put', { kind: 'fail', error: lost }, { times: 5 });
    const jobId = upload('a.txt');
    expect(await ended(jobId)).toMatchObject({
      status: 'failed',
      failures: [{ error: { code: 'network.lost' } }],
    });
    transfers.retry(jobId);
    expect(await ended(jobId)).toMatchObject({ status: 'done', doneCount: 1, failedCount: 0, failures: [] });
  });

  test('an answer that was lost is no taken name: the file is there and counts as done', async () => {
    const { storage, upload, ended } = await begin({ 'a.txt': 'a', large: noise(17 * mebibyte) });
    storage.inject('put', { kind: 'loseAnswer' });
    storage.inject('finishMultipart', { kind: 'loseAnswer' });
    expect(await ended(upload('a.txt', 'large'))).toMatchObject({ status: 'done', doneCount: 2 });
    expect(storage.uploads()).toEqual([]);
  });

  test.each([true, false])(
    'nor is it when nobody can look before the next attempt (conditional writes: %s)',
    async (conditionalWrite) => {
      const storage = createMemoryStorage({ buckets: [bucket], capabilities: { conditionalWrite } });
      const { upload, ended } = await begin({ large: noise(40 * mebibyte) }, storage);
      let isFinished = false;
      const losing = new SatchelError('network.lost', 'lost');
      const when = (): boolean => {
        isFinished = true;
        return true;
      };
      storage.inject('finishMultipart', { kind: 'loseAnswer' }, { when });
      storage.inject('stat', { kind: 'fail', error: losing }, { when: () => isFinished });
      const jobId = upload('large');
      expect(await ended(jobId)).toMatchObject({ status: 'done', doneCount: 1, failures: [] });
      expect(keysOf(storage)).toEqual(['in/large']);
      expect(storage.calls.filter(({ method }) => method === 'beginMultipart')).toHaveLength(1);
    },
  );

  test('a large file goes on with the parts that are there already', async () => {
    const { storage, upload, ended } = await begin({ large: noise(60 * mebibyte) });
    storage.inject('putPart', { kind: 'fail', error: lost }, { when: (_upload, part) => part === 4 });
    expect(await ended(upload('large'))).toMatchObject({ status: 'done' });
    expect(storage.calls.filter(({ method }) => method === 'beginMultipart')).toHaveLength(1);
    expect(storage.calls.filter(({ method }) => method === 'putPart')).toHaveLength(5);
  });

  test('an upload that the server has forgotten begins anew', async () => {
    const { storage, upload, ended } = await begin({ large: noise(40 * mebibyte) });
    const gone = new SatchelError('request.stale', 'no such upload');
    const once = storage.inject('putPart', { kind: 'fail', error: lost }, { when: (_u, part) => part === 3 });
    storage.inject('finishMultipart', { kind: 'fail', error: gone });
    expect(await ended(upload('large'))).toMatchObject({ status: 'done' });
    once();
  });

  test('a large file that fails for good leaves no part behind', async () => {
    const { storage, upload, ended } = await begin({ large: noise(40 * mebibyte) });
    const denied = new SatchelError('access.denied', 'denied');
    storage.inject('putPart', { kind: 'fail', error: denied }, { when: (_upload, part) => part === 2 });
    storage.inject('abortMultipart', { kind: 'fail', error: lost }, { times: 2 });
    expect(await ended(upload('large'))).toMatchObject({ status: 'failed' });
    await expect.poll(() => storage.uploads()).toEqual([]);
  });

  test('a refusal by the account stops the whole job with one message', async () => {
    const files = Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`up/${index}`, 'x']));
    const { storage, upload, ended } = await begin(files);
    const expired = new SatchelError('credentials.expired', 'expired');
    storage.inject('put', { kind: 'fail', error: expired }, { times: 1000 });
    const job = await ended(upload('up'));
    expect(job).toMatchObject({ status: 'failed', doneCount: 0, error: { code: 'credentials.expired' } });
    expect(job.failures.length).toBeLessThanOrEqual(1);
    expect(storage.calls.filter(({ method }) => method === 'put').length).toBeLessThanOrEqual(4);
  });

  test('what stopped for the account goes on when it works, and not when Satchel is about to end', async () => {
    const { transfers, storage, upload, ended } = await begin({ 'a.txt': 'a', 'b.txt': 'b' });
    const needed = new SatchelError('account.signInNeeded', 'needed');
    storage.inject('put', { kind: 'fail', error: needed }, { times: 2 });
    const first = upload('a.txt');
    const second = upload('b.txt');
    await ended(first);
    await ended(second);
    transfers.goOn('somebody else');
    transfers.goOn('work');
    expect(await ended(first)).toMatchObject({ status: 'done' });
    expect(await ended(second)).toMatchObject({ status: 'done' });
    storage.inject('put', { kind: 'fail', error: needed });
    const third = upload('a.txt');
    await ended(third);
    const closing = transfers.close();
    const callsBefore = storage.calls.length;
    transfers.goOn('work');
    expect(transfers.list().total.activeJobCount).toBe(0);
    await closing;
    expect(storage.calls).toHaveLength(callsBefore);
  });

  test('what stopped for the account leaves nothing once it is taken off the list', async () => {
    const { transfers, storage, upload, ended } = await begin({ large: noise(40 * mebibyte) });
    const refused = new SatchelError('account.readOnly', 'read-only');
    storage.inject('finishMultipart', { kind: 'fail', error: refused });
    const jobId = upload('large');
    expect(await ended(jobId)).toMatchObject({ status: 'failed', error: { code: 'account.readOnly' } });
    expect(storage.uploads()).toHaveLength(1);
    transfers.clear(jobId);
    await expect.poll(() => storage.uploads()).toEqual([]);
  });

  test('bytes that were damaged on their way are taken off the server and sent again', async () => {
    const storage = memory();
    let damaged = 0;
    const damaging: MemoryStorage = {
      ...storage,
      put: (ref, body, options) => {
        damaged += 1;
        return storage.put(ref, damaged === 1 ? Buffer.from('damaged') : body, options);
      },
    };
    const { upload, ended } = await begin({ 'a.txt': 'content' }, damaging);
    expect(await ended(upload('a.txt'))).toMatchObject({ status: 'done' });
    expect(String(storage.objects(bucket).get('in/a.txt')?.bytes)).toBe('content');
  });

  const damagingOnce = (
    storage: MemoryStorage,
    afterwards: (key: string) => Promise<unknown>,
  ): MemoryStorage => {
    let count = 0;
    return {
      ...storage,
      async put(ref, body, options) {
        count += 1;
        const written = await storage.put(ref, count === 1 ? Buffer.from('damaged') : body, options);
        if (count === 1) await afterwards(ref.key);
        return written;
      },
    };
  };

  test('what somebody else has put in the place of damaged bytes is not taken away', async () => {
    const storage = memory();
    const replaced = damagingOnce(storage, (key) => storage.put({ bucket, key }, Buffer.from('newer')));
    const { upload, ended } = await begin({ 'a.txt': 'content' }, replaced);
    expect(await ended(upload('a.txt'))).toMatchObject({ status: 'done' });
    expect(String(storage.objects(bucket).get('in/a.txt')?.bytes)).toBe('newer');
    expect(storage.calls.filter(({ method }) => method === 'deleteMany')).toEqual([]);
  });

  test('damaged bytes that cannot be taken off the server are a failure', async () => {
    const storage = memory();
    const error = new SatchelError('access.denied', 'denied');
    storage.inject('deleteMany', { kind: 'refuseKeys', keys: new Set(['in/a.txt']), error });
    const { upload, ended } = await begin(
      { 'a.txt': 'content' },
      damagingOnce(storage, async () => undefined),
    );
    expect(await ended(upload('a.txt'))).toMatchObject({
      status: 'failed',
      failures: [{ name: 'a.txt', error: { code: 'access.denied' } }],
    });
  });

  test('in a bucket whose ETags are no MD5s, one file is read back and the rest is believed', async () => {
    const storage = memory();
    const etag = '"0123456789abcdef0123456789abcdef"';
    const opaque: MemoryStorage = {
      ...storage,
      put: async (...args) => ({ ...(await storage.put(...args)), etag }),
      openRange: (ref, { ifMatchEtag: _etag, ...options } = {}) => storage.openRange(ref, options),
    };
    const harness = await startTransfers(opaque, { parallelTransfers: 1 });
    await writeTree(harness.folder, { 'up/1': '1', 'up/2': '2', 'up/3': '3' });
    const job = await harness.ended(harness.transfers.upload([join(harness.folder, 'up')], target()));
    expect(job).toMatchObject({ status: 'done', doneCount: 3 });
    expect(storage.calls.filter(({ method }) => method === 'openRange')).toHaveLength(1);
  });
});

describe('the bytes that are told', () => {
  const cases = [
    { method: 'put', sizeBytes: 15 * mebibyte, keptBytes: 0 },
    { method: 'putPart', sizeBytes: 40 * mebibyte, keptBytes: 32 * mebibyte },
  ] as const;

  async function hold({ method, sizeBytes }: (typeof cases)[number]) {
    const clock = manualClock();
    const storage = memory();
    let lose = (): void => undefined;
    const until = new Promise<void>((_resolve, reject) => {
      lose = () => reject(lost);
    });
    const isLast = (...args: readonly unknown[]) => method === 'put' || args[1] === 3;
    storage.inject(method, { kind: 'wait', until }, { when: isLast });
    const { transfers, folder } = await startTransfers(storage, { clock });
    await writeTree(folder, { film: noise(sizeBytes) });
    const jobId = transfers.upload([join(folder, 'film')], target('in/'));
    const job = () => transfers.list().jobs[0];
    await expect.poll(() => job()?.doneBytes).toBe(sizeBytes);
    expect(job()).toMatchObject({ status: 'running', doneCount: 0 });
    return { clock, storage, transfers, jobId, job, lose };
  }

  test.each(cases)('rise while a $method is under way and fall back when it fails', async (each) => {
    const { clock, job, lose } = await hold(each);
    lose();
    await expect.poll(() => job()?.doneBytes).toBe(each.keptBytes);
    clock.advance(2000);
    await expect.poll(job).toMatchObject({ status: 'done', doneBytes: each.sizeBytes });
  });

  test.each(cases)('count for nothing when a $method is cancelled', async (each) => {
    const { storage, transfers, jobId, job } = await hold(each);
    transfers.cancel(jobId);
    expect(job()).toMatchObject({ status: 'cancelled', doneBytes: 0 });
    await expect.poll(() => storage.uploads()).toEqual([]);
    expect(job()).toMatchObject({ doneBytes: 0 });
  });
});

describe('cancel', () => {
  test('aborts what is on its way and leaves nothing on the server', async () => {
    const { transfers, storage, upload, ended } = await begin({ large: noise(40 * mebibyte), 'a.txt': 'a' });
    const held = storage.hold('putPart');
    const jobId = upload('large');
    await held.reached;
    transfers.cancel(jobId);
    expect(await ended(jobId)).toMatchObject({
      status: 'cancelled',
      doneCount: 0,
      fileCount: 1,
      bytesPerSecond: 0,
    });
    transfers.clear(jobId);
    await expect.poll(() => storage.uploads()).toEqual([]);
    expect(keysOf(storage)).toEqual([]);
    held.release();
  });

  test('Retry after cancel moves what is not done, and asks about nothing that it has put there itself', async () => {
    const files = Object.fromEntries(
      Array.from({ length: 300 }, (_, index) => [`up/${index}.txt`, String(index)]),
    );
    const { transfers, storage, upload, until, ended } = await begin(files);
    const jobId = upload('up');
    await until(jobId, ({ doneCount }) => doneCount > 10);
    transfers.cancel(jobId);
    const cancelled = await ended(jobId);
    expect(cancelled.status).toBe('cancelled');
    transfers.retry(jobId);
    const job = await until(jobId, ({ status }) => status === 'done' || status === 'waiting');
    expect(job).toMatchObject({ status: 'done', doneCount: 300, fileCount: 300 });
    expect(storage.objects(bucket).size).toBe(300);
  });

  test('closing cancels everything and leaves nothing behind', async () => {
    const { transfers, storage, upload } = await begin({ large: noise(40 * mebibyte) });
    const held = storage.hold('putPart');
    upload('large');
    await held.reached;
    await transfers.close();
    expect(storage.uploads()).toEqual([]);
  });
});

describe('unknown ids', () => {
  test('are refused as stale', async () => {
    const { transfers } = await startTransfers(memory());
    const stale = expect.objectContaining({ code: 'request.stale' });
    expect(() => transfers.cancel('x')).toThrow(stale);
    expect(() => transfers.retry('x')).toThrow(stale);
    expect(() => transfers.clear('x')).toThrow(stale);
    expect(() => transfers.revealPath('x')).toThrow(stale);
    expect(() => transfers.answerConflict('x', '1', 'skip', false)).toThrow(stale);
    transfers.clear();
  });
});
