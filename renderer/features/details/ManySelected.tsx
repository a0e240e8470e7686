import { DocumentMultipleRegular } from '@fluentui/react-icons';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { formatCount, formatSize } from '../../ui/format.ts';
import type { SelectedRows } from '../browse/selectedRows.ts';
import { SizeCount } from './SizeCount.tsx';

/** How many things are selected and how large the files among them are; what is in folders is counted on demand. */
export function ManySelected({ selected }: { readonly selected: SelectedRows }) {
  const { t } = useTranslation('details');
  const { count, fileCount, folderCount, sizeBytes } = selected;
  const files = t('many.files', {
    count: fileCount,
    shown: formatCount(fileCount),
    size: formatSize(sizeBytes),
  });
  const folders = t('many.folders', { count: folderCount, shown: formatCount(folderCount) });
  const parts = [fileCount > 0 ? files : '', folderCount > 0 ? folders : ''].filter((part) => part !== '');
  return (
    <>
      {/* In a box of its own it is as high as it needs to be, and leaves room for what stands below. */}
      <div>
        <EmptyState
          icon={<DocumentMultipleRegular />}
          title={t('many.title', { count, shown: formatCount(count) })}
          text={parts.join(t('many.separator'))}
        />
      </div>
      {folderCount > 0 && (
        <SizeCount label={t('count.all')} subject={selected} selection={selected.toSelection} />
      )}
    </>
  );
}
