import i18next from 'i18next';
import type { TransferJob } from '../../../shared/domain/transfer.ts';
import { request } from '../../ipc/client.ts';
import { announce } from '../../ui/announce.ts';
import { createNeedsYouNotice } from './needsYouNotice.ts';
import { currentTransfers, onJobEnded, onJobProgress } from './transfersStore.ts';
import { endText, needsYouText, statusText } from './transferWords.ts';

const longJobMs = 10_000;

/** True for a job whose end is worth a system notification: it ran for 10 s or more and was not cancelled. */
export function deservesNotification(job: TransferJob): boolean {
  if (job.status === 'cancelled' || job.endedAtMs === undefined) return false;
  return job.endedAtMs - job.startedAtMs >= longJobMs;
}

function notify(title: 'done' | 'failed' | 'needsYou', body: string): void {
  const words = { title: i18next.t(`notify.${title}`, { ns: 'transfers' }), body: body.slice(0, 1000) };
  request('app.notify', words).catch((thrown: unknown) =>
    console.warn('The notification could not be shown', thrown),
  );
}

/**
 * Tells each job's end to screen readers, and to the system a long one's end and that one needs the user who is
 * elsewhere; returns the function that stops it.
 */
export function startJobNotifications(): () => void {
  const notice = createNeedsYouNotice({
    isInFront: () => document.hasFocus(),
    jobs: () => currentTransfers().jobs,
    tell: (job) => notify('needsYou', needsYouText(job)),
    later: (work, ms) => {
      const timer = setTimeout(work, ms);
      return () => clearTimeout(timer);
    },
  });
  window.addEventListener('focus', notice.onFront);
  const stopProgress = onJobProgress(notice.onJob);
  const stopEnded = onJobEnded((job) => {
    const body = endText(job);
    announce(body);
    if (!deservesNotification(job)) return;
    notify(job.status === 'failed' ? 'failed' : 'done', `${body}\n${statusText(job)}`);
  });
  return () => {
    window.removeEventListener('focus', notice.onFront);
    notice.stop();
    stopProgress();
    stopEnded();
  };
}
