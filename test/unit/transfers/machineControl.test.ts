import { describe, expect, test } from 'vitest';
import {
  askedIds,
  error,
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
