import { buffer } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { SatchelError } from '../../../electron/core/satchelError.ts';
import { createMemoryStorage } from '../../support/memoryStorage.ts';

const ref = { bucket: 'bucket', key: 'key' };
const make = () => createMemoryStorage({ buckets: ['bucket'], nowMs: () => 1_700_000_000_999 });
const bytes = Buffer.from('bytes');

test('a failure comes so often as it was ordered, for the calls that were picked, and can be taken back', async () => {
  const storage = make();
  const error = new SatchelError('server.busy', 'busy');
  storage.inject('put', { kind: 'fail', error }, { times: 2, when: ({ key }) => key === 'key' });
  await storage.put({ ...ref, key: 'other' }, bytes);
  await expect(storage.put(ref, bytes)).rejects.toBe(error);
  const undo = storage.inject('stat', { kind: 'fail', error }, { times: Number.POSITIVE_INFINITY });
  await expect(storage.stat(ref)).rejects.toBe(error);
  undo();
  await expect(storage.put(ref, bytes)).rejects.toBe(error);
  await storage.put(ref, bytes);
  expect(await storage.stat(ref)).toMatchObject({ sizeBytes: 5, modifiedAtMs: 1_700_000_000_000 });
  expect(storage.calls.map(({ method, target }) => `${method} ${target}`)).toEqual([
    'put other',
    'put key',
    'stat key',
    'put key',
    'put key',
    'stat key',
  ]);
});

test('an answer that is lost comes after the work was done', async () => {
  const storage = make();
  storage.inject('put', { kind: 'loseAnswer' });
  await expect(storage.put(ref, bytes)).rejects.toMatchObject({ code: 'network.lost' });
  expect([...storage.objects('bucket').keys()]).toEqual(['key']);
});

test('a body that is cut gives the bytes before it', async () => {
  const storage = make();
  await storage.put(ref, bytes);
  storage.inject('openRange', { kind: 'cut', afterBytes: 2 });
  const { body } = await storage.openRange(ref);
  const received: Buffer[] = [];
  body.on('data', (chunk: Buffer) => received.push(chunk));
  await expect(buffer(body)).rejects.toMatchObject({ code: 'network.lost' });
  expect(Buffer.concat(received).toString()).toBe('by');
});

test('a call that is held goes on when it is let go, or is given up', async () => {
  const storage = make();
  const first = storage.hold('put');
  const put = storage.put(ref, bytes);
  await first.reached;
  expect(storage.objects('bucket').size).toBe(0);
  first.release();
  await put;
  expect(storage.objects('bucket').size).toBe(1);
  const second = storage.hold('listPage');
  const giveUp = new AbortController();
  const page = storage.listPage({ bucket: 'bucket', prefix: '' }, { signal: giveUp.signal });
  await second.reached;
  giveUp.abort();
  await expect(page).rejects.toMatchObject({ code: 'cancelled' });
});
