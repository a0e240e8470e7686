import type { Locator, Page } from 'playwright-core';

/**
 * Drops files and folders of this computer onto the middle of an element, as the system does: the page gets real
 * `File` objects with their paths, which no script can make. `while` runs while they hover.
 */
export async function dropFiles(
  page: Page,
  target: string | Locator,
  paths: readonly string[],
  whileHovering: () => Promise<void> = async () => undefined,
): Promise<void> {
  const box = await (typeof target === 'string' ? page.locator(target) : target).boundingBox();
  if (!box) throw new Error(`${target} is not visible`);
  const at = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  const data = { items: [], files: [...paths], dragOperationsMask: 1 };
  const devTools = await page.context().newCDPSession(page);
  try {
    for (const type of ['dragEnter', 'dragOver'] as const) {
      await devTools.send('Input.dispatchDragEvent', { type, ...at, data });
    }
    await whileHovering();
    await devTools.send('Input.dispatchDragEvent', { type: 'drop', ...at, data });
  } finally {
    await devTools.detach();
  }
}
