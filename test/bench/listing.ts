import type { Page } from 'playwright-core';
import type {} from '../../renderer/ipc/client.ts';
import type { EntryPage } from '../../shared/domain/object.ts';
import type { RunningSatchel } from '../support/electronApp.ts';
import { fileWindow } from '../support/fileWindow.ts';
import { alone, type Figure, Samples } from './figures.ts';
import { fillFolder } from './filling.ts';
import { accountIdOf } from './satchelTransfers.ts';
import { bucket, type Session } from './session.ts';

const keyCount = 100_000;
const folder = 'crowd';
const prefix = `${folder}/`;
const firstFile = 'file-00000.txt';

/** What the first rows may take beyond the server's own first page. */
const firstRowsRoomSeconds = 0.1;

/** A folder of 100,000 keys: seconds until its first rows are drawn, and until its last one is. */
export async function benchListing(session: Session, rounds: number): Promise<readonly Figure[]> {
  await fillFolder(session, prefix, keyCount);
  const firstRows = new Samples();
  const all = new Samples();
  const requests = new Samples();
  const firstPage = new Samples();
  const satchel = await session.launch();
  try {
    for (let round = 0; round < rounds; round += 1) {
      // A new page: nothing is kept from the last round.
      if (round > 0) await satchel.page.reload();
      const startedMs = performance.now();
      await session.listFirstPage(prefix);
      firstPage.add('Satchel', (performance.now() - startedMs) / 1000);
      firstRows.add('Satchel', await openFolder(satchel.page));
      requests.add('Satchel', await requestAll(satchel));
      all.add('Satchel', await goToEnd(satchel.page));
      for (const peer of session.peers) {
        const times = await peer.list?.(bucket, prefix);
        if (!times) continue;
        firstRows.add(peer.name, times.firstLine);
        all.add(peer.name, times.all);
      }
    }
  } finally {
    await satchel.close();
    await session.removeObjects(prefix);
  }
  return [
    firstRows.figure('100,000 keys: first rows', 's'),
    alone(
      "100,000 keys: first rows, beside the server's own first page and 0.1 s",
      firstRows.median('Satchel'),
      's',
      firstPage.median('Satchel') + firstRowsRoomSeconds,
    ),
    all.figure('100,000 keys: scrolled to row 100,000', 's'),
    alone('100,000 keys: all requested, without the window', requests.median('Satchel'), 's'),
  ];
}

/** Seconds from the double click to the frame that shows the first row, timed in the page itself. */
async function openFolder(page: Page): Promise<number> {
  const window = fileWindow(page);
  await window.openBucket(bucket);
  await window.row(folder).waitFor();
  await page.evaluate((firstName) => {
    const isShown = () =>
      [...document.querySelectorAll('[role=row]')].some((row) => row.textContent.includes(firstName));
    const seconds = new Promise<number>((resolve) => {
      const look = (startedMs: number) =>
        requestAnimationFrame((nowMs) => {
          if (isShown()) resolve((nowMs - startedMs) / 1000);
          else look(startedMs);
        });
      document.addEventListener('dblclick', (event) => look(event.timeStamp), { capture: true, once: true });
    });
    Object.assign(globalThis, { benchFirstRows: seconds });
  }, firstFile);
  await window.open(folder);
  return page.evaluate(() => (globalThis as unknown as { benchFirstRows: Promise<number> }).benchFirstRows);
}

/** Seconds to fetch every page over the boundary, one after the other, with nothing drawn. */
async function requestAll(satchel: RunningSatchel): Promise<number> {
  const place = { accountId: await accountIdOf(satchel), bucket, prefix, listingId: 'bench' };
  const { count, seconds } = await satchel.page.evaluate(async (asked) => {
    const startedMs = performance.now();
    let count = 0;
    let cursor: string | undefined;
    do {
      const answer = await window.satchel.request('listing.getPage', { ...asked, ...(cursor && { cursor }) });
      if (!answer.ok) throw new Error(answer.error.message);
      const listed = answer.value as EntryPage;
      count += listed.entries.length;
      cursor = listed.nextCursor;
    } while (cursor);
    return { count, seconds: (performance.now() - startedMs) / 1000 };
  }, place);
  if (count !== keyCount) throw new Error(`${count} keys came`);
  return seconds;
}

/** Seconds from the End key until the last row is drawn. */
async function goToEnd(page: Page): Promise<number> {
  await fileWindow(page).row(firstFile).click();
  const startedMs = performance.now();
  await page.keyboard.press('End');
  await page.locator(`[role=row][aria-rowindex="${keyCount + 1}"]`).waitFor({ timeout: 120_000 });
  return (performance.now() - startedMs) / 1000;
}
