import i18next from 'i18next';
import type { TransferJob } from '../../../shared/domain/transfer.ts';
import { request } from '../../ipc/client.ts';
import { announce } from '../../ui/announce.ts';
import { onJobEnded } from './transfersStore.ts';
import { endText, statusText } from './transferWords.ts';

const longJobMs = 10_000;

/** True for a job whose end is worth a system notification: it ran for 10 s or more and was not cancelled. */
export function deservesNotification(job: TransferJob): boolean {
  if (job.status === 'cancelled' || job.endedAtMs === undefined) return false;
  return job.endedAtMs - job.startedAtMs >= longJobMs;
}

/** Tells each job's end to screen readers, and a long one's to the system; returns the function that stops it. */
export function startJobNotifications(): () => void {
  return onJobEnded((job) => {
    const body = endText(job);
    announce(body);
    if (!deservesNotification(job)) return;
    const title = i18next.t(job.status === 'failed' ? 'notify.failed' : 'notify.done', { ns: 'transfers' });
    request('app.notify', { title, body: `${body}\n${statusText(job)}`.slice(0, 1000) }).catch(
      (thrown: unknown) => console.warn('The notification could not be shown', thrown),
    );
  });
}
