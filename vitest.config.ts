import os from 'node:os';
import { defineConfig } from 'vitest/config';

/** Vitest keeps one of them free for itself by default, which is every second one where there are two. */
const processors = os.availableParallelism();
/** How long `expect.poll` looks for what comes in its own time: a slow machine is no failure. */
const expectation = { poll: { timeout: 20_000 } };

// biome-ignore lint/style/noDefaultExport: vitest asks for one
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['test/unit/**/*.test.{ts,tsx}'],
          testTimeout: 30_000,
          hookTimeout: 30_000,
          expect: expectation,
          maxWorkers: processors,
        },
      },
      {
        test: {
          name: 'integration',
          include: ['test/integration/**/*.test.ts'],
          pool: 'forks',
          testTimeout: 60_000,
          hookTimeout: 60_000,
          expect: expectation,
          maxWorkers: processors,
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          fileParallelism: false,
          testTimeout: 120_000,
          hookTimeout: 120_000,
          expect: expectation,
          globalSetup: ['./test/e2e/globalSetup.ts'],
        },
      },
    ],
  },
});
