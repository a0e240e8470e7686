import { afterEach, describe, expect, test } from 'vitest';
import type { Finding } from '../../../electron/core/accounts/health.ts';
import { createHealthChecks, type HealthChecks } from '../../../electron/core/accounts/healthChecks.ts';
import { SatchelError } from '../../../electron/core/satchelError.ts';
import { manualClock } from '../transfers/manualClock.ts';

type Probe = {
  readonly accountId: string;
  readonly signal: AbortSignal;
  readonly end: (finding: Finding) => void;
  readonly fail: (error: unknown) => void;
};

const unreachable = new SatchelError('network.unreachable', 'No way.');
const found: Finding = { buckets: { count: 1, firstNames: ['photos'] } };
let checks: HealthChecks;

/** Checks whose probes wait for the test to end them. */
function setUp(runsProgram: (accountId: string) => boolean = () => false) {
  const clock = manualClock();
  const probes: Probe[] = [];
  const changed: string[] = [];
  checks = createHealthChecks({
    clock,
    runsProgram,
    probe: (accountId, signal) =>
      new Promise((end, fail) => {
        probes.push({ accountId, signal, end, fail });
      }),
    onChanged: (accountId) => changed.push(accountId),
  });
  const probing = () => probes.map(({ accountId }) => accountId);
  const probed = (count: number) => expect.poll(() => probes.length).toBe(count);
  const stateIs = (accountId: string, state: string) =>
    expect.poll(() => checks.of(accountId)).toMatchObject({ state, isChecking: false });
  return { clock, probes, changed, probing, probed, stateIs };
}

afterEach(() => checks.close());

describe('checks', () => {
  test('run at most four at a time, and the next one starts when one ends', async () => {
    const { probes, probing, probed } = setUp();
    for (const id of ['a', 'b', 'c', 'd', 'e', 'f']) checks.check(id);
    await probed(4);
    expect(probing()).toEqual(['a', 'b', 'c', 'd']);
    expect(checks.of('f')).toEqual({ state: 'unchecked', isChecking: true });
    probes[1]?.end(found);
    await probed(5);
    expect(probing()).toEqual(['a', 'b', 'c', 'd', 'e']);
    expect(checks.of('b')).toEqual({ state: 'works', isChecking: false, ...found });
  });

  test('that the user asks for go before those that wait', async () => {
    const { probes, probing, probed } = setUp();
    for (const id of ['a', 'b', 'c', 'd', 'e', 'f']) checks.check(id);
    await probed(4);
    checks.check('g', true);
    probes[0]?.end(found);
    await probed(5);
    expect(probing()).toEqual(['a', 'b', 'c', 'd', 'g']);
  });

  test('of an account that is gone are given up, and make room', async () => {
    const { probes, probing, probed } = setUp();
    for (const id of ['a', 'b', 'c', 'd', 'e', 'f']) checks.check(id);
    await probed(4);
    checks.drop('a');
    checks.drop('e');
    expect(probes[0]?.signal.aborted).toBe(true);
    await probed(5);
    expect(probing()).toEqual(['a', 'b', 'c', 'd', 'f']);
    expect(checks.of('a')).toEqual({ state: 'unchecked', isChecking: false });
  });

  test('that never end are given up after half a minute', async () => {
    const { clock, probes, probed, stateIs } = setUp();
    checks.check('a');
    await probed(1);
    clock.advance(30_000);
    await stateIs('a', 'unreachable');
    expect(checks.of('a').error?.code).toBe('network.timedOut');
    expect(probes[0]?.signal.aborted).toBe(true);
  });

  test('give a program the minute that it may take', async () => {
    const { clock, probes, probed, stateIs } = setUp((accountId) => accountId === 'a');
    checks.check('a');
    await probed(1);
    clock.advance(60_000);
    probes[0]?.fail(new SatchelError('account.processTimedOut', 'It did not end.', { action: 'retry' }));
    await stateIs('a', 'broken');
    expect(checks.of('a').error?.code).toBe('account.processTimedOut');
  });

  test('that start over take nothing of the one before', async () => {
    const { probes, probed, stateIs } = setUp();
    checks.check('a');
    await probed(1);
    checks.check('a');
    await probed(2);
    probes[0]?.fail(unreachable);
    probes[1]?.end(found);
    await stateIs('a', 'works');
  });

  test('of what cannot be reached are repeated after growing pauses, until it is back', async () => {
    const { clock, probes, probed, stateIs } = setUp();
    checks.check('a');
    for (const [count, pauseMs] of [15_000, 30_000, 60_000].entries()) {
      await probed(count + 1);
      probes[count]?.fail(unreachable);
      await stateIs('a', 'unreachable');
      clock.advance(pauseMs - 1);
      expect(probes).toHaveLength(count + 1);
      clock.advance(1);
    }
    await probed(4);
    probes[3]?.end(found);
    await stateIs('a', 'works');
    clock.advance(3_600_000);
    expect(probes).toHaveLength(4);
  });

  test('are not repeated where a proxy refuses, which could lock its user', async () => {
    const { clock, probes, probed, stateIs } = setUp();
    checks.check('a');
    await probed(1);
    probes[0]?.fail(new SatchelError('network.proxyRefused', '407'));
    await stateIs('a', 'unreachable');
    clock.advance(3_600_000);
    expect(probes).toHaveLength(1);
  });

  test('of wrong keys are not repeated', async () => {
    const { clock, probes, probed, stateIs } = setUp();
    checks.check('a');
    await probed(1);
    probes[0]?.fail(new SatchelError('credentials.unknownKey', 'Unknown.'));
    await stateIs('a', 'wrongKeys');
    clock.advance(3_600_000);
    expect(probes).toHaveLength(1);
  });
});

describe('real work', () => {
  test('that fails for the account shows at once, without asking anew', () => {
    const { probes } = setUp();
    checks.note('a', 'listPage', new SatchelError('account.signInNeeded', 'Ended.').appError);
    expect(checks.of('a')).toMatchObject({ state: 'needsSignIn', isChecking: false });
    expect(probes).toHaveLength(0);
  });

  test('that fails for what was asked changes nothing', () => {
    const { changed } = setUp();
    checks.note('a', 'listPage', new SatchelError('access.denied', 'No.').appError);
    expect(checks.of('a')).toEqual({ state: 'unchecked', isChecking: false });
    expect(changed).toEqual([]);
  });

  test('that succeeds after an outage shows at once, and a check fills in the rest', async () => {
    const { probes, probed, stateIs } = setUp();
    checks.note('a', 'listPage', unreachable.appError);
    checks.note('a', 'listPage', undefined);
    expect(checks.of('a')).toEqual({ state: 'works', isChecking: true });
    await probed(1);
    probes[0]?.end(found);
    await stateIs('a', 'works');
    expect(checks.of('a').buckets).toEqual(found.buckets);
  });

  test('in one bucket does not say that all may be listed', () => {
    setUp();
    checks.note('a', 'listBuckets', new SatchelError('access.listBucketsDenied', 'No.').appError);
    checks.note('a', 'listPage', undefined);
    expect(checks.of('a').state).toBe('listDenied');
    checks.note('a', 'listBuckets', undefined);
    expect(checks.of('a').state).toBe('works');
  });
});
