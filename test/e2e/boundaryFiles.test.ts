import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchSatchel, type RunningSatchel } from '../support/electronApp.ts';

let folder: string;
let satchel: RunningSatchel;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'satchel-files-'));
  await writeFile(join(folder, 'Été 🌞.txt'), 'text');
  await mkdir(join(folder, 'Photos'));
  await writeFile(join(folder, 'Photos', 'a.jpg'), 'jpg');
  satchel = await launchSatchel();
});

afterAll(async () => {
  await satchel.close();
  await rm(folder, { recursive: true, force: true });
});

describe('dropped files', () => {
  test('become a grant that names them and tells no path', async () => {
    const { page } = satchel;
    await page.evaluate(() => {
      const input = document.createElement('input');
      input.id = 'drop-probe';
      input.type = 'file';
      document.body.append(input);
    });
    await page.setInputFiles('#drop-probe', join(folder, 'Été 🌞.txt'));
    const answer = await page.evaluate(() => {
      const input = document.querySelector<HTMLInputElement>('#drop-probe');
      const files = [...(input?.files ?? [])];
      input?.remove();
      return window.satchel.request('upload.grantDropped', {}, files);
    });
    expect(answer).toEqual({
      ok: true,
      value: { grantId: expect.any(String), entries: [{ kind: 'file', name: 'Été 🌞.txt' }] },
    });
    expect(JSON.stringify(answer)).not.toContain(folder);
  });

  test('that a script made up grant nothing', async () => {
    const answers = await satchel.page.evaluate(async () => [
      await window.satchel.request('upload.grantDropped', {}, [new File(['x'], 'made-up.txt')]),
      await window.satchel.request('upload.grantDropped', {}, ['/etc/passwd', { path: '/etc/passwd' }]),
    ]);
    expect(answers).toEqual([
      { ok: true, value: null },
      { ok: true, value: null },
    ]);
  });

  test('cannot be named in the input', async () => {
    const answer = await satchel.page.evaluate(() =>
      window.satchel.request('upload.grantDropped', { droppedPaths: ['/etc/passwd'] }),
    );
    expect(answer).toMatchObject({ ok: false, error: { code: 'request.invalid' } });
  });
});

describe('chosen files', () => {
  test('become grants, and none when the dialog is closed', async () => {
    const grant = (name: string) => satchel.page.evaluate((sent) => window.satchel.request(sent, {}), name);
    expect(await grantedBy('upload.chooseFiles', {})).toEqual({ ok: true, value: null });
    expect(await grantedBy('upload.chooseFolders', { folders: [join(folder, 'Photos')] })).toEqual({
      ok: true,
      value: { grantId: expect.any(String), entries: [{ kind: 'folder', name: 'Photos' }] },
    });
    expect(await grantedBy('download.chooseFolder', { downloadFolder: folder })).toEqual({
      ok: true,
      value: { grantId: expect.any(String), label: folder },
    });

    async function grantedBy(name: string, answers: Parameters<RunningSatchel['stubDialog']>[0]) {
      await satchel.stubDialog(answers);
      return await grant(name);
    }
  });
});
