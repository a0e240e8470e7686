import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createBudget, type Loan } from '../../../electron/core/transfers/flow/budget.ts';

const kibibyte = 1024;
const { signal } = new AbortController();

test('memory is as long as asked for, and is lent again to the next that it fits', async () => {
  const budget = createBudget(1024 * kibibyte, 256 * kibibyte);
  const other = await budget.take(1, signal);
  const first = await budget.take(100 * kibibyte, signal);
  expect(first.buffer.length).toBe(100 * kibibyte);
  first.giveBack();
  const second = await budget.take(70 * kibibyte, signal);
  expect([second.buffer.length, second.buffer.buffer === first.buffer.buffer]).toEqual([70 * kibibyte, true]);
  const third = await budget.take(70 * kibibyte, signal);
  expect(third.buffer.buffer).not.toBe(second.buffer.buffer);
  for (const loan of [other, second, third]) loan.giveBack();
});

test('parts longer than a slab are lent again, too', async () => {
  const budget = createBudget(1024 * kibibyte, 256 * kibibyte);
  await budget.take(1, signal);
  const first = await budget.take(300 * kibibyte, signal);
  first.giveBack();
  const second = await budget.take(300 * kibibyte, signal);
  expect(second.buffer.buffer).toBe(first.buffer.buffer);
});

test('what is free is had at once, and what is given back twice counts once', async () => {
  const budget = createBudget(64 * kibibyte, 64 * kibibyte);
  const first = await budget.take(64 * kibibyte, signal);
  const order: string[] = [];
  void budget.take(64 * kibibyte, signal).then(() => order.push('second'));
  void budget.take(64 * kibibyte, signal).then(() => order.push('third'));
  first.giveBack();
  first.giveBack();
  await new Promise((resolve) => setImmediate(resolve));
  expect(order).toEqual(['second']);
});

test('no two have the same memory, and all together never have more than the budget', async () => {
  const total = 2048 * kibibyte;
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(fc.integer({ min: 1, max: 600 * kibibyte }), fc.nat(9)), { maxLength: 60 }),
      async (asks) => {
        const budget = createBudget(total, 256 * kibibyte);
        const lent: Loan[] = [];
        const waiting: Promise<unknown>[] = [];
        for (const [bytes, which] of asks) {
          waiting.push(budget.take(bytes, signal).then((loan) => lent.push(loan)));
          await new Promise((resolve) => setImmediate(resolve));
          const buffers = lent.map(({ buffer }) => buffer.buffer);
          expect(new Set(buffers).size).toBe(buffers.length);
          expect(buffers.reduce((sum, { byteLength }) => sum + byteLength, 0)).toBeLessThanOrEqual(total);
          if (which < 6) lent.splice(which % Math.max(1, lent.length), 1)[0]?.giveBack();
        }
        while (lent.length > 0) {
          lent.pop()?.giveBack();
          await new Promise((resolve) => setImmediate(resolve));
        }
        await Promise.all(waiting);
      },
    ),
  );
});
