import { type ChildProcess, spawn } from 'node:child_process';

/** How a program that was started ended; of `stderr`, which is a tail, the first line may be cut. */
export type ChildEnd =
  | {
      readonly kind: 'ended';
      readonly how: string;
      readonly isOk: boolean;
      readonly stdout: string;
      readonly stderr: string;
    }
  | { readonly kind: 'notStarted'; readonly reason: string }
  /** Stopped because `isEnough` said so. */
  | { readonly kind: 'enough'; readonly stdout: string }
  | { readonly kind: 'tooLong' | 'timedOut' | 'cancelled' };

export type ChildOptions = {
  readonly variables: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
  readonly timeoutMs: number;
  readonly stdoutLimitBytes: number;
  readonly signal?: AbortSignal | undefined;
  /** Asked after each piece of output with all of it so far. */
  readonly isEnough?: (stdout: string) => boolean;
};

/** What is kept of a program's stderr, in characters: more than is shown, so that what is taken out of it is whole. */
export const stderrTailLength = 16_384;

/**
 * Runs a program without a shell and without input, in a process group of its own, and collects what it prints. When
 * it is stopped early, it and what it started are killed first, and so they are when this process ends. Never rejects.
 */
export async function runChild(command: readonly string[], options: ChildOptions): Promise<ChildEnd> {
  const { signal, platform } = options;
  if (signal?.aborted) return { kind: 'cancelled' };
  const child = start(command, options);
  if (typeof child === 'string') return { kind: 'notStarted', reason: child };

  return new Promise((resolve) => {
    let stdout = '';
    let stdoutBytes = 0;
    let stderr = '';
    const settle = (end: ChildEnd) => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', onAbort);
      process.off('exit', onExit);
      resolve(end);
    };
    const stop = (end: ChildEnd) => {
      killGroup(child, platform);
      child.stdout?.destroy();
      child.stderr?.destroy();
      settle(end);
    };
    // In its group of its own it would go on when Satchel ends.
    const onExit = () => killGroup(child, platform);
    const onAbort = () => stop({ kind: 'cancelled' });
    const timer = setTimeout(() => stop({ kind: 'timedOut' }), options.timeoutMs);
    signal?.addEventListener('abort', onAbort);
    process.once('exit', onExit);

    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      stdoutBytes += Buffer.byteLength(text);
      if (stdoutBytes > options.stdoutLimitBytes) return stop({ kind: 'tooLong' });
      stdout += text;
      if (options.isEnough?.(stdout)) stop({ kind: 'enough', stdout });
    });
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      stderr = (stderr + text).slice(-stderrTailLength);
    });
    child.on('error', (error) => settle({ kind: 'notStarted', reason: reasonOf(error) }));
    child.on('close', (code, signalName) => {
      const how = code === null ? `was ended by ${signalName}` : `ended with code ${code}`;
      settle({ kind: 'ended', how, isOk: code === 0, stdout, stderr });
    });
  });
}

/** The child, or the reason for which the system could not even try. */
function start([program = '', ...args]: readonly string[], options: ChildOptions): ChildProcess | string {
  try {
    return spawn(program, args, {
      env: { ...options.variables },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: options.platform !== 'win32',
      windowsHide: true,
    });
  } catch (error) {
    return reasonOf(error);
  }
}

/** A code such as ENOENT; Node's messages may quote arguments. */
function reasonOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
}

function killGroup(child: ChildProcess, platform: NodeJS.Platform): void {
  if (child.pid === undefined) return;
  if (platform === 'win32') {
    const killer = spawn('taskkill', ['/pid', String(child.pid), '/t', '/f'], {
      stdio: 'ignore',
      windowsHide: true,
    });
    killer.on('error', () => child.kill());
    return;
  }
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch {
    // ESRCH: the whole group has ended by itself.
    child.kill('SIGKILL');
  }
}
