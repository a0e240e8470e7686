import { expect, test } from 'vitest';
import { outcomeOf } from '../../../../renderer/features/signIn/useCheckAgain.ts';
import type { AccountState } from '../../../../shared/domain/account.ts';
import type { AppError } from '../../../../shared/domain/appError.ts';

const error: AppError = { code: 'network.unreachable', message: 'ENOTFOUND', retryable: true };

test.each<[AccountState, AppError | undefined, unknown]>([
  ['works', undefined, { status: 'done' }],
  ['listDenied', error, { status: 'done' }],
  ['needsSignIn', error, { status: 'notYet' }],
  ['unreachable', error, { status: 'failed', error }],
])('an account that %s after its sign-in in a terminal', (state, found, outcome) => {
  const health = { state, isChecking: false, ...(found && { error: found }) };
  expect(outcomeOf({ health })).toEqual(outcome);
});
