import i18next from 'i18next';
import type { Selection } from '../../../shared/domain/object.ts';
import type { Operation } from '../../../shared/domain/operation.ts';
import { displayName } from '../../ui/displayName.ts';
import { formatCount, formatSize } from '../../ui/format.ts';

const t = i18next.getFixedT(null, 'deleting');

/** The name of the one thing that is selected; undefined for none or many. */
export function singleName({ basePrefix, keys, prefixes }: Selection): string | undefined {
  const [path] = [...keys, ...prefixes];
  if (path === undefined || keys.length + prefixes.length > 1) return undefined;
  const name = path.startsWith(basePrefix) ? path.slice(basePrefix.length) : path;
  return displayName(prefixes.length > 0 ? name.replace(/\/$/, '') : name);
}

/** The question before a deletion: by its name where it is one thing, with count and size where they decide. */
export function question(selection: Selection, measured: Operation | undefined): string {
  const name = singleName(selection);
  const isFile = selection.prefixes.length === 0;
  if (measured === undefined) {
    return name === undefined ? t('question.uncounted') : t('question.named', { name });
  }
  if (measured.fileCount === 0) return t('question.nothing');
  const count = measured.fileCount;
  const shown = { count, shown: formatCount(count), size: formatSize(measured.sizeBytes) };
  if (name === undefined) return t('question.files', shown);
  return isFile ? t('question.file', { name, ...shown }) : t('question.folder', { name, ...shown });
}

/** The button that deletes; it says what it will do. */
export function confirmLabel(measured: Operation | undefined): string {
  const count = measured?.fileCount ?? 0;
  return count === 0 ? t('confirm.uncounted') : t('confirm.files', { count, shown: formatCount(count) });
}

/** "1,204 files, 3.2 GB so far". */
export function countingText({ fileCount, sizeBytes }: Pick<Operation, 'fileCount' | 'sizeBytes'>): string {
  return t('counting', { count: fileCount, shown: formatCount(fileCount), size: formatSize(sizeBytes) });
}

/** "500 of 1,284 files deleted". */
export function progressText({ doneCount, fileCount }: Pick<Operation, 'doneCount' | 'fileCount'>): string {
  return t('progress', { done: formatCount(doneCount), count: fileCount, total: formatCount(fileCount) });
}

/** What came of a deletion, in one sentence. */
export function outcomeTitle({ status, doneCount, failureCount }: Operation): string {
  if (failureCount > 0)
    return t('outcome.failures', { count: failureCount, shown: formatCount(failureCount) });
  if (status === 'cancelled') return t('outcome.stopped');
  if (status === 'failed') return t('outcome.failed');
  return t('outcome.done', { count: doneCount, shown: formatCount(doneCount) });
}
