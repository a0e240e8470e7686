import type { S3Client } from '@aws-sdk/client-s3';
import { expect, test } from 'vitest';
import { createServerClock } from '../../../electron/core/storage/s3/clock.ts';

const minuteMs = 60_000;

/** As much of a client as the clock touches. */
function client() {
  const config = { systemClockOffset: 0 };
  return { config, share: { config } as unknown as S3Client };
}

test('all clients sign with the time that one of them learned', () => {
  const clock = createServerClock();
  const [first, second] = [client(), client()];
  clock.share(first.share);
  clock.share(second.share);
  first.config.systemClockOffset = 20 * minuteMs;
  expect(second.config.systemClockOffset).toBe(20 * minuteMs);
});

test('a skew is told when it appears, changes by a minute, and is over, and not before 5 minutes', () => {
  const clock = createServerClock();
  const { config, share } = client();
  clock.share(share);
  const told: unknown[] = [];
  const stop = clock.onChanged((skew) => told.push(skew));
  const offsets = [
    1000,
    4.9 * minuteMs,
    20 * minuteMs,
    20 * minuteMs + 900,
    21 * minuteMs,
    -20 * minuteMs,
    0,
    -1000,
  ];
  for (const offset of offsets) config.systemClockOffset = offset;
  expect(told).toEqual([
    { minutes: 20, direction: 'behind' },
    { minutes: 21, direction: 'behind' },
    { minutes: 20, direction: 'ahead' },
    undefined,
  ]);
  stop();
  config.systemClockOffset = 20 * minuteMs;
  expect(told).toHaveLength(4);
  expect(clock.skew()).toEqual({ minutes: 20, direction: 'behind' });
});
