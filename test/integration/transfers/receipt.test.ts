import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { SatchelError } from '../../../electron/core/satchelError.ts';
import type { ItemState, TransferRow } from '../../../shared/domain/transfer.ts';
import { createMemoryStorage, type MemoryStorage } from '../../support/memoryStorage.ts';
import {
  bucket,
  type Harness,
  nextRun,
  startTransfers,
  target,
  temporaryFolder,
  writeTree,
} from './harness.ts';

const time = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

/** An upload of some files, of which one is refused, one gets another name, and one is there already. */
async function mixedJob(): Promise<Harness & { readonly jobId: string; readonly storage: MemoryStorage }> {
  const storage = createMemoryStorage({ buckets: [bucket] });
  await storage.put({ bucket, key: 'in/up/there' }, Buffer.from('old'));
  const harness = await startTransfers(storage);
  await writeTree(harness.folder, {
    'up/=formula': '=1',
    'up/a "b", c': 'abc',
    'up/é 🌞': 'sun',
    'up/refused': 'r',
    'up/there': 'new',
  });
  storage.inject(
    'put',
    { kind: 'fail', error: new SatchelError('access.denied', 'no, really') },
    { times: 100, when: ({ key }) => key.endsWith('refused') },
  );
  const jobId = await harness.upload([join(harness.folder, 'up')], target('in/'), 'keepBoth');
  await harness.ended(jobId);
  return { ...harness, jobId, storage };
}

describe('a receipt', () => {
  test('names every file, how it went, and what proves it', async () => {
    const { transfers, jobId } = await mixedJob();
    const file = join(await temporaryFolder(), 'receipt.csv');
    await transfers.saveReceipt(jobId, file);
    const text = await readFile(file, 'utf8');
    expect(
      text.startsWith('\uFEFFstate,name,bytes,checksum,etag,version id,finished at,saved as,reason\r\n'),
    ).toBe(true);
    const lines = text.trimEnd().split('\r\n').slice(1);
    expect(lines).toHaveLength(5);
    const named = (name: string) => lines.find((line) => line.includes(`,${name},`));
    expect(named('up/=formula')?.startsWith('done,up/=formula,2,')).toBe(true);
    expect(named('"up/a ""b"", c"')?.startsWith('done,"up/a ""b"", c",3,')).toBe(true);
    expect(named('up/é 🌞')?.split(',')[6]).toMatch(time);
    expect(named('up/there')?.endsWith(',up/there (2),')).toBe(true);
    expect(named('up/refused')?.startsWith('failed,up/refused,1,')).toBe(true);
    expect(named('up/refused')?.endsWith('"access.denied: no, really"')).toBe(true);
  });

  test('is the same after the next start', async () => {
    const first = await mixedJob();
    const folder = await temporaryFolder();
    await first.transfers.saveReceipt(first.jobId, join(folder, 'one.csv'));
    const second = await nextRun(first, first.storage);
    await second.transfers.saveReceipt(first.jobId, join(folder, 'two.csv'));
    expect(await readFile(join(folder, 'two.csv'), 'utf8')).toBe(
      await readFile(join(folder, 'one.csv'), 'utf8'),
    );
  });

  test('replaces what is there, and leaves nothing when it cannot be written', async () => {
    const { transfers, jobId } = await mixedJob();
    const folder = await temporaryFolder();
    await writeFile(join(folder, 'receipt.csv'), 'old');
    await transfers.saveReceipt(jobId, join(folder, 'receipt.csv'));
    expect(await readFile(join(folder, 'receipt.csv'), 'utf8')).not.toBe('old');
    await mkdir(join(folder, 'taken'));
    await expect(transfers.saveReceipt(jobId, join(folder, 'taken'))).rejects.toBeInstanceOf(SatchelError);
    await expect(transfers.saveReceipt(jobId, join(folder, 'gone', 'receipt.csv'))).rejects.toMatchObject({
      code: expect.stringMatching(/^local\./),
    });
    expect((await readdir(folder)).sort()).toEqual(['receipt.csv', 'taken']);
  });
});

describe('the files of a job', () => {
  async function allRows(
    { transfers }: Harness,
    jobId: string,
    limit: number,
    state?: ItemState,
  ): Promise<readonly TransferRow[]> {
    const rows: TransferRow[] = [];
    let cursor: string | undefined;
    do {
      const page = await transfers.listItems(jobId, {
        limit,
        ...(state === undefined ? {} : { state }),
        ...(cursor === undefined ? {} : { cursor }),
      });
      expect(page.rows.length).toBeLessThanOrEqual(limit);
      rows.push(...page.rows);
      cursor = page.nextCursor;
    } while (cursor !== undefined);
    return rows;
  }

  test.each([1, 2, 3, 1000])('come state by state, %d at a time', async (limit) => {
    const harness = await mixedJob();
    const rows = await allRows(harness, harness.jobId, limit);
    expect(rows.map(({ state }) => state)).toEqual(['failed', 'done', 'done', 'done', 'done']);
    expect(new Set(rows.map(({ itemId }) => itemId)).size).toBe(5);
    const failed = await allRows(harness, harness.jobId, limit, 'failed');
    expect(failed).toMatchObject([
      { state: 'failed', kind: 'file', sizeBytes: 1, error: { code: 'access.denied' } },
    ]);
    expect(await allRows(harness, harness.jobId, limit, 'skipped')).toEqual([]);
  });

  test.each([3, 7, 1000])('that move come first and are in no other state, %d at a time', async (limit) => {
    const storage = createMemoryStorage({ buckets: [bucket] });
    const harness = await startTransfers(storage, { parallelTransfers: 4 });
    await writeTree(
      harness.folder,
      Object.fromEntries(Array.from({ length: 30 }, (_, index) => [`up/${index}`, 'x'.repeat(index)])),
    );
    let release = (): void => undefined;
    const until = new Promise<void>((resolve) => {
      release = resolve;
    });
    const isEleventh = () => storage.calls.filter(({ method }) => method === 'put').length > 10;
    storage.inject('put', { kind: 'wait', until }, { times: 1000, when: isEleventh });
    const jobId = await harness.upload([join(harness.folder, 'up')], target());
    await harness.until(jobId, ({ doneCount, status }) => doneCount === 10 && status === 'running');
    const rows = await allRows(harness, jobId, limit);
    expect(rows.map(({ state }) => state)).toEqual([
      ...Array.from({ length: 4 }, () => 'moving'),
      ...Array.from({ length: 16 }, () => 'waiting'),
      ...Array.from({ length: 10 }, () => 'done'),
    ]);
    expect(new Set(rows.map(({ itemId }) => itemId)).size).toBe(30);
    expect(rows[0]).toMatchObject({ kind: 'file', doneBytes: expect.any(Number) });
    release();
    await harness.ended(jobId);
  });

  test('cannot be listed from a place that is none', async () => {
    const { transfers, jobId } = await mixedJob();
    await expect(transfers.listItems(jobId, { limit: 1, cursor: 'nowhere 1' })).rejects.toMatchObject({
      code: 'request.invalid',
    });
  });
});
