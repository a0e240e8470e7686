import { describe, expect, test } from 'vitest';
import { SatchelError } from '../../../electron/core/satchelError.ts';
import { openWorld, request, texts } from './world.ts';

const lost = new SatchelError('network.lost', 'lost');
const many = (count: number, prefix: string) => Array.from({ length: count }, (_, n) => `${prefix}${n}`);

describe('a move', () => {
  test('takes files and folders along, as they are called below their folder', async () => {
    const { work, operations, ended } = await openWorld(['a/x', 'a/f/', 'a/f/y', 'a/f//z', 'a/f/../q', 'b']);
    const id = operations.move(request({ basePrefix: 'a/', keys: ['a/x'], prefixes: ['a/f/'] }, 'to/'));
    expect(await ended(id)).toMatchObject({
      kind: 'move',
      status: 'done',
      target: { accountId: 'work', bucket: 'documents', prefix: 'to/' },
      fileCount: 5,
      doneCount: 5,
      canUndo: true,
    });
    expect(texts(work)).toEqual({
      b: 'b',
      'to/x': 'a/x',
      'to/f/': '',
      'to/f/y': 'a/f/y',
      'to/f//z': 'a/f//z',
      'to/f/../q': 'a/f/../q',
    });
  });

  test('with a new name is a rename, of a file, of a folder, and of nothing but the case', async () => {
    const { work, operations, ended } = await openWorld(['a/x.txt', 'a/f/y', 'Photos/1']);
    const base = { basePrefix: 'a/' };
    await ended(operations.move(request({ ...base, keys: ['a/x.txt'] }, 'a/', { newName: 'X.txt' })));
    await ended(operations.move(request({ ...base, prefixes: ['a/f/'] }, 'a/', { newName: 'g' })));
    const renaming = operations.move(request({ prefixes: ['Photos/'] }, '', { newName: 'photos' }));
    expect(await ended(renaming)).toMatchObject({ status: 'done', name: 'Photos' });
    expect(texts(work)).toEqual({ 'a/X.txt': 'a/x.txt', 'a/g/y': 'a/f/y', 'photos/1': 'Photos/1' });
  });

  test('to another account brings the bytes there, and what belongs to them', async () => {
    const { work, home, operations, ended } = await openWorld(['a/x', 'a/empty']);
    await work.put({ bucket: 'documents', key: 'a/empty' }, Buffer.alloc(0));
    await work.put({ bucket: 'documents', key: 'a/x' }, Buffer.from('text'), {
      contentType: 'text/plain',
      cacheControl: 'no-store',
      metadata: { a: 'b' },
      tags: { team: 'kitchen' },
      storageClass: 'STANDARD_IA',
    });
    const id = operations.move(request({ prefixes: ['a/'] }, '', { accountId: 'home', to: 'other' }));
    expect(await ended(id)).toMatchObject({ status: 'done', doneCount: 2, doneBytes: 4 });
    expect(texts(work)).toEqual({});
    expect(home.objects('other').get('a/x')).toMatchObject({
      contentType: 'text/plain',
      metadata: { a: 'b' },
      more: { cacheControl: 'no-store', tags: { team: 'kitchen' }, storageClass: 'STANDARD_IA' },
    });
  });

  test('goes on with the version that was put there while it was copied', async () => {
    const { work, operations, ended } = await openWorld(['x']);
    const held = work.hold('copy');
    const id = operations.move(request({ keys: ['x'] }, 'to/'));
    await held.reached;
    await work.put({ bucket: 'documents', key: 'x' }, Buffer.from('newer'));
    held.release();
    expect(await ended(id)).toMatchObject({ status: 'done', doneCount: 1, doneBytes: 5 });
    expect(texts(work)).toEqual({ 'to/x': 'newer' });
  });

  test('keeps a source that changed after it was copied, until that was copied, too', async () => {
    const { work, operations, ended } = await openWorld(['x']);
    const held = work.hold('deleteUnchanged');
    const id = operations.move(request({ keys: ['x'] }, 'to/'));
    await held.reached;
    await work.put({ bucket: 'documents', key: 'x' }, Buffer.from('new'));
    held.release();
    expect(await ended(id)).toMatchObject({ status: 'done' });
    expect(texts(work)).toEqual({ 'to/x': 'new' });
  });

  test('leaves the source when somebody else replaces the copy', async () => {
    const { work, operations, ended } = await openWorld(['x']);
    const held = work.hold('stat');
    const gate = work.hold('copy');
    const id = operations.move(request({ prefixes: [], keys: ['x'] }, 'to/', { onTaken: 'replace' }));
    held.release();
    await gate.reached;
    const verifying = work.hold('stat');
    gate.release();
    await verifying.reached;
    await work.put({ bucket: 'documents', key: 'to/x' }, Buffer.from('theirs'));
    work.inject('copy', { kind: 'fail', error: new SatchelError('access.denied', 'no') }, { times: 10 });
    verifying.release();
    expect(await ended(id)).toMatchObject({ status: 'failed', failureCount: 1 });
    expect(texts(work)).toEqual({ x: 'x', 'to/x': 'theirs' });
  });

  test('of what is gone fails, and of what goes on the way leaves the rest', async () => {
    const { work, operations, ended } = await openWorld(['a/1', 'a/2']);
    expect(await ended(operations.move(request({ keys: ['none'] }, 'to/')))).toMatchObject({
      status: 'failed',
      error: { code: 'object.notFound', params: { name: 'none' } },
    });
    const held = work.hold('copy');
    const id = operations.move(request({ prefixes: ['a/'] }, 'to/'));
    await held.reached;
    await work.deleteMany('documents', ['a/1', 'a/2']);
    held.release();
    expect(await ended(id)).toMatchObject({ status: 'done', fileCount: expect.any(Number), failureCount: 0 });
  });
});

describe('what cannot be', () => {
  const invalid = expect.objectContaining({ code: 'request.invalid' });

  test('is refused before anything is done', async () => {
    const { operations, work } = await openWorld(['a/f/x', 'a/y']);
    const folder = { basePrefix: 'a/', prefixes: ['a/f/'] };
    const calls = work.calls.length;
    expect(() => operations.move(request(folder, 'a/'))).toThrow(invalid);
    expect(() => operations.move(request(folder, 'a/f/'))).toThrow(invalid);
    expect(() => operations.copy(request(folder, 'a/f/deep/'))).toThrow(invalid);
    expect(() => operations.move(request(folder, 'a/', { newName: 'f' }))).toThrow(invalid);
    expect(() => operations.move(request({ basePrefix: 'a/', keys: ['a/y'] }, 'a/'))).toThrow(invalid);
    expect(() => operations.move(request({ basePrefix: 'b/', keys: ['a/y'] }, 'c/'))).toThrow(invalid);
    expect(() => operations.move(request({ keys: ['a/y', 'a/z'] }, '', { newName: 'b' }))).toThrow(invalid);
    for (const newName of ['a/b', '.', '..']) {
      expect(() => operations.move(request({ keys: ['a/y'] }, '', { newName }))).toThrow(
        expect.objectContaining({ code: 'object.nameInvalid' }),
      );
    }
    expect(() => operations.move(request({ keys: ['a/y'] }, 'x/', { newName: 'n'.repeat(1023) }))).toThrow(
      expect.objectContaining({ code: 'object.nameTooLong' }),
    );
    expect(work.calls.length).toBe(calls);
  });

  test('is refused for two accounts of one bucket, too', async () => {
    const world = await openWorld(['a/x']);
    const { operations, ended } = await openWorld([], { ...world, home: world.work });
    const id = operations.move(request({ prefixes: ['a/'] }, '', { accountId: 'home' }));
    expect(await ended(id)).toMatchObject({ status: 'failed', error: { code: 'request.invalid' } });
    expect(texts(world.work)).toEqual({ 'a/x': 'a/x' });
  });
});

test('an object is never moved onto itself, whatever else was selected', async () => {
  const world = await openWorld(['x', 'y']);
  const { operations, ended } = await openWorld([], { ...world, home: world.work });
  const gone = Array.from({ length: 20 }, (_, number) => `gone ${number}`);
  const keys = [...gone, 'x', 'y'];
  const id = operations.move(request({ keys }, '', { accountId: 'home', onTaken: 'replace' }));
  expect(await ended(id)).toMatchObject({ status: 'failed', failureCount: 2 });
  expect(texts(world.work)).toEqual({ x: 'x', y: 'y' });
});

describe('names that are taken', () => {
  const keys = ['a/menu.pdf', 'a/notes/1', 'a/notes/2', 'b/menu.pdf', 'b/notes/1', 'b/new'];
  const chosen = { basePrefix: 'a/', keys: ['a/menu.pdf'], prefixes: ['a/notes/'] };

  test('stop everything, and are told', async () => {
    const { work, operations, ended } = await openWorld(keys);
    const before = texts(work);
    expect(await ended(operations.move(request(chosen, 'b/')))).toMatchObject({
      status: 'failed',
      error: { code: 'object.alreadyExists' },
      takenNames: ['menu.pdf', 'notes'],
      takenCount: 2,
      canUndo: false,
    });
    expect(texts(work)).toEqual(before);
  });

  test('are replaced, folders merge, and that cannot be undone', async () => {
    const { work, operations, ended } = await openWorld(keys);
    expect(await ended(operations.move(request(chosen, 'b/', { onTaken: 'replace' })))).toMatchObject({
      status: 'done',
      doneCount: 3,
      canUndo: false,
    });
    expect(texts(work)).toEqual({
      'b/menu.pdf': 'a/menu.pdf',
      'b/notes/1': 'a/notes/1',
      'b/notes/2': 'a/notes/2',
      'b/new': 'b/new',
    });
  });

  test('are kept beside each other, folders too', async () => {
    const { work, operations, ended } = await openWorld([...keys, 'b/menu (2).pdf']);
    const id = operations.copy(request(chosen, 'b/', { onTaken: 'keepBoth' }));
    expect(await ended(id)).toMatchObject({ status: 'done', doneCount: 3, canUndo: true });
    expect(texts(work)).toMatchObject({
      'b/menu (3).pdf': 'a/menu.pdf',
      'b/notes (2)/1': 'a/notes/1',
      'b/notes (2)/2': 'a/notes/2',
      'b/notes/1': 'b/notes/1',
    });
  });

  test('are skipped, and what is skipped stays where it was', async () => {
    const { work, operations, ended } = await openWorld([...keys, 'a/notes/', 'b/notes/']);
    expect(await ended(operations.move(request(chosen, 'b/', { onTaken: 'skip' })))).toMatchObject({
      status: 'done',
      fileCount: 2,
      doneCount: 2,
    });
    expect(texts(work)).toMatchObject({
      'a/menu.pdf': 'a/menu.pdf',
      'a/notes/1': 'a/notes/1',
      'b/menu.pdf': 'b/menu.pdf',
      'b/notes/1': 'b/notes/1',
      'b/notes/2': 'a/notes/2',
    });
  });

  test('a copy in its own folder is kept beside it', async () => {
    const { work, operations, ended } = await openWorld(['a/x.txt', 'a/f/y']);
    const own = { basePrefix: 'a/', keys: ['a/x.txt'], prefixes: ['a/f/'] };
    await ended(operations.copy(request(own, 'a/', { onTaken: 'keepBoth' })));
    expect(Object.keys(texts(work))).toEqual(['a/f (2)/y', 'a/f/y', 'a/x (2).txt', 'a/x.txt']);
  });

  test('a name that somebody else takes meanwhile is neither replaced nor lost', async () => {
    const { work, operations, ended } = await openWorld(['x', 'y']);
    const held = work.hold('copy');
    const id = operations.move(request({ keys: ['x'] }, 'to/'));
    await held.reached;
    await work.put({ bucket: 'documents', key: 'to/x' }, Buffer.from('theirs'));
    held.release();
    expect(await ended(id)).toMatchObject({
      status: 'failed',
      failures: [{ key: 'x', error: { code: 'object.alreadyExists' } }],
    });
    const next = work.hold('copy');
    const second = operations.move(request({ keys: ['y'] }, 'to/', { onTaken: 'keepBoth' }));
    await next.reached;
    await work.put({ bucket: 'documents', key: 'to/y' }, Buffer.from('theirs'));
    next.release();
    expect(await ended(second)).toMatchObject({ status: 'done' });
    expect(texts(work)).toEqual({ x: 'x', 'to/x': 'theirs', 'to/y': 'theirs', 'to/y (2)': 'y' });
  });
});

describe('a copy to another account', () => {
  test.for(['uploadBytesPerSecond', 'downloadBytesPerSecond'] as const)(
    'keeps below %s, and goes on at once without it',
    async (limit) => {
      const { home, operations, ended, clock, speedLimits, told } = await openWorld(['a', 'bb', 'ccc']);
      speedLimits[limit] = 1;
      clock.advance(1000);
      const id = operations.copy(request({ keys: ['a', 'bb', 'ccc'] }, 'to/', { accountId: 'home' }));
      const turns = async () => {
        for (let turn = 0; turn < 200; turn += 1) await new Promise((resolve) => setImmediate(resolve));
      };
      await turns();
      clock.advance(1000);
      await turns();
      expect(told.some(({ status }) => status !== 'running')).toBe(false);
      speedLimits[limit] = null;
      const over = ended(id);
      await turns();
      clock.advance(1000);
      expect(await over).toMatchObject({ status: 'done', doneCount: 3 });
      expect(texts(home)).toEqual({ 'to/a': 'a', 'to/bb': 'bb', 'to/ccc': 'ccc' });
    },
  );
});

describe('what goes wrong', () => {
  test('is tried again when that may help, with pauses', async () => {
    const { work, operations, ended, clock, told } = await openWorld(['x']);
    work.inject('copy', { kind: 'fail', error: lost }, { times: 3 });
    work.inject('copy', { kind: 'loseAnswer' }, { times: 1, when: () => true });
    const id = operations.move(request({ keys: ['x'] }, 'to/'));
    let isOver = false;
    const over = ended(id).then((operation) => {
      isOver = true;
      return operation;
    });
    while (!isOver) {
      await new Promise((resolve) => setImmediate(resolve));
      clock.advance(500);
    }
    expect(await over).toMatchObject({ status: 'done', error: undefined });
    expect(told.some(({ status, error }) => status === 'running' && error?.code === 'network.lost')).toBe(
      true,
    );
    expect(texts(work)).toEqual({ 'to/x': 'x' });
  });

  test('with one object leaves the others alone', async () => {
    const { work, operations, ended } = await openWorld(many(30, 'a/'));
    const denied = new SatchelError('access.denied', 'no');
    work.inject('copy', { kind: 'fail', error: denied }, { when: ({ key }) => key === 'a/7' });
    const id = operations.move(request({ prefixes: ['a/'] }, 'to/'));
    expect(await ended(id)).toMatchObject({
      status: 'failed',
      doneCount: 29,
      failures: [{ key: 'a/7', error: { code: 'access.denied' } }],
      canUndo: true,
    });
    expect(texts(work)['a/7']).toBe('a/7');
  });

  test('with the keys ends all of it', async () => {
    const { work, operations, ended } = await openWorld(many(30, 'a/'));
    const wrong = new SatchelError('credentials.wrongSecret', 'no');
    work.inject('copy', { kind: 'fail', error: wrong }, { times: 30 });
    expect(await ended(operations.move(request({ prefixes: ['a/'] }, 'to/')))).toMatchObject({
      status: 'failed',
      error: { code: 'credentials.wrongSecret' },
      failureCount: 0,
    });
    expect(work.objects('documents').size).toBe(30);
  });
});

describe('cancelling', () => {
  test('leaves every object whole at one place', async () => {
    const { work, operations, ended } = await openWorld(many(100, 'a/'));
    const held = work.hold('deleteUnchanged');
    const id = operations.move(request({ prefixes: ['a/'] }, 'to/'));
    await held.reached;
    operations.cancel(id);
    expect(await ended(id)).toMatchObject({ status: 'cancelled' });
    held.release();
    const names = new Set([...work.objects('documents').keys()].map((key) => key.replace('to/', '')));
    expect(names.size).toBe(100);
    expect(operations.list()).toEqual([]);
  });
});

describe('undo', () => {
  test('brings back what was moved', async () => {
    const { work, operations, ended } = await openWorld(['a/x', 'a/f/y', 'a/f/']);
    const before = texts(work);
    const id = operations.move(request({ prefixes: ['a/'] }, 'to/'));
    await ended(id);
    expect(await ended(operations.undo(id))).toMatchObject({
      kind: 'undo',
      status: 'done',
      fileCount: 3,
      doneCount: 3,
      canUndo: false,
    });
    expect(texts(work)).toEqual(before);
    expect(() => operations.undo(id)).toThrow(expect.objectContaining({ code: 'request.stale' }));
  });

  test('takes copies away again', async () => {
    const { work, operations, ended } = await openWorld(['a/x', 'a/y']);
    const before = texts(work);
    const id = operations.copy(request({ prefixes: ['a/'] }, 'to/'));
    await ended(id);
    expect(await ended(operations.undo(id))).toMatchObject({ status: 'done', doneCount: 2 });
    expect(texts(work)).toEqual(before);
  });

  test('leaves alone what somebody has changed, or put under the old name', async () => {
    const { work, operations, ended } = await openWorld(['a/1', 'a/2', 'a/3']);
    const id = operations.move(request({ prefixes: ['a/'] }, 'to/'));
    await ended(id);
    await work.put({ bucket: 'documents', key: 'to/a/1' }, Buffer.from('changed'));
    await work.put({ bucket: 'documents', key: 'a/2' }, Buffer.from('new'));
    const undone = await ended(operations.undo(id));
    expect(undone).toMatchObject({ status: 'failed', doneCount: 1, failureCount: 2 });
    expect(undone.failures.map(({ error }) => error.code).sort()).toEqual([
      'object.alreadyExists',
      'object.changed',
    ]);
    expect(texts(work)).toEqual({ 'to/a/1': 'changed', 'to/a/2': 'a/2', 'a/2': 'new', 'a/3': 'a/3' });
  });

  test('is remembered for the last twenty', async () => {
    const { operations, ended, told } = await openWorld(many(22, 'a/'));
    const ids: string[] = [];
    for (let n = 0; n < 22; n += 1) {
      ids.push(operations.move(request({ basePrefix: 'a/', keys: [`a/${n}`] }, 'to/')));
      await ended(ids.at(-1) ?? '');
    }
    await new Promise((resolve) => setImmediate(resolve));
    const last = (id: string | undefined) => told.findLast((operation) => operation.id === id);
    expect([last(ids[0])?.canUndo, last(ids[1])?.canUndo, last(ids[2])?.canUndo]).toEqual([
      false,
      false,
      true,
    ]);
    expect(() => operations.undo(ids[0] ?? '')).toThrow(expect.objectContaining({ code: 'request.stale' }));
  });
});

describe('the next start', () => {
  test('goes on with what was under way, once its accounts are there', async () => {
    const first = await openWorld(many(50, 'a/'));
    const held = first.work.hold('deleteUnchanged');
    const id = first.operations.move(request({ prefixes: ['a/'] }, 'to/'));
    await held.reached;
    const restarting = first.restart();
    held.release();
    const second = await restarting;
    second.missing.add('work');
    await second.operations.resume();
    await new Promise((resolve) => setImmediate(resolve));
    expect(second.operations.list()).toMatchObject([{ id, kind: 'move', status: 'running' }]);
    second.missing.clear();
    second.operations.goOn('work');
    expect(await second.ended(id)).toMatchObject({ status: 'done', fileCount: 50, doneCount: 50 });
    expect(Object.keys(texts(second.work)).every((key) => key.startsWith('to/'))).toBe(true);
    expect(second.work.objects('documents').size).toBe(50);
    expect(await second.ended(second.operations.undo(id))).toMatchObject({ status: 'done', doneCount: 50 });
    expect(Object.keys(texts(second.work)).every((key) => key.startsWith('a/'))).toBe(true);
  });

  test('does not copy again what is there and proven', async () => {
    const first = await openWorld(many(20, 'a/'));
    const held = first.work.hold('deleteUnchanged');
    const id = first.operations.move(request({ prefixes: ['a/'] }, 'to/'));
    await held.reached;
    const restarting = first.restart();
    held.release();
    const second = await restarting;
    const copied = new Set(
      first.work.calls.flatMap(({ method, target }) => (method === 'copy' ? [target] : [])),
    );
    const there = [...second.work.objects('documents').keys()].filter((key) => key.startsWith('to/'));
    const callsBefore = second.work.calls.length;
    await second.operations.resume();
    await second.ended(id);
    const again = second.work.calls
      .slice(callsBefore)
      .flatMap(({ method, target }) => (method === 'copy' ? [`to/${target}`] : []));
    expect(copied.size).toBeGreaterThan(0);
    expect(again.filter((key) => there.includes(key))).toEqual([]);
  });
});
