import { useTranslation } from 'react-i18next';
import { formatCount, formatSize } from '../../ui/format.ts';
import { formatLocale } from '../../ui/locale.ts';
import { wordsOf } from '../../ui/wordSearch.ts';
import type { Folder } from './useFolder.ts';

/**
 * The status bar's words: that a folder is still loading or being sorted, what is selected, what a filter leaves, else
 * what the folder holds; outside of folders how many buckets there are.
 */
export function useStatusText(folder: Folder | undefined, bucketCount: number): string {
  const { t } = useTranslation('browse');
  const counted = (count: number) => ({ count, shown: formatCount(count) });

  if (folder === undefined) return bucketCount > 0 ? t('status.buckets', counted(bucketCount)) : '';
  const { listing, rows, selected, sortProgress } = folder;
  const { listed, hasMore } = listing;
  if (listed === undefined) return listing.status === 'loading' ? t('status.loading') : '';
  if (sortProgress !== undefined) return t('status.sorting', { share: formatShare(sortProgress) });
  if (selected.count > 0) {
    const shown = formatCount(selected.count);
    if (selected.folderCount > 0) return t('status.selected', { shown });
    return t('status.selectedSize', { shown, size: formatSize(selected.sizeBytes) });
  }
  const all = formatCount(listed.count);
  if (wordsOf(folder.filter).length > 0) {
    return t(hasMore ? 'status.filteredFirst' : 'status.filtered', { shown: formatCount(rows.count), all });
  }
  if (hasMore) return t('status.firstShown', { shown: all });
  const fileCount = listed.count - listed.folderCount;
  if (listed.count === 0) return t('status.empty');
  return [
    listed.folderCount > 0 ? t('status.folders', counted(listed.folderCount)) : '',
    fileCount > 0 ? t('status.files', counted(fileCount)) : '',
  ]
    .filter((part) => part !== '')
    .join(t('status.separator'));
}

function formatShare(share: number): string {
  return new Intl.NumberFormat(formatLocale(), { style: 'percent' }).format(share);
}
