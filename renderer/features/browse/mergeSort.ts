import type { Order } from './listedRows.ts';
import type { SlicedWork } from './slicedWork.ts';

/** Comparisons between two yields; a comparison of names takes less than a microsecond. */
const comparisonsPerYield = 512;
/** One side of a merge is looked up in the other when that is so many times as long. */
const lopsided = 16;

/**
 * Sorts numbers, stable, in slices: merges the runs that are in order already, so that what is nearly sorted takes one
 * pass. Answers a new array.
 */
export function* mergeSort(
  numbers: Order,
  compare: (left: number, right: number) => number,
): SlicedWork<Order> {
  let comparisons = 0;
  let from = numbers.slice();
  let to = new Int32Array(numbers.length);

  let starts: number[] = [];
  for (let index = 0; index < from.length; index += 1) {
    if (index === 0 || compare(at(from, index - 1), at(from, index)) > 0) starts.push(index);
    comparisons += 1;
    if (comparisons % comparisonsPerYield === 0) yield 0;
  }
  const passes = Math.ceil(Math.log2(Math.max(1, starts.length)));

  for (let pass = 0; starts.length > 1; pass += 1) {
    const merged: number[] = [];
    for (let run = 0; run < starts.length; run += 2) {
      const start = at(starts, run);
      const middle = starts[run + 1] ?? from.length;
      const end = starts[run + 2] ?? from.length;
      merged.push(start);
      const progress = () => (pass + start / from.length) / passes;
      const leftCount = middle - start;
      const rightCount = end - middle;
      if (rightCount === 0 || compare(at(from, middle - 1), at(from, middle)) <= 0) {
        to.set(from.subarray(start, end), start);
        yield progress();
        continue;
      }
      if (leftCount > rightCount * lopsided || rightCount > leftCount * lopsided) {
        yield* mergeLopsided(from, to, start, middle, end, compare, progress());
        continue;
      }
      let left = start;
      let right = middle;
      for (let index = start; index < end; index += 1) {
        const takesLeft = right === end || (left < middle && compare(at(from, left), at(from, right)) <= 0);
        to[index] = at(from, takesLeft ? left++ : right++);
        comparisons += 1;
        if (comparisons % comparisonsPerYield === 0) yield (pass + index / from.length) / passes;
      }
    }
    [from, to] = [to, from];
    starts = merged;
  }
  return from;
}

/** Puts each number of the shorter side where it belongs in the longer one, by binary search. */
function* mergeLopsided(
  from: Order,
  to: Order,
  start: number,
  middle: number,
  end: number,
  compare: (left: number, right: number) => number,
  progress: number,
): SlicedWork<void> {
  const isLeftShort = middle - start < end - middle;
  let short = isLeftShort ? start : middle;
  let long = isLeftShort ? middle : start;
  const shortEnd = isLeftShort ? middle : end;
  const longEnd = isLeftShort ? end : middle;
  let index = start;
  for (let steps = 1; short < shortEnd; steps += 1) {
    const number = at(from, short);
    // Equal ones stay in their order: the left side's come first.
    const isBefore = (other: number) => {
      const order = compare(at(from, other), number);
      return isLeftShort ? order < 0 : order <= 0;
    };
    const until = firstNot(long, longEnd, isBefore);
    to.set(from.subarray(long, until), index);
    index += until - long;
    long = until;
    to[index] = number;
    index += 1;
    short += 1;
    if (steps % 16 === 0) yield progress;
  }
  to.set(from.subarray(long, longEnd), index);
}

function firstNot(start: number, end: number, holds: (index: number) => boolean): number {
  let low = start;
  let high = end;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (holds(middle)) low = middle + 1;
    else high = middle;
  }
  return low;
}

function at(numbers: ArrayLike<number>, index: number): number {
  return numbers[index] ?? 0;
}
