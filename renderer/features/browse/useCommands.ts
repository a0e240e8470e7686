import i18next from 'i18next';
import type { Entry } from '../../../shared/domain/object.ts';
import { confirmDone } from '../../ui/confirmation.ts';
import type { TransferCommands } from '../upload/useTransferCommands.ts';
import { type Command, isChange } from './commands.ts';
import { selectionOf } from './entries.ts';
import { folderPlace } from './place.ts';
import type { Folder } from './useFolder.ts';
import type { Navigation } from './useNavigation.ts';
import type { WorkspaceDialog } from './WorkspaceDialogs.tsx';

type Options = {
  readonly folder: Folder | undefined;
  /** True where the account allows no changes; what would change something says so instead. */
  readonly isReadOnly: boolean;
  readonly navigation: Navigation;
  readonly transfers: TransferCommands;
  readonly isDetailsOpen: boolean;
  readonly setIsDetailsOpen: (isOpen: boolean) => void;
  readonly ask: (dialog: WorkspaceDialog) => void;
};

export type Commands = {
  readonly open: (entry: Entry) => void;
  readonly carryOut: (command: Command) => void;
  /** What the menu of a row, or of the room below the rows, offers. */
  readonly menu: readonly Command[];
};

/** The commands of the open folder, for the command bar, the row menu and the keys alike. */
export function useCommands(options: Options): Commands {
  const { folder, isReadOnly, navigation, transfers, isDetailsOpen, setIsDetailsOpen, ask } = options;

  const open = (entry: Entry) => {
    if (folder === undefined) return;
    if (entry.kind === 'folder') navigation.go(folderPlace(folder.place.bucket, entry.prefix));
    else setIsDetailsOpen(true);
  };
  const carryOut = (command: Command) => {
    if (isReadOnly && isChange(command)) return confirmDone(i18next.t('readOnly.why', { ns: 'accounts' }));
    if (command === 'newBucket') ask({ kind: 'newBucket' });
    if (folder === undefined) return;
    const { location, selectedEntries } = folder;
    if (command === 'details') setIsDetailsOpen(!isDetailsOpen);
    if (command === 'uploadFiles') transfers.uploadFiles(location);
    if (command === 'uploadFolders') transfers.uploadFolders(location);
    if (command === 'newFolder') ask({ kind: 'newFolder' });
    const [first] = selectedEntries;
    if (first === undefined) return;
    if (command === 'open') open(first);
    if (command === 'download') transfers.download(selectionOf(location, selectedEntries));
    if (command === 'delete') ask({ kind: 'delete', selection: selectionOf(location, selectedEntries) });
  };
  const all = menuOf(folder?.selectedEntries ?? [], isDetailsOpen);
  return { open, carryOut, menu: isReadOnly ? all.filter((command) => !isChange(command)) : all };
}

function menuOf(selected: readonly Entry[], isDetailsOpen: boolean): readonly Command[] {
  const [first] = selected;
  if (first === undefined) return ['uploadFiles', 'uploadFolders', 'newFolder'];
  const isOneFolder = selected.length === 1 && first.kind === 'folder';
  return [
    ...(isOneFolder ? (['open'] as const) : []),
    'download',
    'delete',
    ...(isDetailsOpen ? [] : (['details'] as const)),
  ];
}
