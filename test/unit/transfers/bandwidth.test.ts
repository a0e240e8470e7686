import { describe, expect, test } from 'vitest';
import { createBandwidth } from '../../../electron/core/transfers/flow/bandwidth.ts';
import { limitsAt } from '../../../shared/domain/limitsAt.ts';
import type { SpeedLimits } from '../../../shared/domain/settings.ts';
import { manualClock } from './manualClock.ts';

const { signal } = new AbortController();
const none: SpeedLimits = { uploadBytesPerSecond: null, downloadBytesPerSecond: null, schedule: null };

/** A sender that asks for `bytes` again as soon as it may; tells how much it got. */
function sender(
  pace: (bytes: number) => Promise<void> | undefined,
  bytes: number,
): { readonly moved: () => number } {
  let moved = 0;
  const next = async (): Promise<void> => {
    for (;;) {
      await pace(bytes);
      moved += bytes;
      // Everybody gets a turn also where nothing waits.
      await Promise.resolve();
      if (moved > 1e12) return;
    }
  };
  void next().catch(() => undefined);
  return { moved: () => moved };
}

const flushed = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

async function advance(clock: ReturnType<typeof manualClock>, ms: number): Promise<void> {
  for (let passed = 0; passed < ms; passed += 50) {
    clock.advance(50);
    await flushed();
  }
}

describe('the bandwidth', () => {
  test('without a limit nothing waits', () => {
    const bandwidth = createBandwidth(manualClock(), () => none);
    expect([bandwidth.pace('up', 1e9, signal), bandwidth.pace('down', 1e9, signal)]).toEqual([
      undefined,
      undefined,
    ]);
  });

  test('all together stay below the limit of their direction, with a quarter of a second saved up at most', async () => {
    const clock = manualClock();
    const limits: SpeedLimits = { ...none, uploadBytesPerSecond: 100_000 };
    const bandwidth = createBandwidth(clock, () => limits);
    bandwidth.pace('up', 1, signal);
    clock.advance(60_000);
    const senders = [1000, 1000, 1000].map((bytes) =>
      sender((some) => bandwidth.pace('up', some, signal), bytes),
    );
    const total = () => senders.reduce((sum, { moved }) => sum + moved(), 0);
    await flushed();
    expect(total()).toBeLessThanOrEqual(25_000 + 1000);
    await advance(clock, 10_000);
    expect(total()).toBeGreaterThan(1_000_000);
    expect(total()).toBeLessThanOrEqual(1_025_000 + 1000);
    const shares = senders.map(({ moved }) => moved());
    expect(Math.max(...shares) - Math.min(...shares)).toBeLessThan(30_000);
    expect(bandwidth.pace('down', 1e9, signal)).toBeUndefined();
  });

  test('a piece larger than a second holds the next ones back for as long as it takes', async () => {
    const clock = manualClock();
    const bandwidth = createBandwidth(clock, () => ({ ...none, downloadBytesPerSecond: 1024 }));
    const passed: string[] = [];
    expect(bandwidth.pace('down', 10_240, signal)).toBeUndefined();
    void bandwidth.pace('down', 1, signal)?.then(() => passed.push('second'));
    await advance(clock, 9_900);
    expect(passed).toEqual([]);
    await advance(clock, 200);
    expect(passed).toEqual(['second']);
  });

  test.each([
    ['taken away', null],
    ['raised', 1_000_000],
  ])('a limit that is %s lets those that wait pass within a second', async (_what, speed) => {
    const clock = manualClock();
    let limits: SpeedLimits = { ...none, uploadBytesPerSecond: 1024 };
    const bandwidth = createBandwidth(clock, () => limits);
    bandwidth.pace('up', 1_000_000, signal);
    let passed = 0;
    for (let number = 0; number < 3; number += 1) {
      void bandwidth.pace('up', 1000, signal)?.then(() => {
        passed += 1;
      });
    }
    await advance(clock, 5000);
    limits = { ...none, uploadBytesPerSecond: speed };
    await advance(clock, 1000);
    expect(passed).toBe(3);
    expect(bandwidth.pace('up', 1000, signal)).toBeUndefined();
  });

  test('a limit that begins by its schedule holds within a second', async () => {
    const clock = manualClock(new Date(2026, 10, 23, 8, 59, 59).getTime());
    const limits: SpeedLimits = {
      ...none,
      uploadBytesPerSecond: 1024,
      schedule: { fromMinute: 9 * 60, toMinute: 17 * 60, weekdays: [1] },
    };
    const bandwidth = createBandwidth(clock, () => limits);
    expect(bandwidth.pace('up', 1e9, signal)).toBeUndefined();
    clock.advance(2000);
    expect(bandwidth.pace('up', 2048, signal)).toBeUndefined();
    await expect(bandwidth.pace('up', 1, AbortSignal.abort())).rejects.toMatchObject({ code: 'cancelled' });
  });

  test('who gives up leaves the line, and the others keep their order', async () => {
    const clock = manualClock();
    const bandwidth = createBandwidth(clock, () => ({ ...none, uploadBytesPerSecond: 1000 }));
    const leaver = new AbortController();
    const order: string[] = [];
    const ask = (name: string, by: AbortSignal) =>
      bandwidth.pace('up', 1000, by)?.then(
        () => order.push(name),
        () => order.push(`${name} gave up`),
      );
    ask('first', signal);
    ask('second', signal);
    ask('third', leaver.signal);
    ask('fourth', signal);
    leaver.abort();
    await advance(clock, 3000);
    expect(order).toEqual(['third gave up', 'second', 'fourth']);
  });

  test('a clock that is put back lets nobody wait for longer', async () => {
    const clock = manualClock(1_000_000);
    let backMs = 0;
    const shifted = { nowMs: () => clock.nowMs() - backMs, setTimer: clock.setTimer };
    const bandwidth = createBandwidth(shifted, () => ({ ...none, uploadBytesPerSecond: 1000 }));
    let passed = false;
    bandwidth.pace('up', 2000, signal);
    void bandwidth.pace('up', 1, signal)?.then(() => {
      passed = true;
    });
    await advance(clock, 1000);
    backMs = 900_000;
    await advance(clock, 2100);
    expect(passed).toBe(true);
  });
});

describe('the limits of a moment', () => {
  const at = (weekday: number, hour: number, minute = 0) => new Date(2026, 10, 22 + weekday, hour, minute);
  const limits = (fromMinute: number, toMinute: number, weekdays: number[]): SpeedLimits => ({
    uploadBytesPerSecond: 1,
    downloadBytesPerSecond: null,
    schedule: { fromMinute, toMinute, weekdays },
  });
  const holds = (some: SpeedLimits, date: Date) => limitsAt(some, date).up !== undefined;

  test('without a schedule they hold always, and each way by itself', () => {
    expect(limitsAt({ ...none, downloadBytesPerSecond: 5 }, at(3, 3))).toEqual({ up: undefined, down: 5 });
  });

  test('a time of the day holds on its days, from its first minute to before its last', () => {
    const office = limits(9 * 60, 17 * 60, [1, 2]);
    expect([
      holds(office, at(1, 8, 59)),
      holds(office, at(1, 9)),
      holds(office, at(2, 16, 59)),
      holds(office, at(2, 17)),
      holds(office, at(3, 12)),
    ]).toEqual([false, true, true, false, false]);
  });

  test('a time over midnight belongs to the day on which it begins', () => {
    const night = limits(22 * 60, 6 * 60, [6]);
    expect([
      holds(night, at(6, 21, 59)),
      holds(night, at(6, 22)),
      holds(night, at(0, 5, 59)),
      holds(night, at(0, 6)),
      holds(night, at(6, 5)),
    ]).toEqual([false, true, true, false, false]);
    expect(holds(night, at(1, 5))).toBe(false);
  });

  test('a time that ends where it begins is a whole day, and without days it never holds', () => {
    const day = limits(600, 600, [1]);
    expect([
      holds(day, at(1, 10)),
      holds(day, at(2, 9, 59)),
      holds(day, at(2, 10)),
      holds(day, at(1, 9)),
    ]).toEqual([true, true, false, false]);
    expect(holds(limits(0, 60, []), at(1, 0))).toBe(false);
  });
});
