import { mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { TransferJob } from '../../../shared/domain/transfer.ts';
import type { EngineProcess } from '../../support/engineProcess/engineProcess.ts';
import {
  accountId,
  bucket,
  type EngineWorld,
  openEngineWorld,
} from '../../support/engineProcess/engineWorld.ts';
import { readObjects, readTree, type Tree, writeTree } from '../../support/engineProcess/fileTree.ts';
import { seededRandom } from '../../support/engineProcess/seededRandom.ts';
import { faultKinds, seededFaults } from '../../support/faultProxy/faultPlan.ts';

const MiB = 1024 * 1024;
const seed = Number(process.env.SATCHEL_FAULT_SEED ?? Date.now() % 1_000_000);
const random = seededRandom(seed);
const clockFactor = 50;
/** Transfers that met a fault, over all tests. */
const faulted = new Set<string>();
const faultsSeen = new Set<string>();
let world: EngineWorld;
let engine: EngineProcess;
let source: Tree;

beforeAll(async () => {
  world = await openEngineWorld(400);
  const sizes = new Map([
    ['films/long.bin', 50 * MiB + 7],
    ['films/short.bin', 17 * MiB],
    ['nothing.txt', 0],
  ]);
  for (let number = 0; number < 300; number += 1) {
    sizes.set(`notes ${number % 7}/note ${number}.txt`, 1 + Math.floor(random() * 30_000));
  }
  const folder = path.join(world.folder, 'trip');
  await writeTree(folder, sizes);
  source = await readTree(folder);
  engine = await world.start('journal', { clockFactor });
});
afterAll(async () => {
  await engine.close();
  await world.close();
});

/** Lets requests go wrong while jobs run; the jobs at their end, without the files that are plainly failed. */
async function runFaulted(name: string, rate: number, begin: () => Promise<string>): Promise<TransferJob> {
  const { proxy } = world;
  proxy.forget();
  proxy.setPlan(seededFaults({ seed, rate, mostInARow: 2 }));
  try {
    const [job] = await engine.ended([await begin()]);
    if (!job) throw new Error('The job is gone');
    return job;
  } finally {
    proxy.setPlan(undefined);
    for (const { fault, path: key } of proxy.log) {
      if (fault === undefined) continue;
      faultsSeen.add(fault);
      if (key.includes('trip/')) faulted.add(`${name} ${key}`);
    }
  }
}

/** What arrived is as it was sent, and only what the job calls failed is missing. */
function expectWhole(job: TransferJob, arrived: Tree): void {
  const altered = [...arrived].filter(([name, hash]) => source.get(name) !== hash);
  const missing = [...source.keys()].filter((name) => !arrived.has(name));
  expect({ altered: altered.map(([name]) => name), missing: missing.length }).toEqual({
    altered: [],
    missing: job.failedCount,
  });
  expect(job.failures.every(({ error }) => error.code !== 'internal')).toBe(true);
  expect(job.status).toBe(job.failedCount === 0 ? 'done' : 'failed');
}

test(`uploads over a bad line end whole (SATCHEL_FAULT_SEED=${seed})`, async () => {
  const job = await runFaulted('up', 0.45, () =>
    engine.start({
      order: 'upload',
      paths: [path.join(world.folder, 'trip')],
      target: { accountId, bucket, prefix: 'bad line/' },
      onTaken: 'ask',
    }),
  );
  expectWhole(job, await readObjects(world.storage, bucket, 'bad line/trip/'));
  expect((await world.storage.listUploads(bucket)).uploads).toEqual([]);
}, 120_000);

test('downloads over a bad line end whole', async () => {
  for (const name of source.keys()) {
    await world.storage.put(
      { bucket, key: `trip/${name}` },
      await readFile(path.join(world.folder, 'trip', name)),
    );
  }
  const folder = path.join(world.folder, 'bad line');
  await mkdir(folder);
  const job = await runFaulted('down', 0.6, () =>
    engine.start({
      order: 'download',
      selection: { accountId, bucket, basePrefix: '', keys: [], prefixes: ['trip/'] },
      folderPath: folder,
      onTaken: 'ask',
    }),
  );
  expectWhole(job, await readTree(path.join(folder, 'trip')));
}, 120_000);

test('a server that is gone for a minute and comes back is waited for', async () => {
  const begun = engine.start({
    order: 'upload',
    paths: [path.join(world.folder, 'trip')],
    target: { accountId, bucket, prefix: 'gone/' },
    onTaken: 'ask',
  });
  await world.steps.after(40);
  await world.proxy.leave();
  const jobId = await begun;
  await engine.until(({ jobs }) => jobs.some(({ id, status }) => id === jobId && status === 'offline'));
  await pause(60_000 / clockFactor);
  await world.proxy.comeBack();
  // The first connections meet a server that is not quite there.
  world.proxy.refuse(5);
  const [job] = await engine.ended([jobId]);
  expect(job).toMatchObject({ status: 'done', failedCount: 0 });
  expect(await readObjects(world.storage, bucket, 'gone/trip/')).toEqual(source);
}, 120_000);

test('a server that never gets better ends in a plain failure, or is waited for without an end', async () => {
  world.proxy.setPlan(({ bytes }) => (bytes === 'up' ? { kind: 'serverError', at: 0 } : undefined));
  const jobId = await engine.start({
    order: 'upload',
    paths: [path.join(world.folder, 'trip/nothing.txt'), path.join(world.folder, 'trip/films/short.bin')],
    target: { accountId, bucket, prefix: 'never/' },
    onTaken: 'ask',
  });
  const { jobs } = await engine.until(({ jobs }) =>
    jobs.some(({ id, status }) => id === jobId && (status === 'failed' || status === 'offline')),
  );
  world.proxy.setPlan(undefined);
  expect(jobs.find(({ id }) => id === jobId)?.failures.map(({ error }) => error.code)).not.toContain(
    'internal',
  );
}, 60_000);

test('every fault was met, by five hundred transfers and more', () => {
  expect(faultKinds.filter((kind) => !faultsSeen.has(kind))).toEqual([]);
  expect(faulted.size).toBeGreaterThanOrEqual(500);
  expect(engine.troubles).toEqual([]);
});
