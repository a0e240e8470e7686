import { randomFillSync } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { TransferJob } from '../../shared/domain/transfer.ts';
import { type AwsWorld, startAwsWorld } from '../support/awsWorld.ts';
import { type RunningSatchel, requestInPage } from '../support/electronApp.ts';

const accountId = 'profile:short';
/** So often the keys end in the middle of a transfer. */
const expiries = 20;
/** S3 ends each key this much earlier than STS said, so that some are refused although they look good. */
const cheatMs = 400;

let world: AwsWorld;
let satchel: RunningSatchel;

beforeAll(async () => {
  world = await startAwsWorld({ movies: {} });
  const { lines } = await world.addKeys('base');
  world.identity.addRole({ arn: 'arn:aws:iam::111122223333:role/Uploader' });
  world.identity.setSessionSeconds(1);
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
  await satchel.close();
  await world.close();
});

/** Follows a job to its end; slow until the keys have ended often enough. Answers it, and every failure it ever showed. */
async function follow(
  jobId: string,
): Promise<{ readonly job: TransferJob; readonly seen: readonly unknown[] }> {
  const before = world.identity.issued.length;
  const seen: unknown[] = [];
  for (;;) {
    const { jobs } = await requestInPage(satchel.page, 'transfer.list', {});
    const job = jobs.find(({ id }) => id === jobId);
    if (job === undefined) throw new Error('The job is not listed');
    seen.push(...job.failures, ...(job.error ? [job.error] : []));
    if (world.identity.issued.length - before > expiries) await world.control.throttle(null);
    if (job.endedAtMs !== undefined) return { job, seen };
    await satchel.page.waitForTimeout(100);
  }
}

test('an upload and a download go through twenty ends of their keys', { timeout: 240_000 }, async () => {
  const content = randomFillSync(Buffer.alloc(96 * 1024 * 1024 + 11));
  const source = path.join(world.folder, 'movie.bin');
  const target = path.join(world.folder, 'downloads');
  await mkdir(target);
  await writeFile(source, content);
  await satchel.stubDialog({ files: [source], downloadFolder: target });

  // So slow that it would not end before the keys have.
  await world.control.throttle(2 * 1024 * 1024);
  const upload = await requestInPage(satchel.page, 'upload.chooseFiles', {});
  const sent = await requestInPage(satchel.page, 'transfer.upload', {
    grantId: upload?.grantId ?? '',
    target: { accountId, bucket: 'movies', prefix: '' },
  });
  const up = await follow(sent.jobId);
  expect({ ...up, job: up.job.status }).toEqual({ job: 'done', seen: [] });

  await world.control.throttle(2 * 1024 * 1024);
  const download = await requestInPage(satchel.page, 'download.chooseFolder', {});
  const received = await requestInPage(satchel.page, 'transfer.download', {
    grantId: download?.grantId ?? '',
    selection: { accountId, bucket: 'movies', basePrefix: '', keys: ['movie.bin'], prefixes: [] },
  });
  const down = await follow(received.jobId);
  expect({ ...down, job: down.job.status }).toEqual({ job: 'done', seen: [] });
  expect((await readFile(path.join(target, 'movie.bin'))).equals(content)).toBe(true);
});
