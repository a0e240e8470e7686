import { randomFillSync } from 'node:crypto';
import { mkdir, open, readdir, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { alone, type Figure, Samples } from './figures.ts';
import { watchMainProcess } from './mainProcess.ts';
import { downloadInSatchel, uploadInSatchel } from './satchelTransfers.ts';
import { bucket, type Session } from './session.ts';

type Work = {
  readonly name: string;
  /** The file that is uploaded, or with a closing slash the folder. */
  readonly local: string;
  readonly fileCount: number;
  readonly sizeBytes: number;
  readonly make: (local: string) => Promise<void>;
};

const largeFile: Work = {
  name: '1 GiB',
  local: 'movie.bin',
  fileCount: 1,
  sizeBytes: 1024 ** 3,
  make: async (local) => {
    const block = randomFillSync(Buffer.alloc(64 * 1024 * 1024));
    await using file = await open(local, 'w');
    for (let written = 0; written < 1024 ** 3; written += block.length) await file.write(block);
  },
};

const smallFiles: Work = {
  name: '1,000 files of 100 KiB',
  local: 'small/',
  fileCount: 1000,
  sizeBytes: 1000 * 100 * 1024,
  make: async (local) => {
    await mkdir(local);
    const content = randomFillSync(Buffer.alloc(100 * 1024));
    for (let number = 0; number < 1000; number += 1) {
      content.writeUInt32LE(number);
      await writeFile(path.join(local, `file ${number}.bin`), content);
    }
  },
};

/** 1 GiB up and down, with what it costs the main process. */
export const benchLargeFile = (session: Session, rounds: number) =>
  benchTransfers(session, largeFile, rounds);

/** 1,000 files of 100 KiB up and down, with what it costs the main process. */
export const benchSmallFiles = (session: Session, rounds: number) =>
  benchTransfers(session, smallFiles, rounds);

/** Who moves the files; `up` and `down` resolve to seconds, and `prefix` is where on the server. */
type Client = {
  readonly name: string;
  readonly up: (prefix: string) => Promise<number>;
  readonly down: (prefix: string, folder: string) => Promise<number>;
};

async function benchTransfers(session: Session, work: Work, rounds: number): Promise<readonly Figure[]> {
  const source = path.join(session.folder, 'source');
  const local = path.join(source, work.local);
  const up = new Samples();
  const down = new Samples();
  await mkdir(source);
  await work.make(local);
  const satchel = await session.launch();
  try {
    const clients: readonly Client[] = [
      {
        name: 'Satchel',
        up: (prefix) => uploadInSatchel(satchel, path.resolve(local), prefix, local.endsWith('/')),
        down: (prefix, folder) => downloadInSatchel(satchel, `${prefix}${work.local}`, folder),
      },
      ...session.peers.map(({ name, upload, download }) => ({
        name,
        up: (prefix: string) => upload(local, bucket, `${prefix}${work.local}`),
        down: (prefix: string, folder: string) => download(bucket, `${prefix}${work.local}`, folder),
      })),
    ];
    const [first] = clients;
    // Nothing else runs beside this first round, which no figure of time counts.
    const load = await watchMainProcess(satchel, async () => first && moveThereAndBack(session, work, first));
    for (let round = 0; round < rounds; round += 1) {
      for (const client of [
        ...clients.slice(round % clients.length),
        ...clients.slice(0, round % clients.length),
      ]) {
        const seconds = await moveThereAndBack(session, work, client);
        up.add(client.name, seconds.up);
        down.add(client.name, seconds.down);
      }
    }
    return [
      up.figure(`${work.name} up`, 's'),
      down.figure(`${work.name} down`, 's'),
      alone(`${work.name}: peak memory of the main process`, load.peakMemoryMb, 'MB'),
      alone(`${work.name}: peak memory above idle`, load.peakMemoryMb - load.idleMemoryMb, 'MB'),
      alone(`${work.name}: longest block of the event loop`, load.longestBlockMs, 'ms'),
      alone(`${work.name}: 99th percentile of the event loop's blocks`, load.p99BlockMs, 'ms'),
    ];
  } finally {
    await satchel.close();
    await rm(source, { recursive: true, force: true });
  }
}

/** One client's round; throws when not every byte came back. */
async function moveThereAndBack(
  session: Session,
  work: Work,
  client: Client,
): Promise<{ readonly up: number; readonly down: number }> {
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
