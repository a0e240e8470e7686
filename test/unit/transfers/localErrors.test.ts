import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, sep } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { SatchelError } from '../../../electron/core/satchelError.ts';
import { createTargetFolders, pathIn } from '../../../electron/core/transfers/download/targetFolders.ts';
import { chosenFolderError, writingError } from '../../../electron/core/transfers/moving/fileErrors.ts';

function errno(code: string): Error {
  return Object.assign(new Error(code), { code });
}

test.each(['ENOSPC', 'EDQUOT', 'EROFS'])('%s asks for another place', (code) => {
  expect(writingError(errno(code), 'a').appError.action).toBe('chooseAnotherPlace');
});

test.each([
  ['EACCES', 'local.notWritable'],
  ['EPERM', 'local.notWritable'],
  ['EBUSY', 'local.notWritable'],
  ['EINVAL', 'local.notWritable'],
  ['EIO', 'local.notWritable'],
  ['EMFILE', 'local.notWritable'],
  ['ENOENT', 'local.notWritable'],
  ['EFBIG', 'local.notWritable'],
  ['ENAMETOOLONG', 'local.nameTooLong'],
  ['EISDIR', 'object.alreadyExists'],
])('%s is %s of that one file', (errnoCode, code) => {
  const { appError } = writingError(errno(errnoCode), 'a');
  expect(appError).toEqual({ code, message: errnoCode, retryable: false, params: { name: 'a' } });
});

test.each(['EACCES', 'EPERM', 'ENOENT'])('%s in the chosen folder itself asks for another place', (code) => {
  const error = chosenFolderError(errno(code));
  expect(error instanceof SatchelError && error.appError).toMatchObject({
    code: 'local.notWritable',
    action: 'chooseAnotherPlace',
  });
});

test('what has nothing to do with the chosen folder passes', () => {
  const error = errno('EMFILE');
  expect(chosenFolderError(error)).toBe(error);
});

test.each(['', '.', '..', `a${sep}b`, `..${sep}x`, 'a/'])('%j is no name in a folder', (name) => {
  expect(() => pathIn(join(tmpdir(), 'chosen'), name)).toThrow(
    expect.objectContaining({ code: 'local.notWritable' }),
  );
});

test.each(['...', '..a', 'a b', 'ä'])('%j is a name in a folder', (name) => {
  expect(pathIn(join(tmpdir(), 'chosen'), name)).toBe(join(tmpdir(), 'chosen', name));
});

test.each(['..', '../x', 'a/../../x', 'a//b'])('no folder %j is made below the chosen one', async (path) => {
  const outer = await mkdtemp(join(tmpdir(), 'satchel-folders-'));
  onTestFinished(() => rm(outer, { recursive: true, force: true }));
  const chosen = join(outer, 'chosen');
  await mkdir(chosen);
  await expect(createTargetFolders(chosen).ensure(path)).rejects.toMatchObject({ code: 'local.notWritable' });
  expect(await readdir(outer)).toEqual(['chosen']);
});
