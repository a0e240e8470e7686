import { type Figure, median } from './figures.ts';
import { bucket, type Session } from './session.ts';

/** Seconds from starting the process to a window in which a bucket can be clicked. */
export async function benchLaunch(session: Session, rounds: number): Promise<readonly Figure[]> {
  const seconds: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const startedMs = performance.now();
    const satchel = await session.launch();
    await satchel.page.getByRole('treeitem', { name: bucket }).waitFor();
    seconds.push((performance.now() - startedMs) / 1000);
    await satchel.close();
  }
  return [{ name: 'launch to usable window', value: median(seconds), unit: 's', peers: [] }];
}
