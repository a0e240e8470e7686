import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { type RunningSatchel, requestInPage } from '../../test/support/electronApp.ts';
import type { Screen, ScreenGroup } from '../../test/support/screens/screen.ts';

const themes = ['light', 'dark'] as const;
const languages = ['en', 'ar'] as const;

/** What the gallery tells as it goes. */
export type GalleryNews = {
  readonly onTaken: (screen: string, pictureCount: number) => void;
  /** A screen that could not be shown or left; the gallery goes on with the next group. */
  readonly onFailed: (screen: string, error: unknown) => void;
};

/** Takes pictures of every screen in each theme and language, as `<folder>/<language>-<theme>/<group>-<screen>.png`. */
export async function takeGallery(
  groups: readonly ScreenGroup[],
  folder: string,
  news: GalleryNews,
): Promise<void> {
  for (const language of languages) {
    for (const theme of themes) await mkdir(path.join(folder, `${language}-${theme}`), { recursive: true });
  }
  for (const group of groups) {
    await using resources = new AsyncDisposableStack();
    let name = group.name;
    try {
      const satchel = await group.start(resources);
      // The page follows Satchel's own theme, not the one that Playwright would play.
      await satchel.page.emulateMedia({ colorScheme: null, reducedMotion: 'reduce' });
      for (const screen of group.screens) {
        name = `${group.name}-${screen.name}`.replaceAll(' ', '-');
        await takeScreen(satchel, screen, name, folder, news);
      }
    } catch (error) {
      news.onFailed(name, error);
    }
  }
}

/** Where the gallery keeps a picture. */
export function pictureOf(
  folder: string,
  screen: string,
  language: (typeof languages)[number],
  theme: (typeof themes)[number],
): string {
  return path.join(folder, `${language}-${theme}`, `${screen}.png`);
}

async function takeScreen(
  satchel: RunningSatchel,
  screen: Screen,
  name: string,
  folder: string,
  { onTaken }: GalleryNews,
): Promise<void> {
  const { page } = satchel;
  await screen.show(satchel);
  // A tooltip, or a row under the pointer, says nothing of the screen.
  await page.mouse.move(0, 0);
  await page.getByRole('tooltip').first().waitFor({ state: 'detached' });
  for (const language of languages) {
    for (const theme of themes) {
      await requestInPage(page, 'settings.set', { language, theme });
      await page.locator(`html[lang="${language}"]`).waitFor({ state: 'attached' });
      await page.evaluate(isSettled);
      const file = pictureOf(folder, name, language, theme);
      // Animations that Playwright winds to their end would end a notice's time with them.
      await page.screenshot({ path: file, animations: 'allow' });
    }
  }
  onTaken(name, languages.length * themes.length);
  await requestInPage(page, 'settings.set', { language: 'en', theme: 'light' });
  await page.locator('html[lang="en"]').waitFor({ state: 'attached' });
  await screen.leave(satchel);
}

/** Resolves when nothing in the page has changed for a while. Runs in the page. */
async function isSettled(): Promise<void> {
  const quietMs = 150;
  const patienceMs = 2_000;
  await new Promise<void>((resolve) => {
    const end = () => {
      observer.disconnect();
      resolve();
    };
    let quiet = setTimeout(end, quietMs);
    const observer = new MutationObserver(() => {
      clearTimeout(quiet);
      quiet = setTimeout(end, quietMs);
    });
    observer.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
    setTimeout(end, patienceMs);
  });
}

/** Removes what an earlier gallery has left. */
export async function clearGallery(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true });
}
