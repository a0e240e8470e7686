import { describe, expect, test } from 'vitest';
import { healthAfter, isAboutAccount, stateOf } from '../../../electron/core/accounts/health.ts';
import type { AccountHealth, AccountState } from '../../../shared/domain/account.ts';
import type { AppError, ErrorCode } from '../../../shared/domain/appError.ts';

const errorOf = (code: ErrorCode, action?: AppError['action']): AppError => ({
  code,
  message: '',
  retryable: false,
  ...(action !== undefined && { action }),
});

describe('an account', () => {
  test.each<[ErrorCode, AccountState, AppError['action']?]>([
    ['account.signInNeeded', 'needsSignIn'],
    ['signIn.badServer', 'needsSignIn'],
    ['credentials.expired', 'needsSignIn', 'signIn'],
    ['credentials.expired', 'wrongKeys'],
    ['account.codeNeeded', 'needsCode'],
    ['account.codeWrong', 'needsCode'],
    ['credentials.unknownKey', 'wrongKeys'],
    ['credentials.wrongSecret', 'wrongKeys'],
    ['account.secretLost', 'wrongKeys'],
    ['access.listBucketsDenied', 'listDenied'],
    ['access.denied', 'listDenied'],
    ['storage.unsupported', 'listDenied'],
    ['network.unreachable', 'unreachable'],
    ['network.timedOut', 'unreachable'],
    ['network.lost', 'unreachable'],
    ['network.proxyFailed', 'unreachable'],
    ['network.proxyRefused', 'unreachable'],
    ['network.certificateUntrusted', 'unreachable'],
    ['server.busy', 'unreachable'],
    ['server.failed', 'unreachable'],
    ['server.badAnswer', 'unreachable'],
    ['clock.skewed', 'unreachable'],
    ['account.roleRefused', 'broken'],
    ['account.cycle', 'broken'],
    ['account.sourceMissing', 'broken'],
    ['account.sourceUnavailable', 'broken'],
    ['account.incomplete', 'broken'],
    ['account.unsupported', 'broken'],
    ['account.processFailed', 'broken'],
    ['account.processTimedOut', 'broken'],
    ['account.processBadAnswer', 'broken'],
    ['account.tokenFileUnreadable', 'broken'],
    ['account.certificatesUnreadable', 'broken'],
    ['internal', 'broken'],
  ])('whose check ended with %s is %s (action %s)', (code, state, action) => {
    expect(stateOf(errorOf(code, action))).toBe(state);
  });

  test('whose check ended well works', () => {
    expect(stateOf(undefined)).toBe('works');
  });

  test('is still who it was when a check cannot tell', () => {
    const identity = { accountId: '123456789012', arn: 'arn:aws:iam::123456789012:user/ann', name: 'ann' };
    const buckets = { count: 1, firstNames: ['photos'] };
    const before: AccountHealth = { state: 'works', isChecking: true, identity, buckets };
    const error = errorOf('network.unreachable');
    expect(healthAfter(before, { error })).toEqual({
      state: 'unreachable',
      isChecking: false,
      error,
      identity,
      buckets,
    });
    expect(healthAfter(before, { buckets: { count: 0, firstNames: [] } })).toEqual({
      state: 'works',
      isChecking: false,
      identity,
      buckets: { count: 0, firstNames: [] },
    });
  });
});

test.each<[ErrorCode, boolean]>([
  ['credentials.expired', true],
  ['account.signInNeeded', true],
  ['network.unreachable', true],
  ['clock.skewed', true],
  ['access.listBucketsDenied', true],
  ['account.readOnly', false],
  ['access.denied', false],
  ['bucket.notFound', false],
  ['server.busy', false],
])('a request that fails with %s says something about the whole account: %s', (code, isAbout) => {
  expect(isAboutAccount(errorOf(code))).toBe(isAbout);
});
