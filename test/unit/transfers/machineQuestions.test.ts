import { describe, expect, test } from 'vitest';
import { askedIds, idsUpTo, kindsOf, machine, startedIds, starts } from './machineScript.ts';

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
