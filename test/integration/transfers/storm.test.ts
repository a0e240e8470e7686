import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { SatchelError } from '../../../electron/core/satchelError.ts';
import { seededRandom } from '../../support/engineProcess/seededRandom.ts';
import { createMemoryStorage } from '../../support/memoryStorage.ts';
import { bucket, noise, readTree, selection, startTransfers, target, writeTree } from './harness.ts';

test.each([1, 2, 3, 4])(
  'jobs that are paused, cancelled, retried and begun anew at any time arrive whole (%d)',
  async (seed) => {
    const random = seededRandom(seed);
    const storage = createMemoryStorage({ buckets: [bucket] });
    const files: Record<string, Buffer> = { 'up/film': noise(40 * 1024 * 1024, seed) };
    for (let index = 0; index < 150; index += 1) files[`up/${index % 7}/${index}`] = noise(index * 10, index);
    for (const [key, bytes] of Object.entries(files))
      await storage.put({ bucket, key: `there/${key}` }, bytes);
    let run = await startTransfers(storage);
    await writeTree(run.folder, files);
    await mkdir(join(run.folder, 'down'));
    const failure = () =>
      new SatchelError(
        random() < 0.5 ? 'network.lost' : random() < 0.7 ? 'server.failed' : 'access.denied',
        'x',
      );
    for (const method of ['put', 'putPart', 'openRange', 'listPage', 'finishMultipart'] as const) {
      storage.inject(method, { kind: 'fail', error: failure() }, { times: 8, when: () => random() < 0.1 });
    }
    const up = await run.upload([join(run.folder, 'up')], target('to/'), 'replace');
    const chosen = selection({ basePrefix: 'there/', prefixes: ['there/up/'] });
    const down = await run.download(chosen, join(run.folder, 'down'), 'replace');

    for (let step = 0; step < 60; step += 1) {
      const ids = random() < 0.2 ? undefined : [random() < 0.5 ? up : down];
      const verb = (['pause', 'resume', 'resume', 'cancel', 'retry', 'retry', 'nudge', 'restart'] as const)[
        Math.floor(random() * 8)
      ];
      if (verb === 'restart') {
        await run.transfers.close();
        const { folder, journalFolder } = run;
        run = await startTransfers(storage, { folder, journalFolder });
      } else if (verb === 'nudge') await run.transfers.nudge();
      else if (verb !== undefined) await run.transfers[verb](ids);
      await sleep(random() * 12);
    }

    for (const jobId of [up, down]) {
      for (let round = 0; round < 50; round += 1) {
        await run.transfers.resume([jobId]);
        const job = await run.until(jobId, ({ status }) => ['done', 'failed', 'cancelled'].includes(status));
        if (job.status === 'done') break;
        await run.transfers.retry([jobId]);
        await run.until(jobId, ({ status }) => status !== job.status || job.endedAtMs === undefined);
      }
      expect((await run.transfers.list()).jobs.find(({ id }) => id === jobId)).toMatchObject({
        status: 'done',
        fileCount: 151,
        doneCount: 151,
        failedCount: 0,
        renamedCount: 0,
      });
    }
    const sent = [...storage.objects(bucket)].filter(([key]) => key.startsWith('to/'));
    expect(sent).toHaveLength(151);
    for (const [key, { bytes }] of sent) expect(files[key.slice(3)]?.equals(bytes)).toBe(true);
    expect(await readTree(join(run.folder, 'down/up'))).toEqual(await readTree(join(run.folder, 'up')));
    await expect.poll(() => storage.uploads()).toEqual([]);
  },
  120_000,
);
