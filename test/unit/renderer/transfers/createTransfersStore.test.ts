import { describe, expect, test } from 'vitest';
import {
  createTransfersStore,
  type TransfersStore,
} from '../../../../renderer/features/transfers/createTransfersStore.ts';
import type { TransferJob, TransfersSnapshot } from '../../../../shared/domain/transfer.ts';
import { job, snapshot } from './job.ts';

function setUp(list: () => Promise<TransfersSnapshot>) {
  let push: (snapshot: TransfersSnapshot) => void = () => {
    throw new Error('Nobody listens');
  };
  const store = createTransfersStore({
    list,
    onChanged: (listener) => {
      push = listener;
      return () => undefined;
    },
  });
  const ended: TransferJob[] = [];
  const progressed: TransferJob[] = [];
  store.onJobEnded((each) => ended.push(each));
  store.onJobProgress((each) => progressed.push(each));
  return { store, ended, progressed, push: (next: TransfersSnapshot) => push(next) };
}

/** The jobs that the store shows, group by group. */
const shownIds = (store: TransfersStore) => store.getState().layout.groups.flatMap(({ jobIds }) => jobIds);

const a = job({ id: 'a' });
const b = job({ id: 'b' });

describe('the transfers store', () => {
  test('holds the first list, and then what is pushed', async () => {
    const { store, push } = setUp(async () => snapshot([a]));
    await Promise.resolve();
    expect(store.getState().status).toBe('ready');
    expect(shownIds(store)).toEqual(['a']);
    push(snapshot([b, a]));
    expect(shownIds(store)).toEqual(['b', 'a']);
  });

  test('a job that did not change keeps its identity, and so do the groups', async () => {
    const { store, progressed, push } = setUp(async () => snapshot([a, b]));
    await Promise.resolve();
    const before = store.getState();
    push(snapshot([job({ id: 'a' }), job({ id: 'b', doneBytes: 20e6 })]));
    expect(store.getJob('a')).toBe(a);
    expect(store.getJob('b')).not.toBe(b);
    expect(store.getState().layout).toBe(before.layout);
    expect(progressed.map(({ id }) => id)).toEqual(['b']);
  });

  test('a job that waits for the network or the user has not ended', async () => {
    const { store, ended, push } = setUp(async () => snapshot([a]));
    await Promise.resolve();
    const before = store.getState().layout;
    push(snapshot([job({ id: 'a', status: 'offline' })]));
    expect(store.getState().layout).toBe(before);
    push(snapshot([job({ id: 'a', status: 'paused' })]));
    push(snapshot([job({ id: 'a', status: 'blocked' })]));
    expect(ended).toEqual([]);
    expect(store.getState().layout.groups.map(({ kind }) => kind)).toEqual(['needsYou']);
  });

  test('tells the end of a job once, also of one that was never seen going', async () => {
    const { ended, push } = setUp(async () => snapshot([a]));
    await Promise.resolve();
    const aDone = job({ id: 'a', status: 'done' });
    push(snapshot([aDone]));
    push(snapshot([job({ id: 'a', status: 'done' }), job({ id: 'b', status: 'failed' })]));
    push(snapshot([job({ id: 'b', status: 'failed' })]));
    expect(ended.map(({ id }) => id)).toEqual(['a', 'b']);
  });

  test('a job that had ended before the window opened is not told again', async () => {
    const { ended } = setUp(async () => snapshot([job({ status: 'done' })]));
    await Promise.resolve();
    expect(ended).toEqual([]);
  });

  test('a retried job ends again', async () => {
    const { ended, push } = setUp(async () => snapshot([job({ status: 'failed' })]));
    await Promise.resolve();
    push(snapshot([job()]));
    push(snapshot([job({ status: 'done' })]));
    expect(ended.map(({ status }) => status)).toEqual(['done']);
  });

  test('an answer that is older than a pushed change is ignored', async () => {
    const { store, push } = setUp(async () => snapshot([a]));
    push(snapshot([b]));
    await Promise.resolve();
    expect(shownIds(store)).toEqual(['b']);
  });

  test('says why the list could not be had, and asks again', async () => {
    let attempts = 0;
    const { store } = setUp(async () => {
      attempts += 1;
      if (attempts === 1) throw new Error('lost');
      return snapshot([a]);
    });
    await new Promise(setImmediate);
    expect(store.getState()).toMatchObject({
      status: 'failed',
      error: { code: 'internal', message: 'lost' },
    });
    store.reload();
    expect(store.getState().status).toBe('loading');
    await new Promise(setImmediate);
    expect(store.getState().status).toBe('ready');
    expect(shownIds(store)).toEqual(['a']);
  });
});
