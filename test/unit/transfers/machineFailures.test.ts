import { describe, expect, test } from 'vitest';
import { errorClassOf, pauseMs } from '../../../electron/core/transfers/machine/rules.ts';
import { type ErrorCode, errorCodes } from '../../../shared/domain/appError.ts';
import {
  download,
  error,
  idsUpTo,
  kindsOf,
  machine,
  rowIds,
  startedIds,
  starts,
  stored,
  wakeAt,
} from './machineScript.ts';

const lost = error('network.lost');

describe('the class of an error', () => {
  test('every code has the class that says how often it is tried', () => {
    const codesOf = (errorClass: ReturnType<typeof errorClassOf>) =>
      errorCodes.filter((code) => errorClassOf(error(code)) === errorClass);
    const waiting = (code: ErrorCode) => code.startsWith('account.') || code.startsWith('signIn.');
    const found = {
      throttled: codesOf('throttled'),
      network: codesOf('network'),
      server: codesOf('server'),
      integrity: codesOf('integrity'),
      credentials: codesOf('credentials'),
    };
    expect(found).toEqual({
      throttled: ['server.busy'],
      network: ['network.unreachable', 'network.timedOut', 'network.lost', 'network.proxyFailed'],
      server: ['server.failed', 'server.badAnswer'],
      integrity: ['integrity.mismatch'],
      credentials: [
        'credentials.expired',
        ...errorCodes.filter(waiting),
        'network.proxyRefused',
        'network.certificateUntrusted',
        'request.stale',
      ],
    });
    expect(codesOf('permanent')).toContain('access.denied');
  });

  test('pauses double up to half a minute for the network and a minute otherwise, a quarter shorter or longer', () => {
    const pauses = (code: ErrorCode, jitter: number) =>
      [1, 2, 3, 4, 5, 6, 7, 1000].map((vain) => pauseMs(error(code), vain, jitter) / 1000);
    expect(pauses('network.lost', 0.5)).toEqual([1, 2, 4, 8, 16, 30, 30, 30]);
    expect(pauses('server.busy', 0.5)).toEqual([1, 2, 4, 8, 16, 32, 60, 60]);
    expect(pauses('server.failed', 0)).toEqual([0.75, 1.5, 3, 6, 12, 24, 45, 45]);
    expect(pauses('server.failed', 1)).toEqual([1.25, 2.5, 5, 10, 20, 40, 75, 75]);
  });

  test('a server that asks for a longer pause gets it, up to five minutes', () => {
    const asking = (retryAfterMs: number) =>
      pauseMs(error('server.busy', { params: { retryAfterMs } }), 1, 0.5);
    expect([asking(500), asking(7000), asking(3_600_000)]).toEqual([1000, 7000, 300_000]);
  });
});

describe('a file that failed', () => {
  /** Fails a file until it is not tried again, or a hundred times. */
  function failUntilGivenUp(code: ErrorCode, progressed = false): number {
    const { begin, failed, woke, job } = machine(1);
    begin(['1']);
    for (let attempt = 1; attempt <= 100; attempt += 1) {
      failed('1', error(code), attempt, progressed);
      if (job().active.size === 0) return attempt;
      woke(attempt * 100_000);
    }
    return Number.POSITIVE_INFINITY;
  }

  test.each([
    ['server.busy', Number.POSITIVE_INFINITY],
    ['network.unreachable', Number.POSITIVE_INFINITY],
    ['server.failed', 8],
    ['integrity.mismatch', 3],
    ['access.denied', 1],
    ['local.changed', 1],
  ] as const)('with %s is tried %d times', (code, attempts) => {
    expect(failUntilGivenUp(code)).toBe(attempts);
  });

  test('attempts that bring something are not in vain', () => {
    expect(failUntilGivenUp('server.failed', true)).toBe(Number.POSITIVE_INFINITY);
  });

  test('is tried again when its pause is over, and not before', () => {
    const { begin, failed, woke } = machine(1);
    begin(['1']);
    expect(wakeAt(failed('1', lost))).toBe(1000);
    expect(kindsOf(woke(999))).toEqual(['wake']);
    expect(starts(woke(1000))).toEqual([['1', 2, 'ask']]);
  });

  test('for good is taken back, written down and noted, and the other files go on', () => {
    const { begin, failed, job } = machine(1);
    begin(['1', '2']);
    const refused = error('access.denied');
    expect(failed('1', refused)).toMatchObject([
      { kind: 'discard', items: [{ id: '1' }] },
      {
        kind: 'itemsEnded',
        results: [{ item: { id: '1' }, state: 'failed', sizeBytes: 10, error: refused }],
      },
      { kind: 'start', item: { id: '2' } },
    ]);
    expect(job().counts).toMatchObject({ failedCount: 1, settledBytes: 10 });
    expect(job().notes.failures).toEqual([{ itemId: '1', name: '1.jpg', error: refused }]);
  });

  test('and waits keeps no other job from moving', () => {
    const { begin, failed } = machine(1);
    begin(['1']);
    begin(['a'], { jobId: 'other' });
    expect(startedIds(failed('1', lost))).toEqual(['a']);
  });

  test('while half of the places wait, their job begins no other file, so that few are tried after an outage', () => {
    const { begin, failed, done, woke, job } = machine(4);
    begin(idsUpTo(20));
    expect(startedIds(failed('1', lost))).toEqual(['5']);
    expect(startedIds(failed('2', lost))).toEqual([]);
    for (const id of ['3', '4', '5']) failed(id, lost);
    expect([job().active.size, rowIds(job()).length]).toEqual([5, 15]);
    expect(startedIds(woke(2000))).toEqual(['1', '2', '3', '4']);
    expect(startedIds(done('1', 2))).toEqual(['5']);
    expect(startedIds(done('2', 2))).toEqual(['6']);
  });

  test('a clock that is put back makes nothing wait longer than its pause', () => {
    const { begin, send, failed, woke } = machine(2);
    begin(['1']);
    send({ kind: 'woke' }, 1_000_000);
    failed('1', lost);
    expect(startedIds(woke(1_000_900))).toEqual([]);
    expect(startedIds(woke(1_000_700))).toEqual([]);
    expect(startedIds(woke(500_000))).toEqual(['1']);
  });

  test('has as many attempts after an outage as without one', () => {
    const { begin, failed, woke, job } = machine(1);
    begin(['1']);
    let attempt = 0;
    const fails = (code: 'network.lost' | 'server.failed' | 'integrity.mismatch', times: number) => {
      for (let time = 0; time < times; time += 1) {
        attempt += 1;
        failed('1', error(code), attempt);
        woke(attempt * 100_000);
      }
      return job().counts.failedCount;
    };
    expect(fails('network.lost', 20)).toBe(0);
    expect(fails('server.failed', 7)).toBe(0);
    expect(fails('network.lost', 1)).toBe(0);
    expect(fails('integrity.mismatch', 2)).toBe(0);
    expect(fails('integrity.mismatch', 1)).toBe(1);
  });

  test('is tried at once when the computer wakes up or the network is another one, with its attempts counted anew', () => {
    const { begin, send, failed, woke, job } = machine(2);
    begin(['1', '2']);
    for (let attempt = 1; attempt < 8; attempt += 1) {
      failed('1', error('server.failed'), attempt);
      if (attempt < 7) woke(attempt * 100_000);
    }
    expect(job().active.get('1')).toMatchObject({ vainAttempts: 7 });
    expect(startedIds(send({ kind: 'nudged' }))).toEqual(['1']);
    expect(job().active.get('1')).toMatchObject({ vainAttempts: 0, item: { attempt: 8 } });
  });
});

describe('an error of the whole job', () => {
  const elsewhere = { action: 'chooseAnotherPlace' } as const;

  test.each([
    error('local.noSpace', elsewhere),
    error('local.notWritable', elsewhere),
    error('credentials.unknownKey'),
    error('credentials.wrongSecret'),
    error('clock.skewed'),
    error('bucket.notFound'),
  ])('$code ends a download with one message; what is left waits for a retry', (appError) => {
    const { begin, failed, stopped, retry, requeued, job } = machine(2);
    begin(['1', '2', '3'], { source: download });
    expect(failed('1', appError)).toEqual([
      { kind: 'stop', jobId: 'job', itemIds: ['2'], discard: false },
      { kind: 'stopPlan', jobId: 'job', run: 1 },
    ]);
    expect(job()).toMatchObject({
      phase: 'ended',
      endedAtMs: 0,
      error: appError,
      counts: { failedCount: 0, fileCount: 3 },
      notes: { failures: [] },
    });
    expect(stopped('2')).toEqual([{ kind: 'jobChanged', jobId: 'job' }]);
    expect(kindsOf(retry())).toEqual(['requeue', 'plan', 'jobChanged']);
    expect(job().error).toBeUndefined();
    expect(kindsOf(requeued(stored(3)))).toEqual(['load']);
  });

  test('a folder that cannot be written ends no upload, nor a download where others can be', () => {
    const up = machine(1);
    up.begin(['1', '2']);
    expect(startedIds(up.failed('1', error('local.notWritable', elsewhere)))).toEqual(['2']);
    const down = machine(1);
    down.begin(['1', '2'], { source: download });
    expect(startedIds(down.failed('1', error('local.notWritable')))).toEqual(['2']);
  });

  test.each([
    'credentials.expired',
    'account.signInNeeded',
    'signIn.expired',
    'network.proxyRefused',
    'request.stale',
  ] as const)('%s blocks the job until the user has put it right; what has moved is kept', (code) => {
    const { begin, failed, stopped, resume, job } = machine(2);
    begin(['1', '2', '3']);
    expect(kindsOf(failed('1', error(code)))).toEqual(['stop', 'stopPlan', 'jobChanged']);
    expect(job()).toMatchObject({ phase: 'blocked', error: { code }, counts: { failedCount: 0 } });
    expect(rowIds(job())).toEqual(['1', '3']);
    failed('2', error(code));
    const effects = resume();
    expect(kindsOf(effects)).toEqual(['plan', 'start', 'start', 'jobChanged']);
    expect(startedIds(effects)).toEqual(['2', '1']);
    expect(job()).toMatchObject({ phase: 'going' });
    expect(job().error).toBeUndefined();
    expect(stopped('2', 1)).toEqual([]);
  });

  test('a listing that needs a sign-in blocks the job too, and one that every file would fail by ends it', () => {
    const { begin, planFailed, retry, job } = machine(2);
    begin(['1']);
    planFailed(error('account.signInNeeded'));
    expect(job()).toMatchObject({ phase: 'blocked', error: { code: 'account.signInNeeded' } });
    expect(kindsOf(retry())).toContain('plan');
    planFailed(error('bucket.notFound'), 2);
    expect(job()).toMatchObject({ phase: 'ended', error: { code: 'bucket.notFound' } });
  });

  test('another network unblocks what a proxy refused, and nothing else', () => {
    const { begin, failed, send, job } = machine(1);
    begin(['1']);
    failed('1', error('account.signInNeeded'));
    expect(send({ kind: 'nudged' })).toEqual([]);
    send({ kind: 'resumed', jobId: 'job' });
    failed('1', error('network.proxyRefused'), 2);
    expect(startedIds(send({ kind: 'nudged' }))).toEqual(['1']);
    expect(job().phase).toBe('going');
  });
});
