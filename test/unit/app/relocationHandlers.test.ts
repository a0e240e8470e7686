import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Operation } from '../../../shared/domain/operation.ts';
import { type AppHarness, accountId, createAppHarness } from '../../support/appHarness.ts';

const bucket = 'photos';
const place = { accountId, bucket };
let harness: AppHarness;

beforeEach(async () => {
  harness = await createAppHarness();
});

afterEach(() => harness.app.close());

const relocation = (keys: readonly string[], prefix: string) => ({
  selection: { ...place, basePrefix: '', keys: [...keys], prefixes: [] },
  target: { ...place, prefix },
  onTaken: 'stop' as const,
});

async function ended(operationId: string): Promise<Operation> {
  const find = () =>
    harness.events
      .filter(({ name }) => name === 'operation.changed')
      .map(({ payload }) => payload as Operation)
      .findLast(({ id, status }) => id === operationId && status !== 'running');
  await expect.poll(find).toBeDefined();
  const operation = find();
  if (operation === undefined) throw new Error('it has not ended');
  return operation;
}

test('a move, a copy and their undoing are told by events that fit the contract', async () => {
  const move = await harness.request('selection.move', relocation(['notes.txt'], 'kept/'));
  expect(await ended(move.operationId)).toMatchObject({ kind: 'move', status: 'done', canUndo: true });
  const copy = await harness.request('selection.copy', relocation(['kept/notes.txt'], 'twice/'));
  expect(await ended(copy.operationId)).toMatchObject({ kind: 'copy', status: 'done' });
  const undo = await harness.request('operation.undo', { operationId: copy.operationId });
  expect(await ended(undo.operationId)).toMatchObject({ kind: 'undo', status: 'done', doneCount: 1 });
  expect(await harness.request('operation.list', {})).toEqual([]);
  expect([...harness.storage.objects(bucket).keys()].sort()).toEqual([
    'Lisbon/beach.txt',
    'Lisbon/menu.txt',
    'kept/notes.txt',
  ]);
});

test('a read-only account is neither moved from nor copied to', async () => {
  await harness.request('account.setLook', { accountId, name: '', color: null, isReadOnly: true });
  for (const name of ['selection.move', 'selection.copy'] as const) {
    await expect(harness.request(name, relocation(['notes.txt'], 'kept/'))).rejects.toMatchObject({
      code: 'account.readOnly',
    });
  }
});

test('only an empty folder is removed', async () => {
  const remove = (prefix: string) => harness.request('folder.removeEmpty', { ...place, prefix });
  await harness.request('folder.create', { ...place, prefix: '', name: 'new' });
  await expect(remove('Lisbon/')).rejects.toMatchObject({
    code: 'folder.notEmpty',
    params: { name: 'Lisbon' },
  });
  expect(await remove('new/')).toBeNull();
  expect(await remove('new/')).toBeNull();
  await harness.storage.put({ bucket, key: 'full/' }, Buffer.from('x'));
  await expect(remove('full/')).rejects.toMatchObject({ code: 'folder.notEmpty' });
  await expect(remove('')).rejects.toMatchObject({ code: 'request.invalid' });
  expect(harness.storage.objects(bucket).has('new/')).toBe(false);
});

test('addresses hold no secret of the connection', async () => {
  expect(await harness.request('object.getAddresses', { ...place, key: 'notes.txt' })).toEqual({
    url: 'http://127.0.0.1:9/photos/notes.txt',
    uri: 's3://photos/notes.txt',
  });
});

test('a listing tells owners when it is asked to', async () => {
  const listing = { ...place, prefix: '', listingId: 'list', withOwner: true };
  const { entries } = await harness.request('listing.getPage', listing);
  expect(entries.find(({ name }) => name === 'notes.txt')).toMatchObject({ owner: 'owner' });
});
