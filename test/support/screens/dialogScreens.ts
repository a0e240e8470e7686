import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileScreen, type Hands } from './hands.ts';
import { openSampleWindow, sampleBehind } from './sampleWindow.ts';
import type { Screen, ScreenGroup } from './screen.ts';

const toasts = ({ page }: Hands) => page.locator('.fui-Toast');

async function dismissToasts(hands: Hands): Promise<void> {
  const dismiss = toasts(hands).getByRole('button', { name: 'Dismiss' });
  for (let left = await dismiss.count(); left > 0; left -= 1) await dismiss.first().click();
  await toasts(hands).first().waitFor({ state: 'detached' });
}

async function closeDialogs(hands: Hands): Promise<void> {
  await hands.closeDialogs();
}

const openPhotos = (hands: Hands) => hands.openFolder('photos', '2026', 'Lisbon');

function contextMenu(name: string, open: (hands: Hands) => Promise<void>): Screen {
  return fileScreen(
    `menu-of-${name}`,
    async (hands) => {
      await openPhotos(hands);
      await open(hands);
      await hands.page.getByRole('menuitem').first().waitFor();
    },
    closeDialogs,
  );
}

async function takeUp(
  hands: Hands,
  keys: 'ControlOrMeta+x' | 'ControlOrMeta+c',
  name: string,
): Promise<void> {
  await openPhotos(hands);
  await hands.window.select(name);
  await hands.press(keys);
}

/** Menus, the palette, dialogs and notices over the file window. */
export const dialogScreens: ScreenGroup = {
  name: 'dialogs',
  start: (resources) => openSampleWindow(resources, { buckets: ['archive'] }),
  screens: [
    contextMenu('a-file', ({ window }) => window.row('Miradouro da Graça.jpg').click({ button: 'right' })),
    contextMenu('a-folder', ({ window }) => window.row('Beach').click({ button: 'right' })),
    contextMenu('empty-space', async ({ window, page }) => {
      const box = await window.list.boundingBox();
      if (box === null) throw new Error('The list is not there');
      await page.mouse.click(box.x + box.width / 2, box.y + box.height - 16, { button: 'right' });
    }),
    contextMenu('a-bucket', ({ window }) => window.bucket('photos').click({ button: 'right' })),
    contextMenu('more-commands', ({ window }) => window.command('More').click()),
    fileScreen(
      'share-a-file',
      async (hands) => {
        await openPhotos(hands);
        await hands.window.select('Miradouro da Graça.jpg');
        await hands.press('ControlOrMeta+Shift+L');
        await hands.window.dialog.getByText(/^The link works until/).waitFor();
        await hands.window.dialog.getByRole('button', { name: 'Details' }).click();
      },
      closeDialogs,
    ),
    fileScreen(
      'share-several',
      async (hands) => {
        await openPhotos(hands);
        await hands.window.select('Beach', 'Miradouro da Graça.jpg', 'Praça do Comércio.jpg');
        await hands.press('ControlOrMeta+Shift+L');
        await hands.window.dialog.getByText(/^The links work until/).waitFor();
      },
      closeDialogs,
    ),
    fileScreen(
      'palette',
      async (hands) => {
        await openPhotos(hands);
        await hands.press('ControlOrMeta+k');
        await hands.page.getByRole('option').first().waitFor();
      },
      closeDialogs,
    ),
    fileScreen(
      'palette-with-words',
      async (hands) => {
        await openPhotos(hands);
        await hands.press('ControlOrMeta+k');
        await hands.page.getByRole('combobox', { name: 'Find a command or place' }).fill('fo');
        await hands.page.getByRole('option').filter({ hasText: 'New folder' }).waitFor();
      },
      closeDialogs,
    ),
    fileScreen(
      'palette-without-a-match',
      async (hands) => {
        await openPhotos(hands);
        await hands.press('ControlOrMeta+k');
        await hands.page.getByRole('combobox', { name: 'Find a command or place' }).fill('pineapple');
        await hands.page.getByText('Nothing fits these words.').waitFor();
      },
      closeDialogs,
    ),
    fileScreen(
      'keys',
      async (hands) => {
        await openPhotos(hands);
        await hands.press('F1');
        await hands.window.dialog.getByText('Ctrl+K').waitFor();
      },
      closeDialogs,
    ),
    fileScreen(
      'new-folder',
      async (hands) => {
        await openPhotos(hands);
        await hands.press('ControlOrMeta+Shift+N');
        await hands.window.dialog.getByRole('textbox').fill('Autumn');
      },
      closeDialogs,
    ),
    fileScreen(
      'new-folder-with-a-wrong-name',
      async (hands) => {
        await openPhotos(hands);
        await hands.press('ControlOrMeta+Shift+N');
        await hands.window.dialog.getByRole('textbox').fill('Autumn/leaves');
        await hands.window.dialog.getByText('A name cannot hold a slash.').waitFor();
      },
      closeDialogs,
    ),
    fileScreen(
      'new-bucket',
      async (hands) => {
        await hands.page.getByRole('button', { name: 'New bucket' }).first().click();
        await hands.window.dialog.getByRole('textbox').fill('A');
      },
      closeDialogs,
    ),
    fileScreen(
      'move-to',
      async (hands) => {
        await openPhotos(hands);
        await hands.window.select('Beach');
        await hands.press('ControlOrMeta+Shift+M');
        const tree = hands.window.dialog.getByRole('treeitem', { name: 'team-files' });
        await tree.click();
        await hands.window.dialog.getByRole('treeitem', { name: 'Contracts' }).or(tree).first().waitFor();
      },
      closeDialogs,
    ),
    fileScreen(
      'delete',
      async (hands) => {
        await openPhotos(hands);
        await hands.window.select('Beach', 'Miradouro da Graça.jpg', 'Tram 28 at the top of the hill.jpg');
        await hands.press('Delete');
        await hands.window.dialog.getByRole('button', { name: 'Delete 4 files for good' }).waitFor();
      },
      closeDialogs,
    ),
    fileScreen(
      'delete-a-bucket',
      async (hands) => {
        await hands.page.getByRole('button', { name: 'More about archive' }).click();
        await hands.page.getByRole('menuitem', { name: 'Delete bucket' }).click();
        await hands.window.dialog.getByRole('button', { name: 'Delete archive' }).waitFor();
      },
      closeDialogs,
    ),
    fileScreen(
      'name-taken-by-a-copy',
      async (hands) => {
        await takeUp(hands, 'ControlOrMeta+c', 'Miradouro da Graça.jpg');
        await hands.openFolder('team-files');
        await hands.window.list.focus();
        await hands.press('ControlOrMeta+v');
        await hands.window.row('Miradouro da Graça.jpg').waitFor();
        await dismissToasts(hands);
        await hands.press('ControlOrMeta+v');
        await hands.window.dialog.getByRole('button', { name: 'Keep both' }).waitFor();
      },
      closeDialogs,
    ),
    fileScreen(
      'name-taken-by-an-upload',
      async (hands, satchel) => {
        const file = path.join(sampleBehind(satchel).folder, 'Read me first.txt');
        await writeFile(file, 'Another text.');
        await satchel.stubDialog({ files: [file] });
        await hands.openFolder('team-files');
        await hands.window.upload('Files');
        await hands.page.getByRole('button', { name: 'Keep both' }).waitFor();
      },
      async ({ page }) => {
        await page.getByRole('button', { name: 'Skip' }).click();
        await page.getByRole('button', { name: 'Keep both' }).waitFor({ state: 'detached' });
      },
    ),
    fileScreen(
      'done-with-undo',
      async (hands) => {
        await takeUp(hands, 'ControlOrMeta+c', 'Praça do Comércio.jpg');
        await hands.window.openBucket('archive');
        await hands.window.list.or(hands.page.getByText('This bucket is empty')).first().waitFor();
        await hands.press('ControlOrMeta+v');
        await toasts(hands).getByRole('button', { name: 'Undo' }).waitFor();
      },
      dismissToasts,
    ),
    fileScreen(
      'copy-under-way',
      async (hands, satchel) => {
        await sampleBehind(satchel).control.delay('CopyObject', 600_000, 100);
        await takeUp(hands, 'ControlOrMeta+c', 'Beach');
        await hands.window.openBucket('archive');
        await hands.window.list.focus();
        await hands.press('ControlOrMeta+v');
        await hands.page.getByRole('region', { name: 'What is going on' }).getByRole('progressbar').waitFor();
      },
      async (hands, satchel) => {
        await hands.page.getByRole('button', { name: /^Cancel: / }).click();
        await sampleBehind(satchel).control.reset();
        await hands.page.getByRole('button', { name: /^Cancel: / }).waitFor({ state: 'detached' });
        await dismissToasts(hands);
      },
    ),
    fileScreen(
      'cut-rows',
      async (hands) => {
        await takeUp(hands, 'ControlOrMeta+x', 'Miradouro da Graça.jpg');
        await hands.selectNothing();
      },
      (hands) => hands.press('Escape'),
    ),
    fileScreen(
      'some-failed',
      async (hands, satchel) => {
        await sampleBehind(satchel).control.deny({ actions: ['DeleteObject'], keyPrefix: '2026/Zermatt' });
        await hands.openFolder('photos', '2026');
        await hands.window.select('Zermatt');
        await hands.press('ControlOrMeta+x');
        await hands.window.openBucket('archive');
        await hands.window.list.focus();
        await hands.press('ControlOrMeta+v');
        await toasts(hands).getByRole('button', { name: 'Details' }).waitFor();
      },
      dismissToasts,
    ),
    fileScreen(
      'what-failed',
      async (hands) => {
        await hands.openFolder('photos', '2026');
        await hands.window.select('Zermatt');
        await hands.press('ControlOrMeta+x');
        await hands.window.openBucket('team-files');
        await hands.window.list.focus();
        await hands.press('ControlOrMeta+v');
        await toasts(hands).getByRole('button', { name: 'Details' }).click();
        await hands.window.dialog.getByText('Matterhorn').first().waitFor();
      },
      async (hands, satchel) => {
        await hands.closeDialogs();
        await sampleBehind(satchel).control.reset();
      },
    ),
  ],
};
