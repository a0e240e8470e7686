import { expect, test } from 'vitest';
import { createPacer } from '../../../../renderer/features/jobFiles/pacer.ts';

/** A clock that a test moves, and work that ends when the test says so. */
function setUp() {
  let nowMs = 0;
  let due: { readonly work: () => void; readonly atMs: number } | undefined;
  const startedAtMs: number[] = [];
  let end: () => void = () => undefined;
  const pacer = createPacer(
    () => {
      startedAtMs.push(nowMs);
      return new Promise((resolve) => {
        end = resolve;
      });
    },
    1000,
    {
      nowMs: () => nowMs,
      later: (work, ms) => {
        due = { work, atMs: nowMs + ms };
        return () => {
          due = undefined;
        };
      },
    },
  );
  return {
    pacer,
    startedAtMs,
    passTo: (timeMs: number) => {
      nowMs = timeMs;
      if (due === undefined || due.atMs > timeMs) return;
      const { work } = due;
      due = undefined;
      work();
    },
    endWork: async () => {
      end();
      await new Promise(setImmediate);
    },
  };
}

test('work that is wanted often runs once a second, and once more for what was wanted meanwhile', async () => {
  const { pacer, startedAtMs, passTo, endWork } = setUp();
  pacer.want();
  pacer.want();
  passTo(0);
  pacer.want();
  await endWork();
  passTo(900);
  passTo(1000);
  await endWork();
  passTo(5000);
  expect(startedAtMs).toEqual([0, 1000]);
});

test('work that takes long leaves room after it', async () => {
  const { pacer, startedAtMs, passTo, endWork } = setUp();
  pacer.want();
  passTo(0);
  passTo(600);
  pacer.want();
  await endWork();
  passTo(1700);
  passTo(1800);
  expect(startedAtMs).toEqual([0, 1800]);
});

test('nothing runs after it was stopped', () => {
  const { pacer, startedAtMs, passTo } = setUp();
  pacer.want();
  pacer.stop();
  passTo(10);
  pacer.want();
  passTo(20);
  expect(startedAtMs).toEqual([]);
});
