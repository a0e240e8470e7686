import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import type { Location } from '../../../shared/domain/object.ts';
import type { TransferJob } from '../../../shared/domain/transfer.ts';
import { listingKey } from '../browse/useListing.ts';
import { onJobEnded, onJobProgress } from '../transfers/transfersStore.ts';
import { touchesFolder } from './changedFolders.ts';

const pauseMs = 1_000;

/**
 * Brings the open folder up to date while uploads arrive in it: once a second at most, less often where the listing
 * takes long, and once more when a job ends. What is not open is only marked, and asked for when it is opened.
 */
export function useRefreshAfterUploads(location: Location | undefined): void {
  const client = useQueryClient();
  const doneCounts = useRef(new Map<string, number>());

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let isRunning = false;
    let isWanted = false;
    let isLeft = false;

    const refresh = async () => {
      if (location === undefined) return;
      const queryKey = listingKey(location);
      timer = undefined;
      isRunning = true;
      isWanted = false;
      const startedAtMs = Date.now();
      await client.refetchQueries({ queryKey, type: 'active' });
      isRunning = false;
      if (isWanted && !isLeft) timer = setTimeout(refresh, Math.max(pauseMs, 3 * (Date.now() - startedAtMs)));
    };
    const want = (job: TransferJob, delayMs: number) => {
      if (job.kind !== 'upload' || job.target === undefined || job.doneCount === 0) return;
      const { accountId, bucket } = job.target;
      void client.invalidateQueries({ queryKey: ['listing', accountId, bucket], refetchType: 'none' });
      if (location === undefined || !touchesFolder(job, location)) return;
      isWanted = true;
      if (!isRunning && timer === undefined) timer = setTimeout(refresh, delayMs);
    };

    const stopProgress = onJobProgress((job) => {
      const known = doneCounts.current.get(job.id) ?? 0;
      doneCounts.current.set(job.id, job.doneCount);
      if (job.doneCount > known) want(job, pauseMs);
    });
    const stopEnded = onJobEnded((job) => {
      doneCounts.current.delete(job.id);
      want(job, 0);
    });
    return () => {
      isLeft = true;
      clearTimeout(timer);
      stopProgress();
      stopEnded();
    };
  }, [client, location]);
}
