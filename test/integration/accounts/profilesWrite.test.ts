import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import { locateAwsFiles } from '../../../electron/core/accounts/profiles/awsFiles.ts';
import { replaceTexts } from '../../../electron/core/accounts/profiles/fileReplacing.ts';
import { readFileText } from '../../../electron/core/accounts/profiles/fileText.ts';
import { changeProfile } from '../../../electron/core/accounts/profiles/profileChange.ts';
import {
  checkWritable,
  removeProfile,
  saveProfile,
} from '../../../electron/core/accounts/profiles/profileWriter.ts';
import { readProfiles } from '../../../electron/core/accounts/profiles/readProfiles.ts';
import type { Computer } from '../../../electron/core/ports.ts';
import { createHome } from './awsFolder.ts';

const change = {
  name: 'work',
  isNew: true,
  accessKeyId: 'AKID',
  secretAccessKey: 'CANARY-SECRET',
  region: 'eu-west-1',
};
const config = '[profile work]\nregion = eu-west-1\n';
const credentials = '[work]\naws_access_key_id = AKID\naws_secret_access_key = CANARY-SECRET\n';
const notWritable = (file: string) => ({
  code: 'account.fileNotWritable',
  appError: expect.objectContaining({ params: { file } }),
});
const pathsOf = (aws: ReturnType<typeof createHome>) => ({
  config: aws.pathOf('config'),
  credentials: aws.pathOf('credentials'),
});
const isRoot = process.getuid?.() === 0;
const nobody = 65_534;

/** Runs as a user who has no more rights than others; `paths` are theirs meanwhile. */
async function withoutRoot(paths: readonly string[], run: () => Promise<void>): Promise<void> {
  if (!isRoot) return run();
  for (const path of paths) chownSync(path, nobody, nobody);
  process.seteuid?.(nobody);
  try {
    await run();
  } finally {
    process.seteuid?.(0);
  }
}

function problemsOf(computer: Computer): readonly string[] {
  const { config, credentials } = locateAwsFiles(computer);
  const { problems } = readProfiles({ config: readFileText(config), credentials: readFileText(credentials) });
  return problems.map(({ file, reason }) => `${file}: ${reason}`);
}

const writerUrl = import.meta.resolve('../../../electron/core/accounts/profiles/profileWriter.ts');
/** Saves a profile on a disk that is full, which only this process sees; prints what became of it. */
const fullDisk = `mount -t tmpfs -o size=64k none "$0" || exit
printf '[default]\n' > "$0/config"; printf '[default]\n' > "$0/credentials"
cat /dev/zero > "$0/filler" 2> "$0/../filler.log"
exec "$1" --input-type=module -e '
  import { readdirSync, readFileSync } from "node:fs";
  const [, writerUrl, homeFolder] = process.argv;
  const { saveProfile } = await import(writerUrl);
  const change = { name: "work", isNew: true, accessKeyId: "AKID", secretAccessKey: "S", region: "eu" };
  const code = await saveProfile({ homeFolder, platform: "linux", variables: {} }, change).then(
    () => "saved",
    (error) => error.code,
  );
  const names = readdirSync(homeFolder + "/.aws").sort();
  const texts = names.slice(0, 2).map((name) => readFileSync(homeFolder + "/.aws/" + name, "utf8"));
  console.log(JSON.stringify({ code, names, texts }));
' "$2" "$3"`;

describe('saving', () => {
  test('makes both files and their folder, for this user only', async () => {
    const aws = createHome();
    await saveProfile(aws.computer, change);
    expect([aws.read('config'), aws.read('credentials')]).toEqual([config, credentials]);
    expect([aws.modeOf('config'), aws.modeOf('credentials')]).toEqual([0o600, 0o600]);
    expect(statSync(aws.aws).mode & 0o777).toBe(0o700);
    expect(aws.list()).toEqual(['config', 'credentials']);
  });

  test('keeps the mode of a file, and a copy of what it was before the first change', async () => {
    const aws = createHome();
    aws.write('config', '# mine\n[default]\nregion = us\n', 0o644);
    aws.write('credentials', '[old]\nmine = 1', 0o640);
    await saveProfile(aws.computer, change);
    await saveProfile(aws.computer, {
      name: 'work',
      isNew: false,
      region: 'us-east-1',
      secretAccessKey: 'OTHER',
    });
    expect(aws.read('config')).toBe('# mine\n[default]\nregion = us\n[profile work]\nregion = us-east-1\n');
    expect([aws.modeOf('config'), aws.modeOf('credentials')]).toEqual([0o644, 0o640]);
    expect(aws.list()).toEqual([
      'config',
      'config.satchel-backup',
      'credentials',
      'credentials.satchel-backup',
    ]);
    expect([aws.read('config.satchel-backup'), aws.read('credentials.satchel-backup')]).toEqual([
      '# mine\n[default]\nregion = us\n',
      '[old]\nmine = 1',
    ]);
    expect([aws.modeOf('config.satchel-backup'), aws.modeOf('credentials.satchel-backup')]).toEqual([
      0o600, 0o600,
    ]);
  });

  test('leaves a file alone that needs no change', async () => {
    const aws = createHome();
    aws.write('config', '[profile work]\nregion = eu-west-1\n');
    aws.write('credentials', '[work]\n');
    const before = statSync(aws.pathOf('config'));
    await saveProfile(aws.computer, { ...change, isNew: false });
    expect(statSync(aws.pathOf('config'))).toMatchObject({ ino: before.ino, mtimeMs: before.mtimeMs });
    expect(aws.list()).toEqual(['config', 'credentials', 'credentials.satchel-backup']);
  });

  test.runIf(isRoot)('leaves a file to whom it belongs', async () => {
    const aws = createHome();
    aws.write('credentials', '[default]\n', 0o640);
    chownSync(aws.pathOf('credentials'), nobody, nobody);
    await saveProfile(aws.computer, change);
    expect(statSync(aws.pathOf('credentials'))).toMatchObject({ uid: nobody, gid: nobody });
    expect(aws.modeOf('credentials')).toBe(0o640);
  });

  test('follows links and leaves them, with the copy beside the link', async () => {
    const aws = createHome();
    const dotfiles = join(aws.home, 'dotfiles');
    mkdirSync(dotfiles);
    mkdirSync(aws.aws);
    writeFileSync(join(dotfiles, 'credentials'), '[old]\n', { mode: 0o600 });
    symlinkSync('../dotfiles/credentials', aws.pathOf('credentials'));
    symlinkSync(join(dotfiles, 'config-to-be'), aws.pathOf('config'));
    await saveProfile(aws.computer, change);
    expect(readFileSync(join(dotfiles, 'credentials'), 'utf8')).toBe(`[old]\n${credentials}`);
    expect(readFileSync(join(dotfiles, 'config-to-be'), 'utf8')).toBe(config);
    expect(readlinkSync(aws.pathOf('credentials'))).toBe('../dotfiles/credentials');
    expect(lstatSync(aws.pathOf('config')).isSymbolicLink()).toBe(true);
    expect(aws.list()).toEqual(['config', 'credentials', 'credentials.satchel-backup']);
  });

  test('goes where the variables point, to one file for both as well', async () => {
    const aws = createHome();
    const variables = { AWS_CONFIG_FILE: '~/one', AWS_SHARED_CREDENTIALS_FILE: join(aws.home, 'one') };
    await saveProfile({ ...aws.computer, variables }, change);
    expect(readFileSync(join(aws.home, 'one'), 'utf8')).toBe(credentials + config);
    expect(aws.list()).toEqual([]);
  });

  test('many at once loses none', async () => {
    const aws = createHome();
    const names = Array.from({ length: 12 }, (_, index) => `p${index}`);
    await Promise.all(names.map((name) => saveProfile(aws.computer, { ...change, name })));
    for (const name of names) expect(aws.read('credentials')).toContain(`[${name}]\n`);
    await Promise.all(names.map((name) => removeProfile(aws.computer, name)));
    expect([aws.read('config'), aws.read('credentials')]).toEqual(['', '']);
  });

  test('goes on after one that failed', async () => {
    const aws = createHome();
    const failed = saveProfile(aws.computer, { ...change, name: '' });
    const saved = saveProfile(aws.computer, change);
    await expect(failed).rejects.toMatchObject({ code: 'account.nameInvalid' });
    await saved;
    await expect(saveProfile(aws.computer, change)).rejects.toMatchObject({ code: 'account.nameTaken' });
    expect(aws.read('credentials')).toBe(credentials);
  });
});

describe('two writers at once', () => {
  test.for(['config', 'credentials'])(
    'lose nothing when another program changes %s meanwhile',
    async (name) => {
      const aws = createHome();
      aws.write('config', '[default]\n');
      aws.write('credentials', '[default]\n');
      let edits = 0;
      await replaceTexts(pathsOf(aws), (files) => {
        if (++edits === 1) aws.write(name, '[other]\nfrom = elsewhere\n');
        return changeProfile(files, change);
      });
      expect(edits).toBe(2);
      const expected = { config: `[default]\n${config}`, credentials: `[default]\n${credentials}` };
      expect({ config: aws.read('config'), credentials: aws.read('credentials') }).toEqual({
        ...expected,
        [name]: `[other]\nfrom = elsewhere\n${name === 'config' ? config : credentials}`,
      });
    },
  );

  test('start over when the second file changes after the first one was replaced', async () => {
    const aws = createHome();
    let moves = 0;
    await replaceTexts(
      pathsOf(aws),
      (files) => changeProfile(files, change),
      async (from, to) => {
        renameSync(from, to);
        if (++moves === 1) aws.write('config', '[other]\n');
      },
    );
    expect([moves, aws.read('config'), aws.read('credentials')]).toEqual([
      3,
      `[other]\n${config}`,
      credentials,
    ]);
  });

  test('give up in the end, with the other one having its way', async () => {
    const aws = createHome();
    let edits = 0;
    const saving = replaceTexts(pathsOf(aws), (files) => {
      aws.write('credentials', `[other]\nedit = ${++edits}\n`);
      return changeProfile(files, change);
    });
    await expect(saving).rejects.toMatchObject(notWritable(aws.pathOf('credentials')));
    expect(aws.read('credentials')).toBe(`[other]\nedit = ${edits}\n`);
    expect(aws.list()).toEqual(['credentials', 'credentials.satchel-backup']);
  });
});

describe('when a file cannot be written', () => {
  test('a read-only one stays, and so does the other', async () => {
    for (const name of ['config', 'credentials']) {
      const aws = createHome();
      aws.write('config', '[default]\nregion = us\n');
      aws.write('credentials', '[default]\n');
      chmodSync(aws.pathOf(name), 0o400);
      await expect(saveProfile(aws.computer, change)).rejects.toMatchObject(notWritable(aws.pathOf(name)));
      expect([aws.read('config'), aws.read('credentials')]).toEqual([
        '[default]\nregion = us\n',
        '[default]\n',
      ]);
      expect(aws.list().filter((file) => !file.endsWith('-backup'))).toEqual(['config', 'credentials']);
    }
  });

  test.for([undefined, '[default]\nkeep = me\n'])(
    'the first file is as it was when the second fails: %j',
    async (text) => {
      const aws = createHome();
      aws.write('config', '[default]\n');
      if (text !== undefined) aws.write('credentials', text, 0o640);
      const moved: string[] = [];
      const saving = replaceTexts(
        pathsOf(aws),
        (files) => changeProfile(files, change),
        async (from, to) => {
          if (to === aws.pathOf('config')) throw Object.assign(new Error('no'), { code: 'EACCES' });
          renameSync(from, to);
          moved.push(aws.read('credentials'));
        },
      );
      await expect(saving).rejects.toMatchObject(notWritable(aws.pathOf('config')));
      expect(moved).toEqual([(text ?? '') + credentials]);
      expect(aws.read('config')).toBe('[default]\n');
      if (text === undefined) expect(aws.list()).toEqual(['config', 'config.satchel-backup']);
      else {
        expect([aws.read('credentials'), aws.modeOf('credentials')]).toEqual([text, 0o640]);
        expect(aws.list().filter((file) => !file.endsWith('-backup'))).toEqual(['config', 'credentials']);
      }
    },
  );

  test('what another program wrote after the first file is not undone', async () => {
    const aws = createHome();
    const saving = replaceTexts(
      pathsOf(aws),
      (files) => changeProfile(files, change),
      async (from, to) => {
        if (to === aws.pathOf('config')) throw new Error('no');
        renameSync(from, to);
        aws.write('credentials', '[other]\n');
      },
    );
    await expect(saving).rejects.toMatchObject(notWritable(aws.pathOf('config')));
    expect(aws.read('credentials')).toBe('[other]\n');
    expect(aws.list()).toEqual(['credentials']);
  });

  test('a file in the place of the folder is one reason, also without permissions', async () => {
    const aws = createHome();
    writeFileSync(aws.aws, 'no folder');
    await expect(saveProfile(aws.computer, change)).rejects.toMatchObject(
      notWritable(aws.pathOf('credentials')),
    );
    expect(readFileSync(aws.aws, 'utf8')).toBe('no folder');
    expect(await checkWritable(aws.computer)).toEqual({ path: aws.pathOf('credentials'), isWritable: false });
  });

  test('a folder, a device or nothing in the place of a file is another', async () => {
    const aws = createHome();
    mkdirSync(aws.pathOf('credentials'), { recursive: true });
    await expect(saveProfile(aws.computer, change)).rejects.toMatchObject({
      code: 'account.fileNotReadable',
    });
    for (const path of ['/dev/null', '']) {
      const computer = { ...aws.computer, variables: { AWS_SHARED_CREDENTIALS_FILE: path } };
      await expect(saveProfile(computer, change)).rejects.toMatchObject({ code: 'account.fileNotWritable' });
      expect(await checkWritable(computer)).toEqual({ path, isWritable: false });
    }
    expect(statSync('/dev/null').isFile()).toBe(false);
    expect(aws.list()).toEqual(['credentials']);
  });

  test('a folder without permission is another', async () => {
    const aws = createHome();
    aws.write('credentials', '[default]\n');
    chmodSync(aws.aws, 0o500);
    await withoutRoot([aws.home, aws.aws, aws.pathOf('credentials')], async () => {
      await expect(saveProfile(aws.computer, change)).rejects.toMatchObject(
        notWritable(aws.pathOf('credentials')),
      );
      // The system asks for the real user here, who root still is.
      if (!isRoot) expect(await checkWritable(aws.computer)).toMatchObject({ isWritable: false });
    });
    chmodSync(aws.aws, 0o700);
    expect(aws.list()).toEqual(['credentials']);
    expect(aws.read('credentials')).toBe('[default]\n');
  });

  test('a folder that may not be looked into is another', async () => {
    const aws = createHome();
    aws.write('credentials', '[default]\n');
    chmodSync(aws.aws, 0);
    await withoutRoot([aws.home, aws.aws], async () => {
      await expect(saveProfile(aws.computer, change)).rejects.toMatchObject(
        notWritable(aws.pathOf('config')),
      );
      expect(problemsOf(aws.computer)).toEqual(['config: unreadable', 'credentials: unreadable']);
    });
    chmodSync(aws.aws, 0o700);
  });

  test('a file that may not be read is another', async () => {
    const aws = createHome();
    aws.write('credentials', '[default]\n', 0o200);
    await withoutRoot([aws.home, aws.aws, aws.pathOf('credentials')], async () => {
      await expect(saveProfile(aws.computer, change)).rejects.toMatchObject({
        code: 'account.fileNotReadable',
        appError: expect.objectContaining({ params: { file: aws.pathOf('credentials') } }),
      });
      expect(await checkWritable(aws.computer)).toMatchObject({ isWritable: false });
    });
  });

  test('a full disk is another', ({ skip }) => {
    const aws = createHome();
    aws.write('script', '');
    const done = spawnSync(
      'unshare',
      ['-rm', 'sh', '-c', fullDisk, aws.aws, process.execPath, writerUrl, aws.home],
      {
        encoding: 'utf8',
      },
    );
    skip(
      done.error !== undefined || done.stdout === '',
      'this computer makes no disk of its own for a process',
    );
    expect(JSON.parse(done.stdout)).toEqual({
      code: 'account.fileNotWritable',
      names: ['config', 'credentials', 'filler'],
      texts: ['[default]\n', '[default]\n'],
    });
  });

  test('no error shows what was to be written', async () => {
    const aws = createHome();
    writeFileSync(aws.aws, 'no folder');
    const error: unknown = await saveProfile(aws.computer, change).catch((error: unknown) => error);
    expect(inspect(error, { depth: 10, showHidden: true })).not.toContain('CANARY-SECRET');
  });
});

test('a file that is wrong in the very section stays, and is named with its line', async () => {
  const aws = createHome();
  aws.write('config', '[profile work]\nnonsense\n');
  await expect(saveProfile(aws.computer, { ...change, isNew: false })).rejects.toMatchObject({
    code: 'account.fileBroken',
    appError: expect.objectContaining({ params: { file: aws.pathOf('config'), line: 2 } }),
  });
  expect(aws.list()).toEqual(['config']);
});

describe('whether keys can be written', () => {
  test('is true for a file that can be made or changed', async () => {
    const aws = createHome();
    expect(await checkWritable(aws.computer)).toEqual({ path: aws.pathOf('credentials'), isWritable: true });
    expect(aws.list()).toEqual([]);
    aws.write('credentials', '[x]\n');
    expect(await checkWritable(aws.computer)).toMatchObject({ isWritable: true });
  });

  test('is false for one that is read-only, no text, or a folder', async () => {
    const aws = createHome();
    aws.write('credentials', '[x]\n', 0o400);
    expect(await checkWritable(aws.computer)).toMatchObject({ isWritable: false });
    rmSync(aws.pathOf('credentials'));
    writeFileSync(aws.pathOf('credentials'), Buffer.from([0xff, 0xfe]));
    expect(await checkWritable(aws.computer)).toMatchObject({ isWritable: false });
    renameSync(aws.pathOf('credentials'), aws.pathOf('other'));
    mkdirSync(aws.pathOf('credentials'));
    expect(await checkWritable(aws.computer)).toMatchObject({ isWritable: false });
  });
});
