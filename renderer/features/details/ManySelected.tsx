import { DocumentMultipleRegular } from '@fluentui/react-icons';
import { useTranslation } from 'react-i18next';
import type { Entry } from '../../../shared/domain/object.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { formatCount, formatSize } from '../../ui/format.ts';
import { summary } from './entryFacts.ts';

/** How many things are selected and how large the files among them are. */
export function ManySelected({ entries }: { readonly entries: readonly Entry[] }) {
  const { t } = useTranslation('details');
  const { fileCount, folderCount, sizeBytes } = summary(entries);
  const files = t('many.files', {
    count: fileCount,
    shown: formatCount(fileCount),
    size: formatSize(sizeBytes),
  });
  const folders = t('many.folders', { count: folderCount, shown: formatCount(folderCount) });
  const parts = [fileCount > 0 ? files : '', folderCount > 0 ? folders : ''].filter((part) => part !== '');
  return (
    <EmptyState
      icon={<DocumentMultipleRegular />}
      title={t('many.title', { count: entries.length, shown: formatCount(entries.length) })}
      text={parts.join(t('many.separator'))}
    />
  );
}
