import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { SatchelError } from '../../../electron/core/satchelError.ts';
import { defaultSettings } from '../../../electron/shell/storedState.ts';
import { type AppHarness, accountId, createAppHarness } from '../../support/appHarness.ts';

let harness: AppHarness;

beforeEach(async () => {
  harness = await createAppHarness();
});

afterEach(async () => {
  await harness.app.close();
});

const listingId = 'buckets';
const listDenied = new SatchelError('access.listBucketsDenied', 'no', { action: 'addBucketByName' });

describe('buckets', () => {
  test('are listed by name', async () => {
    const buckets = await harness.request('bucket.list', { accountId, listingId });
    expect(buckets.map(({ name, addedByName }) => ({ name, addedByName }))).toEqual([
      { name: 'empty-bucket', addedByName: false },
      { name: 'photos', addedByName: false },
    ]);
  });

  test('of an account that may not list them: an error first, then those added by name', async () => {
    harness.storage.inject('listBuckets', { kind: 'fail', error: listDenied }, { times: 9 });
    await expect(harness.request('bucket.list', { accountId, listingId })).rejects.toMatchObject({
      code: 'access.listBucketsDenied',
      action: 'addBucketByName',
    });
    await harness.request('bucket.addByName', { accountId, bucket: 'photos' });
    await harness.request('bucket.addByName', { accountId, bucket: 'photos' });
    expect(await harness.request('bucket.list', { accountId, listingId })).toEqual([
      { name: 'photos', addedByName: true },
    ]);
    await harness.request('bucket.forget', { accountId, bucket: 'photos' });
    await expect(harness.request('bucket.list', { accountId, listingId })).rejects.toMatchObject({
      code: 'access.listBucketsDenied',
    });
  });

  test('that cannot be reached are not added by name', async () => {
    await expect(
      harness.request('bucket.addByName', { accountId, bucket: 'not-there' }),
    ).rejects.toMatchObject({ code: 'bucket.notFound' });
  });

  test('are created under legal names only', async () => {
    await expect(harness.request('bucket.create', { accountId, bucket: 'No' })).rejects.toMatchObject({
      code: 'bucket.nameInvalid',
      params: { problem: 'characters' },
    });
    expect(await harness.request('bucket.create', { accountId, bucket: 'new-bucket' })).toMatchObject({
      name: 'new-bucket',
      addedByName: false,
    });
  });

  test('are deleted when they are empty, and forgotten', async () => {
    await expect(harness.request('bucket.delete', { accountId, bucket: 'photos' })).rejects.toMatchObject({
      code: 'bucket.notEmpty',
    });
    await harness.request('bucket.addByName', { accountId, bucket: 'empty-bucket' });
    await harness.request('bucket.delete', { accountId, bucket: 'empty-bucket' });
    const names = (await harness.request('bucket.list', { accountId, listingId })).map(({ name }) => name);
    expect(names).toEqual(['photos']);
  });

  test('of an account that is not there any more are stale', async () => {
    await expect(harness.request('bucket.list', { accountId: 'gone', listingId })).rejects.toMatchObject({
      code: 'request.stale',
    });
  });
});

describe('a listing', () => {
  const page = { accountId, bucket: 'photos', prefix: '', listingId: 'l' };

  test('shows folders and files', async () => {
    const { entries } = await harness.request('listing.getPage', page);
    expect(entries.map(({ kind, name }) => `${kind} ${name}`)).toEqual(['folder Lisbon', 'file notes.txt']);
  });

  test('that the user leaves is aborted, and no other', async () => {
    const { reached, release } = harness.storage.hold('listPage');
    const left = harness.request('listing.getPage', page);
    await reached;
    const other = harness.request('listing.getPage', { ...page, listingId: 'other' });
    await harness.request('listing.abort', { listingId: 'l' });
    await expect(left).rejects.toMatchObject({ code: 'cancelled' });
    expect((await other).entries).toHaveLength(2);
    release();
  });

  test('gives up the oldest of more than 32 reads at once', async () => {
    const holds = Array.from({ length: 33 }, () => harness.storage.hold('listPage'));
    const pages = holds.map((_hold, index) =>
      harness.request('listing.getPage', { ...page, listingId: `l-${index}` }),
    );
    await expect(pages[0]).rejects.toMatchObject({ code: 'cancelled' });
    for (const { release } of holds) release();
    expect(await Promise.all(pages.slice(1))).toHaveLength(32);
  });
});

describe('a new folder', () => {
  const place = { accountId, bucket: 'photos', prefix: 'Lisbon/' };

  test('is an empty object with a closing slash', async () => {
    expect(await harness.request('folder.create', { ...place, name: 'São Jorge' })).toEqual({
      prefix: 'Lisbon/São Jorge/',
    });
    expect(harness.storage.objects('photos').get('Lisbon/São Jorge/')).toMatchObject({
      sizeBytes: 0,
      contentType: 'application/x-directory',
    });
  });

  test.each([
    ['a/b', 'object.nameInvalid'],
    ['.', 'object.nameInvalid'],
    ['..', 'object.nameInvalid'],
    ['é'.repeat(509), 'object.nameTooLong'],
  ])('named %j is refused with %s', async (name, code) => {
    await expect(harness.request('folder.create', { ...place, name })).rejects.toMatchObject({ code });
  });

  test('does not take the name of one that is there', async () => {
    await expect(
      harness.request('folder.create', { ...place, prefix: '', name: 'Lisbon' }),
    ).rejects.toMatchObject({ code: 'object.alreadyExists', params: { name: 'Lisbon' } });
  });
});

describe('settings', () => {
  test('that change are stored, applied and told', async () => {
    const expected = { ...defaultSettings, parallelTransfers: 4, theme: 'dark' };
    expect(await harness.request('settings.set', { theme: 'dark' })).toEqual(expected);
    expect(await harness.request('settings.get', {})).toEqual(expected);
    expect(harness.asked).toEqual(['theme system', 'theme dark']);
    expect(harness.events).toEqual([{ name: 'settings.changed', payload: expected }]);
  });

  test('take the download folder from a dialog only', async () => {
    await harness.request('settings.chooseDownloadFolder', {});
    harness.chosen.downloadFolder = '/home/someone/Elsewhere';
    expect(await harness.request('settings.chooseDownloadFolder', {})).toMatchObject({
      downloadFolder: '/home/someone/Elsewhere',
    });
    expect(await harness.send('settings.set', { downloadFolder: '/etc' })).toMatchObject({
      ok: false,
      error: { code: 'request.invalid' },
    });
  });
});

describe('a closed dialog', () => {
  test.each([
    'upload.chooseFiles',
    'upload.chooseFolders',
    'upload.grantDropped',
    'download.chooseFolder',
  ] as const)('%s answers null', async (name) => {
    expect(await harness.request(name, {})).toBeNull();
  });
});

test('a notification goes to the desktop', async () => {
  await harness.request('app.notify', { title: 'Done', body: '3 files' });
  expect(harness.asked).toContain('notify Done: 3 files');
});
