import { homedir } from 'node:os';
import type { Computer } from '../core/ports.ts';

/** This computer, as it was when Satchel started. */
export function readComputer(): Computer {
  return { homeFolder: homedir(), platform: process.platform, variables: { ...process.env } };
}
