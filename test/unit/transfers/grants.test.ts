import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { createGrants } from '../../../electron/core/grants.ts';

function counted() {
  let count = 0;
  return createGrants({
    newId: () => {
      count += 1;
      return `grant ${count}`;
    },
  });
}

const stale = expect.objectContaining({ code: 'request.stale' });

test('the page learns names and kinds, and the paths stay until they are taken, once', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'satchel-grants-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  await mkdir(join(folder, 'pictures'));
  await writeFile(join(folder, 'menu.pdf'), '');
  const grants = counted();
  const paths = ['pictures', 'menu.pdf', 'gone'].map((name) => join(folder, name));
  const grant = await grants.grantUpload(paths);
  expect(grant).toEqual({
    grantId: 'grant 1',
    entries: [
      { kind: 'folder', name: 'pictures' },
      { kind: 'file', name: 'menu.pdf' },
      { kind: 'file', name: 'gone' },
    ],
  });
  expect(grants.takeUpload('grant 1')).toEqual(paths);
  expect(() => grants.takeUpload('grant 1')).toThrow(stale);
});

test('a download grant shows its folder, and is no upload grant', () => {
  const grants = counted();
  expect(grants.grantDownload('/home/me/Downloads')).toEqual({
    grantId: 'grant 1',
    label: '/home/me/Downloads',
  });
  expect(() => grants.takeUpload('grant 1')).toThrow(stale);
  expect(grants.takeDownload('grant 1')).toBe('/home/me/Downloads');
  expect(() => grants.takeDownload('grant 1')).toThrow(stale);
});

test('the last hundred are kept', () => {
  const grants = counted();
  for (let count = 0; count < 101; count += 1) grants.grantDownload('/x');
  expect(() => grants.takeDownload('grant 1')).toThrow(stale);
  expect(grants.takeDownload('grant 2')).toBe('/x');
});
