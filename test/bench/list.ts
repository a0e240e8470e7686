import { readFile, rm } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import type { RunningSatchel } from '../support/electronApp.ts';
import { fileWindow } from '../support/fileWindow.ts';
import { alone, type Figure, median } from './figures.ts';
import { fillFolder } from './filling.ts';
import { bucket, type Session } from './session.ts';

/** The folders that are scrolled and filtered; the goal of keystrokes is that of the smaller one. */
const counts = [100_000, 1_000_000] as const;
const heapGoalMb = 400;
const frameGoalMs = 50;
const keystrokeGoalMs = 50;
const scrollSeconds = 5;

/** A long list in the window: its memory, its frames while it is scrolled as fast as it goes, and letters of a filter. */
export async function benchList(session: Session): Promise<readonly Figure[]> {
  const figures: Figure[] = [];
  for (const count of counts) {
    const folder = `list-${count}`;
    const prefix = `${folder}/`;
    await fillFolder(session, prefix, count);
    const satchel = await session.launch();
    try {
      figures.push(...(await measure(satchel, folder, count)));
    } finally {
      await satchel.close();
    }
  }
  return figures;
}

async function measure(satchel: RunningSatchel, folder: string, count: number): Promise<readonly Figure[]> {
  const { page } = satchel;
  const window = fileWindow(page);
  await window.openBucket(bucket);
  await window.open(folder);
  await window.row('file-00000.txt').waitFor();
  const loadSeconds = await loadAll(page, count);
  const heapMb = await heapOf(page);
  const scrolled = await scroll(satchel, count);
  const lastRowMs = await goToEnd(page, count);
  const keystrokes = await typeFilter(page);
  const name = (what: string) => `${count.toLocaleString('en')} rows: ${what}`;
  return [
    alone(name('all loaded'), loadSeconds, 's'),
    alone(name('memory of the page'), heapMb, 'MB', heapGoalMb),
    alone(name('longest frame while scrolling'), scrolled.longestMs, 'ms', frameGoalMs),
    alone(name('99th percentile of the frames'), scrolled.p99Ms, 'ms'),
    alone(name('dropped frames of a second'), scrolled.droppedPerSecond, 'frames'),
    alone(name('the last row is drawn'), lastRowMs, 'ms'),
    alone(
      name('a letter of the filter'),
      median(keystrokes),
      'ms',
      count === counts[0] ? keystrokeGoalMs : undefined,
    ),
    alone(name('the slowest letter of the filter'), Math.max(...keystrokes), 'ms'),
  ];
}

/** Seconds until all rows are in the list, asked for as a user does. */
async function loadAll(page: Page, count: number): Promise<number> {
  await page.getByRole('grid').focus();
  await page.keyboard.press('Control+a');
  const startedMs = performance.now();
  await page.getByRole('button', { name: 'Load all' }).click();
  await page.locator(`[role=grid][aria-rowcount="${count + 1}"]`).waitFor({ timeout: 600_000 });
  const seconds = (performance.now() - startedMs) / 1000;
  await page.keyboard.press('Escape');
  return seconds;
}

/** Megabytes of what the page holds after a collection, typed arrays included. */
async function heapOf(page: Page): Promise<number> {
  const client = await page.context().newCDPSession(page);
  await client.send('HeapProfiler.collectGarbage');
  const usage: { readonly usedSize: number; readonly backingStorageSize?: number } =
    await client.send('Runtime.getHeapUsage');
  await client.detach();
  return (usage.usedSize + (usage.backingStorageSize ?? 0)) / 1e6;
}

type Scrolled = { readonly longestMs: number; readonly p99Ms: number; readonly droppedPerSecond: number };

/** From the top to the bottom within seconds, a step in each frame; frames that Chromium gave up are in its trace. */
async function scroll(satchel: RunningSatchel, count: number): Promise<Scrolled> {
  await satchel.app.evaluate(({ contentTracing }) =>
    contentTracing.startRecording({ included_categories: ['disabled-by-default-devtools.timeline.frame'] }),
  );
  const frames = await satchel.page.evaluate(async (seconds) => {
    const grid = document.querySelector('[role=grid]');
    if (grid === null) throw new Error('There is no list');
    const wayPx = grid.scrollHeight - grid.clientHeight;
    grid.scrollTop = 0;
    const times: number[] = [];
    await new Promise<void>((resolve) => {
      const startedMs = performance.now();
      const step = (nowMs: number) => {
        times.push(nowMs);
        const share = (nowMs - startedMs) / (seconds * 1000);
        grid.scrollTop = Math.min(1, share) * wayPx;
        if (share < 1) requestAnimationFrame(step);
        else resolve();
      };
      requestAnimationFrame(step);
    });
    return times.slice(1).map((timeMs, index) => timeMs - (times[index] ?? timeMs));
  }, scrollSeconds);
  const file = await satchel.app.evaluate(({ contentTracing }) => contentTracing.stopRecording());
  const trace = await readFile(file, 'utf8');
  await rm(file);
  const dropped = trace.match(/"name":"DroppedFrame"/g)?.length ?? 0;
  if (frames.length === 0) throw new Error(`Nothing was scrolled of ${count} rows`);
  const sorted = [...frames].sort((one, other) => one - other);
  return {
    longestMs: sorted.at(-1) ?? 0,
    p99Ms: sorted[Math.floor(sorted.length * 0.99)] ?? 0,
    droppedPerSecond: dropped / scrollSeconds,
  };
}

/** Milliseconds from the End key to the frame that shows the last row. */
async function goToEnd(page: Page, count: number): Promise<number> {
  await page.getByRole('grid').focus();
  await page.keyboard.press('Home');
  await page.evaluate((lastIndex) => {
    const shown = new Promise<number>((resolve) => {
      const look = (startedMs: number) =>
        requestAnimationFrame((nowMs) => {
          if (document.querySelector(`[role=row][aria-rowindex="${lastIndex}"]`)) resolve(nowMs - startedMs);
          else look(startedMs);
        });
      document.addEventListener('keydown', (event) => look(event.timeStamp), { capture: true, once: true });
    });
    Object.assign(globalThis, { benchShown: shown });
  }, count + 1);
  await page.keyboard.press('End');
  return page.evaluate(() => (globalThis as unknown as { benchShown: Promise<number> }).benchShown);
}

/** Milliseconds from each key to the frame that shows other rows. */
async function typeFilter(page: Page): Promise<readonly number[]> {
  await page.keyboard.press('Control+f');
  const times: number[] = [];
  for (const letter of '0987') {
    await page.evaluate(() => {
      const grid = () => document.querySelector('[role=grid]')?.getAttribute('aria-rowcount');
      const shown = new Promise<number>((resolve) => {
        const look = (startedMs: number, before: string | null | undefined) =>
          requestAnimationFrame((nowMs) => {
            if (grid() !== before) resolve(nowMs - startedMs);
            else look(startedMs, before);
          });
        document.addEventListener('keydown', (event) => look(event.timeStamp, grid()), {
          capture: true,
          once: true,
        });
      });
      Object.assign(globalThis, { benchShown: shown });
    });
    await page.keyboard.press(letter);
    times.push(
      await page.evaluate(() => (globalThis as unknown as { benchShown: Promise<number> }).benchShown),
    );
  }
  return times;
}
