import type { UploadGrant } from '../../../shared/domain/grant.ts';
import type { Grants } from '../grants.ts';
import type { Handlers } from '../ipc/handlers.ts';
import type { Desktop, Dialogs, SettingsStore } from '../ports.ts';

/** Who asks the user, and who keeps the answers. */
export type GrantHandlersOptions = {
  readonly grants: Grants;
  readonly dialogs: Dialogs;
  readonly desktop: Desktop;
  readonly settingsStore: SettingsStore;
};

/** `upload.choose*`, `upload.grantDropped`, `download.chooseFolder`: turn what the user chose into opaque grants. */
export function createGrantHandlers({ grants, dialogs, desktop, settingsStore }: GrantHandlersOptions) {
  async function grantUpload(paths: readonly string[]): Promise<UploadGrant | null> {
    return paths.length === 0 ? null : await grants.grantUpload(paths);
  }
  return {
    'upload.chooseFiles': async () => grantUpload(await dialogs.chooseFiles()),
    'upload.chooseFolders': async () => grantUpload(await dialogs.chooseFolders()),
    'upload.grantDropped': (_input, { droppedPaths }) => grantUpload(droppedPaths),
    'download.chooseFolder': async () => {
      const startAt = settingsStore.read().downloadFolder || desktop.downloadsFolder;
      const folder = await dialogs.chooseDownloadFolder(startAt);
      return folder === undefined ? null : grants.grantDownload(folder);
    },
  } satisfies Partial<Handlers>;
}
