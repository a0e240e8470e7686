import { truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { SatchelError } from '../../../electron/core/satchelError.ts';
import { accountId, createAppHarness } from '../../support/appHarness.ts';
import { temporaryFolder } from './harness.ts';

test('an upload that could not be taken back is in the log', async () => {
  const folder = await temporaryFolder();
  const { app, storage, chosen, request, logged } = await createAppHarness();
  onTestFinished(() => app.close());
  const film = join(folder, 'film');
  await writeFile(film, '');
  await truncate(film, 17 * 1024 * 1024);
  const denied = new SatchelError('access.denied', 'denied');
  storage.inject('putPart', { kind: 'fail', error: denied });
  storage.inject('abortMultipart', { kind: 'fail', error: denied });
  chosen.files = [film];
  const grant = await request('upload.chooseFiles', {});
  await request('transfer.upload', {
    grantId: grant?.grantId ?? '',
    target: { accountId, bucket: 'photos', prefix: '' },
  });
  await expect
    .poll(() => logged)
    .toEqual([expect.stringContaining('film has left could not be thrown away')]);
});
