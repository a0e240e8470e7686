import { MessageChannel } from 'node:worker_threads';
import { expect, onTestFinished, test } from 'vitest';
import { SatchelError } from '../../../../electron/core/satchelError.ts';
import { connectWire } from '../../../../electron/core/transfers/thread/calls.ts';

type Answering = {
  add(one: number, other: number): Promise<number>;
  fail(): Promise<void>;
  crash(): Promise<void>;
  never(): Promise<void>;
};

function connect() {
  const { port1, port2 } = new MessageChannel();
  onTestFinished(() => port1.close());
  const answering: Answering = {
    add: async (one, other) => one + other,
    fail: async () => {
      throw new SatchelError('local.noSpace', 'The disk is full', {
        action: 'chooseAnotherPlace',
        params: { needed: 3, free: 1 },
      });
    },
    crash: async () => {
      throw new TypeError('a bug');
    },
    never: () => new Promise(() => undefined),
  };
  connectWire(port2, { ...answering });
  return connectWire<Answering>(port1, {});
}

test('a call is answered with what the other end returns', async () => {
  const { remote } = connect();
  expect(await Promise.all([remote.add(1, 2), remote.add(3, 4)])).toEqual([3, 7]);
});

test('an error arrives as the SatchelError that it is, and anything else as internal', async () => {
  const { remote } = connect();
  const [failed, crashed, unknown] = await Promise.allSettled([
    remote.fail(),
    remote.crash(),
    (remote as unknown as { missing(): Promise<void> }).missing(),
  ]);
  expect([failed, crashed, unknown]).toMatchObject([
    {
      reason: {
        appError: {
          code: 'local.noSpace',
          message: 'The disk is full',
          retryable: false,
          action: 'chooseAnotherPlace',
          params: { needed: 3, free: 1 },
        },
      },
    },
    { reason: { appError: { code: 'internal', message: 'a bug' } } },
    { reason: { appError: { code: 'internal' } } },
  ]);
});

test('whoever waits when the other end is gone is told, and so is whoever calls afterwards', async () => {
  const { remote, end } = connect();
  const waiting = remote.never();
  end(new SatchelError('internal', 'gone'));
  await expect(waiting).rejects.toMatchObject({ message: 'gone' });
  await expect(remote.add(1, 2)).rejects.toMatchObject({ message: 'gone' });
});
