import { randomFillSync } from 'node:crypto';
import { mkdir, open, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { type Figure, median } from './figures.ts';
import { watchMainProcess } from './mainProcess.ts';
import { bucket, downloadInSatchel, type Session, uploadInSatchel } from './session.ts';

type Work = {
  readonly name: string;
  readonly make: (folder: string) => Promise<{ readonly local: string; readonly key: string }>;
};

const largeFile: Work = {
  name: '1 GiB',
  make: async (folder) => {
    const local = path.join(folder, 'movie.bin');
    const block = randomFillSync(Buffer.alloc(64 * 1024 * 1024));
    await using file = await open(local, 'w');
    for (let written = 0; written < 1024 ** 3; written += block.length) await file.write(block);
    return { local, key: 'movie.bin' };
  },
};

const smallFiles: Work = {
  name: '1,000 files of 100 KiB',
  make: async (folder) => {
    const local = path.join(folder, 'small');
    await mkdir(local);
    const content = randomFillSync(Buffer.alloc(100 * 1024));
    for (let number = 0; number < 1000; number += 1) {
      content.writeUInt32LE(number);
      await writeFile(path.join(local, `file ${number}.bin`), content);
    }
    return { local, key: 'small/' };
  },
};

/** 1 GiB up and down, with what it costs the main process. */
export const benchLargeFile = (session: Session, rounds: number) =>
  benchTransfers(session, largeFile, rounds);

/** 1,000 files of 100 KiB up and down, with what it costs the main process. */
export const benchSmallFiles = (session: Session, rounds: number) =>
  benchTransfers(session, smallFiles, rounds);

async function benchTransfers(session: Session, work: Work, rounds: number): Promise<readonly Figure[]> {
  const source = path.join(session.folder, 'source');
  await mkdir(source);
  const { local, key } = await work.make(source);
  const satchel = await session.launch();
  const up = new Samples();
  const down = new Samples();
  /** Each round has a prefix of its own, so that no conflict question comes up. */
  const satchelRound = async (round: number) => {
    const prefix = `satchel-${round}/`;
    up.add('Satchel', await uploadInSatchel(satchel, local, prefix));
    const download = (folder: string) => downloadInSatchel(satchel, `${prefix}${key}`, folder);
    down.add('Satchel', await intoFreshFolder(session, download));
  };
  try {
    const load = await watchMainProcess(satchel, () => satchelRound(0));
    for (let round = 1; round <= rounds; round += 1) {
      for (const peer of session.peers) {
        const target = `${peer.name}-${round}/${key}`;
        up.add(peer.name, await peer.upload(local, bucket, target));
        const download = (folder: string) => peer.download(bucket, target, folder);
        down.add(peer.name, await intoFreshFolder(session, download));
      }
      await satchelRound(round);
    }
    return [
      up.figure(`${work.name} up`),
      down.figure(`${work.name} down`),
      alone(`${work.name}: peak memory of the main process`, load.peakMemoryMb, 'MB'),
      alone(`${work.name}: memory above idle`, load.peakMemoryMb - load.idleMemoryMb, 'MB'),
      alone(`${work.name}: longest block of the event loop`, load.longestBlockMs, 'ms'),
      alone(`${work.name}: p99 block of the event loop`, load.p99BlockMs, 'ms'),
    ];
  } finally {
    await satchel.close();
    await rm(source, { recursive: true, force: true });
  }
}

const alone = (name: string, value: number, unit: Figure['unit']): Figure => ({
  name,
  value,
  unit,
  peers: [],
});

async function intoFreshFolder(session: Session, work: (folder: string) => Promise<number>): Promise<number> {
  const folder = path.join(session.folder, 'target');
  await mkdir(folder);
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Seconds by client, each one's rounds in order. */
class Samples {
  readonly #seconds = new Map<string, number[]>();

  add(client: string, seconds: number): void {
    this.#seconds.set(client, [...(this.#seconds.get(client) ?? []), seconds]);
  }

  figure(name: string): Figure {
    const medians = [...this.#seconds].map(([client, values]) => ({ name: client, value: median(values) }));
    const own = medians.find((client) => client.name === 'Satchel');
    if (!own) throw new Error(`${name}: Satchel was not measured`);
    return { name, value: own.value, unit: 's', peers: medians.filter((client) => client !== own) };
  }
}
