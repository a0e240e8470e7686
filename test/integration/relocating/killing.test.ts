import { createHash, randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buffer } from 'node:stream/consumers';
import { expect, onTestFinished, test } from 'vitest';
import type { Connection } from '../../../electron/core/accounts/connection.ts';
import type { Storage } from '../../../electron/core/storage/storage.ts';
import type { Operation } from '../../../shared/domain/operation.ts';
import { openConnection } from '../../support/connectionTo.ts';
import { createSteps } from '../../support/engineProcess/killing.ts';
import { seededRandom } from '../../support/engineProcess/seededRandom.ts';
import { startFaultProxy } from '../../support/faultProxy/faultProxy.ts';
import { startRelocationProcess } from '../../support/relocationProcess/relocationProcess.ts';
import { spawnS3Server } from '../../support/s3server/spawn.ts';
import { connectionTo } from '../storage/openS3.ts';

const bucket = 'archive';
const MiB = 1024 ** 2;
const limits = { largestAtOnceBytes: 8 * MiB, partBytes: 5 * MiB };
const wantedKills = 20;

async function openServer(folder: string, name: string, onStep: () => void) {
  const server = await spawnS3Server({ dir: path.join(folder, name) });
  const proxy = await startFaultProxy(server.url, { onStep });
  const direct = connectionTo(server, { provider: 'aws' });
  const storage = openConnection(direct);
  await storage.createBucket(bucket);
  onTestFinished(async () => {
    storage.close();
    await proxy.close();
    await server.stop();
  });
  const connection: Connection = { ...direct, endpoint: proxy.url };
  return { storage, connection };
}

/** Each object's hash and type by its key below a prefix. */
async function contents(storage: Storage, prefix: string): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  let cursor: string | undefined;
  do {
    const page = await storage.listPage({ bucket, prefix, ...(cursor !== undefined && { cursor }) });
    for (const entry of page.entries) {
      if (entry.kind === 'folder') continue;
      const { body, contentType } = await storage.openRange({ bucket, key: entry.key });
      const hash = createHash('md5')
        .update(await buffer(body))
        .digest('hex');
      found.set(entry.key.slice(prefix.length), `${contentType} ${hash}`);
    }
    cursor = page.nextCursor;
  } while (cursor !== undefined);
  return found;
}

test.for([
  { name: 'in one bucket', target: 'one' },
  { name: 'from one server to another', target: 'other' },
])(
  'a move $name survives that the process is killed again and again',
  { timeout: 600_000 },
  async ({ target }) => {
    const folder = await mkdtemp(path.join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'satchel-moves-'));
    onTestFinished(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));
    const steps = createSteps();
    const servers = {
      one: await openServer(folder, 'one', steps.step),
      other: await openServer(folder, 'other', steps.step),
    };
    const random = seededRandom(target.length);
    const { one } = servers;
    for (let number = 0; number < 80; number += 1) {
      const key = `round 0/folder ${number % 3}/note ${number}`;
      await one.storage.put({ bucket, key }, randomBytes(1 + Math.floor(random() * 20_000)), {
        contentType: `text/x-${number}`,
      });
    }
    await one.storage.put({ bucket, key: 'round 0/' }, Buffer.alloc(0));
    await one.storage.put({ bucket, key: 'round 0/film' }, randomBytes(21 * MiB + 7), {
      contentType: 'video/webm',
    });
    await one.storage.put({ bucket, key: 'round 0/clip' }, randomBytes(17 * MiB), {
      contentType: 'video/mp4',
    });
    const wanted = await contents(one.storage, 'round 0/');
    expect(wanted.size).toBe(83);

    const setup = {
      connections: { one: servers.one.connection, other: servers.other.connection },
      journalFolder: path.join(folder, 'journal'),
      limits,
    };
    let kills = 0;
    let from: 'one' | 'other' = 'one';
    for (let round = 0; kills < wantedKills; round += 1) {
      const to: 'one' | 'other' = target === 'one' ? 'one' : from === 'one' ? 'other' : 'one';
      const isLast = () => kills >= wantedKills;
      let process = await startRelocationProcess(setup);
      const id = await process.start({
        order: 'move',
        request: {
          selection: { accountId: from, bucket, basePrefix: '', keys: [], prefixes: [`round ${round}/`] },
          target: { accountId: to, bucket, prefix: '' },
          onTaken: 'stop',
          newName: `round ${round + 1}`,
        },
      });
      let operation: Operation | undefined;
      while (operation === undefined) {
        const ended = process.ended(id);
        const isKilled = isLast()
          ? false
          : steps.after(20 + Math.floor(random() * 400)).then(() => 'kill' as const);
        const outcome = await Promise.race([ended, ...(isKilled === false ? [] : [isKilled])]);
        expect(process.troubles).toEqual([]);
        if (outcome !== 'kill') {
          operation = outcome;
          await process.close();
          break;
        }
        ended.catch(() => undefined);
        await process.kill9();
        kills += 1;
        process = await startRelocationProcess(setup);
        // It may have ended just before, or have come to no effect at all.
        if (!process.resumed.some((resumed) => resumed.id === id)) {
          await process.close();
          break;
        }
      }
      if (operation !== undefined)
        expect(operation).toMatchObject({ status: 'done', fileCount: 83, failureCount: 0 });
      const isMoved = (await contents(servers[to].storage, `round ${round + 1}/`)).size > 0;
      if (!isMoved) {
        // Killed before it was written down: nothing has happened.
        expect(await contents(servers[from].storage, `round ${round}/`)).toEqual(wanted);
        round -= 1;
        continue;
      }
      expect(await contents(servers[to].storage, `round ${round + 1}/`)).toEqual(wanted);
      expect(await contents(servers[from].storage, `round ${round}/`)).toEqual(new Map());
      for (const { storage } of Object.values(servers))
        expect((await storage.listUploads(bucket)).uploads).toEqual([]);
      from = to;
    }
    expect(kills).toBeGreaterThanOrEqual(wantedKills);
  },
);
