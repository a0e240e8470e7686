import type { Account } from '../../../shared/domain/account.ts';
import { type CommandContext, noFacts, type Subject } from '../commands/commandFacts.ts';
import { useSteadyContext } from '../commands/useSteadyContext.ts';
import { isSameLocation } from '../places/locations.ts';
import { addFavourite, removeFavourite, useFavourites } from '../places/usePlaces.ts';
import type { RelocatingCommands } from '../relocating/useRelocatingCommands.ts';
import type { TabsControl } from '../tabs/useTabs.ts';
import { setTransfersPanelOpen } from '../transfers/panelState.ts';
import type { TransferCommands } from '../upload/useTransferCommands.ts';
import { folderPlace } from './place.ts';
import type { Folder } from './useFolder.ts';
import type { Navigation } from './useNavigation.ts';
import type { WorkspaceDialog } from './WorkspaceDialogs.tsx';

type Options = {
  readonly account: Account;
  readonly folder: Folder | undefined;
  /** What the list shows: the folder, or what was found below it. */
  readonly shown: Folder | undefined;
  /** False while the account's buckets cannot be had, so that none can be made. */
  readonly canMakeBuckets: boolean;
  readonly navigation: Navigation;
  readonly tabs: TabsControl;
  readonly transfers: TransferCommands;
  readonly relocating: RelocatingCommands;
  readonly details: { readonly isOpen: boolean; readonly setIsOpen: (isOpen: boolean) => void };
  readonly ask: (dialog: WorkspaceDialog) => void;
  readonly refresh: () => void;
  readonly chooseAccount: () => void;
  readonly openSettings: () => void;
  readonly focusFilter: () => void;
  readonly openOverlay: (overlay: 'palette' | 'shortcuts') => void;
};

/** What can be done in the window now, for its bars, its menus, its keys and the palette alike. */
export function useWorkspaceCommands(options: Options): CommandContext {
  const { account, folder, shown, navigation, tabs, transfers, relocating, details, ask } = options;
  const favourites = useFavourites();
  const subject = subjectOf(shown);
  // What was found lies in many folders: another name is given to it where it is.
  const { rename, duplicate, ...ofFound } = relocating.actions;
  const { only, count = 0, toSelection } = shown?.selected ?? {};
  // What can be kept is the folder that is selected, else the one that is open.
  const kept =
    folder === undefined
      ? undefined
      : only?.kind === 'folder'
        ? { ...folder.location, prefix: only.prefix }
        : folder.location;

  const openIn = (open: TabsControl['go']) => () => {
    if (folder === undefined || only === undefined) return;
    if (only.kind === 'file') details.setIsOpen(true);
    else open({ accountId: account.id, bucket: folder.place.bucket, prefix: only.prefix });
  };
  const go = ({ bucket = '', prefix }: Parameters<TabsControl['go']>[0]) =>
    navigation.go(folderPlace(bucket, prefix));
  const withSelection = (work: (selection: ReturnType<NonNullable<typeof toSelection>>) => void) => () => {
    if (toSelection !== undefined && count > 0) work(toSelection());
  };
  const sortBy = (column: Parameters<Folder['onSort']>[0]) => () => shown?.onSort(column);
  const show = (layout: 'details' | 'grid') => () => shown?.onView({ ...shown.view, layout });

  return useSteadyContext({
    facts: {
      ...noFacts,
      ...relocating.facts,
      subject,
      isInFolder: folder !== undefined,
      isReadOnly: account.isReadOnly,
      selectedFileCount: shown?.selected.fileCount ?? 0,
      hasRows: shown !== undefined && shown.rows.count > 0,
      canGoBack: navigation.canGoBack,
      canGoForward: navigation.canGoForward,
      canGoUp: navigation.canGoUp,
      isDetailsOpen: details.isOpen,
      layout: shown?.view.layout ?? 'details',
      sortColumn: shown?.sort?.column ?? 'name',
      isFavourite: kept !== undefined && favourites.some((known) => isSameLocation(known, kept)),
      hasArns: account.providerId === 'aws',
      tabCount: tabs.tabs.length,
      closedTabCount: tabs.closedCount,
    },
    actions: {
      ...(shown === folder ? relocating.actions : ofFound),
      open: openIn(go),
      openInNewTab: openIn(tabs.openTab),
      uploadFiles: () => folder !== undefined && transfers.uploadFiles(folder.location),
      uploadFolders: () => folder !== undefined && transfers.uploadFolders(folder.location),
      newFolder: () => ask({ kind: 'newFolder' }),
      ...(options.canMakeBuckets && { newBucket: () => ask({ kind: 'newBucket' }) }),
      download: withSelection(transfers.download),
      share: withSelection((selection) => ask({ kind: 'share', selection })),
      delete: withSelection((selection) => ask({ kind: 'delete', selection })),
      selectAll: () => shown?.onSelect({ kind: 'all' }),
      invertSelection: () => shown?.onSelect({ kind: 'invert' }),
      clearSelection: () => shown?.onSelect({ kind: 'none' }),
      refresh: options.refresh,
      back: navigation.back,
      forward: navigation.forward,
      up: navigation.up,
      search: options.focusFilter,
      filter: options.focusFilter,
      details: () => details.setIsOpen(!details.isOpen),
      properties: () => details.setIsOpen(true),
      viewList: show('details'),
      viewGrid: show('grid'),
      sortByName: sortBy('name'),
      sortByModified: sortBy('modified'),
      sortByType: sortBy('type'),
      sortBySize: sortBy('size'),
      addFavourite: () => kept !== undefined && addFavourite(kept),
      removeFavourite: () => kept !== undefined && removeFavourite(kept),
      newTab: tabs.newTab,
      closeTab: () => tabs.closeTab(),
      closeOtherTabs: () => tabs.closeOtherTabs(),
      nextTab: tabs.nextTab,
      previousTab: tabs.previousTab,
      reopenTab: tabs.reopenTab,
      switchAccount: options.chooseAccount,
      transfers: () => setTransfersPanelOpen(true),
      settings: options.openSettings,
      palette: () => options.openOverlay('palette'),
      shortcuts: () => options.openOverlay('shortcuts'),
    },
  });
}

function subjectOf(folder: Folder | undefined): Subject {
  const { count = 0, only } = folder?.selected ?? {};
  if (count === 0) return { kind: 'none' };
  return only === undefined ? { kind: 'many', count } : { kind: 'one', entry: only };
}
