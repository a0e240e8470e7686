import { expect, test } from 'vitest';
import { coalesce } from '../../../electron/core/coalesce.ts';
import { manualClock } from '../transfers/manualClock.ts';

test('a thousand touches in a second are told eleven times at most, and the last one always', () => {
  const clock = manualClock();
  const told: number[] = [];
  const changes = coalesce(clock, 100, () => told.push(clock.nowMs()));
  for (let count = 0; count < 1000; count += 1) {
    changes.touch();
    clock.advance(1);
  }
  const during = told.length;
  clock.advance(1000);
  expect(during).toBeLessThanOrEqual(11);
  expect(told.every((at, index) => index === 0 || at - (told[index - 1] ?? 0) >= 100)).toBe(true);
  expect(told.at(-1)).toBeGreaterThanOrEqual(1000);
});

test('flush tells at once what is owed, and nothing when nothing is', () => {
  const clock = manualClock();
  let told = 0;
  const changes = coalesce(clock, 100, () => {
    told += 1;
  });
  changes.flush();
  expect(told).toBe(0);
  changes.touch();
  changes.flush();
  clock.advance(1000);
  expect(told).toBe(1);
});

test('after stop nothing is told', () => {
  const clock = manualClock();
  let told = 0;
  const changes = coalesce(clock, 100, () => {
    told += 1;
  });
  changes.touch();
  changes.stop();
  clock.advance(1000);
  expect(told).toBe(0);
});
