import { Button, makeStyles, mergeClasses, Text, tokens } from '@fluentui/react-components';
import { DismissRegular, DocumentSearchRegular } from '@fluentui/react-icons';
import { useCallback, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Entry, FolderEntry, Location, Selection } from '../../../shared/domain/object.ts';
import { useMediaQuery } from '../../mediaQuery.ts';
import { detailsOverlay, frame } from '../../theme.ts';
import { displayName } from '../../ui/displayName.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { FileIcon } from '../../ui/FileIcon.tsx';
import { typeName } from '../../ui/fileKind.ts';
import { formatExactSize, formatFullDate, formatRelativeDate, formatSize } from '../../ui/format.ts';
import { Tooltip } from '../../ui/Tooltip.tsx';
import { useReturnFocus } from '../../ui/useReturnFocus.ts';
import type { SelectedRows } from '../browse/selectedRows.ts';
import { folderOf } from '../search/whereOf.ts';
import { entryIdentity } from './entryFacts.ts';
import { Fact, Facts } from './Facts.tsx';
import { FilePreview } from './FilePreview.tsx';
import { LargePreview } from './LargePreview.tsx';
import { ManySelected } from './ManySelected.tsx';
import { MoreDetails } from './MoreDetails.tsx';
import { PaneEdge } from './PaneEdge.tsx';
import { usePaneWidth } from './paneWidth.ts';
import { PreviewPlaceProvider } from './previewPlace.ts';
import { SizeCount } from './SizeCount.tsx';
import { storageClassName } from './storageClassName.ts';
import { useEscapeToClose } from './useEscapeToClose.ts';

const useStyles = makeStyles({
  pane: {
    display: 'flex',
    flexDirection: 'column',
    position: 'relative',
    // The list beside it stays wide enough, however wide the pane was made in a larger window.
    maxWidth: `calc(100vw - ${frame.sidebarWidth + frame.leastListWidth}px)`,
    height: '100%',
    minHeight: 0,
    boxSizing: 'border-box',
    backgroundColor: tokens.colorNeutralBackground1,
  },
  overlay: { maxWidth: `calc(100vw - ${frame.sidebarFoldedWidth}px)` },
  header: {
    display: 'flex',
    alignItems: 'center',
    justifyContent: 'space-between',
    flexShrink: 0,
    minHeight: '40px',
    paddingInlineStart: tokens.spacingHorizontalL,
    paddingInlineEnd: tokens.spacingHorizontalS,
  },
  title: { margin: 0, fontSize: 'inherit' },
  content: {
    position: 'relative',
    display: 'flex',
    flexDirection: 'column',
    flexGrow: 1,
    minHeight: 0,
    gap: tokens.spacingVerticalM,
    overflowY: 'auto',
    '> *': { flexShrink: 0 },
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalL} ${tokens.spacingVerticalL}`,
  },
  name: { margin: 0, overflowWrap: 'anywhere', userSelect: 'text' },
  folder: { display: 'flex', justifyContent: 'center', padding: tokens.spacingVerticalXXL },
});

function folderSelection({ accountId, bucket }: Location, folder: FolderEntry): Selection {
  return { accountId, bucket, basePrefix: folderOf(folder), keys: [], prefixes: [folder.prefix] };
}

type OneProps = {
  readonly location: Location;
  readonly entry: Entry;
  readonly isLarge: boolean;
  readonly onEnlarge: () => void;
  readonly moreOpen: boolean;
  readonly onToggleMore: () => void;
};

function One({ location, entry, isLarge, onEnlarge, moreOpen, onToggleMore }: OneProps) {
  const styles = useStyles();
  const { t } = useTranslation('details');
  const place = useMemo(() => ({ isLarge: false, onEnlarge }), [onEnlarge]);
  return (
    <>
      {entry.kind === 'folder' ? (
        <div className={styles.folder}>
          <FileIcon entry={entry} size="large" />
        </div>
      ) : (
        // What is shown large is not shown, and not played, a second time.
        !isLarge && (
          <PreviewPlaceProvider value={place}>
            <FilePreview location={location} file={entry} />
          </PreviewPlaceProvider>
        )
      )}
      <h3 className={styles.name}>
        <Text size={400} weight="semibold">
          <bdi>{displayName(entry.name)}</bdi>
        </Text>
      </h3>
      <Facts columns>
        <Fact label={t('type')}>{typeName(entry)}</Fact>
        {entry.kind === 'file' && (
          <>
            <Fact label={t('size')} hover={formatExactSize(entry.sizeBytes)}>
              {formatSize(entry.sizeBytes)}
            </Fact>
            <Fact label={t('modified')} hover={formatFullDate(entry.modifiedAtMs)}>
              {formatRelativeDate(entry.modifiedAtMs, Date.now())}
            </Fact>
            <Fact label={t('kept')}>{storageClassName(entry.storageClass)}</Fact>
          </>
        )}
        <Fact label={t('where')}>
          {displayName(`${location.bucket}/${folderOf(entry)}`.replace(/\/$/, ''))}
        </Fact>
      </Facts>
      {entry.kind === 'folder' && (
        <SizeCount
          label={t('count.folder')}
          subject={entry.prefix}
          selection={() => folderSelection(location, entry)}
        />
      )}
      <MoreDetails location={location} entry={entry} open={moreOpen} onToggle={onToggleMore} />
    </>
  );
}

type Props = {
  readonly location: Location;
  readonly selected: SelectedRows;
  readonly onClose: () => void;
  /** Selects the file before (-1) or after (1) in the list; what is shown large goes through the files with it. */
  readonly onStep?: ((step: 1 | -1) => void) | undefined;
};

/**
 * What is selected: its preview, its facts in plain words, and the expert's terms under "More". As wide
 * as its edge was dragged to.
 */
export function DetailsPane({ location, selected, onClose, onStep }: Props) {
  const styles = useStyles();
  const { t } = useTranslation('details');
  const [moreOpen, setMoreOpen] = useState(false);
  const [isLarge, setIsLarge] = useState(false);
  const enlarge = useCallback(() => setIsLarge(true), []);
  const pane = useReturnFocus();
  const isOverlay = useMediaQuery(detailsOverlay);
  useEscapeToClose(pane, isOverlay, onClose);
  const [width, resize] = usePaneWidth();
  const { only } = selected;
  return (
    <aside
      ref={pane}
      aria-label={t('title')}
      className={mergeClasses(styles.pane, isOverlay && styles.overlay)}
      style={{ width }}
    >
      <PaneEdge width={width} onResize={resize} />
      <div className={styles.header}>
        <h2 className={styles.title}>
          <Text weight="semibold">{t('title')}</Text>
        </h2>
        <Tooltip content={t('close')} relationship="label">
          <Button size="small" appearance="subtle" icon={<DismissRegular />} onClick={onClose} />
        </Tooltip>
      </div>
      <div className={styles.content}>
        {selected.count === 0 ? (
          <EmptyState icon={<DocumentSearchRegular />} title={t('none.title')} text={t('none.text')} />
        ) : only === undefined ? (
          <ManySelected selected={selected} />
        ) : (
          <One
            key={entryIdentity(location, only)}
            location={location}
            entry={only}
            isLarge={isLarge}
            onEnlarge={enlarge}
            moreOpen={moreOpen}
            onToggleMore={() => setMoreOpen(!moreOpen)}
          />
        )}
      </div>
      {isLarge && only?.kind === 'file' && (
        <LargePreview location={location} file={only} onClose={() => setIsLarge(false)} onStep={onStep} />
      )}
    </aside>
  );
}
