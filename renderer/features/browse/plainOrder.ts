import type { Order } from './listedRows.ts';

let numbers: Order = new Int32Array(0);
const shared = new WeakSet<ArrayBufferLike>();

/** The numbers from 0 in their own order. All such orders share one memory, so that rows that come in cost none. */
export function plainOrder(count: number): Order {
  if (count > numbers.length) {
    numbers = new Int32Array(Math.max(count, 1024, numbers.length * 2));
    for (let number = 0; number < numbers.length; number += 1) numbers[number] = number;
    shared.add(numbers.buffer);
  }
  return numbers.subarray(0, count);
}

/** True for an order that came from `plainOrder`, in which each number is at its own place. */
export function isPlainOrder(order: Order): boolean {
  return shared.has(order.buffer);
}
