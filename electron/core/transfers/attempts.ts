import type { Clock } from '../ports.ts';
import { appErrorOf } from '../satchelError.ts';
import type { Storage } from '../storage/storage.ts';
import { downloadFile } from './download/downloadFile.ts';
import type { Finder } from './finding.ts';
import type { Flow } from './flow/flow.ts';
import { type JobRuntime, noteRevealPath, setMoved } from './jobRuntime.ts';
import type { Journal } from './journal/journal.ts';
import type { TransferEffect, TransferEvent } from './machine/model.ts';
import type { MoveOutcome, ProgressLog } from './moving/moveContext.ts';
import { unlessStopped } from './pause.ts';
import { uploadFile } from './upload/uploadFile.ts';

type Start = Extract<TransferEffect, { readonly kind: 'start' }>;

export type AttemptsOptions = {
  readonly journal: Journal;
  readonly clock: Clock;
  readonly flow: Flow;
  /** From 0 up to 1. */
  readonly random: () => number;
  readonly storageOf: (runtime: JobRuntime) => Promise<Storage>;
  readonly lookInside: Finder['lookInside'];
  /** Called for bytes that have moved; a negative number takes some back. */
  readonly onBytes: (runtime: JobRuntime, bytes: number) => void;
};

/** Runs one attempt to move one file; resolves, always, to the one event that tells how it went. */
export type RunAttempt = (runtime: JobRuntime, start: Start, signal: AbortSignal) => Promise<TransferEvent>;

/** Attempts over one journal and one line. */
export function createAttempts(options: AttemptsOptions): RunAttempt {
  const { journal, clock, flow, random, storageOf, lookInside, onBytes } = options;

  const move = async (
    runtime: JobRuntime,
    { jobId, item, onTaken }: Start,
    progress: ProgressLog,
    signal: AbortSignal,
  ): Promise<MoveOutcome> => {
    const storage = await unlessStopped(storageOf(runtime), signal);
    const isUpload = runtime.source.kind === 'upload';
    if (isUpload && item.kind === 'folder' && (await lookInside(runtime, storage, item, signal))) {
      return { kind: 'done', sizeBytes: 0, proof: {} };
    }
    const context = {
      storage,
      accountId: runtime.accountId,
      bucket: runtime.bucket,
      jobId,
      item,
      onTaken,
      looksFirst: runtime.metTakenName,
      signal,
      flow,
      etags: runtime.etags,
      progress,
      nowMs: clock.nowMs,
      onBytes(bytes: number) {
        if (signal.aborted) return;
        setMoved(runtime, item.id, (runtime.moved.get(item.id) ?? 0) + bytes);
        onBytes(runtime, bytes);
      },
      onRestart(movedBytes: number) {
        if (!signal.aborted) setMoved(runtime, item.id, movedBytes);
      },
    };
    return isUpload ? uploadFile(context) : downloadFile({ ...context, folders: runtime.folders });
  };

  const eventOf = (runtime: JobRuntime, start: Start, outcome: MoveOutcome, stopped: boolean) => {
    const ref = { jobId: start.jobId, itemId: start.item.id, attempt: start.item.attempt };
    noteRevealPath(runtime, start.item, outcome);
    if (outcome.kind === 'done') {
      const { sizeBytes, proof, renamed, note } = outcome;
      const more = { ...(renamed ? { renamed } : {}), ...(note ? { note } : {}) };
      return { kind: 'itemDone', ...ref, sizeBytes, proof, ...more } as const;
    }
    if (outcome.kind === 'skipped') return { kind: 'itemSkipped', ...ref } as const;
    runtime.metTakenName = true;
    if (stopped) return { kind: 'itemStopped', ...ref } as const;
    return { kind: 'itemTaken', ...ref, conflict: outcome.conflict } as const;
  };

  return async (runtime, start, signal) => {
    const { jobId, item } = start;
    const ref = { jobId, itemId: item.id, attempt: item.attempt };
    let progressed = false;
    const progress = progressOf(journal, runtime, item.id, signal, () => {
      progressed = true;
    });
    try {
      const outcome = await move(runtime, start, progress, signal);
      return eventOf(runtime, start, outcome, signal.aborted);
    } catch (error) {
      if (signal.aborted) return { kind: 'itemStopped', ...ref };
      const appError = appErrorOf(error);
      // Damaged bytes are thrown away, so they are no progress, however many there were.
      const kept = progressed && appError.code !== 'integrity.mismatch';
      return { kind: 'itemFailed', ...ref, error: appError, jitter: random(), progressed: kept };
    }
  };
}

/** One file's progress in the journal; what cannot be written waits, and with it the file. */
export function progressOf(
  journal: Journal,
  { jobId, writer }: JobRuntime,
  itemId: string,
  signal: AbortSignal,
  onPart: () => void,
): ProgressLog {
  return {
    read: () => journal.readProgress(jobId, itemId),
    begin: (progress) => writer.atOnce(() => journal.beginProgress(jobId, itemId, progress), signal),
    async partDone(part) {
      await writer.atOnce(() => journal.addPart(jobId, itemId, part), signal);
      onPart();
    },
    drop: () => writer.atOnce(() => journal.dropProgress(jobId, itemId), signal),
  };
}
