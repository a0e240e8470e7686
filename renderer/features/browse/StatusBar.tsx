import { makeStyles, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { frame } from '../../theme.ts';
import { formatCount, formatSize } from '../../ui/format.ts';
import type { Summary } from './entries.ts';

const useStyles = makeStyles({
  bar: {
    gridArea: 'status',
    display: 'flex',
    alignItems: 'center',
    justifyContent: 'space-between',
    gap: tokens.spacingHorizontalM,
    height: `${frame.statusBarHeight}px`,
    paddingInline: `${tokens.spacingHorizontalXL} ${tokens.spacingHorizontalS}`,
    borderTop: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
    boxSizing: 'border-box',
    color: tokens.colorNeutralForeground2,
    fontSize: tokens.fontSizeBase200,
    fontVariantNumeric: 'tabular-nums',
  },
  text: { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' },
});

/** The line at the bottom: what is here or selected, and how the transfers go. */
export function StatusBar({ text, children }: { readonly text: string; readonly children: ReactNode }) {
  const styles = useStyles();
  return (
    <footer className={styles.bar}>
      <span className={styles.text}>{text}</span>
      {children}
    </footer>
  );
}

/** The status bar's words: the selection where there is one, else the folder. */
export function useStatusText(
  folder: Summary | undefined,
  selected: Summary | undefined,
  isComplete: boolean,
): string {
  const { t } = useTranslation('browse');
  if (selected !== undefined && selected.folderCount + selected.fileCount > 0) {
    const shown = formatCount(selected.folderCount + selected.fileCount);
    if (selected.folderCount > 0) return t('status.selected', { shown });
    return t('status.selectedSize', { shown, size: formatSize(selected.sizeBytes) });
  }
  if (folder === undefined) return '';
  const count = folder.folderCount + folder.fileCount;
  if (!isComplete) return t('status.firstShown', { shown: formatCount(count) });
  return [
    folder.folderCount > 0 &&
      t('status.folders', { count: folder.folderCount, shown: formatCount(folder.folderCount) }),
    folder.fileCount > 0 &&
      t('status.files', { count: folder.fileCount, shown: formatCount(folder.fileCount) }),
  ]
    .filter((part) => part !== false)
    .join(t('status.separator'));
}
