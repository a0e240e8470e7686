import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  accountId,
  bucket,
  type EngineWorld,
  openEngineWorld,
} from '../../support/engineProcess/engineWorld.ts';
import { readObjects, readTree, type Tree, writeTree } from '../../support/engineProcess/fileTree.ts';
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
  await writeTree(path.join(world.folder, 'trip'), mixedFolder(random));
  source = await readTree(path.join(world.folder, 'trip'));
});
afterAll(() => world.close());

test(`uploads that are killed again and again arrive whole, once (SATCHEL_KILL_SEED=${seed})`, async () => {
  let kills = 0;
  for (let round = 0; kills < wantedKills; round += 1) kills += await uploadThroughKills(`round ${round}/`);
  expect(kills).toBeGreaterThanOrEqual(wantedKills);
}, 600_000);

/** One upload of the folder; the number of kills that it went through. */
async function uploadThroughKills(prefix: string): Promise<number> {
  const { proxy, steps, storage, folder } = world;
  proxy.forget();
  const answeredBefore = new Set<LoggedRequest>();
  const logLengths: number[] = [];
  const { jobs, kills } = await runThroughKills({
    // Two at a time, so that parts end one after the other and not all at the end.
    start: () => world.start('journal', { parallelTransfers: 2 }),
    steps,
    begin: async (engine) => [
      await engine.start({
        order: 'upload',
        paths: [path.join(folder, 'trip')],
        target: { accountId, bucket, prefix },
        onTaken: 'ask',
      }),
    ],
    nextKill: () => Math.floor(random() * 1000),
    beforeKill: () => {
      logLengths.push(proxy.log.length);
      for (const request of proxy.log)
        if (isBody(request) && request.status === 200) answeredBefore.add(request);
    },
  });
  expect(jobs).toMatchObject([{ status: 'done', failedCount: 0, skippedCount: 0, renamedCount: 0 }]);
  expect(await readObjects(storage, bucket, `${prefix}trip/`)).toEqual(source);
  expect((await storage.listUploads(bucket)).uploads).toEqual([]);
  expect(sentAgain(proxy.log, answeredBefore)).toEqual([]);
  return kills;
}

const isBody = ({ method, query }: LoggedRequest) =>
  method === 'PUT' && (query.size === 0 || query.has('partNumber') || query.has('x-id'));
const nameOf = ({ path: key, query }: LoggedRequest) => `${key} ${query.get('partNumber') ?? ''}`;

/** What was sent again although the server had answered it before a kill. */
function sentAgain(log: readonly LoggedRequest[], answered: ReadonlySet<LoggedRequest>): readonly string[] {
  const done = new Set<string>();
  const again: string[] = [];
  for (const request of log) {
    if (!isBody(request)) continue;
    if (done.has(nameOf(request))) again.push(nameOf(request));
    if (answered.has(request)) done.add(nameOf(request));
  }
  return again;
}
