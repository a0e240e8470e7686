import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { Account } from '../../../shared/domain/account.ts';
import { useMediaQuery } from '../../mediaQuery.ts';
import { narrowWindow } from '../../theme.ts';
import { displayName } from '../../ui/displayName.ts';
import { AccountNotice } from '../accounts/AccountNotice.tsx';
import { useAccountActions } from '../accounts/accountActions.ts';
import { SwitcherButton } from '../accounts/SwitcherButton.tsx';
import { useAccountKeys } from '../accounts/useAccountKeys.ts';
import { useAskAgain } from '../accounts/useAskAgain.ts';
import { BucketHome } from '../buckets/BucketHome.tsx';
import { Sidebar } from '../buckets/Sidebar.tsx';
import { bucketsKey, useBuckets } from '../buckets/useBuckets.ts';
import { DetailsPane } from '../details/DetailsPane.tsx';
import { FavouriteButton } from '../places/FavouriteButton.tsx';
import { FavouriteNotice } from '../places/FavouriteNotice.tsx';
import { TabPanel } from '../tabs/TabPanel.tsx';
import { NewTabButton, TabStrip } from '../tabs/TabStrip.tsx';
import type { TabsControl } from '../tabs/useTabs.ts';
import { TransfersPanel } from '../transfers/TransfersPanel.tsx';
import { TransfersPill } from '../transfers/TransfersPill.tsx';
import { DropOverlay } from '../upload/DropOverlay.tsx';
import { NothingDropped } from '../upload/NothingDropped.tsx';
import { useFileDrop } from '../upload/useFileDrop.ts';
import { useRefreshAfterUploads } from '../upload/useRefreshAfterUploads.ts';
import { useTransferCommands } from '../upload/useTransferCommands.ts';
import { CommandBar } from './CommandBar.tsx';
import { FailureStrip } from './FailureStrip.tsx';
import { FolderView } from './FolderView.tsx';
import { folderPlace, home, locationOf, placeName } from './place.ts';
import { RowMenu } from './RowMenu.tsx';
import { StatusBar } from './StatusBar.tsx';
import { TopBar } from './TopBar.tsx';
import { useCommands } from './useCommands.ts';
import { useFolder } from './useFolder.ts';
import { listingKey } from './useListing.ts';
import { useNavigation } from './useNavigation.ts';
import { useStatusText } from './useStatusText.ts';
import { useWindowKeys } from './useWindowKeys.ts';
import type { WindowMemory } from './useWindowMemory.ts';
import { WindowFrame } from './WindowFrame.tsx';
import { type WorkspaceDialog, WorkspaceDialogs } from './WorkspaceDialogs.tsx';

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
  const { isReadOnly } = account;
  const navigation = useNavigation(account.id, memory);
  const buckets = useBuckets(account.id);
  const folder = useFolder(account.id, navigation, memory);
  const transfers = useTransferCommands();
  const isFolded = useMediaQuery(narrowWindow);
  const [dialog, setDialog] = useState<WorkspaceDialog>();
  const [menuAt, setMenuAt] = useState<DOMRect>();
  const [isDetailsOpen, setIsDetailsOpen] = useState(false);
  const [isSwitcherOpen, setIsSwitcherOpen] = useState(false);
  const commands = useCommands({
    folder,
    isReadOnly,
    navigation,
    transfers,
    isDetailsOpen,
    setIsDetailsOpen,
    ask: setDialog,
  });
  const bucketCount = buckets.buckets?.length ?? 0;
  const statusText = useStatusText(folder, bucketCount);
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

  const lastBucket = useRef<{ readonly accountId: string; readonly bucket: string }>(undefined);
  useEffect(() => {
    if (folder === undefined) return;
    const { accountId, bucket } = folder.location;
    lastBucket.current = { accountId, bucket };
  }, [folder]);
  const cameFrom = lastBucket.current?.accountId === account.id ? lastBucket.current.bucket : undefined;

  const drag = useFileDrop({
    here: folder?.place,
    isReadOnly,
    onDrop: (files, target) => transfers.uploadDropped(files, locationOf(account.id, target)),
  });
  const dropTarget = drag?.target;

  const refresh = () => {
    buckets.refresh();
    folder?.listing.refresh();
  };
  useWindowKeys({
    back: navigation.back,
    forward: navigation.forward,
    up: navigation.up,
    refresh,
    newFolder: () => commands.carryOut('newFolder'),
    uploadFiles: () => commands.carryOut('uploadFiles'),
    settings: actions.openSettings,
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
              <FavouriteButton location={folder?.location} />
              <NewTabButton tabs={tabs} />
            </TopBar>
            <CommandBar
              isInFolder={folder !== undefined}
              canMakeBuckets={buckets.buckets !== undefined || buckets.error === undefined}
              hasSelection={(folder?.selectedEntries.length ?? 0) > 0}
              isReadOnly={isReadOnly}
              isDetailsOpen={isDetailsOpen}
              onCommand={commands.carryOut}
              onSettings={actions.openSettings}
            />
          </>
        }
        content={
          <TabPanel tabs={tabs} folder={folder}>
            {account.notice !== undefined && <AccountNotice notice={account.notice} />}
            {actions.failure !== undefined && (
              <FailureStrip
                error={actions.failure.error}
                onRetry={actions.failure.retry}
                onDismiss={actions.dismissFailure}
              />
            )}
            {transfers.failure !== undefined && (
              <FailureStrip
                error={transfers.failure.error}
                onRetry={transfers.failure.retry}
                onDismiss={transfers.dismiss}
              />
            )}
            {transfers.isNothingDropped && <NothingDropped onDismiss={transfers.dismiss} />}
            {folder !== undefined && <FavouriteNotice location={folder.location} listing={folder.listing} />}
            {folder === undefined ? (
              <BucketHome
                key={navigation.placeId}
                buckets={buckets}
                isReadOnly={isReadOnly}
                memory={navigation.recall(home)}
                onRemember={(left) => navigation.remember(home, left)}
                cameFrom={cameFrom}
                onOpen={openBucket}
                onOpenTab={(bucket) => tabs.openTab({ accountId: account.id, bucket })}
                onNew={askNewBucket}
              />
            ) : (
              <FolderView
                key={tabs.active?.id}
                folder={folder}
                isReadOnly={isReadOnly}
                dropPrefix={dropTarget?.bucket === folder.place.bucket ? dropTarget.prefix : undefined}
                onCommand={commands.carryOut}
                onOpen={commands.open}
                onMenu={setMenuAt}
                onRetry={refresh}
              />
            )}
          </TabPanel>
        }
        details={
          folder !== undefined && isDetailsOpen ? (
            <DetailsPane
              location={folder.location}
              selected={folder.selected}
              onClose={() => setIsDetailsOpen(false)}
            />
          ) : undefined
        }
        transfers={<TransfersPanel />}
        status={
          <StatusBar text={statusText}>
            <TransfersPill />
          </StatusBar>
        }
      />
      <RowMenu
        at={menuAt}
        commands={commands.menu}
        onCommand={commands.carryOut}
        onClose={() => setMenuAt(undefined)}
      />
      <WorkspaceDialogs
        dialog={dialog}
        account={account}
        folder={folder}
        buckets={buckets}
        onClose={() => setDialog(undefined)}
        onDeleted={({ accountId, bucket }) =>
          void client.invalidateQueries({ queryKey: ['listing', accountId, bucket] })
        }
        onOpenBucket={openBucket}
        onBucketDeleted={dropBucket}
      />
      {drag !== undefined && <DropOverlay drag={drag} hasBuckets={bucketCount > 0} />}
    </>
  );
}
