import { describe, expect, test } from 'vitest';
import { SatchelError } from '../../../electron/core/satchelError.ts';
import { createMeter } from '../../../electron/core/transfers/flow/meter.ts';
import { createJobRuntime, type JobRuntime, setMoved } from '../../../electron/core/transfers/jobRuntime.ts';
import { emptyTransfers } from '../../../electron/core/transfers/machine/machine.ts';
import type { ActiveItem, JobState, PlanState } from '../../../electron/core/transfers/machine/model.ts';
import { queueOf } from '../../../electron/core/transfers/machine/queue.ts';
import { nameBelowTarget } from '../../../electron/core/transfers/machine/rules.ts';
import { snapshotOf } from '../../../electron/core/transfers/snapshot.ts';
import type { AppError, ErrorCode } from '../../../shared/domain/appError.ts';
import type { TransferJob } from '../../../shared/domain/transfer.ts';

const errorOf = (code: ErrorCode): AppError => new SatchelError(code, code).appError;

const row = { queue: queueOf<never>(), storedCount: 0, isLoading: false, lastTurn: 0 };

function jobOf(changes: Partial<JobState> = {}): JobState {
  return {
    id: 'job',
    source: {
      kind: 'upload',
      paths: ['/home/me/Photos/'],
      target: { accountId: 'work', bucket: 'b', prefix: 'in/' },
    },
    onTaken: 'ask',
    phase: 'going',
    plan: { status: 'ended', run: 1, vainRuns: 0 },
    rows: { small: row, large: row },
    active: new Map(),
    stopping: new Map(),
    waiting: queueOf(),
    counts: {
      fileCount: 10,
      folderCount: 1,
      doneCount: 4,
      doneFolderCount: 1,
      skippedCount: 0,
      failedCount: 0,
      renamedCount: 0,
      sizeBytes: 1000,
      settledBytes: 400,
    },
    notes: { failures: [], renamed: [] },
    startedAtMs: 1,
    ...changes,
  };
}

function activeItem(id: string, error?: AppError): ActiveItem {
  const item = {
    id,
    kind: 'file',
    source: `/home/me/Photos/${id}`,
    target: `in/Photos/${id}`,
    sizeBytes: 100,
    modifiedAtMs: 0,
    attempt: 1,
  } as const;
  return { item, vainAttempts: error ? 1 : 0, ...(error ? { retryAtMs: 9000, error } : {}) };
}

const active = (...items: readonly ActiveItem[]) => new Map(items.map((each) => [each.item.id, each]));

function runtimeOf(job: JobState, trouble?: AppError): JobRuntime {
  const writer = {
    inOrder: <T>(write: () => Promise<T>) => write(),
    atOnce: <T>(write: () => Promise<T>) => write(),
    endItems: async () => undefined,
    trouble: () => trouble,
    settled: async () => undefined,
  };
  return createJobRuntime({ jobId: job.id, source: job.source, place: 'here', writer }, 0);
}

function viewOf(job: JobState, runtime = runtimeOf(job), nowMs = 0): TransferJob | undefined {
  return snapshotOf(stateOf(job), () => runtime, createMeter(0), nowMs).jobs[0];
}

function stateOf(...jobs: readonly JobState[]) {
  const limits = { small: 1, large: 1 };
  return { ...emptyTransfers(limits), jobs: new Map(jobs.map((job) => [job.id, job])) };
}

describe('how a job stands', () => {
  const planOf = (status: PlanState['status'], error?: AppError): PlanState => ({
    status,
    run: 1,
    vainRuns: 0,
    ...(error ? { error, retryAtMs: 9000 } : {}),
  });
  const offline = errorOf('network.lost');
  const signIn = errorOf('account.signInNeeded');

  test.each<[string, Partial<JobState>, TransferJob['status'], ErrorCode?]>([
    ['lists and moves', { plan: planOf('running'), active: active(activeItem('a')) }, 'planning'],
    ['has listed all', { active: active(activeItem('a')) }, 'running'],
    ['has a question', { waiting: queueOf([asked('a')]), active: active(activeItem('b')) }, 'waiting'],
    [
      'waits for the network with all files',
      { active: active(activeItem('a', offline)) },
      'offline',
      offline.code,
    ],
    [
      'waits for the server with all files, and still lists',
      { plan: planOf('running'), active: active(activeItem('a', errorOf('server.busy'))) },
      'offline',
      'server.busy',
    ],
    [
      'waits for the network with some files',
      { active: active(activeItem('a', offline), activeItem('b')) },
      'running',
    ],
    [
      'waits with a damaged file',
      { active: active(activeItem('a', errorOf('integrity.mismatch'))) },
      'running',
    ],
    ['cannot list for want of a network', { plan: planOf('backoff', offline) }, 'offline', offline.code],
    ['is paused', { phase: 'paused' }, 'paused'],
    ['is blocked', { phase: 'blocked', error: signIn }, 'blocked', signIn.code],
    ['was cancelled', { phase: 'cancelled', endedAtMs: 5 }, 'cancelled'],
    ['is done', { phase: 'ended', endedAtMs: 5 }, 'done'],
    [
      'has stopped',
      { phase: 'ended', endedAtMs: 5, error: errorOf('bucket.notFound') },
      'failed',
      'bucket.notFound',
    ],
    [
      'has failures',
      { phase: 'ended', endedAtMs: 5, counts: { ...jobOf().counts, failedCount: 1 } },
      'failed',
    ],
  ])('one that %s', (_what, changes, status, code) => {
    const view = viewOf(jobOf(changes));
    expect(view?.status).toBe(status);
    expect(view?.error?.code).toBe(code);
  });

  test('one whose journal is full is blocked, and says so', () => {
    const job = jobOf({ active: active(activeItem('a')) });
    expect(viewOf(job, runtimeOf(job, errorOf('local.noSpace')))).toMatchObject({
      status: 'blocked',
      error: { code: 'local.noSpace' },
    });
  });

  test('folders are not counted among the files, and bytes on their way are', () => {
    const job = jobOf({ active: active(activeItem('a')) });
    const runtime = runtimeOf(job);
    setMoved(runtime, 'a', 70);
    expect(viewOf(job, runtime)).toMatchObject({
      fileCount: 9,
      doneCount: 3,
      doneBytes: 470,
      firstName: 'Photos',
      targetLabel: 'b/in/',
    });
    setMoved(runtime, 'a', 5000);
    expect(viewOf(job, runtime)?.doneBytes).toBe(1000);
    expect(viewOf({ ...job, phase: 'cancelled', endedAtMs: 5 }, runtime)?.doneBytes).toBe(400);
  });

  test('one that was cleared is off the list while its last file still stops', () => {
    const job = jobOf({ phase: 'cancelled', endedAtMs: 5, afterStop: 'remove' });
    expect(viewOf(job)).toBeUndefined();
  });
});

describe('the sum', () => {
  test('is of the jobs that go, or of those that rest when none does', () => {
    const going = jobOf({ id: 'going', active: active(activeItem('a')) });
    const paused = jobOf({ id: 'paused', phase: 'paused' });
    const over = jobOf({ id: 'over', phase: 'ended', endedAtMs: 5 });
    const totalOf = (...jobs: readonly JobState[]) =>
      snapshotOf(stateOf(...jobs), () => undefined, createMeter(0), 0).total;
    expect(totalOf(going, paused, over)).toMatchObject({
      activeJobCount: 2,
      goingJobCount: 1,
      sizeBytes: 1000,
      doneBytes: 400,
    });
    expect(totalOf(paused, over)).toMatchObject({ activeJobCount: 1, goingJobCount: 0, sizeBytes: 1000 });
    expect(totalOf(over)).toMatchObject({ activeJobCount: 0, goingJobCount: 0, sizeBytes: 0, doneBytes: 0 });
  });

  test('tells the time left once all is listed', () => {
    const meter = createMeter(0);
    for (let ms = 0; ms <= 4000; ms += 500) meter.add(50, ms);
    const job = jobOf({ active: active(activeItem('a')) });
    const total = (one: JobState) => snapshotOf(stateOf(one), () => undefined, meter, 4000).total;
    expect(total(job).secondsLeft).toBeGreaterThan(0);
    expect(total({ ...job, plan: { status: 'running', run: 1, vainRuns: 0 } }).secondsLeft).toBeUndefined();
    expect(total({ ...job, phase: 'paused' })).toMatchObject({ bytesPerSecond: 0 });
  });
});

test('the name of a file is below the target, with its folders', () => {
  const upload = jobOf().source;
  expect(nameBelowTarget(upload, { target: 'in/a/b' })).toBe('a/b');
  const download: JobState['source'] = {
    kind: 'download',
    selection: { accountId: 'work', bucket: 'b', basePrefix: 'in/', keys: [], prefixes: ['in/a/'] },
    folderPath: '/home/me',
  };
  expect(nameBelowTarget(download, { target: 'a/b' })).toBe('a/b');
});

function asked(id: string) {
  const facts = { sizeBytes: 1, modifiedAtMs: 1 };
  return { item: activeItem(id).item, conflict: { existing: facts, incoming: facts } };
}
