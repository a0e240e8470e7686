import { describe, expect, test } from 'vitest';
import { accountStateAfter } from '../../../../renderer/features/accounts/accountState.ts';
import type { AppError, ErrorCode } from '../../../../shared/domain/appError.ts';

const failed = (code: ErrorCode): AppError => ({ code, message: 'technical', retryable: false });

describe('the state of an account follows the last answer:', () => {
  test('a listing that works connects it, whatever was before', () => {
    const after = (['connecting', 'connected', 'unreachable', 'refused'] as const).map((before) =>
      accountStateAfter(before, undefined),
    );
    expect(new Set(after)).toEqual(new Set(['connected']));
  });

  test.each([
    ['network.unreachable', 'unreachable'],
    ['network.timedOut', 'unreachable'],
    ['network.lost', 'unreachable'],
    ['server.failed', 'unreachable'],
    ['credentials.expired', 'refused'],
    ['credentials.wrongSecret', 'refused'],
    ['clock.skewed', 'refused'],
  ] as const)('%s makes it %s', (code, state) => {
    expect(accountStateAfter('connected', failed(code))).toBe(state);
  });

  test.each(['access.denied', 'access.listBucketsDenied', 'bucket.notFound'] as const)(
    '%s comes from a server that knows the account',
    (code) => {
      expect(accountStateAfter('unreachable', failed(code))).toBe('connected');
    },
  );

  test.each(['cancelled', 'internal'] as const)('%s says nothing about it', (code) => {
    expect(accountStateAfter('connected', failed(code))).toBe('connected');
    expect(accountStateAfter('unreachable', failed(code))).toBe('unreachable');
  });
});
