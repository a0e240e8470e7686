import i18next from 'i18next';
import { assertNever } from '../../../shared/assertNever.ts';
import type { TransferJob, TransfersSnapshot } from '../../../shared/domain/transfer.ts';
import { displayName } from '../../ui/displayName.ts';
import { errorText, errorTitle } from '../../ui/errorText.ts';
import { formatCount, formatDuration, formatSize, formatSizePair, formatSpeed } from '../../ui/format.ts';
import { sentences } from '../../ui/sentences.ts';
import { groupOf } from './jobGroups.ts';

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

function bytesText({ sizeBytes, doneBytes }: Pick<Progress, 'sizeBytes' | 'doneBytes'>): string {
  return t('bytes', formatSizePair(Math.min(doneBytes, sizeBytes), sizeBytes));
}

/** "12 of 40 MB, 3 MB/s, 2 min left", or that nothing moves; what is not known is left out. */
export function progressText(progress: Progress): string {
  const { bytesPerSecond, secondsLeft } = progress;
  const bytes = bytesText(progress);
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
  const shown = formatCount(count);
  // The bytes of what was left out or has failed are settled, too, and count among those that are done.
  if (job.skippedCount + job.failedCount > 0) return t(`movedSome.${job.kind}`, { count, shown });
  return t(`moved.${job.kind}`, { count, shown, size: formatSize(job.doneBytes) });
}

/** How far a job is that does not move just now: "3 of 42 files, 12 of 40 MB"; '' while nothing is known. */
export function reachedText(job: TransferJob): string {
  return job.fileCount === 0 ? '' : joined([filesText(job), bytesText(job)]);
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
    case 'offline':
      return sentences(
        job.error === undefined ? t('status.lost') : errorTitle(job.error),
        t('status.goesOn'),
      );
    case 'paused':
      return joined([t('status.paused'), filesText(job), bytesText(job), failedText(job)]);
    case 'blocked':
      return joined([t('status.blocked'), filesText(job), bytesText(job), failedText(job)]);
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
  readonly tone: 'idle' | 'going' | 'question' | 'failed' | 'offline' | 'paused' | 'cancelled' | 'done';
  readonly text: string;
};

function counted(
  key: 'waiting' | 'needsYou' | 'failed' | 'offline' | 'paused' | 'cancelled',
  count: number,
): string | undefined {
  return count === 0 ? undefined : t(`pill.${key}`, { count, shown: formatCount(count) });
}

/** Jobs that move, or would; a question in one of them is told by itself. */
function goingCount({ jobs, total }: TransfersSnapshot): number {
  return Math.max(0, total.goingJobCount - jobs.filter(({ status }) => status === 'waiting').length);
}

/** The status bar's words: what needs the user first, and what goes; without these, how everything ended. */
export function pillWords(snapshot: TransfersSnapshot): PillWords {
  const { jobs, total } = snapshot;
  const count = (status: TransferJob['status']) => jobs.filter((job) => job.status === status).length;
  const blocked = count('blocked');
  const needed = counted(blocked > 0 ? 'needsYou' : 'waiting', count('waiting') + blocked);
  const failed = counted(
    'failed',
    jobs.filter((job) => groupOf(job) === 'needsYou').length - count('waiting') - blocked,
  );
  const going = goingCount(snapshot);
  const isOffline = going > 0 && going === count('offline');
  const moving = isOffline
    ? counted('offline', going)
    : going > 0
      ? joined([
          t('pill.going', { shown: formatCount(going) }),
          total.isStalled ? t('stalled') : timeLeftText(total.secondsLeft),
        ])
      : undefined;
  const paused = counted('paused', count('paused'));
  if (needed !== undefined) return { tone: 'question', text: joined([needed, moving]) };
  if (failed !== undefined) return { tone: 'failed', text: joined([failed, moving ?? paused]) };
  if (moving !== undefined) return { tone: isOffline ? 'offline' : 'going', text: moving };
  if (paused !== undefined) return { tone: 'paused', text: paused };
  const cancelled = counted('cancelled', count('cancelled'));
  if (cancelled !== undefined) return { tone: 'cancelled', text: cancelled };
  return jobs.length > 0 ? { tone: 'done', text: t('pill.done') } : { tone: 'idle', text: t('pill.idle') };
}

/** The line under the panel's title; '' when nothing is going. */
export function totalText(snapshot: TransfersSnapshot): string {
  const going = goingCount(snapshot);
  if (going === 0) return '';
  return joined([t('pill.going', { shown: formatCount(going) }), progressText(snapshot.total)]);
}

/** The sentence that a job's end is told with, aloud and in a notification. */
export function endText(job: TransferJob): string {
  const outcome = job.status === 'done' && job.failedCount > 0 ? 'failed' : job.status;
  if (outcome !== 'done' && outcome !== 'failed') return t('ended.cancelled', { name: jobTitle(job) });
  return t(`ended.${outcome}.${job.kind}`, { name: jobTitle(job) });
}

/** What a job needs of the user, for a notification. */
export function needsYouText(job: TransferJob): string {
  const name = jobTitle(job);
  if (job.status === 'waiting' || job.error === undefined) return t('notify.needsAnswer', { name });
  return `${name}\n${errorText(job.error)}`;
}
