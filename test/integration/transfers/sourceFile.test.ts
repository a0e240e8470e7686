import { execFileSync } from 'node:child_process';
import { appendFile, mkdir, rename, rm, symlink, truncate, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openSourceFile, type SourceFile } from '../../../electron/core/transfers/upload/sourceFile.ts';
import { temporaryFolder } from './harness.ts';

async function opened(content = 'content'): Promise<{ readonly path: string; readonly source: SourceFile }> {
  const path = join(await temporaryFolder(), 'a.txt');
  await writeFile(path, content);
  // Not of this moment: the time of a file goes in steps of some milliseconds.
  await utimes(path, 1_700_000_000, 1_700_000_000);
  const source = await openSourceFile(path, 'a.txt');
  onTestFinished(() => source.close());
  return { path, source };
}

test('a file that stays as it is is read whole or in ranges', async () => {
  const { source } = await opened();
  const [whole, range] = [Buffer.alloc(7), Buffer.alloc(2)];
  await source.read(whole, 0);
  await source.read(range, 3);
  expect([String(whole), String(range), source.sizeBytes]).toEqual(['content', 'te', 7]);
  await source.checkUnchanged();
});

test.each([7, 3 * 1024 * 1024])(
  'a file of %d bytes behind a link is the one that it leads to',
  async (length) => {
    const folder = await temporaryFolder();
    await writeFile(join(folder, 'a.txt'), Buffer.alloc(length, 'x'));
    await symlink(join(folder, 'a.txt'), join(folder, 'link'));
    const source = await openSourceFile(join(folder, 'link'), 'link');
    onTestFinished(() => source.close());
    const content = Buffer.alloc(length);
    await source.read(content, 0);
    expect(content.equals(Buffer.alloc(length, 'x'))).toBe(true);
    await source.checkUnchanged();
    await appendFile(join(folder, 'a.txt'), 'more');
    await expect(source.checkUnchanged()).rejects.toMatchObject({ code: 'local.changed' });
  },
);

test.each([
  ['grows', (path: string) => appendFile(path, 'more')],
  ['shrinks', (path: string) => truncate(path, 3)],
  ['is written again with the same size', (path: string) => writeFile(path, 'CONTENT')],
  ['is touched', (path: string) => utimes(path, 1, 1)],
  [
    'is replaced by another of the same size and time',
    async (path: string) => {
      await utimes(path, 1, 1);
      await writeFile(`${path}.new`, 'CONTENT');
      await utimes(`${path}.new`, 1, 1);
      await rename(`${path}.new`, path);
    },
  ],
])('a file that %s while it is read has changed', async (_what, change) => {
  const { path, source } = await opened();
  await change(path);
  await expect(source.checkUnchanged()).rejects.toMatchObject({
    code: 'local.changed',
    appError: { action: 'uploadAgain', retryable: false },
  });
});

test('a file that ends before it should has changed', async () => {
  const { path, source } = await opened();
  await truncate(path, 3);
  await expect(source.read(Buffer.alloc(7), 0)).rejects.toMatchObject({ code: 'local.changed' });
});

test('a file that is removed while it is read is not found', async () => {
  const { path, source } = await opened();
  await rm(path);
  await expect(source.checkUnchanged()).rejects.toMatchObject({ code: 'local.notFound' });
});

test('what is not there, a folder, and a pipe are told apart and never wait', async () => {
  const folder = await temporaryFolder();
  await mkdir(join(folder, 'folder'));
  const names = ['nothing', 'folder'];
  if (process.platform !== 'win32') {
    execFileSync('mkfifo', [join(folder, 'pipe')]);
    names.push('pipe');
  }
  const codes = await Promise.all(
    names.map((name) =>
      openSourceFile(join(folder, name), name).then(
        () => 'opened',
        (error: { readonly code: string }) => error.code,
      ),
    ),
  );
  expect(codes).toEqual(
    ['local.notFound', 'local.notPlainFile', 'local.notPlainFile'].slice(0, names.length),
  );
});
