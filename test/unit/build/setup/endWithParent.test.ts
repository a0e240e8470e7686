import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import process from 'node:process';
import { expect, test } from 'vitest';
import { projectRoot } from '../../../../build/setup/project.mjs';

const module = path.join(projectRoot, 'build/setup/endWithParent.mjs');

test.skipIf(process.platform === 'win32')(
  'a command ends when the shell between npm and it is ended',
  async () => {
    const source = `
    import { endWithParent } from ${JSON.stringify(module)};
    endWithParent();
    process.on('SIGTERM', () => { console.log('told to end'); process.exit(); });
    setInterval(() => {}, 1000);
    console.log('ready');`;
    // The second command keeps the shell from replacing itself by the first one.
    const shell = spawn('sh', ['-c', '"$0" --input-type=module -e "$1"; true', process.execPath, source], {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, npm_lifecycle_event: 'demo' },
    });
    await once(shell.stdout, 'data');
    shell.kill('SIGKILL');
    const [text] = await once(shell.stdout, 'data');
    expect(String(text)).toBe('told to end\n');
  },
);
