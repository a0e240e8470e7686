import { mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
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
import { type FaultPlan, faultKinds, seededFaults } from '../../support/faultProxy/faultPlan.ts';

const MiB = 1024 * 1024;
const seed = Number(process.env.SATCHEL_FAULT_SEED ?? Date.now() % 1_000_000);
const random = seededRandom(seed);
const clockFactor = 100;
/**
 * Long enough that only a planned silence ends a request: one that a slow server answers after it was given up would leave
 * an upload that nobody knows of.
 */
const silenceTimeoutMs = 2000;
/** The name of the file that moves in parts. */
const inParts = 'film.bin';
/** Transfers that met a fault, over all tests. */
const faulted = new Set<string>();
const faultsSeen = new Set<string>();
let world: EngineWorld;
let engine: EngineProcess;
let source: Tree;

beforeAll(async () => {
  world = await openEngineWorld(silenceTimeoutMs);
  const sizes = new Map([
    [inParts, 17 * MiB + 7],
    ['nothing.txt', 0],
  ]);
  for (let number = 0; number < 400; number += 1) {
    sizes.set(`notes ${number % 7}/note ${number}.txt`, 1 + Math.floor(random() * 30_000));
  }
  await writeTree(trip(), sizes);
  source = await readTree(trip());
  for (const name of source.keys()) {
    await world.storage.put({ bucket, key: `trip/${name}` }, await readFile(path.join(trip(), name)));
  }
  engine = await world.start('journal', { clockFactor });
});
afterAll(async () => {
  await engine.close();
  await world.close();
});

const trip = () => path.join(world.folder, 'trip');

const upload = (name: string, prefix: string) =>
  engine.start({
    order: 'upload',
    paths: [path.join(world.folder, name)],
    target: { accountId, bucket, prefix },
    onTaken: 'ask',
  });

const download = (chosen: { readonly keys: string[]; readonly prefixes: string[] }, folderPath: string) =>
  engine.start({
    order: 'download',
    selection: { accountId, bucket, basePrefix: '', ...chosen },
    folderPath,
    onTaken: 'ask',
  });

/** The job at its end, after its requests have gone wrong as planned. */
async function runFaulted(name: string, plan: FaultPlan, begin: () => Promise<string>): Promise<TransferJob> {
  const { proxy } = world;
  proxy.forget();
  proxy.setPlan(plan);
  try {
    return await ended(await begin());
  } finally {
    proxy.setPlan(undefined);
    for (const { fault, path: key } of proxy.log) {
      if (fault === undefined) continue;
      faultsSeen.add(fault);
      if (key.includes('trip/')) faulted.add(`${name} ${key}`);
    }
  }
}

async function ended(jobId: string): Promise<TransferJob> {
  const [job] = await engine.ended([jobId]);
  if (!job) throw new Error('The job is gone');
  return job;
}

/** What arrived is as it was sent, and nothing but what the job plainly calls failed is missing. */
async function expectWhole(job: TransferJob, arrived: () => Promise<Tree>): Promise<void> {
  const first = await arrived();
  const altered = [...first].filter(([name, hash]) => source.get(name) !== hash);
  const missing = [...source.keys()].filter((name) => !first.has(name));
  expect({ altered, missing: missing.length, error: job.error }).toEqual({
    altered: [],
    missing: job.failedCount,
    error: undefined,
  });
  // A file whose bytes were altered again and again is given up: there may be a cause that trying does not cure.
  expect(new Set(job.failures.map(({ error }) => error.code))).toEqual(
    new Set(job.failedCount > 0 ? ['integrity.mismatch'] : []),
  );
  expect(job.status).toBe(job.failedCount > 0 ? 'failed' : 'done');
  if (job.failedCount === 0) return;
  engine.order({ order: 'retry' });
  await engine.until(({ jobs }) => jobs.some(({ id, status }) => id === job.id && status === 'done'));
  expect(await arrived()).toEqual(source);
}

test(`uploads over a bad line end whole (SATCHEL_FAULT_SEED=${seed})`, async () => {
  const plan = seededFaults({ seed, rate: 0.5, mostInARow: 2 });
  const job = await runFaulted('up', plan, () => upload('trip', 'bad line/'));
  await expectWhole(job, () => readObjects(world.storage, bucket, 'bad line/trip/'));
  expect((await world.storage.listUploads(bucket)).uploads).toEqual([]);
}, 240_000);

test(`downloads over a bad line end whole (SATCHEL_FAULT_SEED=${seed})`, async () => {
  const folder = path.join(world.folder, 'bad line');
  await mkdir(folder);
  const plan = seededFaults({ seed, rate: 0.7, mostInARow: 2 });
  const chosen = { keys: [], prefixes: ['trip/'] };
  const job = await runFaulted('down', plan, () => download(chosen, folder));
  await expectWhole(job, () => readTree(path.join(folder, 'trip')));
}, 240_000);

describe('a file in parts', () => {
  let patient: EngineProcess;

  // Each of its requests is silent once, one after the other.
  beforeAll(async () => {
    patient = engine;
    engine = await world.start('journal of parts', { clockFactor, silenceTimeoutMs: 300 });
  });
  afterAll(async () => {
    expect(engine.troubles).toEqual([]);
    await engine.close();
    engine = patient;
  });

  test.each(faultKinds)(
    'arrives when each of its requests meets %s once',
    async (kind) => {
      const once = () => seededFaults({ seed, rate: 1, mostInARow: 1, mostInAll: 1, kinds: [kind] });
      const folder = path.join(world.folder, `parts ${kind}`);
      await mkdir(folder);
      const up = await runFaulted(`up ${kind}`, once(), () => upload(`trip/${inParts}`, `parts ${kind}/`));
      const down = await runFaulted(`down ${kind}`, once(), () =>
        download({ keys: [`trip/${inParts}`], prefixes: [] }, folder),
      );
      for (const [job, arrived] of [
        [up, await readObjects(world.storage, bucket, `parts ${kind}/`)],
        [down, await readTree(folder)],
      ] as const) {
        const isGivenUp = kind.startsWith('flip') && job.status === 'failed';
        if (isGivenUp) expect(job.failures).toMatchObject([{ error: { code: 'integrity.mismatch' } }]);
        else expect(job).toMatchObject({ status: 'done', failedCount: 0 });
        expect([...arrived.values()]).toEqual(isGivenUp ? [] : [source.get(inParts)]);
      }
    },
    60_000,
  );
});

test('a server that is gone for a minute and comes back is waited for', async () => {
  const begun = upload('trip', 'gone/');
  await world.steps.after(40);
  await world.proxy.leave();
  const jobId = await begun;
  await engine.until(({ jobs }) => jobs.some(({ id, status }) => id === jobId && status === 'offline'));
  await pause(60_000 / clockFactor);
  await world.proxy.comeBack();
  // The first connections meet a server that is not quite there.
  world.proxy.refuse(5);
  expect(await ended(jobId)).toMatchObject({ status: 'done', failedCount: 0 });
  expect(await readObjects(world.storage, bucket, 'gone/trip/')).toEqual(source);
}, 120_000);

test('a server that never gets better ends in a plain failure, or is waited for without an end', async () => {
  world.proxy.setPlan(({ bytes }) => (bytes === 'up' ? { kind: 'serverError', at: 0 } : undefined));
  const jobId = await upload(`trip/${inParts}`, 'never/');
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
