import { describe, expect, test } from 'vitest';
import { createSearchStore } from '../../../../renderer/features/search/createSearchStore.ts';
import { RequestError } from '../../../../renderer/ipc/client.ts';
import type { Entry } from '../../../../shared/domain/object.ts';
import type { Search, SearchQuery } from '../../../../shared/domain/search.ts';

const location = { accountId: 'work', bucket: 'photos', prefix: 'trip/' };
const query: SearchQuery = { text: 'beach', kinds: [] };
const fileOf = (name: string): Entry => ({
  kind: 'file',
  key: `trip/${name}`,
  name,
  sizeBytes: 1,
  modifiedAtMs: 0,
});

/** A main that does what the test says, and the store on it. */
function open() {
  const asked: string[] = [];
  const found: Entry[] = [];
  const starts: { readonly resolve: (id: string) => void; readonly reject: (error: Error) => void }[] = [];
  let tell: (search: Search) => void = () => undefined;
  let failure: Error | undefined;
  const store = createSearchStore({
    start: ({ prefix }, { text }) => {
      asked.push(`start ${prefix} ${text}`);
      return new Promise((resolve, reject) => starts.push({ resolve, reject }));
    },
    getResults: async (searchId, offset, limit) => {
      asked.push(`results ${searchId} from ${offset}`);
      if (failure !== undefined) throw failure;
      return found.slice(offset, offset + Math.min(limit, 2));
    },
    cancel: async (searchId) => void asked.push(`cancel ${searchId}`),
    close: async (searchId) => void asked.push(`close ${searchId}`),
    onChanged: (listener) => {
      tell = listener;
      return () => undefined;
    },
  });
  const told = (id: string, change: Partial<Search> = {}) =>
    tell({
      id,
      status: 'running',
      scannedCount: 100,
      foundCount: found.length,
      foundBytes: 0,
      isLimited: false,
      ...change,
    });
  const began = async (id: string) => {
    starts.shift()?.resolve(id);
    await settled();
  };
  const names = (key = 'a') => {
    const listed = store.get(key)?.listed;
    return listed && Array.from({ length: listed.count }, (_, number) => listed.store.name(number));
  };
  return { store, asked, found, starts, told, began, names, fail: (error: Error) => (failure = error) };
}

const settled = () => new Promise<void>((resolve) => setImmediate(resolve));

describe('a search', () => {
  test('shows what comes, page by page, and is closed when all of it is here', async () => {
    const { store, asked, found, told, began, names } = open();
    store.start('a', location, query);
    expect(store.get('a')).toMatchObject({ status: 'running', scannedCount: 0, listed: undefined });
    await began('s1');
    found.push(fileOf('beach.jpg'));
    told('s1');
    await settled();
    expect(names()).toEqual(['beach.jpg']);
    found.push(fileOf('old/beach.jpg'), fileOf('old/beach 2.jpg'), fileOf('z beach.jpg'));
    told('s1', { status: 'done', scannedCount: 300 });
    expect(store.get('a')).toMatchObject({ status: 'running' });
    await settled();
    expect(store.get('a')).toMatchObject({ status: 'done', scannedCount: 300, error: undefined });
    expect(names()).toEqual(['beach.jpg', 'old/beach.jpg', 'old/beach 2.jpg', 'z beach.jpg']);
    expect(asked).toEqual([
      'start trip/ beach',
      'results s1 from 0',
      'results s1 from 1',
      'results s1 from 3',
      'close s1',
    ]);
  });

  test('that finds nothing says so when it is over', async () => {
    const { store, told, began, names } = open();
    store.start('a', location, query);
    await began('s1');
    told('s1');
    expect(names()).toBeUndefined();
    told('s1', { status: 'done' });
    expect(names()).toEqual([]);
    expect(store.get('a')?.status).toBe('done');
  });

  test('keeps what it found when it fails, or when main forgot it', async () => {
    const { store, found, told, began, names, fail } = open();
    const error = { code: 'network.unreachable', message: 'no network', retryable: true } as const;
    store.start('a', location, query);
    await began('s1');
    found.push(fileOf('beach.jpg'));
    told('s1', { status: 'failed', error });
    await settled();
    expect(store.get('a')).toMatchObject({ status: 'failed', error });
    expect(names()).toEqual(['beach.jpg']);

    store.start('b', location, query);
    await began('s2');
    const stale = { code: 'request.stale', message: 'gone', retryable: false } as const;
    fail(new RequestError(stale));
    told('s2');
    await settled();
    expect(store.get('b')).toMatchObject({ status: 'failed', error: stale });
  });

  test('that cannot begin says why', async () => {
    const { store, starts } = open();
    store.start('a', location, query);
    starts[0]?.reject(new RequestError({ code: 'request.stale', message: 'no account', retryable: false }));
    await settled();
    expect(store.get('a')).toMatchObject({ status: 'failed', error: { code: 'request.stale' } });
  });

  test('hears what main told before its id was known', async () => {
    const { store, found, told, began, names } = open();
    store.start('a', location, query);
    found.push(fileOf('beach.jpg'));
    told('s1', { status: 'done' });
    await began('s1');
    expect(names()).toEqual(['beach.jpg']);
    expect(store.get('a')?.status).toBe('done');
  });
});

describe('stopping and leaving', () => {
  test('a stopped search keeps what it found', async () => {
    const { store, asked, found, told, began, names } = open();
    store.start('a', location, query);
    await began('s1');
    found.push(fileOf('beach.jpg'));
    store.stop('a');
    told('s1', { status: 'cancelled' });
    await settled();
    expect(asked).toContain('cancel s1');
    expect(names()).toEqual(['beach.jpg']);
    expect(store.get('a')?.status).toBe('cancelled');
  });

  test('one that is stopped or left before main has told its id is closed as soon as it has', async () => {
    const { store, asked, began } = open();
    store.start('a', location, query);
    store.stop('a');
    expect(store.get('a')?.status).toBe('cancelled');
    await began('s1');
    store.start('a', location, query);
    store.leave('a');
    expect(store.get('a')).toBeUndefined();
    await began('s2');
    expect(asked.filter((each) => each.startsWith('close'))).toEqual(['close s1', 'close s2']);
  });

  test('a new search closes the one before it, whose late news is not heard', async () => {
    const { store, asked, found, told, began, names } = open();
    store.start('a', location, query);
    await began('s1');
    store.start('a', location, { ...query, text: 'sea' });
    await began('s2');
    found.push(fileOf('beach.jpg'));
    told('s1');
    await settled();
    expect(asked).toEqual(['start trip/ beach', 'close s1', 'start trip/ sea']);
    expect(names()).toBeUndefined();
  });

  test('of many places, those that were searched first are forgotten', () => {
    const { store } = open();
    for (const key of ['a', 'b', 'c', 'd', 'e']) store.start(key, location, query);
    expect(['a', 'b', 'c', 'd', 'e'].map((key) => store.get(key) !== undefined)).toEqual([
      false,
      true,
      true,
      true,
      true,
    ]);
  });
});

test('a search that is made again shows what it found before until it is over', async () => {
  const { store, found, told, began, names } = open();
  store.start('a', location, query);
  await began('s1');
  found.push(fileOf('beach.jpg'), fileOf('gone.jpg'));
  told('s1', { status: 'done' });
  await settled();
  store.again('a');
  await began('s2');
  found.splice(1, 1);
  told('s2');
  await settled();
  expect(names()).toEqual(['beach.jpg', 'gone.jpg']);
  told('s2', { status: 'done' });
  await settled();
  expect(names()).toEqual(['beach.jpg']);
});
