import { expect, test } from 'vitest';
import { watchNetwork } from '../../../electron/shell/networkWatch.ts';
import { manualClock } from '../transfers/manualClock.ts';

test('another network is told once, and so is the same one after none', () => {
  const clock = manualClock();
  let addresses = '10.0.0.2';
  let toldCount = 0;
  const tell = (): void => {
    toldCount += 1;
  };
  watchNetwork(clock, tell, () => addresses);
  const counts: number[] = [];
  for (const now of ['10.0.0.2', '192.168.1.7', '192.168.1.7', '', '192.168.1.7', '192.168.1.7']) {
    addresses = now;
    clock.advance(5000);
    counts.push(toldCount);
  }
  expect(counts).toEqual([0, 1, 1, 1, 2, 2]);
});
