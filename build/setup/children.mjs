import { spawn } from 'node:child_process';
import os from 'node:os';
import process from 'node:process';

/** @typedef {import('node:child_process').SpawnOptions} SpawnOptions */
/** @typedef {{ readonly code: number, readonly output: string }} ChildResult */

const forwardedSignals = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']);

/** Thrown by `runQuietly` when this process was told to end; `exitCode` is 128 + the signal's number. */
export class Interrupted extends Error {
  /** @param {NodeJS.Signals} signal */
  constructor(signal) {
    super(`ended by ${signal}`);
    this.exitCode = 128 + os.constants.signals[signal];
  }
}

/**
 * Runs a command on this terminal and passes on SIGINT, SIGTERM and SIGHUP to it.
 * Resolves to its exit code, 128 + n when signal n ended it; rejects when it cannot be started.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {SpawnOptions} [options]
 */
export async function runForwardingSignals(command, args, options = {}) {
  return (await run(command, args, { stdio: 'inherit', ...options })).code;
}

/**
 * Runs a command with its output kept back. Rejects with `Interrupted` when this process was told to end
 * meanwhile, and when the command cannot be started.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {SpawnOptions} [options]
 * @returns {Promise<ChildResult>}
 */
export async function runQuietly(command, args, options = {}) {
  const { interruptedBy, ...result } = await run(command, args, {
    ...options,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  if (interruptedBy) throw new Interrupted(interruptedBy);
  return result;
}

/**
 * @param {string} command
 * @param {readonly string[]} args
 * @param {SpawnOptions} options
 * @returns {Promise<ChildResult & { readonly interruptedBy?: NodeJS.Signals }>}
 */
function run(command, args, options) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, options);
    /** @type {NodeJS.Signals | undefined} */
    let interruptedBy;
    /** @param {NodeJS.Signals} signal */
    const forward = (signal) => {
      interruptedBy = signal;
      // Windows has no signals: the console has told the child already, and kill() would end it unwarned.
      if (process.platform !== 'win32') child.kill(signal);
    };
    for (const signal of forwardedSignals) process.on(signal, forward);
    const release = () => {
      for (const signal of forwardedSignals) process.off(signal, forward);
    };
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream?.setEncoding('utf8').on('data', (/** @type {string} */ text) => {
        output += text;
      });
    child.once('error', (error) => {
      release();
      reject(error);
    });
    child.once('close', (code, signal) => {
      release();
      const exitCode = code ?? 128 + (signal ? os.constants.signals[signal] : 1);
      resolve({ code: exitCode, output, ...(interruptedBy && { interruptedBy }) });
    });
  });
}
