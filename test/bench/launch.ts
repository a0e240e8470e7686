import path from 'node:path';
import { fileWindow } from '../support/fileWindow.ts';
import { alone, type Figure, median } from './figures.ts';
import { bucket, type Session } from './session.ts';

/** Seconds from starting the process to a window in which a bucket can be clicked: the very first time, and later ones. */
export async function benchLaunch(session: Session, rounds: number): Promise<readonly Figure[]> {
  const userData = path.join(session.folder, 'userData');
  const launch = async () => {
    const startedMs = performance.now();
    const satchel = await session.launch({ userData });
    try {
      await fileWindow(satchel.page).bucket(bucket).waitFor();
      return (performance.now() - startedMs) / 1000;
    } finally {
      await satchel.close();
    }
  };
  const first = await launch();
  const later: number[] = [];
  for (let round = 0; round < rounds; round += 1) later.push(await launch());
  return [
    alone('launch to usable window, first time', first, 's'),
    alone('launch to usable window', median(later), 's'),
  ];
}
