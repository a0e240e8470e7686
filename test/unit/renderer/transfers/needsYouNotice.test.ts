import { expect, test } from 'vitest';
import { createNeedsYouNotice } from '../../../../renderer/features/transfers/needsYouNotice.ts';
import type { TransferJob } from '../../../../shared/domain/transfer.ts';
import { job } from './job.ts';

function setUp() {
  const world = { isInFront: false, jobs: [] as readonly TransferJob[], told: [] as string[] };
  let due: (() => void) | undefined;
  const notice = createNeedsYouNotice({
    isInFront: () => world.isInFront,
    jobs: () => world.jobs,
    tell: ({ id }) => world.told.push(id),
    later: (work) => {
      due = work;
      return () => {
        due = undefined;
      };
    },
  });
  return {
    world,
    notice,
    /** A job changes to a status, and the patience with it ends. */
    change: (status: TransferJob['status'], id = 'a') => {
      const changed = job({ id, status });
      world.jobs = [changed];
      notice.onJob(changed);
    },
    wait: () => {
      const work = due;
      due = undefined;
      work?.();
    },
  };
}

test('a job that needs the user elsewhere is told once, however often it flaps', () => {
  const { world, change, wait } = setUp();
  change('blocked');
  wait();
  change('running');
  change('waiting');
  wait();
  change('blocked', 'b');
  wait();
  expect(world.told).toEqual(['a']);
});

test('what needed the user only for a moment is not told', () => {
  const { world, change, wait } = setUp();
  change('blocked');
  change('running');
  wait();
  expect(world.told).toEqual([]);
});

test('a pause or a lost network is not told', () => {
  const { world, change, wait } = setUp();
  change('paused');
  wait();
  change('offline');
  wait();
  expect(world.told).toEqual([]);
});

test('a user who looks at the window is not told, and is told again after they have left it', () => {
  const { world, notice, change, wait } = setUp();
  world.isInFront = true;
  change('waiting');
  wait();
  expect(world.told).toEqual([]);
  world.isInFront = false;
  change('waiting', 'b');
  wait();
  notice.onFront();
  change('waiting', 'c');
  wait();
  expect(world.told).toEqual(['b', 'c']);
});
