type Chain<T> = { readonly value: T; readonly next: Chain<T> } | undefined;

/** An immutable first-in-first-out queue: every call costs O(1) on average, so 100,000 files stay cheap. */
export type Queue<T> = { readonly size: number; readonly front: Chain<T>; readonly back: Chain<T> };

const empty: Queue<never> = { size: 0, front: undefined, back: undefined };

/** A queue that holds `values`, the first in front. */
export function queueOf<T>(values: Iterable<T> = []): Queue<T> {
  return pushAll(empty as Queue<T>, values);
}

/** The queue with one more value at its end. */
export function push<T>(queue: Queue<T>, value: T): Queue<T> {
  return { size: queue.size + 1, front: queue.front, back: { value, next: queue.back } };
}

/** The queue with more values at its end, in their order. */
export function pushAll<T>(queue: Queue<T>, values: Iterable<T>): Queue<T> {
  let result = queue;
  for (const value of values) result = push(result, value);
  return result;
}

/** The first value and the queue without it; undefined when it is empty. */
export function shift<T>(queue: Queue<T>): { readonly value: T; readonly rest: Queue<T> } | undefined {
  const ready = queue.front === undefined ? turned(queue) : queue;
  if (ready.front === undefined) return undefined;
  return {
    value: ready.front.value,
    rest: { size: ready.size - 1, front: ready.front.next, back: ready.back },
  };
}

/** The values from the first to the last. */
export function* valuesOf<T>(queue: Queue<T>): Generator<T> {
  for (let link = queue.front; link !== undefined; link = link.next) yield link.value;
  for (let link = reversed(queue.back); link !== undefined; link = link.next) yield link.value;
}

function turned<T>(queue: Queue<T>): Queue<T> {
  return { size: queue.size, front: reversed(queue.back), back: undefined };
}

function reversed<T>(chain: Chain<T>): Chain<T> {
  let result: Chain<T>;
  for (let link = chain; link !== undefined; link = link.next) result = { value: link.value, next: result };
  return result;
}
