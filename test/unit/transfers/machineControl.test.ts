import { describe, expect, test } from 'vitest';
import {
  askedIds,
  error,
  idsUpTo,
  item,
  kindsOf,
  machine,
  restoredJob,
  rowIds,
  startedIds,
  starts,
  stored,
} from './machineScript.ts';

const lost = error('network.lost');

describe('a taken name', () => {
  test('the question waits; the other files and their questions go on without asking twice', () => {
    const { begin, taken, job } = machine(1);
    begin(['1', '2', '3']);
    expect(startedIds(taken('1'))).toEqual(['2']);
    expect(startedIds(taken('2'))).toEqual(['3']);
    expect(askedIds(job())).toEqual(['1', '2']);
  });

  test('an answer is for that file, which is next; then the following question is open', () => {
    const { begin, taken, answered, done, job } = machine(1);
    begin(['1', '2', '3', '4']);
    taken('1');
    taken('2');
    answered('1', 'keepBoth');
    expect(askedIds(job())).toEqual(['2']);
    expect(starts(done('3'))).toEqual([['1', 2, 'keepBoth']]);
  });

  test('skip ends the file at once', () => {
    const { begin, planEnded, taken, answered, job } = machine(1);
    begin(['1']);
    planEnded();
    taken('1');
    expect(answered('1', 'skip')).toMatchObject([
      { kind: 'discard', items: [{ id: '1' }] },
      { kind: 'itemsEnded', results: [{ state: 'skipped', sizeBytes: 10 }] },
      { kind: 'jobChanged' },
    ]);
    expect(job()).toMatchObject({ phase: 'ended', counts: { skippedCount: 1, settledBytes: 10 } });
  });

  test('an answer for all answers every open question and those to come, and is written down', () => {
    const { begin, taken, answered, done, job } = machine(1);
    begin(['1', '2', '3', '4']);
    taken('1');
    taken('2');
    expect(kindsOf(answered('1', 'replace', true))).toEqual(['jobChanged']);
    expect(job()).toMatchObject({ answerForAll: 'replace', waiting: { size: 0 } });
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
    expect(job()).toMatchObject({ counts: { skippedCount: 3, doneCount: 1 }, waiting: { size: 0 } });
  });

  test('the rule that the job started with is the answer for all', () => {
    const newer = machine(1);
    expect(starts(newer.begin(['1', '2'], { onTaken: 'onlyIfNewer' }))).toEqual([['1', 1, 'onlyIfNewer']]);
    expect(newer.skipped('1')).toMatchObject([
      { kind: 'discard' },
      { kind: 'itemsEnded', results: [{ state: 'skipped' }] },
      { kind: 'start', onTaken: 'onlyIfNewer' },
    ]);
    const skip = machine(1);
    expect(starts(skip.begin(['1', '2'], { onTaken: 'skip' }))).toEqual([['1', 1, 'ask']]);
    expect(startedIds(skip.taken('1'))).toEqual(['2']);
    expect(skip.job().counts.skippedCount).toBe(1);
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

  test('with 64 open questions no more files of the job start; other jobs go on', () => {
    const { begin, taken, answered } = machine(1);
    begin(idsUpTo(100));
    for (const id of idsUpTo(63)) expect(startedIds(taken(id))).toHaveLength(1);
    expect(startedIds(taken('64'))).toEqual([]);
    expect(startedIds(begin(['a'], { jobId: 'other' }))).toEqual(['a']);
    answered('1', 'skip');
    expect(startedIds(begin(['b'], { jobId: 'more' }))).toEqual([]);
  });
});

describe('pause', () => {
  test('stops what moves and the planning, keeps what has moved, and goes on with the same files', () => {
    const { begin, pause, stopped, resume, job } = machine(2);
    begin(['1', '2', '3']);
    expect(pause()).toEqual([
      { kind: 'stop', jobId: 'job', itemIds: ['1', '2'], discard: false },
      { kind: 'stopPlan', jobId: 'job', run: 1 },
      { kind: 'jobChanged', jobId: 'job' },
    ]);
    expect([...job().stopping.keys()]).toEqual(['1', '2']);
    stopped('2');
    expect(stopped('1')).toEqual([]);
    expect(rowIds(job())).toEqual(['1', '2', '3']);
    const effects = resume();
    expect(effects[0]).toMatchObject({ kind: 'plan', run: 2, isAgain: true });
    expect(starts(effects)).toEqual([
      ['1', 2, 'ask'],
      ['2', 2, 'ask'],
    ]);
  });

  test('a file that is still stopping when the job is resumed starts again only then', () => {
    const { begin, pause, stopped, resume, job } = machine(2);
    begin(['1', '2']);
    pause();
    stopped('1');
    expect(startedIds(resume())).toEqual(['1']);
    expect(starts(stopped('2'))).toEqual([['2', 2, 'ask']]);
    expect(job().stopping.size).toBe(0);
  });

  test('a file that was done before it could stop is done, and any other result leaves it', () => {
    const { begin, pause, done, failed, taken, skipped, job } = machine(4);
    begin(['1', '2', '3', '4']);
    pause();
    expect(kindsOf(done('1'))).toEqual(['itemsEnded']);
    failed('2', error('access.denied'));
    taken('3');
    skipped('4');
    expect(job().counts).toMatchObject({ doneCount: 1, failedCount: 0, skippedCount: 0 });
    expect(rowIds(job())).toEqual(['4', '3', '2']);
  });

  test('a question stays open and can be answered; nothing starts', () => {
    const { begin, taken, pause, answered, resume, job } = machine(1);
    begin(['1']);
    taken('1');
    pause();
    expect(askedIds(job())).toEqual(['1']);
    expect(startedIds(answered('1', 'replace'))).toEqual([]);
    expect(starts(resume())).toEqual([['1', 2, 'replace']]);
  });

  test('a file that waited for its next attempt is the next again; nothing wakes a paused job', () => {
    const { begin, failed, pause, woke, send, job } = machine(1);
    begin(['1', '2']);
    failed('1', lost);
    pause();
    expect(rowIds(job())).toEqual(['1', '2']);
    expect([woke(100_000), send({ kind: 'nudged' })]).toEqual([[], []]);
  });

  test('what is loaded or found meanwhile waits', () => {
    const { begin, pause, found, load, resume } = machine(3);
    begin(['1']);
    pause();
    expect(found(['2'])).toEqual([]);
    expect(kindsOf(resume())).toEqual(['plan', 'load', 'jobChanged']);
    pause();
    expect(load(['2'])).toEqual([]);
    expect(startedIds(resume())).toEqual(['2']);
  });

  test('a planning that ended just before it was stopped has ended', () => {
    const { begin, pause, planEnded, resume, job } = machine(1);
    begin(['1']);
    pause();
    planEnded();
    expect(job().plan.status).toBe('ended');
    expect(kindsOf(resume())).toEqual(['jobChanged']);
  });
});

describe('cancel', () => {
  test('stops what moves and takes back what was begun; the rest just stays in the journal', () => {
    const { begin, taken, failed, cancel, stopped, done, job } = machine(4);
    begin(['1', '2', '3', '4', '5', '6', '7']);
    taken('1');
    failed('2', lost);
    begin(['a'], { jobId: 'later' });
    const effects = cancel();
    expect(effects).toMatchObject([
      { kind: 'stop', itemIds: ['3', '4', '5', '6'], discard: true },
      { kind: 'stopPlan' },
      { kind: 'discard', items: [{ id: '2' }, { id: '1' }] },
    ]);
    expect(job()).toMatchObject({ phase: 'cancelled', endedAtMs: 0, counts: { fileCount: 7 } });
    expect([rowIds(job()), job().waiting.size]).toEqual([[], 0]);
    expect(startedIds(stopped('3'))).toEqual(['a']);
    expect(kindsOf(done('4'))).toEqual(['itemsEnded']);
    stopped('5');
    expect(stopped('6')).toEqual([{ kind: 'jobChanged', jobId: 'job' }]);
    expect(job().counts.doneCount).toBe(1);
  });

  test('of what is loaded, only what may have been begun is taken back', () => {
    const { send, load, pause, stopped, cancel } = machine(1);
    send({ kind: 'jobRestored', job: restoredJob({ storedCounts: { small: 3, large: 0 } }) });
    load(['1']);
    pause();
    stopped('1');
    send({
      kind: 'loaded',
      jobId: 'job',
      lane: 'small',
      items: [item('2'), { ...item('3'), maybeBegun: true }],
    });
    expect(cancel()).toMatchObject([
      { kind: 'discard', items: [{ id: '1', attempt: 1 }, { id: '3' }] },
      { kind: 'jobChanged' },
    ]);
  });

  test('what is loaded too late is left to the journal, what an earlier run has begun of it is taken back', () => {
    const { send, cancel, job } = machine(1);
    send({ kind: 'jobRestored', job: restoredJob({ storedCounts: { small: 2, large: 0 } }) });
    cancel();
    const items = [item('1'), { ...item('2'), maybeBegun: true }];
    expect(send({ kind: 'loaded', jobId: 'job', lane: 'small', items })).toEqual([
      { kind: 'discard', jobId: 'job', items: [items[1]] },
    ]);
    expect(rowIds(job())).toEqual([]);
  });

  test('a file that was stopping to be kept is taken back once it has stopped', () => {
    const { begin, pause, cancel, stopped } = machine(1);
    begin(['1']);
    pause();
    expect(kindsOf(cancel())).toEqual([]);
    expect(kindsOf(stopped('1'))).toEqual(['discard', 'jobChanged']);
  });
});

describe('retry and clear', () => {
  test('a retry begins the rows anew with what is left and what had failed, and lists to the end', () => {
    const { begin, done, failed, cancel, stopped, retry, requeued, load, job } = machine(2);
    begin(['1', '2', '3']);
    done('1');
    failed('2', error('access.denied'));
    cancel();
    stopped('3');
    expect(retry()).toMatchObject([
      { kind: 'requeue' },
      { kind: 'plan', run: 2, isAgain: true },
      { kind: 'jobChanged' },
    ]);
    expect(kindsOf(requeued(stored(2)))).toEqual(['load']);
    expect(job()).toMatchObject({
      phase: 'going',
      counts: { doneCount: 1, failedCount: 0, fileCount: 3, settledBytes: 10, sizeBytes: 30 },
      notes: { failures: [] },
    });
    expect(job().endedAtMs).toBeUndefined();
    expect(startedIds(load(['2', '3']))).toEqual(['2', '3']);
  });

  test('a retry while files are stopping waits for them, so that none is moved twice', () => {
    const { begin, cancel, retry, stopped, job } = machine(2);
    begin(['1', '2']);
    cancel();
    expect(kindsOf(retry())).toEqual(['jobChanged']);
    expect(stopped('1')).toEqual([]);
    expect(kindsOf(stopped('2'))).toEqual(['requeue', 'plan']);
    expect(rowIds(job())).toEqual([]);
  });

  test('what was asked to be loaded before a cancel is not taken for the answer after a retry', () => {
    const { begin, send, cancel, stopped, retry, load, requeued, job } = machine(1);
    begin(['1']);
    const none = { folderCount: 0, rejected: [], renamed: [] };
    send({ kind: 'planned', jobId: 'job', stored: stored(2), ...none });
    cancel();
    stopped('1');
    retry();
    expect(load(['2', '3'])).toEqual([]);
    expect(kindsOf(requeued(stored(3)))).toEqual(['load']);
    expect(startedIds(load(['1', '2', '3']))).toEqual(['1']);
    expect(job().rows.small.storedCount).toBe(0);
  });

  test('a job that is cancelled while it begins anew can be retried without asking twice', () => {
    const { begin, failed, planEnded, retry, cancel, requeued, job } = machine(1);
    begin(['1']);
    planEnded();
    failed('1', error('access.denied'));
    retry();
    cancel();
    expect(kindsOf(retry())).toEqual(['jobChanged']);
    expect(kindsOf(requeued(stored(1)))).toEqual(['load']);
    expect(job().counts).toMatchObject({ failedCount: 0, settledBytes: 0 });
  });

  test('a job that goes tries at once what waits; one that is wholly done has nothing to retry', () => {
    const { begin, failed, done, planEnded, retry, state } = machine(1);
    begin(['1']);
    planEnded();
    failed('1', lost);
    expect(starts(retry())).toEqual([['1', 2, 'ask']]);
    done('1', 2);
    const ended = state();
    expect(retry()).toEqual([]);
    expect(state()).toBe(ended);
  });

  test('a job that is paused is not retried, and one that is over neither paused, resumed nor cancelled', () => {
    const { begin, pause, stopped, retry, cancel, resume, state } = machine(1);
    begin(['1']);
    pause();
    stopped('1');
    expect(retry()).toEqual([]);
    cancel();
    const over = state();
    expect([pause(), resume(), cancel()]).toEqual([[], [], []]);
    expect(state()).toBe(over);
  });

  test('clear takes off what is over, once it has stopped, and leaves what goes', () => {
    const { begin, send, cancel, clear, stopped, state } = machine(2);
    begin(['1']);
    begin(['a'], { jobId: 'later' });
    expect(clear()).toEqual([]);
    cancel();
    expect(clear()).toEqual([]);
    expect(stopped('1')).toEqual([{ kind: 'jobRemoved', jobId: 'job' }]);
    expect([...state().jobs.keys()]).toEqual(['later']);
    expect(send({ kind: 'cleared', jobId: 'later' })).toEqual([]);
  });
});
