import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { SatchelError } from '../../../electron/core/satchelError.ts';
import type { AccountForm } from '../../../shared/domain/account.ts';
import type { RequestInput, RequestName } from '../../../shared/ipc/contract.ts';
import { type AppHarness, createAppHarness } from '../../support/appHarness.ts';

const secrets = { accessKeyId: 'AKIDTYPED0000042', secretAccessKey: 'typed-secret' };
const form: AccountForm = {
  name: 'added',
  providerId: 'minio',
  endpoint: 'http://127.0.0.1:9',
  region: 'us-east-1',
  keepIn: 'file',
  ...secrets,
};
const { accessKeyId: _id, secretAccessKey: _secret, ...formWithoutSecrets } = form;
const workId = 'profile:work';

let home: string;
let harness: AppHarness;

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'satchel-home-'));
  await mkdir(join(home, '.aws'));
  await writeFile(
    join(home, '.aws', 'credentials'),
    '# mine\n[work]\naws_access_key_id = AKIDWORK00000001\naws_secret_access_key = work-secret\n',
  );
  await writeFile(join(home, '.aws', 'config'), '[profile work]\nendpoint_url = http://127.0.0.1:9\n');
  harness = await createAppHarness({ homeFolder: home });
});

afterEach(async () => {
  await harness.app.close();
  await rm(home, { recursive: true, force: true });
});

const credentials = () => readFile(join(home, '.aws', 'credentials'), 'utf8');
const idsAndNames = async () =>
  (await harness.request('account.list', {})).accounts.map(({ id, name }) => `${id} ${name}`);
const save = async (accountForm: AccountForm, accountId?: string) =>
  (await harness.request('account.save', { form: accountForm, ...(accountId && { accountId }) })).accountId;

describe('an account that is kept in the AWS files', () => {
  test('is written there, and its provider is remembered, which its address does not tell', async () => {
    expect(await save(form)).toBe('profile:added');
    expect(await credentials()).toBe(
      '# mine\n[work]\naws_access_key_id = AKIDWORK00000001\naws_secret_access_key = work-secret\n' +
        '[added]\naws_access_key_id = AKIDTYPED0000042\naws_secret_access_key = typed-secret\n',
    );
    const { accounts } = await harness.request('account.list', {});
    expect(accounts.find(({ id }) => id === 'profile:added')).toMatchObject({
      source: 'profile',
      providerId: 'minio',
      endpoint: 'http://127.0.0.1:9',
    });
    expect([...harness.accountStore.readPreferences()]).toEqual([['profile:added', { providerId: 'minio' }]]);
    expect(await harness.request('account.getForm', { accountId: 'profile:added' })).toEqual({
      ...formWithoutSecrets,
      accessKeyEnding: '0042',
      hasSessionToken: false,
    });
  });

  test('may leave its secrets out when it is edited', async () => {
    await save(form);
    await save({ ...formWithoutSecrets, region: 'eu-west-1' }, 'profile:added');
    expect(await credentials()).toContain(secrets.secretAccessKey);
    const { accounts } = await harness.request('account.list', {});
    expect(accounts.find(({ id }) => id === 'profile:added')).toMatchObject({ region: 'eu-west-1' });
  });

  test('keeps what the form does not ask for when only its keys change', async () => {
    const config = `[profile work]
region = eu-west-1
output = json
endpoint_url = https://bucket.vpce-1.s3.eu-west-1.vpce.amazonaws.com
s3 =
  addressing_style = path
`;
    await writeFile(join(home, '.aws', 'config'), config);
    await harness.app.close();
    harness = await createAppHarness({ homeFolder: home });
    const { accessKeyEnding, hasSessionToken, ...edited } = await harness.request('account.getForm', {
      accountId: workId,
    });
    expect({ accessKeyEnding, hasSessionToken, edited }).toEqual({
      accessKeyEnding: '0001',
      hasSessionToken: false,
      edited: { name: 'work', providerId: 'aws', region: 'eu-west-1', addressing: 'path', keepIn: 'file' },
    });
    await save({ ...edited, ...secrets }, workId);
    expect(await readFile(join(home, '.aws', 'config'), 'utf8')).toBe(config);
    expect(await credentials()).toContain('aws_access_key_id = AKIDTYPED0000042');
  });

  test('keeps what the form does not ask for when it gets another name', async () => {
    const config = '[profile work]\n# json\noutput = json\nendpoint_url = http://127.0.0.1:9\n';
    await writeFile(join(home, '.aws', 'config'), config);
    await harness.request('account.list', {});
    await harness.request('account.setLook', {
      accountId: workId,
      name: '',
      color: 'teal',
      isReadOnly: true,
    });
    expect(await save({ ...formWithoutSecrets, name: 'office' }, workId)).toBe('profile:office');
    expect(await readFile(join(home, '.aws', 'config'), 'utf8')).toBe(config.replace('work', 'office'));
    expect(await credentials()).toBe(
      '# mine\n[office]\naws_access_key_id = AKIDWORK00000001\naws_secret_access_key = work-secret\n',
    );
    expect((await harness.request('account.list', {})).accounts).toMatchObject([
      { id: 'profile:office', color: 'teal', isReadOnly: true },
    ]);
  });

  test.for([{ name: 'office' }, { name: 'work', keepIn: 'keychain' } as const])(
    'stays where other profiles look for it: %j',
    async (changes) => {
      const config = '[profile work]\n[profile role]\nrole_arn = r\nsource_profile = work\n';
      await writeFile(join(home, '.aws', 'config'), config);
      await harness.app.close();
      harness = await createAppHarness({ homeFolder: home });
      const before = await credentials();
      await expect(save({ ...formWithoutSecrets, ...changes }, workId)).rejects.toMatchObject({
        code: 'account.unsupported',
        params: { profile: 'work', key: 'source_profile' },
      });
      expect([await readFile(join(home, '.aws', 'config'), 'utf8'), await credentials()]).toEqual([
        config,
        before,
      ]);
      expect(harness.accountStore.readSaved()).toEqual([]);
    },
  );

  test('does not take the name of another one', async () => {
    await expect(save({ ...form, name: 'work' })).rejects.toMatchObject({
      code: 'account.nameTaken',
      params: { profile: 'work' },
    });
    await expect(save({ ...form, name: 'work', keepIn: 'session' })).rejects.toMatchObject({
      code: 'account.nameTaken',
    });
  });

  test('moves to the keychain with its look and its buckets, and leaves the file', async () => {
    await harness.request('account.list', {});
    await harness.request('account.setLook', {
      accountId: workId,
      name: 'Office',
      color: 'teal',
      isReadOnly: true,
    });
    await harness.request('bucket.addByName', { accountId: workId, bucket: 'photos' });
    const id = await save({ ...formWithoutSecrets, name: 'work', keepIn: 'keychain' }, workId);
    expect(id).toMatch(/^saved:/);
    expect(await credentials()).toBe('# mine\n');
    expect(await idsAndNames()).toEqual([`${id} Office`]);
    expect(harness.accountStore.readSaved()).toEqual([
      {
        id,
        name: 'work',
        providerId: 'minio',
        endpoint: 'http://127.0.0.1:9',
        region: 'us-east-1',
        sealedKeys: Buffer.from(
          JSON.stringify({ accessKeyId: 'AKIDWORK00000001', secretAccessKey: 'work-secret' }),
        ).toString('hex'),
      },
    ]);
    await harness.request('account.remove', { accountId: id });
    expect(await idsAndNames()).toEqual([]);
    expect([...harness.accountStore.readPreferences()]).toEqual([]);
  });

  test('is taken out of both files', async () => {
    await harness.request('account.remove', { accountId: workId });
    expect(await credentials()).toBe('# mine\n');
    expect(await idsAndNames()).toEqual([]);
  });
});

describe('a computer without a keychain', () => {
  test('says so, keeps nothing there, and keeps an account until Satchel ends where that is asked for', async () => {
    await harness.app.close();
    harness = await createAppHarness({ homeFolder: home, hasKeychain: false });
    expect(await harness.request('account.getKeeping', {})).toEqual({
      file: { path: join(home, '.aws', 'credentials'), isWritable: true },
      keychain: { isAvailable: false },
    });
    await expect(save({ ...form, keepIn: 'keychain' })).rejects.toMatchObject({
      code: 'account.keychainUnavailable',
    });
    expect(await idsAndNames()).toEqual(['profile:work work']);
    const id = await save({ ...form, keepIn: 'session' });
    expect(await idsAndNames()).toEqual(['profile:work work', `${id} added`]);
    expect(harness.accountStore.readSaved()).toEqual([]);
    expect(await credentials()).not.toContain('typed-secret');
  });
});

describe('a read-only account', () => {
  const place = { accountId: workId, bucket: 'photos' };
  const selection = { ...place, basePrefix: '', keys: ['notes.txt'], prefixes: [] };
  const changing: { readonly [N in RequestName]?: RequestInput<N> } = {
    'bucket.create': { ...place, bucket: 'new-bucket' },
    'bucket.delete': { ...place, bucket: 'empty-bucket' },
    'folder.create': { ...place, prefix: '', name: 'New' },
    'selection.delete': selection,
    'transfer.upload': { grantId: 'grant', target: { ...place, prefix: '' } },
  };

  beforeEach(async () => {
    await harness.request('account.list', {});
    await harness.request('account.setLook', {
      accountId: workId,
      name: 'Production',
      color: 'red',
      isReadOnly: true,
    });
  });

  test.each(Object.entries(changing))('is not changed by %s', async (name, input) => {
    expect(await harness.send(name as RequestName, input)).toMatchObject({
      ok: false,
      error: { code: 'account.readOnly', params: { profile: 'Production' } },
    });
    expect([...harness.storage.objects('photos').keys()]).toHaveLength(3);
  });

  test('can be looked at and downloaded from', async () => {
    expect(await harness.request('bucket.list', { accountId: workId, listingId: 'l' })).toHaveLength(2);
    harness.chosen.downloadFolder = home;
    const grant = await harness.request('download.chooseFolder', {});
    await harness.request('transfer.download', { grantId: grant?.grantId ?? '', selection });
    await expect.poll(() => readFile(join(home, 'notes.txt'), 'utf8').catch(() => '')).toBe('notes.txt');
  });

  test('can be changed again once it is not', async () => {
    await harness.request('account.setLook', { accountId: workId, name: '', color: null, isReadOnly: false });
    await harness.request('bucket.delete', { accountId: workId, bucket: 'empty-bucket' });
    expect(await idsAndNames()).toEqual(['profile:work work']);
  });
});

describe('an upload', () => {
  test('goes on when its account is taken away; what is tried again needs one', async () => {
    const path = join(home, 'film.bin');
    await writeFile(path, 'a film');
    harness.chosen.files = [path];
    const target = { accountId: workId, bucket: 'photos', prefix: '' };
    const upload = async () => {
      const grant = await harness.request('upload.chooseFiles', {});
      return (await harness.request('transfer.upload', { grantId: grant?.grantId ?? '', target })).jobId;
    };
    const statusOf = async (jobId: string) =>
      (await harness.request('transfer.list', {})).jobs.find(({ id }) => id === jobId)?.status;
    const denied = new SatchelError('access.denied', 'no');
    harness.storage.inject('put', { kind: 'fail', error: denied }, { times: 1 });
    const failed = await upload();
    await expect.poll(() => statusOf(failed)).toBe('failed');
    const { reached, release } = harness.storage.hold('put');
    const going = await upload();
    await reached;
    await harness.request('account.remove', { accountId: workId });
    release();
    await expect.poll(() => statusOf(going)).toBe('done');
    await harness.request('transfer.retry', { jobIds: [failed] });
    await expect.poll(() => statusOf(failed)).toBe('blocked');
  });
});

test('a download that the network refuses goes on over another one', async () => {
  const untrusted = new SatchelError('network.certificateUntrusted', 'not trusted');
  const trusted = harness.storage.inject('openRange', { kind: 'fail', error: untrusted }, { times: 100 });
  harness.chosen.downloadFolder = home;
  await harness.request('account.list', {});
  const grant = await harness.request('download.chooseFolder', {});
  const selection = {
    accountId: workId,
    bucket: 'photos',
    basePrefix: '',
    keys: ['notes.txt'],
    prefixes: [],
  };
  await harness.request('transfer.download', { grantId: grant?.grantId ?? '', selection });
  const statuses = async () => (await harness.request('transfer.list', {})).jobs.map(({ status }) => status);
  await expect.poll(statuses).toEqual(['blocked']);
  trusted();
  harness.app.networkChanged();
  await expect.poll(statuses).toEqual(['done']);
});

describe('the buckets of an account', () => {
  test('that the user leaves are given up', async () => {
    const { reached, release } = harness.storage.hold('listBuckets');
    const left = harness.request('bucket.list', { accountId: workId, listingId: 'left' });
    await reached;
    await harness.request('listing.abort', { listingId: 'left' });
    await expect(left).rejects.toMatchObject({ code: 'cancelled' });
    release();
  });
});

describe('the proxy', () => {
  const typed = { mode: 'manual', url: 'proxy.example:3128', user: 'me', password: 'proxy-secret' } as const;
  const shown = { mode: 'manual', url: 'http://proxy.example:3128', user: 'me', hasPassword: true };

  test('is stored without its password, which is sealed and kept when it is not typed again', async () => {
    expect(await harness.request('settings.setProxy', typed)).toMatchObject({ proxy: shown });
    expect(harness.accountStore.readProxyPassword()).toBe(Buffer.from('proxy-secret').toString('hex'));
    const { password: _password, ...again } = typed;
    expect(await harness.request('settings.setProxy', again)).toMatchObject({ proxy: shown });
    expect(await harness.request('settings.setProxy', { ...typed, password: '' })).toMatchObject({
      proxy: { ...shown, hasPassword: false },
    });
    expect(harness.accountStore.readProxyPassword()).toBeUndefined();
    expect(await harness.request('settings.setProxy', { mode: 'none' })).toMatchObject({
      proxy: { mode: 'none' },
    });
  });

  test('is not told the password of another one', async () => {
    await harness.request('settings.setProxy', typed);
    const other = { mode: 'manual', url: 'http://elsewhere.example:3128', user: 'me' } as const;
    expect(await harness.request('settings.setProxy', other)).toMatchObject({
      proxy: { ...other, hasPassword: false },
    });
    expect(harness.accountStore.readProxyPassword()).toBeUndefined();
  });

  test('whose address is none is refused, and the settings stay', async () => {
    for (const url of ['ftp://proxy.example:1', 'http://me:proxy-secret@proxy.example:3128', 'nothing']) {
      const answer = await harness.send('settings.setProxy', { mode: 'manual', url });
      expect(answer).toMatchObject({ ok: false, error: { code: 'account.endpointInvalid' } });
      expect(JSON.stringify(answer)).not.toContain('proxy-secret');
    }
    expect(await harness.request('settings.get', {})).toMatchObject({ proxy: { mode: 'system' } });
  });
});

test('the AWS files open in the system’s editor', async () => {
  await harness.request('account.openFile', { file: 'config' });
  expect(harness.asked).toContain(`file ${join(home, '.aws', 'config')}`);
});

test('a file of certificates goes along as a grant', async () => {
  harness.chosen.caFile = '/home/ann/company.pem';
  const chosen = await harness.request('account.chooseCaFile', {});
  expect(chosen).toMatchObject({ fileName: 'company.pem' });
  const id = await save({ ...form, keepIn: 'session', caGrantId: chosen?.grantId ?? null });
  expect(await harness.request('account.getForm', { accountId: id })).toMatchObject({
    caFileName: 'company.pem',
  });
  await save({ ...formWithoutSecrets, keepIn: 'session', caGrantId: null }, id);
  expect(await harness.request('account.getForm', { accountId: id })).not.toHaveProperty('caFileName');
});

test('every provider that can be chosen has what it asks for', async () => {
  const providers = await harness.request('provider.list', {});
  expect(providers[0]).toMatchObject({ id: 'aws', asks: 'nothing' });
  expect(providers.map(({ id }) => id)).toContain('other');
});
