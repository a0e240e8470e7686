import { join } from 'node:path';
import electronLog from 'electron-log/main.js';
import type { Log } from '../core/ports.ts';

/**
 * A log file of at most 1 MiB (and one older one) under `userData/logs`; nothing goes to the console. Of an error only
 * its stack is written, because the objects that hang on an SDK's error may hold request headers.
 */
export function createLog(userDataFolder: string): Log {
  electronLog.transports.console.level = false;
  electronLog.transports.file.resolvePathFn = () => join(userDataFolder, 'logs', 'satchel.log');
  electronLog.transports.file.maxSize = 1024 * 1024;
  return {
    info: (message) => electronLog.info(message),
    error: (message, cause) => {
      electronLog.error(cause === undefined ? message : `${message} ${stackOf(cause)}`);
    },
  };
}

function stackOf(cause: unknown): string {
  return cause instanceof Error ? (cause.stack ?? cause.message) : typeof cause;
}
