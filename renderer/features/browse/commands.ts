import {
  AddRegular,
  ArrowDownloadRegular,
  ArrowUploadRegular,
  DeleteRegular,
  type FluentIcon,
  FolderAddRegular,
  FolderOpenRegular,
  InfoRegular,
} from '@fluentui/react-icons';
import { isMac } from './platform.ts';

/** The keys of commands as they are written on this system, "Ctrl+U" or "⌘U", and as ARIA names them. */
export function shortcutOf(command: Command | 'settings'): Shortcut | undefined {
  const keys = shortcutKeys[command];
  return keys === undefined ? undefined : shortcut(keys);
}

/** Keys that go with Ctrl, or with Cmd on a Mac, such as "Shift+A". */
export function shortcut(keys: string): Shortcut {
  const ariaKeys = `${isMac ? 'Meta' : 'Control'}+${keys}`;
  if (!isMac) return { text: `Ctrl+${keys}`, ariaKeys };
  return { text: `${keys.startsWith('Shift+') ? '⇧' : ''}⌘${keys.replace('Shift+', '')}`, ariaKeys };
}

export type Shortcut = { readonly text: string; readonly ariaKeys: string };

const shortcutKeys: Readonly<Partial<Record<Command | 'settings', string>>> = {
  newFolder: 'Shift+N',
  uploadFiles: 'U',
  settings: ',',
};

/** What can be done in a folder; the command bar, the row menu and the keys all carry out the same commands. */
export type Command =
  | 'open'
  | 'uploadFiles'
  | 'uploadFolders'
  | 'newFolder'
  | 'newBucket'
  | 'download'
  | 'delete'
  | 'details';

const changes: ReadonlySet<Command> = new Set([
  'uploadFiles',
  'uploadFolders',
  'newFolder',
  'newBucket',
  'delete',
]);

/** True for a command that changes what is in the cloud, which a read-only account does not allow. */
export function isChange(command: Command): boolean {
  return changes.has(command);
}

export const commandIcons: Readonly<Record<Command, FluentIcon>> = {
  open: FolderOpenRegular,
  uploadFiles: ArrowUploadRegular,
  uploadFolders: ArrowUploadRegular,
  newFolder: FolderAddRegular,
  newBucket: AddRegular,
  download: ArrowDownloadRegular,
  delete: DeleteRegular,
  details: InfoRegular,
};
