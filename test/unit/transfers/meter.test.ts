import { expect, test } from 'vitest';
import { createMeter } from '../../../electron/core/transfers/flow/meter.ts';

test('a steady flow is shown as what it is from the first half second on', () => {
  const meter = createMeter(0);
  const shown: number[] = [];
  for (let nowMs = 100; nowMs <= 3000; nowMs += 100) {
    meter.add(100_000, nowMs);
    if (nowMs % 500 === 0) shown.push(meter.bytesPerSecond(nowMs));
  }
  for (const speed of shown.slice(1)) expect(speed).toBeGreaterThan(800_000);
  for (const speed of shown) expect(speed).toBeLessThanOrEqual(1_000_000);
  expect(meter.secondsLeft(10_000_000, 3000)).toBeGreaterThanOrEqual(10);
});

test('before anything was measured there is no speed and no time left', () => {
  const meter = createMeter(0);
  meter.add(1_000_000, 100);
  expect([meter.bytesPerSecond(200), meter.secondsLeft(1, 200)]).toEqual([0, undefined]);
});

test('a burst is smoothed, and counts for about a third after the smoothing time', () => {
  const meter = createMeter(0, 8000);
  for (let nowMs = 500; nowMs <= 60_000; nowMs += 500) meter.add(500_000, nowMs);
  const steady = meter.bytesPerSecond(60_500);
  for (let nowMs = 61_000; nowMs <= 68_500; nowMs += 500) meter.add(1, nowMs);
  expect(meter.bytesPerSecond(68_500) / steady).toBeCloseTo(Math.exp(-1), 1);
});

test('a flow that stops falls to no speed', () => {
  const meter = createMeter(0);
  meter.add(1000, 500);
  meter.bytesPerSecond(1000);
  expect([meter.bytesPerSecond(500_000), meter.secondsLeft(1, 500_000)]).toEqual([0, undefined]);
});

test('there is no time left until bytes have come for two seconds', () => {
  const meter = createMeter(0);
  // Long waiting for the first byte is no measure.
  meter.add(1000, 60_000);
  expect(meter.secondsLeft(1_000_000, 61_999)).toBeUndefined();
  meter.add(1_000_000, 62_000);
  expect(meter.secondsLeft(1_000_000, 62_500)).toBeGreaterThan(0);
});

test('after five seconds without a byte it is stalled, and tells neither speed nor time left', () => {
  const meter = createMeter(0);
  for (let nowMs = 500; nowMs <= 5000; nowMs += 500) meter.add(500_000, nowMs);
  const at = (nowMs: number) => ({
    isStalled: meter.isStalled(nowMs),
    moves: meter.bytesPerSecond(nowMs) > 0,
    hasTimeLeft: meter.secondsLeft(1_000_000, nowMs) !== undefined,
  });
  expect([at(10_000), at(10_001)]).toEqual([
    { isStalled: false, moves: true, hasTimeLeft: true },
    { isStalled: true, moves: false, hasTimeLeft: false },
  ]);
});

test('more than two days are not told', () => {
  const meter = createMeter(0);
  for (let nowMs = 500; nowMs <= 5000; nowMs += 500) meter.add(500, nowMs);
  const speed = meter.bytesPerSecond(5000);
  expect([48 * 3600, 48 * 3600 + 1].map((seconds) => meter.secondsLeft(speed * seconds, 5000))).toEqual([
    48 * 3600,
    undefined,
  ]);
});
