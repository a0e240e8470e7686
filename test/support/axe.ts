import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { AxeResults, ElementContext, RunOptions } from 'axe-core';
import type { Page } from 'playwright-core';

const axeFile = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const colourRules: RunOptions = {
  runOnly: { type: 'rule', values: ['color-contrast', 'link-in-text-block'] },
};

type Axe = {
  readonly axe?: {
    run(context: ElementContext, options: RunOptions): Promise<AxeResults>;
  };
};

/** What axe finds wrong on the page as it stands, a line each: by all its rules, or by those about colours alone. */
export async function violations(page: Page, rules: 'all' | 'colours' = 'all'): Promise<readonly string[]> {
  // A tooltip hangs beside the landmarks for as long as the mouse is on its button.
  await page.mouse.move(0, 0);
  await page.getByRole('tooltip').waitFor({ state: 'hidden' });
  const isThere = await page.evaluate(() => (globalThis as Axe).axe !== undefined);
  if (!isThere) await page.evaluate(await readFile(axeFile, 'utf8'));
  const results = await page.evaluate(
    async (options) => {
      const { axe } = globalThis as Axe;
      // Fluent's focus sentinels: hidden, and they pass the focus on before anyone could be on them.
      return axe?.run({ exclude: ['[data-tabster-dummy]'] }, options);
    },
    rules === 'all' ? {} : colourRules,
  );
  if (results === undefined) throw new Error('axe is not in the page');
  return results.violations.flatMap(({ id, help, nodes }) =>
    nodes.map((node) => `${id}: ${help}: ${node.html.slice(0, 200)}`),
  );
}
