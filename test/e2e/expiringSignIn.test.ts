import { randomFillSync } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { TransferJob } from '../../shared/domain/transfer.ts';
import { type AwsWorld, startAwsWorld } from '../support/awsWorld.ts';
import { type RunningSatchel, requestInPage } from '../support/electronApp.ts';

const accountId = 'profile:short';
/** So often the keys end while the transfers move. */
const expiries = 20;
/** Small files beside the large one, for each of which keys are asked. */
const fileCount = 700;
/** S3 ends each key this much earlier than STS said, so that some are refused although they look good. */
const cheatMs = 900;

let world: AwsWorld;
let satchel: RunningSatchel;

beforeAll(async () => {
  world = await startAwsWorld({ movies: {} });
  const { lines } = await world.addKeys('base');
  world.identity.addRole({ arn: 'arn:aws:iam::111122223333:role/Uploader' });
  world.identity.setSessionSeconds(2);
  world.identity.onIssued((issued) =>
    world.control.addSession({ ...issued, expiresAtMs: issued.expiresAtMs - cheatMs }),
  );
  const role = 'role_arn = arn:aws:iam::111122223333:role/Uploader\nsource_profile = base\n';
  await world.writeFiles({
    config: `[profile short]\n${role}${world.here}\n[profile base]\n${world.here}\n${world.services}`,
    credentials: `[base]\n${lines}`,
  });
  satchel = await world.open();
});
afterAll(async () => {
  await satchel?.close();
  await world?.close();
});

/**
 * Follows all jobs to their ends, slowly until the keys have ended often enough. Answers the jobs, and every failure that
 * one of them ever showed.
 */
async function follow(): Promise<{
  readonly jobs: readonly TransferJob[];
  readonly seen: readonly unknown[];
}> {
  const before = world.identity.issued.length;
  const seen: unknown[] = [];
  for (;;) {
    const { jobs } = await requestInPage(satchel.page, 'transfer.list', {});
    for (const { failures, error } of jobs) seen.push(...failures, ...(error ? [error] : []));
    if (jobs.every(({ endedAtMs }) => endedAtMs !== undefined)) return { jobs, seen };
    if (world.identity.issued.length - before > expiries) await world.control.throttle(null);
    await satchel.page.waitForTimeout(100);
  }
}

test('an upload and a download go through twenty ends of their keys', { timeout: 240_000 }, async () => {
  const large = randomFillSync(Buffer.alloc(33 * 1024 * 1024 + 11));
  const small = large.subarray(0, 128 * 1024);
  const source = path.join(world.folder, 'trip');
  const target = path.join(world.folder, 'downloads');
  await mkdir(source);
  await mkdir(target);
  await writeFile(path.join(source, 'movie.bin'), large);
  for (let number = 0; number < fileCount; number += 1)
    await writeFile(path.join(source, `${number}.bin`), small);
  await world.storage.put({ bucket: 'movies', key: 'old.bin' }, large);
  await satchel.stubDialog({ folders: [source], downloadFolder: target });

  // So slow that they would not end before the keys have.
  await world.control.throttle(3 * 1024 * 1024);
  const chosen = await requestInPage(satchel.page, 'upload.chooseFolders', {});
  await requestInPage(satchel.page, 'transfer.upload', {
    grantId: chosen?.grantId ?? '',
    target: { accountId, bucket: 'movies', prefix: '' },
  });
  const folder = await requestInPage(satchel.page, 'download.chooseFolder', {});
  await requestInPage(satchel.page, 'transfer.download', {
    grantId: folder?.grantId ?? '',
    selection: { accountId, bucket: 'movies', basePrefix: '', keys: ['old.bin'], prefixes: [] },
  });

  const { jobs, seen } = await follow();
  expect(world.identity.issued.length).toBeGreaterThan(expiries);
  expect({ statuses: jobs.map(({ status }) => status), seen }).toEqual({
    statuses: ['done', 'done'],
    seen: [],
  });
  expect((await readFile(path.join(target, 'old.bin'))).equals(large)).toBe(true);
  const { body } = await world.storage.openRange({ bucket: 'movies', key: 'trip/movie.bin' });
  expect(Buffer.concat(await body.toArray()).equals(large)).toBe(true);
  const upload = jobs.find(({ kind }) => kind === 'upload');
  expect(upload?.doneCount).toBe(fileCount + 1);
});
