import type { TransferJob } from '../../../shared/domain/transfer.ts';
import { needsUser } from './jobGroups.ts';

/** A job may only stop for a moment, such as while a sign-in renews itself. */
const patienceMs = 5_000;

export type NoticeOptions = {
  /** True while the user looks at the window, and so sees by themselves what it needs. */
  readonly isInFront: () => boolean;
  readonly jobs: () => readonly TransferJob[];
  readonly tell: (job: TransferJob) => void;
  /** Runs the work after so many milliseconds; answers what stops it. */
  readonly later: (work: () => void, ms: number) => () => void;
};

export type NeedsYouNotice = {
  /** For each job that changed. */
  readonly onJob: (job: TransferJob) => void;
  /** The user came to the window. */
  readonly onFront: () => void;
  readonly stop: () => void;
};

/** Tells once that a job needs the user while the window is not in front, and not again before they came to it. */
export function createNeedsYouNotice({ isInFront, jobs, tell, later }: NoticeOptions): NeedsYouNotice {
  let isTold = false;
  let cancel: (() => void) | undefined;
  const check = () => {
    cancel = undefined;
    const needing = jobs().find(needsUser);
    if (needing === undefined || isTold || isInFront()) return;
    isTold = true;
    tell(needing);
  };
  return {
    onJob: (job) => {
      if (isTold || cancel !== undefined || !needsUser(job) || isInFront()) return;
      cancel = later(check, patienceMs);
    },
    onFront: () => {
      isTold = false;
    },
    stop: () => {
      cancel?.();
      cancel = undefined;
    },
  };
}
