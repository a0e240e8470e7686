import { mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  accountId,
  bucket,
  type EngineWorld,
  openEngineWorld,
} from '../../support/engineProcess/engineWorld.ts';
import { readTree, type Tree, writeTree } from '../../support/engineProcess/fileTree.ts';
import { mixedFolder, runThroughKills } from '../../support/engineProcess/killing.ts';
import { seededRandom } from '../../support/engineProcess/seededRandom.ts';
import type { LoggedRequest } from '../../support/faultProxy/faultProxy.ts';

const wantedKills = 55;
const seed = Number(process.env.SATCHEL_KILL_SEED ?? Date.now() % 1_000_000);
const random = seededRandom(seed);
let world: EngineWorld;
let source: Tree;

beforeAll(async () => {
  world = await openEngineWorld(5000);
  const folder = path.join(world.folder, 'source');
  await writeTree(folder, mixedFolder(random));
  source = await readTree(folder);
  for (const name of source.keys()) {
    const content = name.endsWith('/') ? Buffer.alloc(0) : await readFile(path.join(folder, name));
    await world.storage.put({ bucket, key: `trip/${name}` }, content);
  }
});
afterAll(() => world.close());

test(`downloads that are killed again and again arrive whole, once (SATCHEL_KILL_SEED=${seed})`, async () => {
  let kills = 0;
  let finishedParts = 0;
  let fetchedAgain = 0;
  for (let round = 0; kills < wantedKills; round += 1) {
    const through = await downloadThroughKills(`round ${round}`);
    kills += through.kills;
    finishedParts += through.finishedBefore;
    fetchedAgain += through.fetchedAgain;
  }
  expect(kills).toBeGreaterThanOrEqual(wantedKills);
  // A part that had just arrived when the kill came may not have been on the disk yet.
  expect(fetchedAgain, `of ${finishedParts} parts that had come`).toBeLessThanOrEqual(kills / 4);
}, 240_000);

async function downloadThroughKills(name: string) {
  const { proxy, steps, folder } = world;
  const target = path.join(folder, name);
  await mkdir(target);
  proxy.forget();
  const passedBefore = new Set<LoggedRequest>();
  let fetchedAgain = 0;
  const { jobs, kills } = await runThroughKills({
    // Two at a time, so that parts end one after the other and not all at the end.
    start: () => world.start('journal', { parallelTransfers: 2 }),
    steps,
    begin: async (engine) => [
      await engine.start({
        order: 'download',
        selection: { accountId, bucket, basePrefix: '', keys: [], prefixes: ['trip/'] },
        folderPath: target,
        onTaken: 'ask',
      }),
    ],
    nextKill: () => Math.floor(random() * 1000),
    beforeKill: () => {
      for (const request of proxy.log) if (isPart(request) && request.hasPassed) passedBefore.add(request);
    },
  });
  expect(jobs).toMatchObject([{ status: 'done', failedCount: 0, skippedCount: 0, renamedCount: 0 }]);
  expect(await readTree(path.join(target, 'trip'))).toEqual(source);
  const done = new Set<string>();
  for (const request of proxy.log.filter(isPart)) {
    if (done.has(nameOf(request))) fetchedAgain += 1;
    if (passedBefore.has(request)) done.add(nameOf(request));
  }
  return { kills, fetchedAgain, finishedBefore: done.size };
}

const isPart = ({ method, range }: LoggedRequest) => method === 'GET' && range !== undefined;
const nameOf = ({ path: key, range }: LoggedRequest) => `${key} ${range}`;
