import { mkdir, open, rm } from 'node:fs/promises';
import path from 'node:path';
import { alone, type Figure } from './figures.ts';
import { loadFigures, watchMainProcess } from './mainProcess.ts';
import { uploadInSatchel, uploadUntil } from './satchelTransfers.ts';
import type { Session } from './session.ts';
import { manyFiles } from './works.ts';

const crowd = manyFiles('100,000 files of 1 KiB', 'crowd/', 100_000, 1024);
const sparseGib = 200;

/** 100,000 files up: what it costs the main process, and how long it takes. */
export async function benchCrowd(session: Session): Promise<readonly Figure[]> {
  const folder = path.join(session.folder, crowd.local);
  await crowd.make(folder);
  const satchel = await session.launch();
  try {
    let seconds = 0;
    const load = await watchMainProcess(satchel, async () => {
      seconds = await uploadInSatchel(satchel, folder, '', true);
    });
    return [alone(`${crowd.name} up`, seconds, 's'), ...loadFigures(`${crowd.name} up`, load)];
  } finally {
    await satchel.close();
    // What it has put on the server stays: nothing is measured there after it.
    await rm(folder, { recursive: true, force: true });
  }
}

/** The first `gib` GiB of a sparse file of 200 GiB, against a server that throws bodies away. */
export async function benchSparse(session: Session, gib: number): Promise<readonly Figure[]> {
  const folder = path.join(session.folder, 'sparse');
  const local = path.join(folder, 'disk.img');
  await mkdir(folder);
  await using file = await open(local, 'w');
  await file.truncate(sparseGib * 1024 ** 3);
  const satchel = await session.launch();
  try {
    let seconds = 0;
    const wantedGib = Math.min(gib, sparseGib);
    const load = await watchMainProcess(satchel, async () => {
      seconds = await uploadUntil(satchel, local, wantedGib * 1024 ** 3);
    });
    const part = wantedGib < sparseGib ? `, the first ${wantedGib} GiB of them` : '';
    const name = `${sparseGib} GiB up to a server that discards${part}`;
    return [alone(name, seconds, 's'), ...loadFigures(name, load)];
  } finally {
    await satchel.close();
    await rm(folder, { recursive: true, force: true });
  }
}
