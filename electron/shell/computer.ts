import { homedir } from 'node:os';
import type { Computer } from '../core/ports.ts';

/** This computer, as it was when Satchel started; the demo and the tests give it another home folder. */
export function readComputer(homeFolder = homedir()): Computer {
  return { homeFolder, platform: process.platform, variables: { ...process.env } };
}
