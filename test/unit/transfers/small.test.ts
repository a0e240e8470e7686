import { describe, expect, test } from 'vitest';
import { SatchelError } from '../../../electron/core/satchelError.ts';
import { createBudget } from '../../../electron/core/transfers/flow/budget.ts';
import { inParallel } from '../../../electron/core/transfers/flow/parallel.ts';
import { pushAll, queueOf, shift, valuesOf } from '../../../electron/core/transfers/machine/queue.ts';
import { numberedName } from '../../../electron/core/transfers/moving/numberedName.ts';
import { createSerial } from '../../../electron/core/transfers/serial.ts';
import { attributesOf } from '../../../electron/core/transfers/upload/objectAttributes.ts';
import { partSizeFor } from '../../../electron/core/transfers/upload/parts.ts';

const mebibyte = 1024 * 1024;

function newGate(): { readonly gate: Promise<void>; readonly open: () => void } {
  let open = (): void => undefined;
  const gate = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { gate, open };
}

test('a queue gives back what it got, in order, and its older selves stay as they were', () => {
  const three = queueOf([1, 2, 3]);
  const more = pushAll(three, [4, 5]);
  const first = shift(more);
  expect([
    [...valuesOf(three)],
    [...valuesOf(more)],
    first?.value,
    [...valuesOf(first?.rest ?? queueOf())],
  ]).toEqual([[1, 2, 3], [1, 2, 3, 4, 5], 1, [2, 3, 4, 5]]);
  expect([three.size, more.size, first?.rest.size]).toEqual([3, 5, 4]);
  expect(shift(queueOf())).toBeUndefined();
});

test.each([
  ['menu.pdf', 'menu (2).pdf'],
  ['a.b/notes', 'a.b/notes (2)'],
  ['a/.profile', 'a/.profile (2)'],
  ['archive.tar.gz', 'archive.tar (2).gz'],
])('beside %s there is room for %s', (name, other) => {
  expect(numberedName(name, 2)).toBe(other);
});

test('a part is 16 MiB, or more where 10,000 parts would not hold the file', () => {
  const tebibyte = mebibyte * mebibyte;
  expect(partSizeFor(17 * mebibyte)).toBe(16 * mebibyte);
  expect(partSizeFor(160_000 * mebibyte)).toBe(16 * mebibyte);
  expect(partSizeFor(160_000 * mebibyte + 1)).toBe(17 * mebibyte);
  expect(Math.ceil((5 * tebibyte) / partSizeFor(5 * tebibyte))).toBeLessThanOrEqual(10_000);
});

test('a file is stored with its type and its time in the form that rclone reads', () => {
  expect(attributesOf('a/Menu.PDF', 1_700_000_000_123_456_789n)).toEqual({
    contentType: 'application/pdf',
    metadata: { mtime: '1700000000.123456789' },
  });
  expect(attributesOf('no-extension', -1n)).toEqual({ contentType: 'application/octet-stream' });
});

describe('the budget', () => {
  test('who asks for more than is free waits in line, and nobody overtakes', async () => {
    const budget = createBudget(10, 10);
    const { signal } = new AbortController();
    const order: string[] = [];
    const { giveBack } = await budget.take(8, signal);
    const big = budget.take(9, signal).then(({ giveBack: back }) => {
      order.push('big');
      back();
    });
    const small = budget.take(1, signal).then(({ giveBack: back }) => {
      order.push('small');
      back();
    });
    giveBack();
    giveBack();
    await Promise.all([big, small]);
    expect(order).toEqual(['big', 'small']);
  });

  test('a part larger than all of it gets all of it', async () => {
    const budget = createBudget(10, 10);
    const { giveBack } = await budget.take(1000, new AbortController().signal);
    giveBack();
  });

  test('large memory is lent again instead of made anew, and let go when nothing is lent', async () => {
    const { signal } = new AbortController();
    const budget = createBudget(4 * mebibyte, 2 * mebibyte);
    const kept = await budget.take(1, signal);
    const first = await budget.take(2 * mebibyte, signal);
    first.giveBack();
    const second = await budget.take(mebibyte + 1, signal);
    expect([second.buffer.length, second.buffer.buffer === first.buffer.buffer]).toEqual([
      mebibyte + 1,
      true,
    ]);
    kept.giveBack();
    second.giveBack();
    const third = await budget.take(2 * mebibyte, signal);
    expect(third.buffer.buffer).not.toBe(first.buffer.buffer);
  });

  test('who gives up leaves the line to the next', async () => {
    const budget = createBudget(10, 10);
    const controller = new AbortController();
    await budget.take(5, new AbortController().signal);
    const given = budget.take(10, controller.signal);
    const next = budget.take(5, new AbortController().signal);
    controller.abort();
    await expect(given).rejects.toMatchObject({ code: 'cancelled' });
    await next;
    await expect(budget.take(1, controller.signal)).rejects.toMatchObject({ code: 'cancelled' });
  });
});

describe('in parallel', () => {
  test('a failure that may pass lets the others finish and starts no more', async () => {
    const started: number[] = [];
    const finished: number[] = [];
    const { gate, open } = newGate();
    const all = inParallel([1, 2, 3, 4], 2, new AbortController().signal, async (value, signal) => {
      started.push(value);
      if (value === 1) {
        queueMicrotask(open);
        throw new SatchelError('network.lost', 'lost');
      }
      await gate;
      expect(signal.aborted).toBe(false);
      finished.push(value);
    });
    await expect(all).rejects.toMatchObject({ code: 'network.lost' });
    expect([started, finished]).toEqual([[1, 2], [2]]);
  });

  test('a failure for good aborts the others', async () => {
    const all = inParallel([1, 2], 2, new AbortController().signal, async (value, signal) => {
      if (value === 1) throw new SatchelError('local.changed', 'changed');
      await new Promise((resolve) => signal.addEventListener('abort', resolve));
    });
    await expect(all).rejects.toMatchObject({ code: 'local.changed' });
  });
});

test('tasks run one after the other, and one that fails stops none', async () => {
  const serial = createSerial();
  const order: string[] = [];
  const { gate, open } = newGate();
  const failed = serial.run(async () => {
    await gate;
    order.push('first');
    throw new Error('first failed');
  });
  const answered = serial.run(async () => {
    order.push('second');
    return 2;
  });
  open();
  await expect(failed).rejects.toThrow('first failed');
  await serial.settled();
  expect([order, await answered]).toEqual([['first', 'second'], 2]);
});
