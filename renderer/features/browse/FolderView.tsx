import { Button, makeStyles } from '@fluentui/react-components';
import { FilterDismissRegular, FolderOpenRegular } from '@fluentui/react-icons';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { announce } from '../../ui/announce.ts';
import { displayName } from '../../ui/displayName.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { SkeletonRows } from '../../ui/SkeletonRows.tsx';
import { wordsOf } from '../../ui/wordSearch.ts';
import type { CommandContext } from '../commands/commandFacts.ts';
import { runCommand } from '../commands/runCommand.ts';
import { UploadButton } from '../commands/UploadButton.tsx';
import { useSettings } from '../settings/useSettings.ts';
import { FailedFolder } from './FailedFolder.tsx';
import { FailureStrip } from './FailureStrip.tsx';
import { FileList } from './FileList.tsx';
import { PartialNotice } from './PartialNotice.tsx';
import { placeKey, placeName } from './place.ts';
import type { Renaming } from './RenameField.tsx';
import type { RowDragProps } from './rowProps.ts';
import type { Folder } from './useFolder.ts';

const useStyles = makeStyles({
  list: { flexGrow: 1, minHeight: 0 },
});

type Props = {
  readonly folder: Folder;
  readonly isReadOnly: boolean;
  readonly dropPrefix: string | undefined;
  readonly context: CommandContext;
  readonly rowDragProps: RowDragProps;
  readonly renaming: Renaming | undefined;
  readonly onOpen: Parameters<typeof FileList>[0]['onOpen'];
  readonly onMenu: (at: DOMRect) => void;
  readonly onRetry: () => void;
  readonly onAllBuckets: () => void;
  /** Missing where the bucket was not added by its name. */
  readonly onForget: (() => void) | undefined;
};

/** The open folder, in whichever of its states it is. */
export function FolderView(props: Props) {
  const { folder, isReadOnly, context } = props;
  const { listing, rows, selection, place, filter } = folder;
  const styles = useStyles();
  const { t } = useTranslation('browse');
  const showsThumbnails = useSettings().settings?.showsThumbnails ?? false;
  const name = displayName(placeName(place));

  const isReady = listing.status === 'ready';
  useEffect(() => {
    if (isReady) announce(name);
  }, [isReady, name]);

  if (listing.status === 'loading') return <SkeletonRows label={t('list.loading', { place: name })} />;
  if (listing.status === 'failed' && listing.error !== undefined) {
    const { onRetry, onAllBuckets, onForget } = props;
    return <FailedFolder name={name} error={listing.error} {...{ onRetry, onAllBuckets, onForget }} />;
  }
  const failure = listing.error !== undefined && (
    <FailureStrip error={listing.error} onRetry={props.onRetry} />
  );
  const loadedCount = listing.listed?.count ?? 0;
  if (loadedCount === 0 && !listing.hasMore) {
    return (
      <>
        {failure}
        <div className={styles.list}>
          <EmptyState
            icon={<FolderOpenRegular />}
            title={t(place.prefix === '' ? 'empty.bucketTitle' : 'empty.folderTitle')}
            {...(!isReadOnly && { text: t('empty.text') })}
            action={isReadOnly ? undefined : <UploadButton appearance="primary" context={context} />}
          />
        </div>
      </>
    );
  }
  const partial = listing.hasMore ? partialReason(folder) : undefined;
  const hasNoMatch = rows.count === 0 && loadedCount > 0;
  return (
    <>
      {failure}
      {(partial !== undefined || listing.isLoadingAll) && (
        <PartialNotice
          reason={partial ?? 'sorted'}
          loadedCount={loadedCount}
          isLoadingAll={listing.isLoadingAll}
          onLoadAll={listing.loadAll}
          onStop={listing.stopLoadingAll}
        />
      )}
      <div className={styles.list}>
        {hasNoMatch ? (
          <EmptyState
            icon={<FilterDismissRegular />}
            title={t('filter.noneTitle', { filter: displayName(filter.trim()) })}
            action={<Button onClick={() => folder.onFilter('')}>{t('filter.clear')}</Button>}
          />
        ) : (
          <FileList
            key={`${folder.location.accountId}\n${placeKey(place)}`}
            label={t('list.label', { place: name })}
            rows={rows}
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
            revealIds={folder.revealIds}
            onRevealed={folder.onRevealed}
            onNearEnd={listing.fetchMore}
            onOpen={props.onOpen}
            onDelete={() => void runCommand('delete', context)}
            onRename={() => void runCommand('rename', context)}
            onDetails={() => void runCommand('properties', context)}
            location={folder.location}
            view={folder.view}
            onView={folder.onView}
            showsThumbnails={showsThumbnails}
            filter={filter}
            rowDragProps={props.rowDragProps}
            renaming={props.renaming}
            onMenu={props.onMenu}
          />
        )}
      </div>
    </>
  );
}

/** What is done with the loaded rows only, as if they were all; the last thing that was asked for comes first. */
function partialReason({
  rows,
  selected,
  filter,
  sort,
}: Folder): 'allSelected' | 'filtered' | 'sorted' | undefined {
  if (rows.count > 0 && selected.count === rows.count) return 'allSelected';
  if (wordsOf(filter).length > 0) return 'filtered';
  return sort === undefined ? undefined : 'sorted';
}
