import { buildApp } from '../../build/buildApp.ts';

/** The tests open the built app: whatever was edited is built first. */
export async function setup(): Promise<void> {
  await buildApp();
}
