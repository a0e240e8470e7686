import { existsSync } from 'node:fs';
import { appendFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { accountsWindow } from '../support/accountsWindow.ts';
import { type AwsWorld, startAwsWorld } from '../support/awsWorld.ts';
import { type RunningSatchel, requestInPage } from '../support/electronApp.ts';

const patience = { timeout: 20_000 };

let world: AwsWorld;
let satchel: RunningSatchel;

beforeAll(async () => {
  world = await startAwsWorld({ reports: {} });
  const { accessKeyId, secretAccessKey } = await world.addKeys('vault');
  const answer = JSON.stringify({
    Version: 1,
    AccessKeyId: accessKeyId,
    SecretAccessKey: secretAccessKey,
  });
  const folder = path.join(world.home, 'only in the login shell');
  await mkdir(folder, { recursive: true });
  // Leaves a mark for each run, and does what the file `mode` says.
  await writeFile(
    path.join(folder, 'vault-keys'),
    `#!${process.execPath}
const { appendFileSync, readFileSync } = require('node:fs');
appendFileSync(${JSON.stringify(mark())}, 'ran\\n');
const mode = readFileSync(${JSON.stringify(modeFile())}, 'utf8');
if (mode === 'fail') { process.stderr.write('Not signed in. Run: vault login\\n'); process.exitCode = 3; }
if (mode === 'chatter') process.stdout.write('garbage '.repeat(131072));
if (mode === 'work') process.stdout.write(${JSON.stringify(answer)});
`,
    { mode: 0o755 },
  );
  // Start-up files of the shells that may be there.
  for (const name of ['.bash_profile', '.bashrc', '.profile']) {
    await writeFile(path.join(world.home, name), `export PATH="${folder}:$PATH"\n`);
  }
  await world.writeFiles({
    config: `[profile vault]\ncredential_process = vault-keys --for anna\n${world.here}\n[profile other]\n${world.here}\n${world.services}`,
  });
  satchel = await world.open({ env: { HOME: world.home, SHELL: '/bin/bash' } });
});
afterAll(async () => {
  await satchel?.close();
  await world?.close();
});

function mark(): string {
  return path.join(world.folder, 'mark');
}
function modeFile(): string {
  return path.join(world.folder, 'mode');
}
const runs = async () => (await readFile(mark(), 'utf8')).split('\n').length - 1;

const row = (name = 'vault') => accountsWindow(satchel.page).row(name);
const press = (name: string) => row().getByRole('button', { name, exact: true }).click();
const says = (text: string | RegExp) => row().getByText(text).first().waitFor(patience);

test.runIf(process.platform !== 'win32')(
  'a program that gives keys is run when the user turns to its account, and not before',
  async () => {
    await says('Not checked yet');
    await satchel.page.getByRole('button', { name: 'Check all' }).click();
    await appendFile(path.join(world.home, '.aws', 'config'), `[profile third]\n${world.here}`);
    await row('third').waitFor(patience);
    const isChecking = async () =>
      (await requestInPage(satchel.page, 'account.list', {})).accounts.some(
        ({ health }) => health.isChecking,
      );
    await expect.poll(isChecking, patience).toBe(false);
    expect(existsSync(mark())).toBe(false);

    await writeFile(modeFile(), 'fail');
    await press('Check');
    await says(/vault-keys, which gives vault its keys, failed\./);
    await press('Details');
    await says(/ended with code 3: Not signed in\. Run: vault login/);
    expect(await runs()).toBe(1);

    await writeFile(modeFile(), 'chatter');
    await press('Try again');
    await says(/vault-keys should give vault its keys and answered with something else\./);

    await writeFile(modeFile(), 'work');
    await press('Try again');
    await says('1 bucket: reports');
    expect(await runs()).toBe(3);
    expect(satchel.errors()).toEqual([]);
  },
);
