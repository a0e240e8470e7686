import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { formatCount, formatSize } from '../../ui/format.ts';
import { summarise } from './entries.ts';
import type { Folder } from './useFolder.ts';

/** The status bar's words: what is selected, else what the folder holds, else how many buckets there are. */
export function useStatusText(folder: Folder | undefined, bucketCount: number): string {
  const { t } = useTranslation('browse');
  const rows = folder?.arrangement.rows;
  const selectedEntries = folder?.selectedEntries;
  const shown = useMemo(() => summarise(rows ?? []), [rows]);
  const selected = useMemo(() => summarise(selectedEntries ?? []), [selectedEntries]);
  const counted = (count: number) => ({ count, shown: formatCount(count) });

  if (folder === undefined) return bucketCount > 0 ? t('status.buckets', counted(bucketCount)) : '';
  const selectedCount = selected.folderCount + selected.fileCount;
  if (selectedCount > 0) {
    if (selected.folderCount > 0) return t('status.selected', { shown: formatCount(selectedCount) });
    return t('status.selectedSize', {
      shown: formatCount(selectedCount),
      size: formatSize(selected.sizeBytes),
    });
  }
  if (folder.listing.hasMore) {
    return t('status.firstShown', { shown: formatCount(shown.folderCount + shown.fileCount) });
  }
  return [
    shown.folderCount > 0 ? t('status.folders', counted(shown.folderCount)) : '',
    shown.fileCount > 0 ? t('status.files', counted(shown.fileCount)) : '',
  ]
    .filter((part) => part !== '')
    .join(t('status.separator'));
}
