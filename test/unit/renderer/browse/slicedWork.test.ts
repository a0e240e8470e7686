import { expect, test } from 'vitest';
import { type SlicedWork, workOn } from '../../../../renderer/features/browse/slicedWork.ts';

function* counting(steps: number): SlicedWork<string> {
  for (let step = 0; step < steps; step += 1) yield step / steps;
  return 'done';
}

test('work goes on until its slice is over, and the next slice goes on from there', () => {
  let nowMs = 0;
  const clock = () => {
    nowMs += 1;
    return nowMs;
  };
  const work = counting(10);
  expect(workOn(work, 6, clock)).toEqual({ isDone: false, progress: 0.5 });
  expect(workOn(work, 6, clock)).toEqual({ isDone: true, value: 'done' });
});

test('short work is done in one slice', () => {
  expect(workOn(counting(3), 10, () => 0)).toEqual({ isDone: true, value: 'done' });
});
