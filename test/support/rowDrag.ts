import type { Locator, Page } from 'playwright-core';
import { fileWindow } from './fileWindow.ts';

/** Takes a row by its name and moves it to the middle of something, without letting go. */
export async function dragRowTo(page: Page, name: string, target: Locator): Promise<void> {
  const from = await fileWindow(page).row(name).getByText(name, { exact: true }).boundingBox();
  if (from === null) throw new Error(`${name} is not visible`);
  await page.mouse.move(from.x + 4, from.y + from.height / 2);
  await page.mouse.down();
  await page.mouse.move(from.x + 14, from.y + from.height / 2);
  await dragOnTo(page, target);
}

/** Moves what is being dragged to the middle of something, without letting go. */
export async function dragOnTo(page: Page, target: Locator): Promise<void> {
  const to = await target.boundingBox();
  if (to === null) throw new Error(`${target} is not visible`);
  await page.mouse.move(to.x + to.width / 2, to.y + to.height / 2, { steps: 4 });
}
