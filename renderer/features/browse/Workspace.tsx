import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { Account } from '../../../shared/domain/account.ts';
import { useMediaQuery } from '../../mediaQuery.ts';
import { narrowWindow } from '../../theme.ts';
import { displayName } from '../../ui/displayName.ts';
import { focusContent } from '../../ui/focusKeeper.ts';
import { useAccountActions } from '../accounts/accountActions.ts';
import { SwitcherButton } from '../accounts/SwitcherButton.tsx';
import { useAccountKeys } from '../accounts/useAccountKeys.ts';
import { useAskAgain } from '../accounts/useAskAgain.ts';
import { ActivityStrip } from '../activity/ActivityStrip.tsx';
import { Sidebar } from '../buckets/Sidebar.tsx';
import { bucketsKey, useBuckets } from '../buckets/useBuckets.ts';
import { CommandBar } from '../commands/CommandBar.tsx';
import { ContextMenu, type ContextMenuRequest } from '../commands/ContextMenu.tsx';
import type { CommandActions } from '../commands/commandFacts.ts';
import { commandShortcut } from '../commands/commandWords.ts';
import { useApplicationMenu } from '../commands/useApplicationMenu.ts';
import { useCommandKeys } from '../commands/useCommandKeys.ts';
import { DetailsPane } from '../details/DetailsPane.tsx';
import { DragLayer } from '../dragging/DragLayer.tsx';
import { CommandOverlay } from '../palette/CommandOverlay.tsx';
import { FavouriteButton } from '../places/FavouriteButton.tsx';
import { FavouriteNotice } from '../places/FavouriteNotice.tsx';
import { isSameLocation } from '../places/locations.ts';
import { RelocatingDialogs } from '../relocating/RelocatingDialogs.tsx';
import { useRelocatingCommands } from '../relocating/useRelocatingCommands.ts';
import { SearchBox } from '../search/SearchBox.tsx';
import { useSearch } from '../search/useSearch.ts';
import { TabPanel } from '../tabs/TabPanel.tsx';
import { NewTabButton, TabStrip } from '../tabs/TabStrip.tsx';
import type { TabsControl } from '../tabs/useTabs.ts';
import { TransfersPanel } from '../transfers/TransfersPanel.tsx';
import { TransfersPill } from '../transfers/TransfersPill.tsx';
import { useRefreshAfterUploads } from '../upload/useRefreshAfterUploads.ts';
import { useTransferCommands } from '../upload/useTransferCommands.ts';
import { folderPlace, placeName } from './place.ts';
import { StatusBar } from './StatusBar.tsx';
import { stepToFile } from './stepToFile.ts';
import { TopBar } from './TopBar.tsx';
import { useFolder } from './useFolder.ts';
import { listingKey } from './useListing.ts';
import { useNavigation } from './useNavigation.ts';
import { useStatusText } from './useStatusText.ts';
import type { WindowMemory } from './useWindowMemory.ts';
import { useWorkspaceCommands } from './useWorkspaceCommands.ts';
import { useWorkspaceDragging } from './useWorkspaceDragging.ts';
import { WindowFrame } from './WindowFrame.tsx';
import { WorkspaceContent } from './WorkspaceContent.tsx';
import { type WorkspaceDialog, WorkspaceDialogs } from './WorkspaceDialogs.tsx';
import { WorkspaceNotices } from './WorkspaceNotices.tsx';

type Props = {
  readonly accounts: readonly Account[];
  readonly account: Account;
  /** How much of the AWS files cannot be read. */
  readonly problemCount: number;
  readonly tabs: TabsControl;
  readonly memory: WindowMemory;
  readonly onSwitchAccount: (accountId: string) => void;
  /** Shows the page of all accounts instead. */
  readonly onManage: () => void;
};

/** The window of one account: puts its buckets, the open folder and what can be done there into the frame. */
export function Workspace(props: Props) {
  const { accounts, account, problemCount, tabs, memory, onSwitchAccount, onManage } = props;
  const client = useQueryClient();
  const actions = useAccountActions();
  const navigation = useNavigation(account.id, memory);
  const buckets = useBuckets(account.id);
  const folder = useFolder(account.id, navigation);
  const search = useSearch(folder, navigation.tabId);
  const { results } = search;
  /** What the list shows, and what the commands are about. */
  const shown = results ?? folder;
  const transfers = useTransferCommands();
  const isFolded = useMediaQuery(narrowWindow);
  const [dialog, setDialog] = useState<WorkspaceDialog>();
  const [menu, setMenu] = useState<ContextMenuRequest>();
  const [overlay, setOverlay] = useState<'palette' | 'shortcuts'>();
  const [isDetailsOpen, setIsDetailsOpen] = useState(false);
  const [isSwitcherOpen, setIsSwitcherOpen] = useState(false);
  const filterField = useRef<HTMLInputElement>(null);
  const bucketCount = buckets.buckets?.length ?? 0;
  const statusText = useStatusText(shown, bucketCount);
  useRefreshAfterUploads(folder?.location);
  useAskAgain(account, [
    { queryKey: bucketsKey(account.id), again: buckets.refresh },
    ...(folder === undefined
      ? []
      : [{ queryKey: listingKey(folder.location), again: folder.listing.refresh }]),
  ]);

  const { dismiss } = transfers;
  // biome-ignore lint/correctness/useExhaustiveDependencies: what failed in one account says nothing in another
  useEffect(() => dismiss, [dismiss, account.id]);

  const refresh = () => {
    buckets.refresh();
    folder?.listing.refresh();
    results?.listing.refresh();
  };
  const relocating = useRelocatingCommands({
    location: folder?.location,
    selected: shown?.selected,
    isTaken: (id) => folder?.ids.includes(id) ?? false,
    onMade: (target, ids) => {
      if (folder === undefined || !isSameLocation(target, folder.location)) return;
      folder.onMade(ids);
    },
  });
  const context = useWorkspaceCommands({
    account,
    folder,
    shown,
    canMakeBuckets: buckets.buckets !== undefined || buckets.error === undefined,
    navigation,
    tabs,
    transfers,
    relocating,
    details: { isOpen: isDetailsOpen, setIsOpen: setIsDetailsOpen },
    ask: setDialog,
    refresh,
    chooseAccount: () => setIsSwitcherOpen(true),
    openSettings: actions.openSettings,
    focusFilter: () => filterField.current?.focus(),
    openOverlay: setOverlay,
  });
  useCommandKeys(context);
  useApplicationMenu(context);
  const { dropTarget, rowDragProps } = useWorkspaceDragging({
    accounts,
    account,
    folder,
    shown,
    tabs,
    transfers,
    relocation: relocating.relocation,
    onSwitchAccount,
    setIsSwitcherOpen,
  });
  useAccountKeys(accounts, onSwitchAccount, () => setIsSwitcherOpen(true));

  const { go, dropBucket } = navigation;
  const { run } = transfers;
  const { forget } = buckets;
  const openBucket = useCallback((bucket: string) => go(folderPlace(bucket)), [go]);
  const askDelete = useCallback((bucket: string) => setDialog({ kind: 'deleteBucket', bucket }), []);
  const showUnfinished = useCallback((bucket: string) => setDialog({ kind: 'unfinished', bucket }), []);
  const forgetBucket = useCallback(
    (bucket: string) =>
      run(async () => {
        await forget(bucket);
        dropBucket(bucket);
      }),
    [run, forget, dropBucket],
  );
  const bucketActions = (bucket: string): CommandActions => {
    const root = { accountId: account.id, bucket };
    const location = { ...root, prefix: '' };
    return {
      uploadFiles: () => transfers.uploadFiles(location),
      uploadFolders: () => transfers.uploadFolders(location),
      download: () => transfers.download({ ...root, basePrefix: '', keys: [], prefixes: [''] }),
    };
  };
  const openMenu = (at: DOMRect) =>
    setMenu({ kind: context.facts.subject.kind === 'none' ? 'space' : 'rows', at });
  const askNewBucket = () => setDialog({ kind: 'newBucket' });

  return (
    <>
      <WindowFrame
        title={displayName(folder === undefined ? account.name : placeName(folder.place))}
        sidebar={
          <Sidebar
            accounts={accounts}
            account={account}
            head={
              <SwitcherButton
                accounts={accounts}
                account={account}
                problemCount={problemCount}
                isFolded={isFolded}
                isOpen={isSwitcherOpen}
                onOpenChange={setIsSwitcherOpen}
                onSwitch={onSwitchAccount}
                onAdd={() => actions.add(onSwitchAccount)}
                onManage={onManage}
              />
            }
            buckets={buckets}
            current={folder?.location}
            dropBucket={dropTarget?.prefix === '' ? dropTarget.bucket : undefined}
            isFolded={isFolded}
            onOpen={tabs.go}
            onOpenTab={tabs.openTab}
            onNew={askNewBucket}
            onAdd={() => setDialog({ kind: 'addBucket' })}
            onShowUnfinished={showUnfinished}
            onDelete={askDelete}
            onForget={forgetBucket}
            bucketActions={bucketActions}
          />
        }
        head={
          <>
            <TabStrip tabs={tabs} accounts={accounts} />
            <TopBar
              accountName={account.name}
              navigation={navigation}
              onOpenTab={tabs.openTab}
              onRefresh={refresh}
            >
              {folder !== undefined && (
                <SearchBox
                  folder={folder}
                  search={search}
                  shortcut={commandShortcut('search')}
                  inputRef={filterField}
                  onLeave={focusContent}
                />
              )}
              <FavouriteButton location={folder?.location} />
              <NewTabButton tabs={tabs} />
            </TopBar>
            <CommandBar context={context} />
          </>
        }
        content={
          <TabPanel tabs={tabs} folder={shown}>
            <WorkspaceNotices account={account} transfers={transfers} />
            {folder !== undefined && <FavouriteNotice location={folder.location} listing={folder.listing} />}
            <WorkspaceContent
              account={account}
              buckets={buckets}
              folder={folder}
              search={search}
              navigation={navigation}
              tabs={tabs}
              context={context}
              renaming={relocating.renaming}
              dropTarget={dropTarget}
              rowDragProps={rowDragProps}
              onOpenFile={() => setIsDetailsOpen(true)}
              onMenu={openMenu}
              onRefresh={refresh}
              onNewBucket={askNewBucket}
              onForgetBucket={forgetBucket}
            />
          </TabPanel>
        }
        details={
          folder !== undefined && shown !== undefined && isDetailsOpen ? (
            <DetailsPane
              location={folder.location}
              selected={shown.selected}
              onClose={() => setIsDetailsOpen(false)}
              onStep={(step) => stepToFile(shown, step)}
            />
          ) : undefined
        }
        transfers={
          <>
            <TransfersPanel />
            <ActivityStrip />
          </>
        }
        status={
          <StatusBar text={statusText}>
            <TransfersPill />
          </StatusBar>
        }
      />
      <ContextMenu menu={menu} context={context} onClose={() => setMenu(undefined)} />
      <RelocatingDialogs accounts={accounts} relocating={relocating} />
      <CommandOverlay
        overlay={overlay}
        context={context}
        accounts={accounts}
        onOpen={tabs.go}
        onSwitchAccount={onSwitchAccount}
        onClose={() => setOverlay(undefined)}
      />
      <WorkspaceDialogs
        dialog={dialog}
        account={account}
        folder={folder}
        buckets={buckets}
        onClose={() => setDialog(undefined)}
        onDeleted={({ accountId, bucket }) => {
          void client.invalidateQueries({ queryKey: ['listing', accountId, bucket] });
          results?.listing.refresh();
        }}
        onOpenBucket={openBucket}
        onBucketDeleted={dropBucket}
      />
      <DragLayer hasBuckets={bucketCount > 0} />
    </>
  );
}
