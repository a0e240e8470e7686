import { type BrowserWindow, dialog, type OpenDialogOptions } from 'electron';
import type { Dialogs } from '../core/ports.ts';

const anyFile = { name: '*', extensions: ['*'] };

/** The system's own file dialogs, in front of our window. */
export function createDialogs(window: () => BrowserWindow | undefined): Dialogs {
  async function open(options: OpenDialogOptions): Promise<readonly string[]> {
    const parent = window();
    const { canceled, filePaths } = await (parent === undefined
      ? dialog.showOpenDialog(options)
      : dialog.showOpenDialog(parent, options));
    return canceled ? [] : filePaths;
  }
  return {
    chooseFiles: () => open({ properties: ['openFile', 'multiSelections'] }),
    chooseFolders: () => open({ properties: ['openDirectory', 'multiSelections'] }),
    chooseDownloadFolder: async (startAt) => {
      const [folder] = await open({ properties: ['openDirectory', 'createDirectory'], defaultPath: startAt });
      return folder;
    },
    chooseSaveFile: async (name) => {
      const parent = window();
      const options = { defaultPath: name };
      const { canceled, filePath } = await (parent === undefined
        ? dialog.showSaveDialog(options)
        : dialog.showSaveDialog(parent, options));
      return canceled || filePath === '' ? undefined : filePath;
    },
    chooseCaFile: async () => {
      const filters = [{ name: 'PEM', extensions: ['pem', 'crt', 'cer', 'ca-bundle'] }];
      const [file] = await open({ properties: ['openFile'], filters: [...filters, anyFile] });
      return file;
    },
  };
}
