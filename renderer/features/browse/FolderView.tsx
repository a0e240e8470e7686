import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { DismissRegular, FolderOpenRegular, LockClosedRegular } from '@fluentui/react-icons';
import { type ReactNode, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { AppError } from '../../../shared/domain/appError.ts';
import { announce } from '../../ui/announce.ts';
import { displayName } from '../../ui/displayName.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorMessage } from '../../ui/ErrorMessage.tsx';
import { errorHint } from '../../ui/errorText.ts';
import { SkeletonRows } from '../../ui/SkeletonRows.tsx';
import { UploadMenu } from './CommandBar.tsx';
import type { Command } from './commands.ts';
import { FileList } from './FileList.tsx';
import { PartialNotice } from './PartialNotice.tsx';
import { placeKey, placeName } from './place.ts';
import type { Folder } from './useFolder.ts';

const useStyles = makeStyles({
  strip: {
    display: 'flex',
    alignItems: 'flex-start',
    gap: tokens.spacingHorizontalS,
    paddingInline: tokens.spacingHorizontalL,
    paddingBlock: tokens.spacingVerticalS,
    borderBottom: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
  },
  grow: { flexGrow: 1, minWidth: 0 },
  list: { flexGrow: 1, minHeight: 0 },
  centred: {
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'center',
    justifyContent: 'center',
    height: '100%',
  },
});

type Props = {
  readonly folder: Folder;
  readonly dropPrefix: string | undefined;
  readonly onCommand: (command: Command) => void;
  readonly onOpen: Parameters<typeof FileList>[0]['onOpen'];
  readonly onMenu: (at: DOMRect) => void;
  readonly onRetry: () => void;
};

/** The open folder, in whichever of its states it is. */
export function FolderView(props: Props) {
  const { folder, onCommand } = props;
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
  const count = arrangement.rows.length;
  if (count === 0 && !listing.hasMore) {
    return (
      <EmptyState
        icon={<FolderOpenRegular />}
        title={t(place.prefix === '' ? 'empty.bucketTitle' : 'empty.folderTitle')}
        text={t('empty.text')}
        action={<UploadMenu appearance="primary" onCommand={onCommand} />}
      />
    );
  }
  const isPartlySorted = listing.hasMore && folder.sort !== undefined;
  const isPartlySelected = listing.hasMore && count > 0 && selection.selectedIds.size === count;
  return (
    <>
      {listing.error !== undefined && (
        <div className={styles.strip}>
          <div className={styles.grow}>
            <ErrorMessage compact error={listing.error} onAction={props.onRetry} />
          </div>
        </div>
      )}
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
          key={placeKey(place)}
          label={t('list.label', { place: name })}
          rows={arrangement.rows}
          ids={folder.ids}
          isComplete={!listing.hasMore}
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

/** A folder that could not be listed at all: what happened, in the place where its files would be. */
function FailedFolder(props: {
  readonly name: string;
  readonly error: AppError;
  readonly onRetry: () => void;
}) {
  const { name, error, onRetry } = props;
  const styles = useStyles();
  const { t } = useTranslation('browse');
  if (error.code === 'access.denied') {
    return (
      <EmptyState
        icon={<LockClosedRegular />}
        title={t('denied.title', { place: name })}
        text={errorHint(error)}
      />
    );
  }
  return (
    <div className={styles.centred}>
      <ErrorMessage error={error} onAction={onRetry} />
    </div>
  );
}

/** A failure that belongs to no row, above the list until it is dismissed. */
export function FailureStrip(props: {
  readonly error: AppError;
  readonly onRetry: () => void;
  readonly onDismiss: () => void;
}): ReactNode {
  const styles = useStyles();
  const { t } = useTranslation('common');
  return (
    <div className={styles.strip}>
      <div className={styles.grow}>
        <ErrorMessage compact error={props.error} onAction={props.onRetry} />
      </div>
      <Button
        appearance="subtle"
        icon={<DismissRegular />}
        aria-label={t('dismiss')}
        onClick={props.onDismiss}
      />
    </div>
  );
}
