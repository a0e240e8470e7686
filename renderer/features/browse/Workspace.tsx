import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Account } from '../../../shared/domain/account.ts';
import type { Entry } from '../../../shared/domain/object.ts';
import { useMediaQuery } from '../../mediaQuery.ts';
import { frame, narrowWindow } from '../../theme.ts';
import { displayName } from '../../ui/displayName.ts';
import { formatCount } from '../../ui/format.ts';
import { AccountNotice } from '../accounts/AccountNotice.tsx';
import { BucketHome } from '../buckets/BucketHome.tsx';
import { Sidebar } from '../buckets/Sidebar.tsx';
import { useBuckets } from '../buckets/useBuckets.ts';
import { DetailsPane } from '../details/DetailsPane.tsx';
import { TransfersPanel } from '../transfers/TransfersPanel.tsx';
import { TransfersPill } from '../transfers/TransfersPill.tsx';
import { DropOverlay } from '../upload/DropOverlay.tsx';
import { NothingDropped } from '../upload/NothingDropped.tsx';
import { useFileDrop } from '../upload/useFileDrop.ts';
import { useRefreshAfterUploads } from '../upload/useRefreshAfterUploads.ts';
import { useTransferCommands } from '../upload/useTransferCommands.ts';
import { CommandBar } from './CommandBar.tsx';
import type { Command } from './commands.ts';
import { selectionOf, summarise } from './entries.ts';
import { FailureStrip, FolderView } from './FolderView.tsx';
import { folderPlace, locationOf, placeName } from './place.ts';
import { RowMenu } from './RowMenu.tsx';
import { StatusBar, useStatusText } from './StatusBar.tsx';
import { TopBar } from './TopBar.tsx';
import { useFolder } from './useFolder.ts';
import { useNavigation } from './useNavigation.ts';
import { useNavigationKeys } from './useNavigationKeys.ts';
import { useNow } from './useNow.ts';
import { type WorkspaceDialog, WorkspaceDialogs } from './WorkspaceDialogs.tsx';

const useStyles = makeStyles({
  window: { display: 'flex', height: '100%', minWidth: 0 },
  main: {
    position: 'relative',
    display: 'grid',
    flexGrow: 1,
    minWidth: 0,
    minHeight: 0,
    gridTemplateColumns: 'minmax(0, 1fr) auto',
    gridTemplateRows: 'auto minmax(0, 1fr) auto auto',
    gridTemplateAreas: '"head details" "content details" "transfers transfers" "status status"',
    backgroundColor: tokens.colorNeutralBackground1,
  },
  head: { gridArea: 'head', minWidth: 0 },
  content: { gridArea: 'content', display: 'flex', flexDirection: 'column', minWidth: 0, minHeight: 0 },
  hidden: { position: 'absolute', clipPath: 'inset(50%)', whiteSpace: 'nowrap' },
  transfers: { gridArea: 'transfers', minWidth: 0 },
  details: {
    gridArea: 'details',
    display: 'flex',
    flexDirection: 'column',
    width: `${frame.detailsWidth}px`,
    minHeight: 0,
    boxSizing: 'border-box',
    borderInlineStartWidth: tokens.strokeWidthThin,
    borderInlineStartStyle: 'solid',
    borderInlineStartColor: tokens.colorNeutralStroke2,
    backgroundColor: tokens.colorNeutralBackground1,
  },
  overlay: {
    position: 'absolute',
    insetInlineEnd: 0,
    top: 0,
    bottom: 0,
    zIndex: 2,
    boxShadow: tokens.shadow28,
  },
});

type Props = {
  readonly accounts: readonly Account[];
  readonly account: Account;
  readonly onSwitchAccount: (accountId: string) => void;
};

/** The window of one account: its buckets, the open folder, and what can be done there. */
export function Workspace({ accounts, account, onSwitchAccount }: Props) {
  const styles = useStyles();
  const { t } = useTranslation('browse');
  const client = useQueryClient();
  const isNarrow = useMediaQuery(narrowWindow);
  const nowMs = useNow();
  const navigation = useNavigation(account.id);
  const buckets = useBuckets(account.id);
  const folder = useFolder(account.id, navigation);
  const transfers = useTransferCommands();
  const [dialog, setDialog] = useState<WorkspaceDialog>();
  const [menuAt, setMenuAt] = useState<DOMRect>();
  const [isDetailsOpen, setIsDetailsOpen] = useState(false);
  useRefreshAfterUploads(folder?.location);
  const lastBucket = useRef<string>(undefined);
  useEffect(() => {
    if (folder !== undefined) lastBucket.current = folder.place.bucket;
  }, [folder]);

  const drag = useFileDrop({
    here: folder?.place,
    onDrop: (files, target) => transfers.uploadDropped(files, locationOf(account.id, target)),
  });
  const dropPrefix =
    drag?.target !== undefined && drag.target.bucket === folder?.place.bucket
      ? drag.target.prefix
      : undefined;

  const refresh = () => {
    buckets.refresh();
    folder?.listing.refresh();
  };
  useNavigationKeys({
    back: navigation.back,
    forward: navigation.forward,
    up: navigation.up,
    refresh,
  });

  const open = (entry: Entry) => {
    if (folder === undefined) return;
    if (entry.kind === 'folder') navigation.go(folderPlace(folder.place.bucket, entry.prefix));
    else setIsDetailsOpen(true);
  };
  const onCommand = (command: Command) => {
    if (command === 'newBucket') setDialog({ kind: 'newBucket' });
    if (folder === undefined) return;
    const { location, selectedEntries } = folder;
    const [first] = selectedEntries;
    if (command === 'details') setIsDetailsOpen(!isDetailsOpen);
    if (command === 'uploadFiles') transfers.uploadFiles(location);
    if (command === 'uploadFolders') transfers.uploadFolders(location);
    if (command === 'newFolder') setDialog({ kind: 'newFolder' });
    if (first === undefined) return;
    if (command === 'open') open(first);
    if (command === 'download') transfers.download(selectionOf(location, selectedEntries));
    if (command === 'delete')
      setDialog({ kind: 'delete', selection: selectionOf(location, selectedEntries) });
  };

  const { go } = navigation;
  const openBucket = useCallback((bucket: string) => go(folderPlace(bucket)), [go]);
  const askDelete = useCallback((bucket: string) => setDialog({ kind: 'deleteBucket', bucket }), []);
  const dropBucket = navigation.dropBucket;
  const forget = buckets.forget;
  const onForget = useCallback(
    (bucket: string) => void forget(bucket).then(() => dropBucket(bucket)),
    [forget, dropBucket],
  );

  const selected = useMemo(() => summarise(folder?.selectedEntries ?? []), [folder?.selectedEntries]);
  const rows = folder?.arrangement.rows;
  const shown = useMemo(() => (rows === undefined ? undefined : summarise(rows)), [rows]);
  const folderText = useStatusText(
    folder?.listing.status === 'ready' ? shown : undefined,
    selected,
    folder?.listing.hasMore !== true,
  );
  const bucketCount = buckets.buckets?.length ?? 0;
  const homeText =
    bucketCount > 0 ? t('status.buckets', { count: bucketCount, shown: formatCount(bucketCount) }) : '';
  const hasSelection = (folder?.selectedEntries.length ?? 0) > 0;
  const isOneFolder = folder?.selectedEntries.length === 1 && folder.selectedEntries[0]?.kind === 'folder';

  return (
    <div className={styles.window}>
      <Sidebar
        accounts={accounts}
        account={account}
        buckets={buckets}
        currentBucket={folder?.place.bucket}
        dropBucket={drag?.target?.prefix === '' ? drag.target.bucket : undefined}
        isFolded={isNarrow}
        onSwitchAccount={onSwitchAccount}
        onOpen={openBucket}
        onNew={() => setDialog({ kind: 'newBucket' })}
        onAdd={() => setDialog({ kind: 'addBucket' })}
        onDelete={askDelete}
        onForget={onForget}
      />
      <div className={styles.main}>
        <header className={styles.head}>
          <TopBar accountName={account.name} navigation={navigation} onRefresh={refresh} />
          <CommandBar
            isInFolder={folder !== undefined}
            hasSelection={hasSelection}
            isDetailsOpen={isDetailsOpen}
            onCommand={onCommand}
            onSettings={() => setDialog({ kind: 'settings' })}
          />
        </header>
        <main className={styles.content}>
          <h1 className={styles.hidden}>
            {displayName(folder === undefined ? account.name : placeName(folder.place))}
          </h1>
          {account.notice !== undefined && <AccountNotice notice={account.notice} />}
          {transfers.failure !== undefined && (
            <FailureStrip
              error={transfers.failure.error}
              onRetry={transfers.failure.retry}
              onDismiss={transfers.dismiss}
            />
          )}
          {transfers.isNothingDropped && <NothingDropped onDismiss={transfers.dismiss} />}
          {folder === undefined ? (
            <BucketHome
              buckets={buckets}
              nowMs={nowMs}
              cameFrom={lastBucket.current}
              onOpen={openBucket}
              onNew={() => setDialog({ kind: 'newBucket' })}
            />
          ) : (
            <FolderView
              folder={folder}
              dropPrefix={dropPrefix}
              onCommand={onCommand}
              onOpen={open}
              onMenu={setMenuAt}
              onRetry={refresh}
            />
          )}
        </main>
        {folder !== undefined && isDetailsOpen && (
          <div className={mergeClasses(styles.details, isNarrow && styles.overlay)}>
            <DetailsPane
              location={folder.location}
              entries={folder.selectedEntries}
              onClose={() => setIsDetailsOpen(false)}
            />
          </div>
        )}
        <div className={styles.transfers}>
          <TransfersPanel />
        </div>
        <StatusBar text={folder === undefined ? homeText : folderText}>
          <TransfersPill />
        </StatusBar>
      </div>
      <RowMenu
        at={menuAt}
        commands={
          hasSelection
            ? [
                ...(isOneFolder ? (['open'] as const) : []),
                'download',
                'delete',
                ...(isDetailsOpen ? [] : (['details'] as const)),
              ]
            : ['uploadFiles', 'uploadFolders', 'newFolder']
        }
        onCommand={onCommand}
        onClose={() => setMenuAt(undefined)}
      />
      <WorkspaceDialogs
        dialog={dialog}
        folder={folder}
        buckets={buckets}
        onClose={() => setDialog(undefined)}
        onDeleted={() => {
          const { bucket } = folder?.place ?? {};
          void client.invalidateQueries({ queryKey: ['listing', account.id, bucket] });
        }}
        onOpenBucket={openBucket}
        onBucketDeleted={dropBucket}
      />
      {drag !== undefined && <DropOverlay drag={drag} hasBuckets={bucketCount > 0} />}
    </div>
  );
}
