import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { type ControlClient, createControlClient } from './controlClient.ts';

/** A running server process. */
export type SpawnedS3Server = {
  readonly url: string;
  /** The folder of its index and its bodies. */
  readonly dir: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** Only when it was asked for. */
  readonly control: ControlClient | undefined;
  /** Of the process that runs now. */
  readonly pid: number;
  /** Ends the server, and removes its folder unless one was given. */
  stop(): Promise<void>;
  /** Ends it and starts it again at the same ports on the same data. */
  restart(): Promise<void>;
  /** Ends it without a chance to tidy up; `restart` brings it back. */
  kill9(): Promise<void>;
};

type Options = {
  readonly dir?: string;
  readonly control?: boolean;
  readonly port?: number;
  /** Keep sizes and checksums only. */
  readonly discard?: boolean;
  /** With `discard`: count bytes only, and believe checksums, so that hundreds of gigabytes go through quickly. */
  readonly trust?: boolean;
  /** Wait for the disk on every write. */
  readonly sync?: boolean;
  /** Keep the index in memory; a restart begins with nothing. */
  readonly memoryIndex?: boolean;
};

const mainFile = fileURLToPath(new URL('./main.ts', import.meta.url));

/** Starts the embedded S3 server in a process of its own, which ends with this one at the latest. */
export async function spawnS3Server(options: Options = {}): Promise<SpawnedS3Server> {
  const dir = options.dir ?? (await mkdtemp(join(tmpdir(), 's3server-')));
  const removeOwnFolder = async (): Promise<void> => {
    if (options.dir === undefined) await rm(dir, { recursive: true, force: true });
  };
  let running = await start(dir, options, options.port ?? 0, 0).catch(async (error: unknown) => {
    await removeOwnFolder();
    throw error;
  });
  const { url, controlUrl } = running;
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    const { child } = running;
    if (child.exitCode !== null || child.signalCode !== null) return;
    const exit = once(child, 'exit');
    child.kill(signal);
    await exit;
  };
  return {
    url,
    dir,
    accessKeyId: running.accessKeyId,
    secretAccessKey: running.secretAccessKey,
    control: controlUrl === undefined ? undefined : createControlClient(controlUrl),
    get pid() {
      return running.child.pid ?? 0;
    },
    async stop() {
      await end('SIGTERM');
      await removeOwnFolder();
    },
    async restart() {
      await end('SIGTERM');
      running = await start(dir, options, portOf(url), controlUrl === undefined ? 0 : portOf(controlUrl));
    },
    kill9: () => end('SIGKILL'),
  };
}

type Running = {
  readonly child: ChildProcess;
  readonly url: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly controlUrl: string | undefined;
};

async function start(dir: string, options: Options, port: number, controlPort: number): Promise<Running> {
  const child = spawn(
    process.execPath,
    [
      '--disable-warning=ExperimentalWarning',
      // Bodies are short-lived buffers: a small young generation lets them go early, at 50 MB less memory.
      '--max-semi-space-size=1',
      mainFile,
      ...['--port', String(port), '--dir', dir, '--parent-pid', String(process.pid)],
      ...(options.control === true ? ['--control-port', String(controlPort)] : []),
      ...(options.dir === undefined ? ['--temporary'] : []),
      ...(options.discard === true ? ['--discard'] : []),
      ...(options.trust === true ? ['--trust'] : []),
      ...(options.sync === true ? ['--sync'] : []),
      ...(options.memoryIndex === true ? ['--memory-index'] : []),
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const lines = createInterface({ input: child.stdout });
  const line = await Promise.race([
    once(lines, 'line').then(([first]) => String(first)),
    once(child, 'exit').then(([code]) => {
      throw new Error(`the S3 server ended with ${code} before it was ready`);
    }),
  ]);
  const [word, url, accessKeyId, secretAccessKey, controlUrl] = line.split(' ');
  if (word !== 'ready' || url === undefined || accessKeyId === undefined || secretAccessKey === undefined) {
    throw new Error(`the S3 server said something else than "ready": ${line}`);
  }
  return { child, url, accessKeyId, secretAccessKey, controlUrl };
}

function portOf(url: string): number {
  return Number(new URL(url).port);
}
