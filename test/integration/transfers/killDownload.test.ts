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
  expect(finishedParts).toBeGreaterThan(0);
  // Nothing holds the next part up until the last one is in the journal.
  expect(fetchedAgain, `of ${finishedParts} parts that had come`).toBeLessThanOrEqual(kills / 20);
}, 600_000);

async function downloadThroughKills(name: string) {
  const { proxy, steps, folder } = world;
  const target = path.join(folder, name);
  await mkdir(target);
  proxy.forget();
  const passedBefore = new Set<LoggedRequest>();
  let fetchedAgain = 0;
  let firstOfRun = 0;
  const { jobs, kills } = await runThroughKills({
    // One at a time, so that a part is over when the next ones of the same process have begun.
    start: () => {
      firstOfRun = proxy.log.length;
      return world.start('journal', { parallelTransfers: 1 });
    },
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
      // What has passed the proxy may still be on its way through the system, unless others have come after it.
      const parts = proxy.log.slice(firstOfRun).filter(isPart);
      for (const request of parts.slice(0, -2)) if (request.hasPassed) passedBefore.add(request);
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
