import { expect, test } from 'vitest';
import { SatchelError } from '../../../electron/core/satchelError.ts';
import type { Transfers, TransfersHost } from '../../../electron/core/transfers/transfers.ts';
import { createTransfersRoom } from '../../../electron/core/transfersRoom.ts';
import type { JobStatus, TransferJob, TransfersSnapshot } from '../../../shared/domain/transfer.ts';
import { manualClock } from '../transfers/manualClock.ts';

function snapshotOf(status: JobStatus | undefined, goingJobCount: number): TransfersSnapshot {
  const jobs = status === undefined ? [] : [{ status, bytesPerSecond: 0 } as TransferJob];
  const total = { sizeBytes: 200, doneBytes: 50, bytesPerSecond: 0, isStalled: false };
  return { jobs, total: { ...total, goingJobCount, activeJobCount: jobs.length } };
}

function setUp(keepsAwake = true, failures = 0) {
  const told: unknown[] = [];
  const clock = manualClock();
  let change: TransfersHost['onChanged'] = () => undefined;
  let openings = 0;
  const transfers = {
    configure: async () => void told.push('configure'),
    goOn: async (accountId: string) => void told.push(`goOn ${accountId}`),
    nudge: async () => void told.push('nudge'),
    close: async () => void told.push('close'),
  } as unknown as Transfers;
  const room = createTransfersRoom({
    open: async (host) => {
      openings += 1;
      if (openings <= failures) throw new SatchelError('local.notWritable', 'no journal');
      change = host.onChanged;
      return transfers;
    },
    host: { clock, log: { info: () => undefined, error: () => undefined } } as unknown as TransfersHost,
    desktop: {
      showProgress: (fraction, state) => told.push(['progress', fraction, state]),
      keepAwake: (isOn) => told.push(['awake', isOn]),
    },
    keepsAwake: () => keepsAwake,
    onUntrusted: (accountId) => told.push(`untrusted ${accountId}`),
    onChanged: () => told.push('changed'),
  });
  return {
    room,
    told,
    clock,
    change: (snapshot: TransfersSnapshot) => change(snapshot),
    openings: () => openings,
  };
}

test('they are opened when they are first asked for, and once', async () => {
  const { room, openings } = setUp();
  room.goOn('account');
  room.nudge();
  expect(openings()).toBe(0);
  await Promise.all([room.get(), room.get()]);
  expect(openings()).toBe(1);
});

test('opening that failed is tried again by the next call', async () => {
  const { room, openings } = setUp(true, 1);
  await expect(room.get()).rejects.toMatchObject({ code: 'local.notWritable' });
  await room.get();
  expect(openings()).toBe(2);
});

test.each([
  ['running', 1, ['progress', 0.25, 'going'], ['awake', true]],
  ['waiting', 1, ['progress', 0.25, 'failed'], ['awake', false]],
  ['paused', 0, ['progress', 0.25, 'waiting'], ['awake', false]],
  ['blocked', 0, ['progress', 0.25, 'failed'], ['awake', false]],
  [undefined, 0, ['progress', undefined, 'waiting'], ['awake', false]],
] as const)('the desktop shows transfers that are %s', async (status, going, progress, awake) => {
  const { room, told, change } = setUp();
  await room.get();
  change(snapshotOf(status, going));
  expect(told).toEqual([progress, awake, 'changed']);
});

test('the computer may sleep where the user has set it so', async () => {
  const { room, told, change } = setUp(false);
  await room.get();
  change(snapshotOf('running', 1));
  expect(told).toContainEqual(['awake', false]);
});

test('closing lets the computer sleep, closes them, and nothing is told any more', async () => {
  const { room, told, change } = setUp();
  await room.get();
  await room.close();
  change(snapshotOf('running', 1));
  room.goOn('account');
  await Promise.resolve();
  expect(told).toEqual([['awake', false], 'close']);
});

test('an account whose server is not to be trusted is checked, once a minute', async () => {
  const { room, told, clock, change } = setUp();
  await room.get();
  const error = { code: 'network.certificateUntrusted', message: '', retryable: false } as const;
  const snapshot = snapshotOf('blocked', 0);
  const blocked = { ...snapshot, jobs: snapshot.jobs.map((job) => ({ ...job, accountId: 'work', error })) };
  for (const afterMs of [0, 59_999, 1]) {
    clock.advance(afterMs);
    change(blocked);
  }
  expect(told.filter((each) => each === 'untrusted work')).toHaveLength(2);
});
