import i18next from 'i18next';
import { assertNever } from '../../../shared/assertNever.ts';
import type { TransferJob, TransfersSnapshot } from '../../../shared/domain/transfer.ts';
import { displayName } from '../../ui/displayName.ts';
import { formatCount, formatDuration, formatSize, formatSizePair, formatSpeed } from '../../ui/format.ts';
import { isActive } from './createTransfersStore.ts';

const t = i18next.getFixedT(null, 'transfers');

function joined(parts: readonly (string | undefined)[]): string {
  return parts.filter((part) => part !== undefined && part !== '').join(t('separator'));
}

/** What a job moves: "menu.pdf", or "menu.pdf and 41 more". */
export function jobTitle(job: Pick<TransferJob, 'firstName' | 'chosenCount'>): string {
  const name = displayName(job.firstName);
  const more = job.chosenCount - 1;
  return more > 0 ? t('title.more', { name, count: more, shown: formatCount(more) }) : name;
}

/** Time left in steps that do not flicker: "A few seconds left", "25 sec left", "3 min left". */
export function timeLeftText(secondsLeft: number | undefined): string {
  if (secondsLeft === undefined || !Number.isFinite(secondsLeft)) return '';
  if (secondsLeft < 5) return t('fewSecondsLeft');
  const steady = secondsLeft < 60 ? Math.ceil(secondsLeft / 5) * 5 : secondsLeft;
  return t('timeLeft', { time: formatDuration(steady) });
}

/** Where a job goes, without the slash at the end of a folder. */
export function targetText({ targetLabel }: Pick<TransferJob, 'targetLabel'>): string {
  return displayName(targetLabel.length > 1 ? targetLabel.replace(/\/$/, '') : targetLabel);
}

/**
 * The folder in which a conflict's name is taken. `name` may start with its folders below the job's target; where it
 * does not, and the one thing that is uploaded is not this file, that thing is the folder around it.
 */
export function conflictPlace(
  job: Pick<TransferJob, 'kind' | 'targetLabel' | 'firstName' | 'chosenCount'>,
  name: string,
): string {
  const isInFolder = job.kind === 'upload' && job.chosenCount === 1 && job.firstName !== name;
  const named = name.slice(0, name.lastIndexOf('/') + 1);
  const folders = named === '' && isInFolder ? job.firstName : named;
  return targetText({ targetLabel: `${job.targetLabel.replace(/\/$/, '')}/${folders}` });
}

type Progress = Pick<TransferJob, 'sizeBytes' | 'doneBytes' | 'bytesPerSecond' | 'secondsLeft' | 'isStalled'>;

/** "12 of 40 MB, 3 MB/s, 2 min left", or that nothing moves; what is not known is left out. */
export function progressText(progress: Progress): string {
  const { sizeBytes, doneBytes, bytesPerSecond, secondsLeft } = progress;
  const bytes = t('bytes', formatSizePair(Math.min(doneBytes, sizeBytes), sizeBytes));
  if (progress.isStalled) return joined([bytes, t('stalled')]);
  return joined([
    bytes,
    bytesPerSecond > 0 ? formatSpeed(bytesPerSecond) : undefined,
    timeLeftText(secondsLeft),
  ]);
}

/** How far a job is, from 0 to 1; by files where they are all empty. */
export function jobShare(job: TransferJob): number {
  if (job.sizeBytes > 0) return Math.min(1, job.doneBytes / job.sizeBytes);
  const settled = job.doneCount + job.skippedCount + job.failedCount;
  return job.fileCount > 0 ? settled / job.fileCount : 0;
}

function filesText(job: TransferJob): string | undefined {
  if (job.fileCount <= 1) return undefined;
  return t('files', {
    done: formatCount(job.doneCount),
    count: job.fileCount,
    total: formatCount(job.fileCount),
  });
}

function skippedText(job: TransferJob): string | undefined {
  if (job.skippedCount === 0) return undefined;
  return t('skipped', { count: job.skippedCount, shown: formatCount(job.skippedCount) });
}

function failedText(job: TransferJob): string | undefined {
  if (job.failedCount === 0) return undefined;
  return t(`failed.${job.kind}`, { count: job.failedCount, shown: formatCount(job.failedCount) });
}

function movedText(job: TransferJob): string {
  const count = job.doneCount;
  if (job.fileCount <= 1) return t(`movedOne.${job.kind}`, { size: formatSize(job.doneBytes) });
  return t(`moved.${job.kind}`, { count, shown: formatCount(count), size: formatSize(job.doneBytes) });
}

/** How a job stands, in one line. */
export function statusText(job: TransferJob): string {
  switch (job.status) {
    case 'planning':
      return joined([
        t('status.planning', { count: job.fileCount, shown: formatCount(job.fileCount) }),
        job.doneBytes > 0 ? progressText(job) : undefined,
      ]);
    case 'running':
      return joined([filesText(job), progressText(job), failedText(job)]);
    case 'waiting':
      return joined([
        t('status.waiting'),
        filesText(job),
        job.bytesPerSecond > 0 ? progressText(job) : undefined,
      ]);
    case 'done':
      return joined([
        job.doneCount > 0 || job.skippedCount === 0 ? movedText(job) : undefined,
        skippedText(job),
        failedText(job),
      ]);
    case 'failed':
      return joined([
        failedText(job) ?? t('status.failed'),
        job.doneCount > 0 ? movedText(job) : undefined,
        skippedText(job),
      ]);
    case 'cancelled':
      return joined([t('status.cancelled'), job.doneCount > 0 ? movedText(job) : undefined]);
    default:
      return assertNever(job.status, 'job status');
  }
}

/** What the status bar says of all jobs; the tone decides its icon. */
export type PillWords = {
  readonly tone: 'idle' | 'going' | 'question' | 'failed' | 'cancelled' | 'done';
  readonly text: string;
};

/** The status bar's words: a question first, then what is going, then what failed or was cancelled. */
export function pillWords({ jobs, total }: TransfersSnapshot): PillWords {
  const waiting = jobs.filter((job) => job.status === 'waiting').length;
  if (waiting > 0) {
    return { tone: 'question', text: t('pill.waiting', { count: waiting, shown: formatCount(waiting) }) };
  }
  if (total.activeJobCount > 0) {
    const going = t('pill.going', { shown: formatCount(total.activeJobCount) });
    return {
      tone: 'going',
      text: joined([going, total.isStalled ? t('stalled') : timeLeftText(total.secondsLeft)]),
    };
  }
  const failed = jobs.filter((job) => job.status === 'failed' || job.failedCount > 0).length;
  if (failed > 0)
    return { tone: 'failed', text: t('pill.failed', { count: failed, shown: formatCount(failed) }) };
  const cancelled = jobs.filter((job) => job.status === 'cancelled').length;
  if (cancelled > 0) {
    return {
      tone: 'cancelled',
      text: t('pill.cancelled', { count: cancelled, shown: formatCount(cancelled) }),
    };
  }
  return jobs.length > 0 ? { tone: 'done', text: t('pill.done') } : { tone: 'idle', text: t('pill.idle') };
}

/** The line under the panel's title; '' when nothing is going. */
export function totalText({ jobs, total }: TransfersSnapshot): string {
  if (!jobs.some(isActive)) return '';
  return joined([t('pill.going', { shown: formatCount(total.activeJobCount) }), progressText(total)]);
}

/** The sentence that a job's end is told with, aloud and in a notification. */
export function endText(job: TransferJob): string {
  const outcome = job.status === 'done' && job.failedCount > 0 ? 'failed' : job.status;
  if (outcome !== 'done' && outcome !== 'failed') return t('ended.cancelled', { name: jobTitle(job) });
  return t(`ended.${outcome}.${job.kind}`, { name: jobTitle(job) });
}
