import { describe, expect, test } from 'vitest';
import { emptyTransfers, transition } from '../../../electron/core/transfers/machine/machine.ts';
import type {
  JobSource,
  JobState,
  TransferEffect,
  TransferEvent,
  TransferItem,
  TransfersState,
} from '../../../electron/core/transfers/machine/model.ts';
import { valuesOf } from '../../../electron/core/transfers/machine/queue.ts';
import type { AppError, ErrorCode } from '../../../shared/domain/appError.ts';

const upload: JobSource = {
  kind: 'upload',
  paths: ['/home/me/pictures'],
  target: { accountId: 'work', bucket: 'photos', prefix: '' },
};
const download: JobSource = {
  kind: 'download',
  selection: { accountId: 'work', bucket: 'photos', basePrefix: '', keys: [], prefixes: ['2026/'] },
  folderPath: '/home/me',
};
const conflict = {
  name: 'a.jpg',
  existing: { sizeBytes: 1, modifiedAtMs: 1 },
  incoming: { sizeBytes: 2, modifiedAtMs: 2 },
};

function item(id: string, sizeBytes = 10): TransferItem {
  const place = { source: `/home/me/pictures/${id}.jpg`, target: `pictures/${id}.jpg` };
  return { id, kind: 'file', ...place, sizeBytes, modifiedAtMs: 0, attempt: 0 };
}

function error(code: ErrorCode, retryable = false): AppError {
  return { code, message: code, retryable };
}

/** A machine that is told one event after the other, at one time unless said otherwise. */
function machine(limit: number) {
  let state: TransfersState = emptyTransfers(limit);
  let nowMs = 0;
  const send = (event: TransferEvent, atMs = nowMs): readonly TransferEffect[] => {
    nowMs = atMs;
    const step = transition(state, event, nowMs);
    state = step.state;
    return step.effects;
  };
  const job = (jobId = 'job'): JobState => {
    const found = state.jobs.get(jobId);
    if (found === undefined) throw new Error(`no job ${jobId}`);
    return found;
  };
  const begin = (ids: readonly string[], jobId = 'job', source = upload): readonly TransferEffect[] => {
    send({ kind: 'jobAdded', jobId, source });
    return send({ kind: 'planned', jobId, items: ids.map((id) => item(id)), rejected: [], renamed: [] });
  };
  const planEnded = (jobId = 'job') => send({ kind: 'planEnded', jobId, run: 1 });
  const done = (itemId: string, attempt = 1, jobId = 'job') =>
    send({ kind: 'itemDone', jobId, itemId, attempt, sizeBytes: 10 });
  const failed = (itemId: string, appError: AppError, attempt = 1, progressed = false) =>
    send({ kind: 'itemFailed', jobId: 'job', itemId, attempt, error: appError, jitter: 0.5, progressed });
  const taken = (itemId: string, attempt = 1) =>
    send({ kind: 'itemTaken', jobId: 'job', itemId, attempt, conflict });
  const answered = (itemId: string, answer: 'replace' | 'keepBoth' | 'skip', applyToAll = false) =>
    send({ kind: 'answered', jobId: 'job', itemId, answer, applyToAll });
  return { send, job, begin, planEnded, done, failed, taken, answered, state: () => state };
}

const startedIds = (effects: readonly TransferEffect[]): readonly string[] =>
  effects.flatMap((effect) => (effect.kind === 'start' ? [effect.item.id] : []));
const starts = (effects: readonly TransferEffect[]) =>
  effects.flatMap((effect) =>
    effect.kind === 'start' ? [[effect.item.id, effect.item.attempt, effect.onTaken]] : [],
  );
const idsOf = (items: Iterable<TransferItem>): readonly string[] => [...items].map(({ id }) => id);

describe('the row', () => {
  test('files start in their order, as many at a time as are allowed, while planning goes on', () => {
    const { begin, done } = machine(2);
    expect(startedIds(begin(['1', '2', '3', '4']))).toEqual(['1', '2']);
    expect(startedIds(done('2'))).toEqual(['3']);
    expect(startedIds(done('1'))).toEqual(['4']);
  });

  test('a later job gets every second place and does not wait for the first', () => {
    const { begin, done } = machine(2);
    begin(['1', '2', '3', '4']);
    begin(['a', 'b'], 'later');
    expect(startedIds(done('1'))).toEqual(['a']);
    expect(startedIds(done('2'))).toEqual(['3']);
  });

  test('with one place, the jobs take turns', () => {
    const { begin, done } = machine(1);
    begin(['1', '2', '3']);
    begin(['a', 'b'], 'later');
    expect([startedIds(done('1')), startedIds(done('a', 1, 'later')), startedIds(done('2'))]).toEqual([
      ['a'],
      ['2'],
      ['b'],
    ]);
  });

  test('a raised limit starts more at once; a lowered one stops nothing', () => {
    const { begin, send, done } = machine(1);
    begin(['1', '2', '3', '4']);
    expect(startedIds(send({ kind: 'limitChanged', limit: 3 }))).toEqual(['2', '3']);
    expect(send({ kind: 'limitChanged', limit: 1 })).toEqual([]);
    expect([startedIds(done('1')), startedIds(done('2')), startedIds(done('3'))]).toEqual([[], [], ['4']]);
  });

  test('a job ends when all is planned and nothing is left', () => {
    const { begin, done, planEnded, job } = machine(4);
    begin(['1']);
    done('1');
    expect(job().phase).toBe('going');
    expect(planEnded()).toEqual([{ kind: 'jobEnded', jobId: 'job' }]);
    expect(job()).toMatchObject({
      phase: 'ended',
      fileCount: 1,
      doneCount: 1,
      settledBytes: 10,
      endedAtMs: 0,
    });
  });

  test('a file that has another size than planned counts with what was moved', () => {
    const { begin, send, job } = machine(1);
    begin(['1']);
    send({ kind: 'itemDone', jobId: 'job', itemId: '1', attempt: 1, sizeBytes: 25 });
    expect(job()).toMatchObject({ sizeBytes: 25, settledBytes: 25 });
  });
});

describe('failures', () => {
  const lost = error('network.lost', true);

  test('what may pass is tried five times, after 1, 2, 4 and 8 seconds, and then has failed', () => {
    const { begin, send, failed, planEnded, job } = machine(1);
    begin(['1']);
    planEnded();
    const wakes: number[] = [];
    let nowMs = 0;
    for (let attempt = 1; attempt <= 5; attempt += 1) {
      const effects = failed('1', lost, attempt);
      const wake = effects.find((effect) => effect.kind === 'wake');
      if (wake === undefined) break;
      wakes.push(wake.atMs - nowMs);
      nowMs = wake.atMs;
      expect(starts(send({ kind: 'woke' }, nowMs))).toEqual([['1', attempt + 1, 'ask']]);
    }
    expect(wakes).toEqual([1000, 2000, 4000, 8000]);
    expect(job()).toMatchObject({ phase: 'ended', failures: [{ itemId: '1', name: '1.jpg', error: lost }] });
  });

  test('the jitter makes the pause up to a quarter shorter or longer', () => {
    for (const [jitter, pauseMs] of [
      [0, 750],
      [1, 1250],
    ] as const) {
      const { begin, send } = machine(1);
      begin(['1']);
      const attempt = { jobId: 'job', itemId: '1', attempt: 1 };
      const effects = send({ kind: 'itemFailed', ...attempt, error: lost, jitter, progressed: false });
      expect(effects).toEqual([{ kind: 'wake', atMs: pauseMs }]);
    }
  });

  test('a file that waits for its next attempt keeps its place, so that a lost network does not burn through the row', () => {
    const { begin, failed } = machine(1);
    begin(['1', '2']);
    expect(startedIds(failed('1', lost))).toEqual([]);
  });

  test('an attempt that brought something starts the count of vain attempts anew', () => {
    const { begin, send, failed, job } = machine(1);
    begin(['1']);
    for (let attempt = 1; attempt <= 20; attempt += 1) {
      failed('1', lost, attempt, true);
      send({ kind: 'woke' }, attempt * 10_000);
    }
    expect(job()).toMatchObject({ phase: 'going' });
    expect(job().active.get('1')).toMatchObject({ item: { attempt: 21 }, vainAttempts: 1 });
  });

  test('what cannot pass has failed at once, is tidied up, and the other files go on', () => {
    const { begin, failed, job } = machine(1);
    begin(['1', '2']);
    const effects = failed('1', error('access.denied'));
    expect(effects.map(({ kind }) => kind)).toEqual(['settle', 'start']);
    expect(effects[0]).toMatchObject({ ending: 'failed', items: [{ id: '1' }] });
    expect(job().failed.size).toBe(1);
  });

  const elsewhere = { action: 'chooseAnotherPlace' } as const;

  test.each([
    { ...error('local.noSpace'), ...elsewhere },
    { ...error('local.notWritable'), ...elsewhere },
    error('credentials.unknownKey'),
    error('bucket.notFound'),
  ])('$code stops a download as a whole, with one message', (appError) => {
    const { code } = appError;
    const { begin, failed, job } = machine(2);
    begin(['1', '2', '3'], 'job', download);
    const effects = failed('1', appError);
    expect(effects).toMatchObject([
      { kind: 'stopPlan' },
      { kind: 'settle', ending: 'failed', items: [{ id: '1' }, { id: '2' }] },
      { kind: 'jobEnded' },
    ]);
    expect(job()).toMatchObject({ phase: 'ended', error: { code }, failures: [{ itemId: '1' }] });
    expect(idsOf(valuesOf(job().failed))).toEqual(['1', '2', '3']);
  });

  test.each(['credentials.expired', 'account.signInNeeded', 'account.codeNeeded'] as const)(
    '%s stops an upload and keeps what has moved; a retry goes on with it',
    (code) => {
      const { begin, failed, job, send } = machine(2);
      begin(['1', '2', '3']);
      expect(failed('1', error(code))).toMatchObject([
        { kind: 'stopPlan' },
        { kind: 'settle', ending: 'kept', items: [{ id: '1' }, { id: '2' }] },
        { kind: 'jobEnded' },
      ]);
      expect(job()).toMatchObject({ phase: 'ended', error: { code }, failures: [{ itemId: '1' }] });
      expect(startedIds(send({ kind: 'retried', jobId: 'job' }))).toEqual(['1', '2']);
    },
  );

  test('a folder that cannot be written stops no upload', () => {
    const { begin, failed } = machine(1);
    begin(['1', '2']);
    expect(startedIds(failed('1', { ...error('local.notWritable'), ...elsewhere }))).toEqual(['2']);
  });

  test('a file that cannot be written, where others can, is the only one that fails', () => {
    const { begin, failed } = machine(1);
    begin(['1', '2'], 'job', download);
    expect(startedIds(failed('1', error('local.notWritable')))).toEqual(['2']);
  });

  test('of many failures the first hundred are shown and all are counted', () => {
    const { send, job } = machine(1);
    send({ kind: 'jobAdded', jobId: 'job', source: upload });
    const rejected = Array.from({ length: 250 }, (_, index) => ({
      item: item(String(index)),
      error: error('local.notReadable'),
    }));
    send({ kind: 'planned', jobId: 'job', items: [], rejected, renamed: [] });
    expect([job().failures.length, job().failed.size, job().fileCount]).toEqual([100, 250, 250]);
  });

  test('a result of an older attempt changes nothing', () => {
    const { begin, send, failed, done, taken, state } = machine(1);
    begin(['1']);
    failed('1', lost);
    const waiting = state();
    done('1');
    expect(state()).toBe(waiting);
    send({ kind: 'woke' }, 5000);
    const again = state();
    done('1', 1);
    failed('1', lost, 1);
    taken('1', 1);
    expect(state().jobs).toBe(again.jobs);
  });
});

describe('planning', () => {
  test('a listing that fails for a while is tried again, with the files found so far moving on', () => {
    const { begin, send, job } = machine(1);
    begin(['1']);
    const lost = error('network.lost', true);
    expect(send({ kind: 'planFailed', jobId: 'job', run: 1, error: lost, jitter: 0.5 })).toEqual([
      { kind: 'wake', atMs: 1000 },
    ]);
    expect(send({ kind: 'woke' }, 1000)).toEqual([{ kind: 'plan', jobId: 'job', run: 2, source: upload }]);
    expect(job().active.size).toBe(1);
  });

  test('a listing that is refused ends the planning; what was found moves, and the job has failed', () => {
    const { begin, send, done, job } = machine(1);
    begin(['1']);
    send({ kind: 'planFailed', jobId: 'job', run: 1, error: error('access.denied'), jitter: 0 });
    done('1');
    expect(job()).toMatchObject({ phase: 'ended', doneCount: 1, error: { code: 'access.denied' } });
  });

  test('files that were found while the job was cancelled are not lost', () => {
    const { begin, send, job } = machine(1);
    begin(['1']);
    send({ kind: 'cancelled', jobId: 'job' });
    send({ kind: 'planned', jobId: 'job', items: [item('2')], rejected: [], renamed: [] });
    expect(idsOf(valuesOf(job().left))).toEqual(['1', '2']);
  });
});

describe('a taken name', () => {
  test('the question waits; the other files and their questions go on without asking twice', () => {
    const { begin, taken, job } = machine(1);
    begin(['1', '2', '3']);
    expect(startedIds(taken('1'))).toEqual(['2']);
    expect(startedIds(taken('2'))).toEqual(['3']);
    expect([...valuesOf(job().waiting)].map((each) => each.item.id)).toEqual(['1', '2']);
  });

  test('an answer is for that file, which is next; then the following question is open', () => {
    const { begin, taken, answered, done, job } = machine(1);
    begin(['1', '2', '3', '4']);
    taken('1');
    taken('2');
    answered('1', 'keepBoth');
    expect([...valuesOf(job().waiting)].map((each) => each.item.id)).toEqual(['2']);
    expect(starts(done('3'))).toEqual([['1', 2, 'keepBoth']]);
  });

  test('skip ends the file at once', () => {
    const { begin, planEnded, taken, answered, job } = machine(1);
    begin(['1']);
    planEnded();
    taken('1');
    const effects = answered('1', 'skip');
    expect(effects).toMatchObject([{ kind: 'settle', ending: 'skipped' }, { kind: 'jobEnded' }]);
    expect(job()).toMatchObject({ phase: 'ended', skippedCount: 1, settledBytes: 10 });
  });

  test('an answer for all answers every open question and those to come', () => {
    const { begin, taken, answered, done, job } = machine(1);
    begin(['1', '2', '3', '4']);
    taken('1');
    taken('2');
    answered('1', 'replace', true);
    expect(job().waiting.size).toBe(0);
    expect(starts(done('3'))).toEqual([['1', 2, 'replace']]);
    expect(starts(done('1', 2))).toEqual([['2', 2, 'replace']]);
    expect(starts(done('2', 2))).toEqual([['4', 1, 'replace']]);
  });

  test('skip for all looks at each file and skips those that are taken', () => {
    const { begin, taken, answered, done, job } = machine(1);
    begin(['1', '2', '3', '4']);
    taken('1');
    answered('1', 'skip', true);
    expect(starts(taken('2'))).toEqual([['3', 1, 'ask']]);
    done('3');
    taken('4');
    expect(job()).toMatchObject({ skippedCount: 3, doneCount: 1 });
    expect(job().waiting.size).toBe(0);
  });

  test('a file that was on its way when all were answered starts again with that answer', () => {
    const { begin, taken, answered } = machine(2);
    begin(['1', '2']);
    taken('1');
    answered('1', 'replace', true);
    expect(starts(taken('2'))).toEqual([['2', 2, 'replace']]);
  });

  test('an answer to a question that is not open changes nothing', () => {
    const { begin, taken, answered, state } = machine(1);
    begin(['1', '2', '3']);
    taken('1');
    taken('2');
    const before = state();
    answered('2', 'skip');
    answered('none', 'skip');
    expect(state()).toBe(before);
  });

  test('a question of one job holds up no other job', () => {
    const { begin, taken, done } = machine(1);
    begin(['1']);
    begin(['a', 'b'], 'later');
    expect(startedIds(taken('1'))).toEqual(['a']);
    expect(startedIds(done('a', 1, 'later'))).toEqual(['b']);
  });
});

describe('cancel, retry and clear', () => {
  test('cancel stops what moves, what waits and the planning, and frees the places', () => {
    const { begin, taken, send, job } = machine(2);
    begin(['1', '2', '3', '4']);
    taken('1');
    begin(['a'], 'later');
    const effects = send({ kind: 'cancelled', jobId: 'job' });
    expect(effects).toMatchObject([
      { kind: 'stopPlan', jobId: 'job' },
      { kind: 'settle', ending: 'cancelled', items: [{ id: '2' }, { id: '3' }, { id: '1' }] },
      { kind: 'jobEnded' },
      { kind: 'start', jobId: 'later' },
    ]);
    expect(job()).toMatchObject({ phase: 'cancelled', fileCount: 4 });
    expect(idsOf(valuesOf(job().left))).toEqual(['2', '3', '1', '4']);
  });

  test('a retry moves what is not done, with new attempts, and finishes the planning that was stopped', () => {
    const { begin, done, send, job } = machine(2);
    begin(['1', '2', '3']);
    done('1');
    send({ kind: 'cancelled', jobId: 'job' });
    const effects = send({ kind: 'retried', jobId: 'job' });
    expect(effects[0]).toEqual({ kind: 'plan', jobId: 'job', run: 2, source: upload });
    expect(starts(effects)).toEqual([
      ['2', 2, 'ask'],
      ['3', 2, 'ask'],
    ]);
    expect(job()).toMatchObject({ phase: 'going', doneCount: 1, failures: [] });
    expect(job().endedAtMs).toBeUndefined();
  });

  test('a retry after failures tries those only', () => {
    const { begin, done, failed, planEnded, send, job } = machine(2);
    begin(['1', '2']);
    planEnded();
    done('1');
    failed('2', error('access.denied'));
    expect(job().phase).toBe('ended');
    expect(starts(send({ kind: 'retried', jobId: 'job' }))).toEqual([['2', 2, 'ask']]);
    expect(job()).toMatchObject({ failures: [], doneCount: 1 });
    expect(job().failed.size).toBe(0);
  });

  test('a job that goes, or is wholly done, has nothing to retry', () => {
    const { begin, done, planEnded, send, state } = machine(1);
    begin(['1']);
    const going = state();
    expect(send({ kind: 'retried', jobId: 'job' })).toEqual([]);
    expect(state()).toBe(going);
    done('1');
    planEnded();
    expect(send({ kind: 'retried', jobId: 'job' })).toEqual([]);
  });

  test('clear takes off what has ended and leaves what goes', () => {
    const { begin, send, state } = machine(2);
    begin(['1']);
    begin(['a'], 'later');
    send({ kind: 'cancelled', jobId: 'job' });
    expect(send({ kind: 'cleared' })).toEqual([{ kind: 'jobRemoved', jobId: 'job' }]);
    expect([...state().jobs.keys()]).toEqual(['later']);
    expect(send({ kind: 'cleared', jobId: 'later' })).toEqual([]);
  });
});
