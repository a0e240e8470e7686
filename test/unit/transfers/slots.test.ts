import { describe, expect, test } from 'vitest';
import { SatchelError } from '../../../electron/core/satchelError.ts';
import { type Climb, climbed, newClimb } from '../../../electron/core/transfers/flow/climb.ts';
import type { RequestKind } from '../../../electron/core/transfers/flow/flow.ts';
import { createSlots } from '../../../electron/core/transfers/flow/slots.ts';
import { manualClock } from './manualClock.ts';

const { signal } = new AbortController();
const kind = (jobId: string, more: Partial<RequestKind> = {}): RequestKind => ({
  jobId,
  bucket: 'account/bucket',
  direction: 'up',
  lane: 'small',
  ...more,
});
const flushed = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

type Running = { readonly name: string; readonly end: (error?: unknown) => void };

/** Requests that go on until they are ended, and those that have started, in order. */
function requests(slots: ReturnType<typeof createSlots>) {
  const started: string[] = [];
  const running: Running[] = [];
  const failures: unknown[] = [];
  const send = (name: string, of: RequestKind, by: AbortSignal = signal): void => {
    const work = (): Promise<void> =>
      new Promise((resolve, reject) => {
        started.push(name);
        const end = (error?: unknown): void => {
          running.splice(running.indexOf(own), 1);
          if (error === undefined) resolve();
          else reject(error);
        };
        const own = { name, end };
        running.push(own);
      });
    slots.run(of, by, work).catch((error: unknown) => failures.push(error));
  };
  const end = async (name: string, error?: unknown): Promise<void> => {
    running.find((one) => one.name === name)?.end(error);
    await flushed();
  };
  return { started, running, failures, send, end };
}

describe('the slots', () => {
  test('what work gives and throws comes back', async () => {
    const slots = createSlots({ clock: manualClock(), most: 1 });
    await expect(slots.run(kind('a'), signal, async () => 5)).resolves.toBe(5);
    const failed = slots.run(kind('a'), signal, async () => {
      throw new SatchelError('server.failed', 'failed');
    });
    await expect(failed).rejects.toMatchObject({ code: 'server.failed' });
    await expect(slots.run(kind('a'), signal, async () => 6)).resolves.toBe(6);
  });

  test('eight go at a time at first, fewer where fewer are allowed', async () => {
    for (const [most, expected] of [
      [undefined, 8],
      [16, 8],
      [3, 3],
      [1, 1],
    ] as const) {
      const slots = createSlots({ clock: manualClock(), ...(most !== undefined && { most }) });
      const { started, send } = requests(slots);
      for (let number = 0; number < 40; number += 1) send(`${number}`, kind('a'));
      expect(started).toHaveLength(expected);
    }
  });

  test('jobs take turns, and a job keeps its own order', async () => {
    const { started, send, end } = requests(createSlots({ clock: manualClock(), most: 1 }));
    for (const name of ['a1', 'a2', 'a3', 'a4', 'b1', 'b2', 'c1']) send(name, kind(name.slice(0, 1)));
    for (let turn = 0; turn < 7; turn += 1) await end(started.at(-1) ?? '');
    expect(started).toEqual(['a1', 'a2', 'b1', 'c1', 'a3', 'b2', 'a4']);
  });

  test('small files and parts share the slots evenly, however long each takes', async () => {
    const { started, running, send, end } = requests(createSlots({ clock: manualClock(), most: 4 }));
    for (let number = 0; number < 20; number += 1) send(`large${number}`, kind('a', { lane: 'large' }));
    for (let number = 0; number < 20; number += 1) send(`small${number}`, kind('b'));
    for (let number = 0; number < 3; number += 1) await end(`large${number}`);
    for (let number = 0; number < 6; number += 1) {
      await end(running.find(({ name }) => name.startsWith('small'))?.name ?? '');
    }
    expect(running.map(({ name }) => name.slice(0, 5)).sort()).toEqual(['large', 'large', 'small', 'small']);
    expect(started.filter((name) => name.startsWith('small'))).toHaveLength(8);
  });

  test('who gives up leaves the line, and who has given up never goes', async () => {
    const { started, failures, send, end } = requests(createSlots({ clock: manualClock(), most: 1 }));
    const leaver = new AbortController();
    send('first', kind('a'));
    send('left', kind('a'), leaver.signal);
    send('second', kind('a'));
    leaver.abort();
    send('late', kind('a'), leaver.signal);
    await end('first');
    await end('second');
    expect(started).toEqual(['first', 'second']);
    expect(failures).toMatchObject([{ code: 'cancelled' }, { code: 'cancelled' }]);
  });

  test('more may go as soon as that is allowed', async () => {
    const slots = createSlots({ clock: manualClock(), most: 1 });
    const { started, send } = requests(slots);
    for (let number = 0; number < 40; number += 1) send(`${number}`, kind('a'));
    slots.setMost(undefined);
    expect(started).toHaveLength(8);
    slots.setMost(2);
    expect(started).toHaveLength(8);
  });
});

describe('a bucket that is busy', () => {
  const busy = new SatchelError('server.busy', 'SlowDown');

  test('has half as many requests at a time, once a second, and others keep theirs', async () => {
    const clock = manualClock();
    const { started, running, send, end } = requests(createSlots({ clock }));
    for (let number = 0; number < 40; number += 1) send(`${number}`, kind('a'));
    for (const name of ['0', '1', '2', '3']) await end(name, busy);
    expect(running).toHaveLength(4);
    send('other', kind('b', { bucket: 'account/other' }));
    expect(started.at(-1)).toBe('other');
    clock.advance(1000);
    await end('4', busy);
    await end('5');
    expect(running.filter(({ name }) => name !== 'other')).toHaveLength(2);
    for (let turn = 0; turn < 5; turn += 1) {
      clock.advance(1000);
      await end(running.find(({ name }) => name !== 'other')?.name ?? '', busy);
    }
    expect(running.filter(({ name }) => name !== 'other')).toHaveLength(1);
  });

  test('gets one more after twenty good answers, or after ten seconds', async () => {
    const clock = manualClock();
    const { running, send, end } = requests(createSlots({ clock }));
    for (let number = 0; number < 200; number += 1) send(`${number}`, kind('a'));
    await end('0', busy);
    while (running.length > 4) await end(running[0]?.name ?? '');
    expect(running).toHaveLength(4);
    clock.advance(1000);
    for (let answer = 0; answer < 19; answer += 1) await end(running[0]?.name ?? '');
    expect(running).toHaveLength(5);
    clock.advance(9_999);
    await end(running[0]?.name ?? '');
    expect(running).toHaveLength(5);
    clock.advance(1);
    await end(running[0]?.name ?? '');
    expect(running).toHaveLength(6);
  });
});

describe('how many go at a time', () => {
  /** A line that brings `rateOf(limit)` with requests always waiting; tells the limits, window by window. */
  const limitsOn = (rateOf: (limit: number) => number, windows: number, most = 32): readonly number[] => {
    let climb = newClimb(most);
    return Array.from({ length: windows }, () => {
      climb = climbed(climb, rateOf(climb.limit), true, most);
      return climb.limit;
    });
  };

  test('it climbs while more brings more, and stays at the bound', () => {
    expect(limitsOn((limit) => limit, 14)).toEqual([10, 12, 14, 16, 18, 20, 22, 24, 26, 28, 30, 32, 32, 32]);
    expect(limitsOn((limit) => limit, 4, 11)).toEqual([10, 11, 11, 11]);
  });

  test('it goes back when more brings nothing, and tries fewer and more from time to time', () => {
    expect(limitsOn((limit) => Math.min(limit, 12), 20)).toEqual([
      10, 12, 14, 12, 12, 12, 12, 12, 12, 10, 12, 12, 12, 12, 12, 12, 14, 12, 12, 12,
    ]);
  });

  test('it goes down to what the line takes best', () => {
    expect(limitsOn((limit) => 100 / limit, 40).at(-1)).toBeLessThanOrEqual(4);
    expect(Math.min(...limitsOn((limit) => 100 / limit, 100))).toBe(2);
  });

  test('it does not move while the requests do not fill the slots', () => {
    const resting: Climb = newClimb(32);
    expect(climbed(resting, 100, false, 32)).toBe(resting);
    const trying = climbed(resting, 100, true, 32);
    expect(climbed(trying, 1, false, 32).limit).toBe(10);
  });

  test('a window is two seconds of the bytes that have moved', async () => {
    const clock = manualClock();
    const slots = createSlots({ clock });
    const { running, send, end } = requests(slots);
    for (let number = 0; number < 500; number += 1) send(`${number}`, kind('a'));
    const limits: number[] = [];
    for (let second = 0; second < 8; second += 1) {
      clock.advance(1000);
      slots.moved(running.length * 1_000_000);
      await end(running[0]?.name ?? '');
      limits.push(running.length);
    }
    expect(limits).toEqual([8, 10, 10, 12, 12, 14, 14, 16]);
  });
});
