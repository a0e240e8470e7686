import { makeStyles } from '@fluentui/react-components';
import { FolderOpenRegular } from '@fluentui/react-icons';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { announce } from '../../ui/announce.ts';
import { displayName } from '../../ui/displayName.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { SkeletonRows } from '../../ui/SkeletonRows.tsx';
import type { Command } from './commands.ts';
import { FailedFolder } from './FailedFolder.tsx';
import { FailureStrip } from './FailureStrip.tsx';
import { FileList } from './FileList.tsx';
import { PartialNotice } from './PartialNotice.tsx';
import { placeKey, placeName } from './place.ts';
import { UploadMenu } from './UploadMenu.tsx';
import type { Folder } from './useFolder.ts';

const useStyles = makeStyles({
  list: { flexGrow: 1, minHeight: 0 },
});

type Props = {
  readonly folder: Folder;
  readonly isReadOnly: boolean;
  readonly dropPrefix: string | undefined;
  readonly onCommand: (command: Command) => void;
  readonly onOpen: Parameters<typeof FileList>[0]['onOpen'];
  readonly onMenu: (at: DOMRect) => void;
  readonly onRetry: () => void;
};

/** The open folder, in whichever of its states it is. */
export function FolderView(props: Props) {
  const { folder, isReadOnly, onCommand } = props;
  const { listing, arrangement, selection, place } = folder;
  const styles = useStyles();
  const { t } = useTranslation('browse');
  const name = displayName(placeName(place));

  const isReady = listing.status === 'ready';
  useEffect(() => {
    if (isReady) announce(name);
  }, [isReady, name]);

  if (listing.status === 'loading') return <SkeletonRows label={t('list.loading', { place: name })} />;
  if (listing.status === 'failed' && listing.error !== undefined) {
    return <FailedFolder name={name} error={listing.error} onRetry={props.onRetry} />;
  }
  const failure = listing.error !== undefined && (
    <FailureStrip error={listing.error} onRetry={props.onRetry} />
  );
  const count = arrangement.rows.length;
  if (count === 0 && !listing.hasMore) {
    return (
      <>
        {failure}
        <div className={styles.list}>
          <EmptyState
            icon={<FolderOpenRegular />}
            title={t(place.prefix === '' ? 'empty.bucketTitle' : 'empty.folderTitle')}
            {...(!isReadOnly && { text: t('empty.text') })}
            action={isReadOnly ? undefined : <UploadMenu appearance="primary" onCommand={onCommand} />}
          />
        </div>
      </>
    );
  }
  const isPartlySorted = listing.hasMore && folder.sort !== undefined;
  const isPartlySelected = listing.hasMore && count > 0 && selection.selectedIds.size === count;
  return (
    <>
      {failure}
      {(isPartlySorted || isPartlySelected || listing.isLoadingAll) && (
        <PartialNotice
          reason={isPartlySelected ? 'allSelected' : 'sorted'}
          loadedCount={count}
          isLoadingAll={listing.isLoadingAll}
          onLoadAll={listing.loadAll}
          onStop={listing.stopLoadingAll}
        />
      )}
      <div className={styles.list}>
        <FileList
          key={`${folder.location.accountId}\n${placeKey(place)}`}
          label={t('list.label', { place: name })}
          rows={folder.rows}
          isComplete={!listing.hasMore}
          isLoadingAll={listing.isLoadingAll}
          onLoadAll={listing.loadAll}
          sort={folder.sort}
          onSort={folder.onSort}
          selection={selection}
          onSelect={folder.onSelect}
          dropPrefix={props.dropPrefix}
          memory={folder.memory}
          onRemember={folder.onRemember}
          revealId={folder.revealId}
          onRevealed={folder.onRevealed}
          onNearEnd={listing.fetchMore}
          onOpen={props.onOpen}
          onDelete={() => onCommand('delete')}
          onMenu={props.onMenu}
        />
      </div>
    </>
  );
}
