import { copyFile, mkdir } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { everyScreen } from '../../test/support/screens/everyScreen.ts';
import { buildApp } from '../buildApp.ts';
import { runScript } from '../resources.ts';
import { projectRoot } from '../setup/project.mjs';
import { needsVirtualDisplay, startVirtualDisplay } from '../virtualDisplay.ts';
import { clearGallery, pictureOf, takeGallery } from './gallery.ts';
import { readmeScreens } from './readmeScreens.ts';

const gallery = path.join(projectRoot, 'out/gallery');
const readmeFolder = path.join(projectRoot, '.github/screenshots');

/** The pictures of the gallery that README shows, by the names that they have there. */
const readmePictures = {
  light: ['folder', 'en', 'light'],
  dark: ['folder', 'en', 'dark'],
  arabic: ['folder', 'ar', 'light'],
  tiles: ['tiles', 'en', 'light'],
  search: ['search', 'en', 'light'],
  palette: ['palette', 'en', 'light'],
  accounts: ['accounts', 'en', 'light'],
  transfers: ['transfers', 'en', 'light'],
} as const;

const { values: options } = parseArgs({ options: { group: { type: 'string', multiple: true } } });

await runScript(async (resources) => {
  if (needsVirtualDisplay()) await startVirtualDisplay(resources);
  await buildApp();
  const isChosen = (name: string) => options.group?.includes(name) ?? true;
  const groups = [readmeScreens, ...everyScreen].filter(({ name }) => isChosen(name));
  if (options.group === undefined) await clearGallery(gallery);
  let failures = 0;
  await takeGallery(groups, gallery, {
    onTaken: (screen, count) => console.log(`saved   ${screen} in ${count} looks`),
    onFailed: (screen, error) => {
      failures += 1;
      console.log(`failed  ${screen}: ${error instanceof Error ? error.message : String(error)}`);
    },
  });
  if (isChosen(readmeScreens.name) && failures === 0) {
    await mkdir(readmeFolder, { recursive: true });
    for (const [name, [screen, language, theme]] of Object.entries(readmePictures)) {
      const picture = pictureOf(gallery, `${readmeScreens.name}-${screen}`, language, theme);
      await copyFile(picture, path.join(readmeFolder, `${name}.png`));
    }
  }
  console.log(`The pictures are in ${path.relative(projectRoot, gallery)}.`);
  return failures === 0 ? 0 : 1;
});
