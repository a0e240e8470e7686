import { mkdir, readdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { SatchelError } from '../../../electron/core/satchelError.ts';
import { tempPathOf } from '../../../electron/core/transfers/download/tempFile.ts';
import type { UploadProgress } from '../../../electron/core/transfers/journal/journal.ts';
import type { JobSource, TransferItem } from '../../../electron/core/transfers/machine/model.ts';
import { type DiscardContext, discardLeftovers } from '../../../electron/core/transfers/moving/discard.ts';
import { createMemoryStorage } from '../../support/memoryStorage.ts';
import { bucket, mebibyte } from './downloadHarness.ts';
import { readTree, selection, target, temporaryFolder, writeTree } from './harness.ts';

const item: TransferItem = {
  id: '7',
  kind: 'file',
  source: 'x/film',
  target: 'y/film',
  sizeBytes: 40 * mebibyte,
  modifiedAtMs: 0,
  attempt: 1,
};
const { signal } = new AbortController();

function contextOf(source: JobSource, changes: Partial<DiscardContext> = {}): DiscardContext {
  return {
    jobId: 'job',
    source,
    progress: undefined,
    openStorage: () => Promise.reject(new SatchelError('request.stale', 'no account')),
    ...changes,
  };
}

async function downloadTo() {
  const folderPath = await temporaryFolder();
  const source: JobSource = { kind: 'download', selection: selection({}), folderPath };
  return { folderPath, context: contextOf(source) };
}

test('a temporary file is removed without asking the server, and nothing else', async () => {
  const { folderPath, context } = await downloadTo();
  await writeTree(folderPath, { 'y/film': 'whole', 'y/.satchel-job-8.part': 'another' });
  await writeFile(tempPathOf(join(folderPath, 'y'), 'job', item.id), 'half');
  await discardLeftovers(item, context, signal);
  await discardLeftovers(item, context, signal);
  expect(await readTree(folderPath)).toEqual({ 'y/film': 'whole', 'y/.satchel-job-8.part': 'another' });
});

test('where its folder is gone, or is a file by now, nothing is left', async () => {
  const { folderPath, context } = await downloadTo();
  await discardLeftovers(item, context, signal);
  await writeFile(join(folderPath, 'y'), 'a file');
  await discardLeftovers(item, context, signal);
  expect(await readdir(folderPath)).toEqual(['y']);
});

test.skipIf(process.platform === 'win32')(
  'a link in its place goes, and what it leads to stays',
  async () => {
    const { folderPath, context } = await downloadTo();
    await mkdir(join(folderPath, 'y'));
    await writeFile(join(folderPath, 'kept'), 'kept');
    await symlink(join(folderPath, 'kept'), tempPathOf(join(folderPath, 'y'), 'job', item.id));
    await discardLeftovers(item, context, signal);
    expect(await readTree(folderPath)).toEqual({ kept: 'kept', 'y/': '' });
  },
);

test('an item whose name would lead elsewhere removes nothing', async () => {
  const { context } = await downloadTo();
  await expect(discardLeftovers({ ...item, target: '../x/film' }, context, signal)).rejects.toMatchObject({
    code: 'local.notWritable',
  });
});

test('an upload in parts is taken off the server, once or again', async () => {
  const storage = createMemoryStorage({ buckets: [bucket] });
  const upload = await storage.beginMultipart({ bucket, key: 'film' });
  const other = await storage.beginMultipart({ bucket, key: 'film' });
  await storage.putPart(upload, 1, Buffer.alloc(10));
  const progress: UploadProgress = {
    kind: 'upload',
    ...upload,
    askedAtMs: 0,
    partSizeBytes: 16 * mebibyte,
    sizeBytes: 40 * mebibyte,
    modifiedAtNs: 0n,
    parts: [],
  };
  const source: JobSource = { kind: 'upload', paths: ['/film'], target: target() };
  const context = contextOf(source, { progress, openStorage: async () => storage });
  await discardLeftovers(item, context, signal);
  await discardLeftovers(item, context, signal);
  expect(storage.uploads().map(({ uploadId }) => uploadId)).toEqual([other.uploadId]);
  const lost = new SatchelError('network.lost', 'lost');
  storage.inject('abortMultipart', { kind: 'fail', error: lost });
  await expect(discardLeftovers(item, context, signal)).rejects.toBe(lost);
  storage.inject('abortMultipart', { kind: 'fail', error: new SatchelError('bucket.notFound', 'gone') });
  await discardLeftovers(item, context, signal);
});

test('an upload whose id never came is found and taken off', async () => {
  const storage = createMemoryStorage({ buckets: [bucket], nowMs: () => 1_700_000_000_000 });
  await storage.beginMultipart({ bucket, key: 'film' });
  const other = await storage.beginMultipart({ bucket, key: 'film 2' });
  const progress: UploadProgress = {
    kind: 'upload',
    bucket,
    key: 'film',
    askedAtMs: 1_700_000_000_000,
    partSizeBytes: 16 * mebibyte,
    sizeBytes: 40 * mebibyte,
    modifiedAtNs: 0n,
    parts: [],
  };
  const source: JobSource = { kind: 'upload', paths: ['/film'], target: target() };
  await discardLeftovers(item, contextOf(source, { progress, openStorage: async () => storage }), signal);
  expect(storage.uploads().map(({ uploadId }) => uploadId)).toEqual([other.uploadId]);
});

test('an upload that has nothing on the server needs no account', async () => {
  const source: JobSource = { kind: 'upload', paths: ['/film'], target: target() };
  await discardLeftovers(item, contextOf(source), signal);
});
