import { expect, test } from 'vitest';
import { createNewestFirst } from '../../../electron/core/thumbnails/newestFirst.ts';

/** A queue whose tasks are ended by hand. */
function setUp(atOnce: number, maxWaiting: number) {
  const queue = createNewestFirst<string>(atOnce, maxWaiting);
  const started: string[] = [];
  const ends = new Map<string, (result: string) => void>();
  const run = (key: string) =>
    queue.run(key, () => {
      started.push(key);
      return new Promise<string>((resolve) => ends.set(key, resolve));
    });
  const end = async (key: string) => {
    ends.get(key)?.(key);
    await new Promise(setImmediate);
  };
  return { queue, started, run, end };
}

test('what was asked for last goes first, a few at a time', async () => {
  const { queue, started, run, end } = setUp(2, 10);
  for (const key of ['a', 'b', 'c', 'd', 'e']) void run(key);
  queue.renew('c');
  expect(started).toEqual(['a', 'b']);
  await end('a');
  await end('b');
  expect(started).toEqual(['a', 'b', 'c', 'e']);
});

test('what has waited longest is left out when too many wait', async () => {
  const { started, run, end } = setUp(1, 2);
  void run('a');
  const leftOut = run('b');
  void run('c');
  void run('d');
  expect(await leftOut).toBeUndefined();
  await end('a');
  await end('d');
  await end('c');
  expect(started).toEqual(['a', 'd', 'c']);
});

test('what is dropped is not begun, and a failure does not stop the others', async () => {
  const queue = createNewestFirst<string>(1, 10);
  const failing = queue.run('a', async () => {
    throw new Error('broken');
  });
  const dropped = queue.run('b', async () => 'b');
  const last = queue.run('c', async () => 'c');
  queue.drop('b');
  await expect(failing).rejects.toThrow('broken');
  expect([await dropped, await last]).toEqual([undefined, 'c']);
});
