import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { _electron, type ElectronApplication, type Page } from 'playwright-core';
import { electronExecutable, sandboxArguments } from '../../build/setup/electronPath.mjs';
import type { Connection } from '../../electron/core/accounts/connection.ts';
import { RequestError } from '../../renderer/ipc/client.ts';
import type { RequestInput, RequestName, RequestOutput } from '../../shared/ipc/contract.ts';
import { keychainSession } from './keychain.ts';

/** The folder that Electron opens: the project, whose package.json names the built `out/main/main.js`. */
export const projectFolder = resolve(import.meta.dirname, '../..');

/** How a Satchel is started. */
export type LaunchOptions = {
  /** The storage to open with, instead of the AWS files'. */
  readonly connection?: Partial<Connection>;
  /** The home folder whose AWS files are read, and where sign-ins are kept; an empty one when missing. */
  readonly home?: string;
  /** A user data folder that outlives this launch; a temporary one when missing. */
  readonly userData?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** A folder for a keychain of its own, which outlives this launch; no keychain when missing. */
  readonly keychainFolder?: string;
};

/** What the native dialogs answer from now on; a kind that is missing answers as if the user closed it. */
export type DialogAnswers = {
  readonly files?: readonly string[];
  readonly folders?: readonly string[];
  readonly downloadFolder?: string;
  /** Where a file is saved. */
  readonly saveFile?: string;
};

/** A running Satchel and what a test needs of it. */
export type RunningSatchel = {
  readonly app: ElectronApplication;
  readonly page: Page;
  readonly userData: string;
  /** Uncaught errors and console errors of the page, and error lines of main's log, so far. */
  errors(): readonly string[];
  stubDialog(answers: DialogAnswers): Promise<void>;
  /** Quits as the user would, and removes what the launch made. */
  close(): Promise<void>;
  /** Ends every process as a power cut would, and removes what the launch made. */
  kill(): Promise<void>;
};

/** How Electron is started in tests: the executable, and its arguments before Satchel's own. */
export function electronCommand(): { readonly executablePath: string; readonly args: readonly string[] } {
  if (process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) {
    throw new Error('There is no display. Run the tests under: xvfb-run -a');
  }
  // `sandboxArguments` gives --no-sandbox only where Chromium refuses to start with one (as root on Linux).
  return {
    executablePath: electronExecutable({ allowFallback: true }),
    args: [...sandboxArguments(), projectFolder],
  };
}

/** Opens the built Satchel (`out/` must be there) in a window of its own, with its own user data. */
export async function launchSatchel(options: LaunchOptions = {}): Promise<RunningSatchel> {
  const ownFolder = await mkdtemp(join(tmpdir(), 'satchel-e2e-'));
  const userData = options.userData ?? join(ownFolder, 'userData');
  const removeOwnFolder = () => rm(ownFolder, { recursive: true, force: true, maxRetries: 5 });
  const { executablePath: electron, args } = electronCommand();
  const { keychainFolder } = options;
  try {
    const app = await _electron.launch({
      executablePath: keychainFolder ? await keychainSession(keychainFolder, electron) : electron,
      args: [...args],
      cwd: projectFolder,
      env: {
        ...inheritedEnvironment(),
        SATCHEL_USER_DATA: userData,
        SATCHEL_HOME: options.home ?? join(ownFolder, 'home'),
        ...(options.connection && {
          SATCHEL_CONNECTION_FILE: await writeConnection(ownFolder, options.connection),
        }),
        ...options.env,
      },
      timeout: 30_000,
    });
    const pageErrors = collectPageErrors(app);
    const page = await app.firstWindow({ timeout: 30_000 });
    return {
      app,
      page,
      userData,
      errors: () => [...pageErrors, ...mainErrors(userData)],
      stubDialog: (answers) => stubDialog(app, answers),
      close: async () => {
        await app.close();
        await removeOwnFolder();
      },
      kill: async () => {
        const child = app.process();
        const gone = once(child, 'exit');
        child.kill('SIGKILL');
        await gone;
        await app.close().catch(() => undefined);
        await removeOwnFolder();
      },
    };
  } catch (error) {
    await removeOwnFolder();
    throw error;
  }
}

/** Sends one request as the page would; throws RequestError when main answers with an error. */
export async function requestInPage<N extends RequestName>(
  page: Page,
  name: N,
  input: RequestInput<N>,
): Promise<RequestOutput<N>> {
  const send = { name, input };
  const answer = await page.evaluate((sent) => window.satchel.request(sent.name, sent.input), send);
  if (!answer.ok) throw new RequestError(answer.error);
  return answer.value as RequestOutput<N>;
}

/** The test's own environment without what would change how Electron or Satchel starts. */
export function inheritedEnvironment(): Record<string, string> {
  const ignored = /^(ELECTRON_|SATCHEL_|AWS_|NODE_OPTIONS$)/;
  return Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) =>
      value === undefined || ignored.test(name) ? [] : [[name, value]],
    ),
  );
}

async function writeConnection(folder: string, connection: Partial<Connection>): Promise<string> {
  const path = join(folder, 'connection.json');
  await writeFile(path, JSON.stringify(connection), { mode: 0o600 });
  return path;
}

function collectPageErrors(app: ElectronApplication): readonly string[] {
  const errors: string[] = [];
  app.context().on('weberror', (error) => errors.push(`page: ${error.error().message}`));
  app.context().on('console', (message) => {
    if (message.type() === 'error') errors.push(`console: ${message.text()}`);
  });
  return errors;
}

function mainErrors(userData: string): readonly string[] {
  const path = join(userData, 'logs', 'satchel.log');
  if (!existsSync(path)) return [];
  return readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line.includes('[error]'))
    .map((line) => `main: ${line}`);
}

async function stubDialog(app: ElectronApplication, answers: DialogAnswers): Promise<void> {
  await app.evaluate(({ dialog }, { files, folders, downloadFolder, saveFile }) => {
    const stub = async (...args: readonly unknown[]) => {
      const { properties = [] } = args[args.length - 1] as { readonly properties?: readonly string[] };
      const isMany = properties.includes('multiSelections');
      const one = downloadFolder === undefined ? [] : [downloadFolder];
      const filePaths = (properties.includes('openFile') ? files : isMany ? folders : one) ?? [];
      return { canceled: filePaths.length === 0, filePaths: [...filePaths] };
    };
    dialog.showOpenDialog = stub;
    dialog.showSaveDialog = async () => ({ canceled: saveFile === undefined, filePath: saveFile ?? '' });
  }, answers);
}
