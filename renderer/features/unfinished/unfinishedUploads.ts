import type { UnfinishedUpload } from '../../../shared/domain/transfer.ts';

/** How old an upload has to be to be shown. */
export const ages = ['all', 'day', 'week', 'month'] as const;
export type Age = (typeof ages)[number];

const dayMs = 86_400_000;
const leastAgeMs: Readonly<Record<Age, number>> = {
  all: Number.NEGATIVE_INFINITY,
  day: dayMs,
  week: 7 * dayMs,
  month: 30 * dayMs,
};

/** What tells an upload from all others of its bucket; a key may have several. */
export function uploadIdOf({ key, uploadId }: Pick<UnfinishedUpload, 'key' | 'uploadId'>): string {
  return `${uploadId}\n${key}`;
}

/** Those that were begun longer ago than the age says, in the order they came in. */
export function olderThan(
  uploads: readonly UnfinishedUpload[],
  age: Age,
  nowMs: number,
): readonly UnfinishedUpload[] {
  return uploads.filter(({ startedAtMs }) => nowMs - startedAtMs >= leastAgeMs[age]);
}

/** The ids that can be removed: what a transfer here is going to finish cannot. */
export function removableIds(uploads: readonly UnfinishedUpload[]): readonly string[] {
  return uploads.filter(({ isInUse }) => !isInUse).map(uploadIdOf);
}

/** The selection with one more, or one less. */
export function toggled(selected: ReadonlySet<string>, id: string): ReadonlySet<string> {
  const next = new Set(selected);
  if (!next.delete(id)) next.add(id);
  return next;
}
