import i18next from 'i18next';
import type { ItemState, TransferJob, TransferRow } from '../../../shared/domain/transfer.ts';
import { displayName, lastName } from '../../ui/displayName.ts';
import { errorTitle } from '../../ui/errorText.ts';
import { formatCount, formatSize, formatSizePair } from '../../ui/format.ts';

const t = i18next.getFixedT(null, 'jobFiles');

/** Which files the list shows. */
export const fileFilters = ['all', 'moving', 'waiting', 'failed', 'skipped', 'done'] as const;
export type FileFilter = (typeof fileFilters)[number];

/** The state to ask main for; all where it is missing. */
export function stateOf(filter: FileFilter): ItemState | undefined {
  return filter === 'all' ? undefined : filter;
}

/** A filter with how many files it has, where the job says so: "Failed 12"; what moves changes too quickly for that. */
export function filterText(filter: FileFilter, job: TransferJob): string {
  const counts = {
    all: job.fileCount,
    moving: undefined,
    waiting: undefined,
    failed: job.failedCount,
    skipped: job.skippedCount,
    done: job.doneCount,
  };
  const count = counts[filter];
  const state = filter === 'all' ? t('all') : t(`state.${filter}`);
  return count === undefined ? state : t('counted', { state, shown: formatCount(count) });
}

/** How large a file is, or how far while it moves. */
export function sizeText({ kind, sizeBytes, doneBytes, state }: TransferRow): string {
  if (kind === 'folder') return t('emptyFolder');
  if (state !== 'moving' || doneBytes === undefined) return formatSize(sizeBytes);
  return t('bytes', formatSizePair(Math.min(doneBytes, sizeBytes), sizeBytes));
}

/** How a file stands, and why: "Failed: This file cannot be read.", "Done as menu (2).pdf". */
export function fileStateText({ state, error, renamedTo }: TransferRow): string {
  const words = state === 'moving' && error !== undefined ? t('again') : t(`state.${state}`);
  if (error !== undefined) {
    // The row names the file itself.
    const { name: _, ...params } = error.params ?? {};
    return t('because', { state: words, reason: errorTitle({ ...error, params }) });
  }
  if (renamedTo === undefined) return words;
  return t('renamed', { state: words, name: displayName(lastName(renamedTo)) });
}
