import { describe, expect, test } from 'vitest';
import {
  error,
  idsUpTo,
  item,
  kindsOf,
  machine,
  restoredJob,
  rowIds,
  startedIds,
  stored,
  upload,
} from './machineScript.ts';

describe('the places', () => {
  test('files start in their order, as many at a time as are allowed, while planning goes on', () => {
    const { begin, done } = machine(2);
    expect(startedIds(begin(['1', '2', '3', '4']))).toEqual(['1', '2']);
    expect(startedIds(done('2'))).toEqual(['3']);
    expect(startedIds(done('1'))).toEqual(['4']);
  });

  test('small files do not wait for large ones, nor large ones for small', () => {
    const { begin, done, found } = machine(2, 1);
    expect(startedIds(begin(['L1', 'L2', '1', '2', '3']))).toEqual(['L1', '1', '2']);
    expect(startedIds(done('1'))).toEqual(['3']);
    expect(startedIds(found(['4', '5']))).toEqual([]);
    expect(startedIds(done('L1'))).toEqual(['L2']);
  });

  test('a later job gets every second place and does not wait for the first', () => {
    const { begin, done } = machine(2);
    begin(['1', '2', '3', '4']);
    begin(['a', 'b'], { jobId: 'later' });
    expect(startedIds(done('1'))).toEqual(['a']);
    expect(startedIds(done('2'))).toEqual(['3']);
  });

  test('with one place, the jobs take turns', () => {
    const { begin, done } = machine(1);
    begin(['1', '2', '3']);
    begin(['a', 'b'], { jobId: 'later' });
    expect([startedIds(done('1')), startedIds(done('a', 1, 'later')), startedIds(done('2'))]).toEqual([
      ['a'],
      ['2'],
      ['b'],
    ]);
  });

  test('turns are taken in each lane by itself: a job with many small files gets its turn for its large ones', () => {
    const { begin, done } = machine(1, 1);
    begin(['La', 'Lb', 'Lc'], { jobId: 'other' });
    begin(['L1', 'L2', '1', '2', '3', '4']);
    expect(startedIds(done('La', 1, 'other'))).toEqual(['L1']);
    for (const id of ['1', '2', '3']) done(id);
    expect(startedIds(done('L1'))).toEqual(['Lb']);
    expect(startedIds(done('Lb', 1, 'other'))).toEqual(['L2']);
  });

  test('a raised limit starts more at once; a lowered one stops nothing', () => {
    const { begin, send, done } = machine(1);
    begin(['1', '2', '3', '4']);
    expect(startedIds(send({ kind: 'limitsChanged', limits: { small: 3, large: 1 } }))).toEqual(['2', '3']);
    expect(send({ kind: 'limitsChanged', limits: { small: 1, large: 1 } })).toEqual([]);
    expect([startedIds(done('1')), startedIds(done('2')), startedIds(done('3'))]).toEqual([[], [], ['4']]);
  });
});

describe('the rows', () => {
  test('of a hundred thousand files a few hundred are in memory', () => {
    const { begin, send, load, done, job } = machine(1);
    begin([]);
    const none = { folderCount: 0, rejected: [], renamed: [] };
    expect(send({ kind: 'planned', jobId: 'job', stored: stored(100_000), ...none })).toEqual([
      { kind: 'load', jobId: 'job', lane: 'small', limit: 256 },
    ]);
    const ids = idsUpTo(256);
    expect(kindsOf(load(ids))).toEqual(['start']);
    expect(job().rows.small).toMatchObject({ queue: { size: 255 }, storedCount: 99_744, isLoading: false });
    const loads = ids.slice(0, 128).map((id) => kindsOf(done(id)).includes('load'));
    expect(loads.indexOf(true)).toBe(127);
    expect(kindsOf(done('129'))).not.toContain('load');
  });

  test('a row of which the journal has no more is at its end', () => {
    const { send, load, job } = machine(1);
    send({ kind: 'jobRestored', job: restoredJob({ storedCounts: { small: 3, large: 0 } }) });
    expect(kindsOf(load([]))).toEqual(['jobChanged']);
    expect(job().phase).toBe('ended');
  });

  test('a job ends when all is planned and nothing is left, and that is written down after its last file', () => {
    const { begin, done, planEnded, job } = machine(4);
    begin(['1', '2']);
    done('1');
    expect(planEnded()).toEqual([{ kind: 'jobChanged', jobId: 'job' }]);
    expect(job().phase).toBe('going');
    expect(done('2')).toEqual([
      {
        kind: 'itemsEnded',
        jobId: 'job',
        results: [{ item: { ...item('2'), attempt: 1 }, state: 'done', sizeBytes: 10, proof: {} }],
      },
      { kind: 'jobChanged', jobId: 'job' },
    ]);
    expect(job()).toMatchObject({
      phase: 'ended',
      endedAtMs: 0,
      counts: { fileCount: 2, doneCount: 2, sizeBytes: 20, settledBytes: 20 },
    });
  });

  test('a file that has another size than planned counts with what was moved; a changed name is noted', () => {
    const { begin, send, job } = machine(1);
    begin(['1']);
    const renamed = { from: '1.jpg', to: '1 (2).jpg' };
    const ref = { jobId: 'job', itemId: '1', attempt: 1 };
    send({ kind: 'itemDone', ...ref, sizeBytes: 25, proof: {}, renamed });
    expect(job().counts).toMatchObject({ sizeBytes: 25, settledBytes: 25, renamedCount: 1 });
    expect(job().notes.renamed).toEqual([renamed]);
  });

  test('a result of an attempt that is over, or of none, changes nothing', () => {
    const { begin, failed, done, taken, stopped, woke, state } = machine(1);
    begin(['1']);
    failed('1', error('network.lost'));
    const waiting = state();
    done('1');
    expect(state()).toBe(waiting);
    woke(5000);
    const again = state();
    done('1', 1);
    failed('1', error('network.lost'), 1);
    taken('1', 1);
    stopped('1', 1);
    done('none');
    done('1', 1, 'none');
    expect(state()).toBe(again);
  });
});

describe('planning', () => {
  const lost = error('network.lost');

  test('what cannot be moved at all has ended already, and is counted', () => {
    const { send, job } = machine(1);
    send({ kind: 'jobAdded', jobId: 'job', source: upload, onTaken: 'ask' });
    const rejected = [
      ...idsUpTo(250).map((id) => ({
        item: item(id),
        error: error('local.notReadable'),
        state: 'failed' as const,
      })),
      { item: item('link'), error: error('local.linkLoop'), state: 'skipped' as const },
    ];
    send({ kind: 'planned', jobId: 'job', stored: stored(2), folderCount: 1, rejected, renamed: [] });
    expect(job().counts).toMatchObject({
      fileCount: 253,
      folderCount: 1,
      failedCount: 250,
      skippedCount: 1,
      sizeBytes: 2530,
      settledBytes: 2510,
    });
    expect(job().notes.failures).toHaveLength(20);
    expect(job().notes.failures[0]).toEqual({
      itemId: '1',
      name: '1.jpg',
      error: error('local.notReadable'),
    });
  });

  test('a listing that fails for a while is tried again, with the files found so far moving on', () => {
    const { begin, planFailed, woke, job } = machine(1);
    begin(['1']);
    expect(planFailed(lost)).toEqual([{ kind: 'wake', atMs: 1000 }]);
    expect(job()).toMatchObject({ active: new Map([['1', {}]]), plan: { status: 'backoff', error: lost } });
    expect(woke(1000)).toEqual([{ kind: 'plan', jobId: 'job', run: 2, source: upload, isAgain: true }]);
    expect(job().active.size).toBe(1);
  });

  test('a listing that finds something new now and then is never given up', () => {
    const { begin, planFailed, found, woke, job } = machine(1);
    begin(['0']);
    for (let run = 1; run <= 20; run += 1) {
      planFailed(error('server.failed'), run);
      woke(run * 100_000);
      found([String(run)]);
    }
    expect(job().plan).toMatchObject({ status: 'running', run: 21, vainRuns: 0 });
  });

  test('a listing that is refused ends the planning; what was found moves, and the job has failed', () => {
    const { begin, planFailed, done, job } = machine(1);
    begin(['1']);
    planFailed(error('access.denied'));
    done('1');
    expect(job()).toMatchObject({
      phase: 'ended',
      counts: { doneCount: 1 },
      error: { code: 'access.denied' },
    });
  });

  test('files that were found while the job was cancelled are not lost', () => {
    const { begin, cancel, found, stopped, retry, requeued, job } = machine(1);
    begin(['1']);
    cancel();
    found(['2']);
    expect([job().counts.fileCount, rowIds(job())]).toEqual([2, []]);
    stopped('1');
    expect(kindsOf(retry())).toEqual(['requeue', 'plan', 'jobChanged']);
    expect(kindsOf(requeued(stored(2)))).toEqual(['load']);
  });
});

describe('a new start of Satchel', () => {
  test('a job that was going goes on by itself: it lists again, and moves what is left', () => {
    const { send, load, job } = machine(2);
    const restored = restoredJob({ isPlanned: false, storedCounts: { small: 3, large: 0 } });
    expect(send({ kind: 'jobRestored', job: restored })).toEqual([
      { kind: 'plan', jobId: 'job', run: 1, source: upload, isAgain: true },
      { kind: 'load', jobId: 'job', lane: 'small', limit: 256 },
    ]);
    expect(startedIds(load(['1', '2', '3']))).toEqual(['1', '2']);
    expect(job().plan.status).toBe('running');
  });

  test('one of which all is listed does not list again, and ends when nothing is left', () => {
    const { send, job } = machine(2);
    expect(kindsOf(send({ kind: 'jobRestored', job: restoredJob() }))).toEqual(['jobChanged']);
    expect(job().phase).toBe('ended');
  });

  test('a job that was paused stays paused; one that is over stays over, with its error', () => {
    const { send, resume, state } = machine(2);
    const storedCounts = { small: 1, large: 0 };
    expect(
      send({
        kind: 'jobRestored',
        job: restoredJob({ phase: 'paused', isPlanned: false, storedCounts }),
      }),
    ).toEqual([]);
    const over = { id: 'over', phase: 'ended', endedAtMs: 5, error: error('clock.skewed') } as const;
    expect(send({ kind: 'jobRestored', job: restoredJob({ ...over, storedCounts }) })).toEqual([]);
    expect(state().jobs.get('over')).toMatchObject(over);
    expect(kindsOf(resume())).toEqual(['plan', 'load', 'jobChanged']);
  });
});

test('nothing is asked for when nothing is to be done', () => {
  const { woke, send, state } = machine(1);
  const before = state();
  expect([woke(), send({ kind: 'nudged' }), send({ kind: 'retried', jobId: 'none' })]).toEqual([[], [], []]);
  expect(state()).toBe(before);
});
