import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { type Figure, Samples } from './figures.ts';
import { loadFigures, watchMainProcess } from './mainProcess.ts';
import { downloadInSatchel, uploadInSatchel } from './satchelTransfers.ts';
import { bucket, type Session } from './session.ts';
import type { Work } from './works.ts';

/** Who moves the files; `up` and `down` resolve to seconds, and `prefix` is where on the server. */
type Client = {
  readonly name: string;
  readonly up: (prefix: string) => Promise<number>;
  readonly down: (prefix: string, folder: string) => Promise<number>;
};
type Seconds = { readonly up: number; readonly down: number };

/** A work up and down by Satchel and its peers, one after the other in each round, with what it costs the main process. */
export async function benchWork(session: Session, work: Work, rounds: number): Promise<readonly Figure[]> {
  const source = path.join(session.folder, 'source');
  const local = path.join(source, work.local);
  const up = new Samples();
  const down = new Samples();
  await mkdir(source);
  await work.make(local);
  const satchel = await session.launch();
  const own: Client = {
    name: 'Satchel',
    up: (prefix) => uploadInSatchel(satchel, path.resolve(local), prefix, local.endsWith('/')),
    down: (prefix, folder) => downloadInSatchel(satchel, `${prefix}${work.local}`, folder),
  };
  try {
    const clients = [own, ...peersFor(session, work, local)];
    // Nothing else runs beside this first round, which no figure of time counts.
    const load: Figure[] = [];
    await moveThereAndBack(session, work, {
      name: own.name,
      up: async (prefix) => watched(`${work.name} up`, () => own.up(prefix)),
      down: async (prefix, folder) => watched(`${work.name} down`, () => own.down(prefix, folder)),
    });
    for (let round = 0; round < rounds; round += 1) {
      const first = round % clients.length;
      for (const client of [...clients.slice(first), ...clients.slice(0, first)]) {
        const isCompared = client === own || client.name in work.goals.up || work.isLong !== true;
        if (!isCompared && round > 0) continue;
        const seconds = await moveThereAndBack(session, work, client);
        up.add(client.name, seconds.up);
        down.add(client.name, seconds.down);
      }
    }
    return [
      up.figure(`${work.name} up`, 's', work.goals.up),
      down.figure(`${work.name} down`, 's', work.goals.down),
      ...load,
    ];

    async function watched(name: string, move: () => Promise<number>): Promise<number> {
      let seconds = 0;
      const felt = await watchMainProcess(satchel, async () => {
        seconds = await move();
      });
      load.push(...loadFigures(name, felt));
      return seconds;
    }
  } finally {
    await satchel.close();
    await rm(source, { recursive: true, force: true });
  }
}

function peersFor({ peers }: Session, work: Work, local: string): readonly Client[] {
  return peers
    .filter(({ takesFolders }) => takesFolders || !work.local.endsWith('/'))
    .map(({ name, upload, download }) => ({
      name,
      up: (prefix) => upload(local, bucket, `${prefix}${work.local}`),
      down: (prefix, folder) => download(bucket, `${prefix}${work.local}`, folder),
    }));
}

/** One client's round; throws when not every byte came back. */
async function moveThereAndBack(session: Session, work: Work, client: Client): Promise<Seconds> {
  const folder = path.join(session.folder, 'target');
  const prefix = `${client.name}/`;
  await mkdir(folder);
  try {
    const up = await client.up(prefix);
    const down = await client.down(prefix, folder);
    await checkArrived(client.name, work, folder);
    return { up, down };
  } finally {
    await rm(folder, { recursive: true, force: true });
    await session.removeObjects(prefix);
  }
}

async function checkArrived(client: string, { fileCount, sizeBytes }: Work, folder: string): Promise<void> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  const sizes = await Promise.all(
    files.map(async (file) => (await stat(path.join(file.parentPath, file.name))).size),
  );
  const arrivedBytes = sizes.reduce((sum, size) => sum + size, 0);
  if (files.length !== fileCount || arrivedBytes !== sizeBytes)
    throw new Error(`${client} brought ${files.length} files of ${arrivedBytes} bytes back`);
}
