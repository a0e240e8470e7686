import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { ManagedAccounts } from '../../../electron/core/accounts/accounts.ts';
import { connectionSchema } from '../../../electron/core/accounts/connection.ts';
import { type AccountsOptions, createAccounts } from '../../../electron/core/accounts/createAccounts.ts';
import { SatchelError } from '../../../electron/core/satchelError.ts';
import type { S3Connection } from '../../../electron/core/storage/s3/s3Connection.ts';
import {
  asS3Storage,
  computerAt,
  createMemoryAccountStore,
  createMemoryDemoHost,
  createMemoryVault,
  realClock,
} from '../../support/appHarness.ts';
import { createDirectNetwork } from '../../support/directNetwork.ts';
import { createMemoryStorage } from '../../support/memoryStorage.ts';

const keysOf = (name: string) => `aws_access_key_id = AKID${name}\naws_secret_access_key = secret-${name}\n`;
const profileOf = (name: string) => `[${name}]\n${keysOf(name)}endpoint_url = http://127.0.0.1:9/${name}\n`;

/** A program that prints a file. */
const catCommand = `'${process.execPath}' -p 'require("node:fs").readFileSync(process.argv[1], "utf8")'`;

let home: string;
let accounts: ManagedAccounts;
let opened: S3Connection[];
let closedCount: number;

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'satchel-accounts-'));
  await mkdir(join(home, '.aws'));
});

afterEach(async () => {
  await accounts.close();
  await rm(home, { recursive: true, force: true });
});

const write = (text: string) => writeFile(join(home, '.aws', 'credentials'), text);

function start(options: Partial<AccountsOptions> = {}): void {
  opened = [];
  closedCount = 0;
  let idCount = 0;
  accounts = createAccounts({
    given: undefined,
    computer: computerAt(home),
    clock: realClock,
    desktop: { openFile: async () => undefined, openPage: async () => undefined },
    vault: createMemoryVault(),
    accountStore: createMemoryAccountStore(),
    demoHost: createMemoryDemoHost(),
    network: createDirectNetwork(),
    log: { info: () => undefined, error: () => undefined },
    onReadOnlyChanged: () => undefined,
    newId: () => `id-${++idCount}`,
    caFile: (grantId) => grantId,
    openStorage: (connection) => {
      opened.push(connection);
      const storage = asS3Storage(createMemoryStorage({ buckets: ['photos'] }));
      const close = () => {
        closedCount += 1;
      };
      return { ...storage, close };
    },
    onSignInChanged: () => undefined,
    onUsable: () => undefined,
    ...options,
  });
}

/** Resolves once the account is as wanted. */
const until = (accountId: string, health: object) =>
  expect
    .poll(() => accounts.list().accounts.find(({ id }) => id === accountId)?.health)
    .toMatchObject({ isChecking: false, ...health });

describe('accounts of the AWS files', () => {
  test('are all there in their order, with those that lead nowhere', async () => {
    await write(
      `${profileOf('work')}[lost]\nregion = eu-west-1\n[loop]\nrole_arn = r\nsource_profile = loop\n`,
    );
    start();
    const { accounts: all } = await accounts.begin();
    expect(
      all.map(({ id, credentialKind, canEdit, canRemove }) => [id, credentialKind, canEdit, canRemove]),
    ).toEqual([
      ['profile:work', 'keys', true, true],
      ['profile:lost', 'unknown', true, true],
      ['profile:loop', 'unknown', false, false],
    ]);
    expect(all.map(({ health }) => [health.state, health.error?.code])).toEqual([
      ['unchecked', undefined],
      ['broken', 'account.incomplete'],
      ['broken', 'account.cycle'],
    ]);
    expect(() => accounts.storage('profile:lost')).toThrow(
      expect.objectContaining({ code: 'account.incomplete' }),
    );
    await until('profile:work', { state: 'works', buckets: { count: 1, firstNames: ['photos'] } });
  });

  test('are not checked before somebody asks for them', async () => {
    await write(profileOf('work'));
    start();
    expect(accounts.list().accounts[0]?.health).toEqual({ state: 'unchecked', isChecking: false });
    expect(opened).toEqual([]);
  });

  test('are not asked any more once Satchel ends, also when it has hardly begun', async () => {
    await write(profileOf('work'));
    start();
    const begun = accounts.begin();
    accounts.close();
    await begun;
    expect(opened).toEqual([]);
  });

  test('keep their storage while others change, and a changed one keeps its old one open', async () => {
    await write(profileOf('work') + profileOf('home'));
    start();
    await accounts.begin();
    const work = accounts.storage('profile:work');
    const home = accounts.storage('profile:home');
    await write(profileOf('work') + profileOf('home').replace('secret-home', 'another'));
    await expect.poll(() => accounts.storage('profile:home') === home).toBe(false);
    expect(accounts.storage('profile:work')).toBe(work);
    expect(accounts.storage('profile:home')).toBe(accounts.storage('profile:home'));
    expect(await home.listBuckets()).toHaveLength(1);
    expect(closedCount).toBe(0);
    accounts.close();
    expect(closedCount).toBe(opened.length);
  });

  test('that leave the files are gone, and say so', async () => {
    await write(profileOf('work') + profileOf('home'));
    start();
    await accounts.begin();
    const told: (readonly string[])[] = [];
    accounts.onChanged((snapshot) => told.push(snapshot.accounts.map(({ id }) => id)));
    await write(profileOf('home'));
    await expect.poll(() => told.at(-1)).toEqual(['profile:home']);
    expect(() => accounts.storage('profile:work')).toThrow(
      expect.objectContaining({ code: 'request.stale' }),
    );
  });

  test('whose keys a program gives are not checked before the user turns to them', async () => {
    const process = `[program]\nendpoint_url = http://127.0.0.1:9\ncredential_process = ${globalThis.process.execPath} -e 1\n`;
    await write(profileOf('work') + process);
    start();
    await accounts.begin();
    await until('profile:work', { state: 'works' });
    accounts.check();
    await until('profile:work', { state: 'works' });
    await until('profile:program', { state: 'unchecked' });
    accounts.check('profile:program');
    await until('profile:program', { state: 'broken', error: { code: 'account.processBadAnswer' } });
  });

  test('whose keys are refused are asked for others when the user wants to know again', async () => {
    const answer = join(home, 'answer.json');
    const give = (AccessKeyId: string) =>
      writeFile(answer, JSON.stringify({ Version: 1, AccessKeyId, SecretAccessKey: 'secret' }));
    await give('AKIDOLD');
    await write(
      `[program]\nendpoint_url = http://127.0.0.1:9\ncredential_process = ${catCommand} '${answer}'\n`,
    );
    const storage = asS3Storage(createMemoryStorage({ buckets: ['photos'] }));
    start({
      openStorage: ({ credentials }) => ({
        ...storage,
        async listBuckets() {
          const { accessKeyId } = await credentials.get();
          if (accessKeyId !== 'AKIDOLD') return await storage.listBuckets();
          throw new SatchelError('credentials.unknownKey', 'Who is that?');
        },
      }),
    });
    await accounts.begin();
    accounts.check('profile:program');
    await until('profile:program', { state: 'wrongKeys' });
    await give('AKIDNEW');
    accounts.check('profile:program');
    await until('profile:program', { state: 'works' });
  });

  test('that others build on are not removed', async () => {
    await write(
      `${profileOf('base')}[role]\nrole_arn = arn:aws:iam::111122223333:role/r\nsource_profile = base\n`,
    );
    start();
    const [base] = accounts.list().accounts;
    expect(base).toMatchObject({ id: 'profile:base', canEdit: true, canRemove: false });
    await expect(accounts.remove('profile:base')).rejects.toMatchObject({ code: 'account.unsupported' });
  });
});

describe('the account of a host', () => {
  const given = connectionSchema.parse({
    name: 'Demo',
    provider: 'ceph',
    endpoint: 'http://user:password@127.0.0.1:9000/',
    accessKeyId: 'AKIAEXAMPLE',
    secretAccessKey: 'secret',
  });

  test('is the only one, shows nothing secret, and no other can be added', async () => {
    await write(profileOf('work'));
    start({ given });
    expect(accounts.list()).toEqual({
      accounts: [
        {
          id: 'given',
          name: 'Demo',
          source: 'given',
          credentialKind: 'keys',
          providerId: 'ceph',
          providerName: 'Ceph',
          endpoint: 'http://127.0.0.1:9000',
          region: 'us-east-1',
          isReadOnly: false,
          canEdit: false,
          canRemove: false,
          canSignOut: false,
          health: { state: 'unchecked', isChecking: false },
        },
      ],
      problems: [],
    });
    const form = { name: 'New', providerId: 'aws', region: 'us-east-1', keepIn: 'session' } as const;
    await expect(accounts.save(undefined, form)).rejects.toMatchObject({ code: 'account.unsupported' });
    await expect(accounts.getKeeping()).rejects.toMatchObject({ code: 'account.unsupported' });
    await expect(accounts.openFile('config')).rejects.toMatchObject({ code: 'account.unsupported' });
    expect(accounts.storage('given')).toBe(accounts.storage('given'));
    expect(() => accounts.storage('profile:work')).toThrow(
      expect.objectContaining({ code: 'request.stale' }),
    );
  });
});

test('which accounts are read-only is told at once, with the name that the user knows', async () => {
  await write('[work]\naws_access_key_id = A\naws_secret_access_key = B\n');
  let changes = 0;
  start({
    onReadOnlyChanged: () => {
      changes += 1;
    },
  });
  await accounts.begin();
  const before = changes;
  accounts.setLook('profile:work', { name: 'Mine', color: null, isReadOnly: true });
  expect([changes - before, accounts.readOnlyAccounts()]).toEqual([1, { 'profile:work': 'Mine' }]);
});

test('a connection leads to the same server as the storage, and to the same credentials', async () => {
  await write('[work]\naws_access_key_id = A\naws_secret_access_key = B\n');
  start();
  await accounts.begin();
  const { server, credentials } = accounts.connection('profile:work');
  expect(server.provider).toBe('aws');
  expect(await credentials.get()).toMatchObject({ accessKeyId: 'A', secretAccessKey: 'B' });
  expect(() => accounts.connection('profile:gone')).toThrow(
    expect.objectContaining({ code: 'request.stale' }),
  );
});

describe('the demo', () => {
  const ids = () => accounts.list().accounts.map(({ id }) => id);

  /** A host whose demo ends by itself when the test says so, and tells what was done with it. */
  function watchedHost() {
    const host = createMemoryDemoHost();
    const done: string[] = [];
    let crash: () => Promise<void> = async () => undefined;
    const start: typeof host.start = async () => {
      done.push('start');
      const demo = await host.start();
      crash = async () => {
        await demo.stop();
        await demo.ended;
      };
      const stop = async () => {
        done.push('stop');
        await crash();
      };
      return { ...demo, stop };
    };
    return { host: { start }, done, crash: () => crash() };
  }

  test('is one account, however often it is asked for, and ends when it is removed', async () => {
    const { host, done } = watchedHost();
    start({ demoHost: host });
    const [one, other] = await Promise.all([accounts.startDemo('Demo'), accounts.startDemo('Demo')]);
    expect([one, await accounts.startDemo('Demo')]).toEqual([other, one]);
    expect(accounts.list().accounts).toMatchObject([
      { id: one, name: 'Demo', source: 'demo', canEdit: false, canRemove: true },
    ]);
    await accounts.remove(one);
    expect([ids(), done]).toEqual([[], ['start', 'stop']]);
    expect(await accounts.startDemo('Demo')).not.toBe(one);
  });

  test('whose process ends by itself is no account any more, and nothing of it is kept', async () => {
    const { host, crash } = watchedHost();
    const accountStore = createMemoryAccountStore();
    start({ demoHost: host, accountStore });
    accounts.setLook(await accounts.startDemo('Demo'), { name: 'Mine', color: 'teal', isReadOnly: false });
    await crash();
    expect(ids()).toEqual([]);
    expect([[...accountStore.readPreferences()], accountStore.readSaved()]).toEqual([[], []]);
  });

  test('ends with Satchel, also when it has hardly begun', async () => {
    const { host, done } = watchedHost();
    start({ demoHost: host });
    const starting = accounts.startDemo('Demo');
    await accounts.close();
    await starting;
    expect([ids(), done]).toEqual([[], ['start', 'stop']]);
    await expect(accounts.startDemo('Demo')).rejects.toMatchObject({ code: 'cancelled' });
  });

  test('that does not start is an error, and can be tried again', async () => {
    const host = createMemoryDemoHost();
    let isBroken = true;
    start({
      demoHost: {
        start: async () => {
          if (isBroken) throw new Error('no port');
          return await host.start();
        },
      },
    });
    await expect(accounts.startDemo('Demo')).rejects.toThrow('no port');
    isBroken = false;
    expect(ids()).toEqual([]);
    expect([await accounts.startDemo('Demo')]).toEqual(ids());
  });
});
