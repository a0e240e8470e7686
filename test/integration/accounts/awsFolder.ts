import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Clock, Computer } from '../../../electron/core/ports.ts';

/** A home folder on the disk that ends with the test; without `.aws` until a file is written. */
export function createHome() {
  const home = mkdtempSync(join(tmpdir(), 'satchel-home-'));
  onTestFinished(() => rmSync(home, { recursive: true, force: true }));
  const aws = join(home, '.aws');
  const pathOf = (name: string): string => join(aws, name);
  return {
    home,
    aws,
    pathOf,
    computer: { homeFolder: home, platform: process.platform, variables: {} } satisfies Computer,
    read: (name: string): string => readFileSync(pathOf(name), 'utf8'),
    write(name: string, text: string, mode = 0o600): void {
      mkdirSync(aws, { recursive: true });
      writeFileSync(pathOf(name), text);
      chmodSync(pathOf(name), mode);
    },
    modeOf: (name: string): number => statSync(pathOf(name)).mode & 0o777,
    /** The names of all that is in `.aws`, none when it is not there. */
    list: (): readonly string[] => (readdirSync(home).includes('.aws') ? readdirSync(aws).sort() : []),
  };
}

/** The time of this computer. */
export const realClock: Clock = {
  nowMs: () => Date.now(),
  setTimer(callback, delayMs) {
    const timer = setTimeout(callback, delayMs);
    return () => clearTimeout(timer);
  },
};
