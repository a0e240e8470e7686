import {
  appendFileSync,
  mkdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { createProfileFiles } from '../../../electron/core/accounts/profiles/awsFiles.ts';
import type { ProfileSet } from '../../../electron/core/accounts/profiles/profile.ts';
import { saveProfile } from '../../../electron/core/accounts/profiles/profileWriter.ts';
import type { Clock, Computer, Log } from '../../../electron/core/ports.ts';
import { createHome, realClock } from './awsFolder.ts';

const quiet: Log = { info: () => undefined, error: () => undefined };
const noChange = { profiles: ['default'] };

/** Watches the AWS files of a home folder, and keeps what it was told. */
function watch(computer: Computer, log = quiet) {
  const files = createProfileFiles({ computer, clock: realClock, log, pollIntervalMs: 20 });
  onTestFinished(() => files.close());
  const told: ProfileSet[] = [];
  files.onChanged((set) => told.push(set));
  const names = (set: ProfileSet) => ({
    profiles: [...set.profiles.keys()],
    ...(set.problems.length > 0 && {
      problems: set.problems.map(({ file, reason }) => `${file}: ${reason}`),
    }),
  });
  return {
    files,
    told,
    now: () => names(files.current()),
    /** Resolves when the last that was told is this. */
    until: (expected: ReturnType<typeof names>) =>
      vi.waitFor(
        () => {
          const last = told.at(-1);
          expect(last && names(last)).toEqual(expected);
        },
        { timeout: 30_000, interval: 10 },
      ),
  };
}

describe('the AWS files', () => {
  test('are read when the watch begins, without waiting', () => {
    const aws = createHome();
    aws.write('config', '[profile a]\n');
    aws.write('credentials', '[b]\n[b]\n');
    expect(watch(aws.computer).now()).toEqual({
      profiles: ['a', 'b'],
      problems: ['credentials: duplicateSection'],
    });
  });

  test('may not be there, and their folder neither, until they are', async () => {
    const aws = createHome();
    const watched = watch(aws.computer);
    expect(watched.now()).toEqual({ profiles: [] });
    aws.write('credentials', '[a]\n');
    await watched.until({ profiles: ['a'] });
    aws.write('config', '[profile b]\n');
    await watched.until({ profiles: ['b', 'a'] });
  });

  test('may be edited in place, replaced at once, deleted and made again', async () => {
    const aws = createHome();
    aws.write('config', '[profile a]\n');
    const watched = watch(aws.computer);
    appendFileSync(aws.pathOf('config'), '[profile b]\n');
    await watched.until({ profiles: ['a', 'b'] });
    aws.write('new', '[profile c]\n');
    renameSync(aws.pathOf('new'), aws.pathOf('config'));
    await watched.until({ profiles: ['c'] });
    rmSync(aws.aws, { recursive: true });
    await watched.until({ profiles: [] });
    aws.write('config', '[profile d]\n');
    await watched.until({ profiles: ['d'] });
  });

  test('may be links into another folder, and lead elsewhere later', async () => {
    const aws = createHome();
    const dotfiles = join(aws.home, 'dotfiles');
    mkdirSync(dotfiles);
    mkdirSync(aws.aws);
    writeFileSync(join(dotfiles, 'one'), '[profile a]\n');
    writeFileSync(join(dotfiles, 'two'), '[profile b]\n');
    symlinkSync(join(dotfiles, 'one'), aws.pathOf('config'));
    const watched = watch(aws.computer);
    expect(watched.now()).toEqual({ profiles: ['a'] });
    writeFileSync(join(dotfiles, 'new'), '[profile a2]\n');
    renameSync(join(dotfiles, 'new'), join(dotfiles, 'one'));
    await watched.until({ profiles: ['a2'] });
    symlinkSync(join(dotfiles, 'two'), aws.pathOf('other'));
    renameSync(aws.pathOf('other'), aws.pathOf('config'));
    await watched.until({ profiles: ['b'] });
  });

  test('may be elsewhere altogether', async () => {
    const aws = createHome();
    const variables = { AWS_CONFIG_FILE: '~/deep/down/config', AWS_SHARED_CREDENTIALS_FILE: '' };
    const watched = watch({ ...aws.computer, variables });
    mkdirSync(join(aws.home, 'deep/down'), { recursive: true });
    writeFileSync(join(aws.home, 'deep/down/config'), '[profile a]\n');
    await watched.until({ profiles: ['a'] });
  });

  test('are seen as Satchel itself writes them', async () => {
    const aws = createHome();
    const watched = watch(aws.computer);
    await saveProfile(aws.computer, {
      name: 'a',
      isNew: true,
      accessKeyId: 'A',
      secretAccessKey: 'S',
      region: 'eu',
    });
    await watched.until({ profiles: ['a'] });
    expect(watched.files.current().profiles.get('a')).toMatchObject({
      settings: { aws_access_key_id: 'A', aws_secret_access_key: 'S', region: 'eu' },
      files: ['config', 'credentials'],
    });
  });
});

describe('something wrong on the disk', () => {
  test.for<[string, (path: string) => void, string]>([
    ['a folder', (path) => mkdirSync(path), 'unreadable'],
    ['more than a megabyte', (path) => writeFileSync(path, '#'.repeat(1024 * 1024 + 1)), 'unreadable'],
    ['no text', (path) => writeFileSync(path, Buffer.from([0x5b, 0xff, 0x5d])), 'notText'],
    ['a link to itself', (path) => symlinkSync(path, path), 'unreadable'],
  ])('%s is a problem, until it is put right', async ([, make, reason]) => {
    const aws = createHome();
    aws.write('credentials', '[default]\n');
    make(aws.pathOf('config'));
    const watched = watch(aws.computer);
    expect(watched.now()).toEqual({ ...noChange, problems: [`config: ${reason}`] });
    rmSync(aws.pathOf('config'), { recursive: true });
    await watched.until(noChange);
  });

  test('a device counts as missing, as for the AWS CLI', () => {
    const aws = createHome();
    expect(watch({ ...aws.computer, variables: { AWS_CONFIG_FILE: '/dev/null' } }).now()).toEqual({
      profiles: [],
    });
  });
});

describe('listeners', () => {
  test('are told once for many changes in a row, and of no change that says nothing', async () => {
    const aws = createHome();
    aws.write('config', '[profile a]\nregion = x\n');
    const watched = watch(aws.computer);
    appendFileSync(aws.pathOf('config'), '# a comment\n');
    await watched.files.refresh();
    for (let index = 0; index < 50; index++) appendFileSync(aws.pathOf('config'), `[profile p${index}]\n`);
    await vi.waitFor(() => expect(watched.files.current().profiles.size).toBe(51), { timeout: 30_000 });
    expect(watched.told.length).toBe(1);
  });

  test('are told of another order', async () => {
    const aws = createHome();
    aws.write('config', '[profile a]\n[profile b]\n');
    const watched = watch(aws.computer);
    aws.write('config', '[profile b]\n[profile a]\n');
    await watched.until({ profiles: ['b', 'a'] });
  });

  test('are told at once by a refresh, and only when there is something new', async () => {
    const aws = createHome();
    const watched = watch(aws.computer);
    aws.write('config', '[profile a]\n');
    expect(await watched.files.refresh()).toBe(watched.files.current());
    expect(watched.told).toEqual([watched.files.current()]);
    await watched.files.refresh();
    expect(watched.told.length).toBe(1);
  });

  test('that fail are logged and stop no other', async () => {
    const aws = createHome();
    const errors: unknown[] = [];
    const files = createProfileFiles({
      computer: aws.computer,
      clock: realClock,
      log: { ...quiet, error: (_, cause) => errors.push(cause) },
    });
    onTestFinished(() => files.close());
    const told: ProfileSet[] = [];
    const failure = new Error('no');
    files.onChanged(() => {
      throw failure;
    });
    files.onChanged((set) => told.push(set));
    const stop = files.onChanged(() => told.push(files.current()));
    stop();
    aws.write('config', '[profile a]\n');
    await files.refresh();
    expect([errors, told.length]).toEqual([[failure], 1]);
  });

  test('are told nothing after the end', async () => {
    const aws = createHome();
    const watched = watch(aws.computer);
    await watched.files.close();
    aws.write('config', '[profile a]\n');
    expect([...(await watched.files.refresh()).profiles.keys()]).toEqual([]);
    expect(watched.told).toEqual([]);
  });
});

describe('a file that is being written', () => {
  /** Files whose looks at the disk are made one by one, by the test. */
  function watchByHand(computer: Computer) {
    const timers: { readonly callback: () => void; readonly delayMs: number }[] = [];
    const setTimer: Clock['setTimer'] = (callback, delayMs) => {
      timers.push({ callback, delayMs });
      return () => undefined;
    };
    const files = createProfileFiles({ computer, clock: { nowMs: () => 0, setTimer }, log: quiet });
    onTestFinished(() => files.close());
    const told: (readonly string[])[] = [];
    files.onChanged(({ profiles }) => told.push([...profiles.keys()]));
    return {
      told,
      /** Looks at the files, and resolves to when the next look is due. */
      async look(): Promise<number | undefined> {
        const made = timers.length;
        timers.at(-1)?.callback();
        await vi.waitFor(() => expect(timers.length).toBe(made + 1), { timeout: 30_000, interval: 1 });
        return timers.at(-1)?.delayMs;
      },
    };
  }

  test('is read when it has stood still', async () => {
    const aws = createHome();
    aws.write('config', '[profile a]\n[profile b]\n');
    const { told, look } = watchByHand(aws.computer);
    expect([await look(), await look()]).toEqual([150, 1_000]);
    truncateSync(aws.pathOf('config'));
    expect(await look()).toBe(150);
    appendFileSync(aws.pathOf('config'), '[profile a]\n[prof');
    expect(await look()).toBe(150);
    appendFileSync(aws.pathOf('config'), 'ile c]\n');
    expect([await look(), told]).toEqual([150, []]);
    expect([await look(), told]).toEqual([1_000, [['a', 'c']]]);
  });

  test('is read in the end even if it never stands still', async () => {
    const aws = createHome();
    const { told, look } = watchByHand(aws.computer);
    let looks = 0;
    while (told.length === 0 && looks < 100) {
      aws.write('config', '[profile a]\n'.padEnd(++looks + 20, '#'));
      await look();
    }
    expect([told, looks]).toEqual([[['a']], 20]);
  });
});
