import type { AccountHealth, AccountState } from '../../../shared/domain/account.ts';
import type { AppError, ErrorCode } from '../../../shared/domain/appError.ts';

const stateByCode: Readonly<Partial<Record<ErrorCode, AccountState>>> = {
  'account.signInNeeded': 'needsSignIn',
  'account.codeNeeded': 'needsCode',
  'account.codeWrong': 'needsCode',
  'account.secretLost': 'wrongKeys',
  'credentials.unknownKey': 'wrongKeys',
  'credentials.wrongSecret': 'wrongKeys',
  'access.listBucketsDenied': 'listDenied',
  'access.denied': 'listDenied',
  // The server has no list of buckets; everything else may work.
  'storage.unsupported': 'listDenied',
  // The server refuses everything until the clock is right, and nothing is wrong with the account.
  'clock.skewed': 'unreachable',
};

/** How an account stands whose check ended with this error, or without one. */
export function stateOf(error: AppError | undefined): AccountState {
  if (error === undefined) return 'works';
  // Keys that came with a session end for good: only where they came from a sign-in does signing in help.
  if (error.code === 'credentials.expired') return error.action === 'signIn' ? 'needsSignIn' : 'wrongKeys';
  const state = stateByCode[error.code];
  if (state !== undefined) return state;
  if (error.code.startsWith('signIn.')) return 'needsSignIn';
  return /^(network|server)\./.test(error.code) ? 'unreachable' : 'broken';
}

/** True for an account that can be used as it is, although its list of buckets may be missing. */
export function isUsable({ state, isChecking }: AccountHealth): boolean {
  return !isChecking && (state === 'works' || state === 'listDenied');
}

/** True when a request that failed so says something about the whole account, and not only about what was asked. */
export function isAboutAccount({ code }: AppError): boolean {
  if (code === 'account.readOnly') return false;
  return /^(credentials|account|signIn|clock|network)\./.test(code) || code === 'access.listBucketsDenied';
}

/** What one check found. */
export type Finding = {
  readonly error?: AppError;
  readonly identity?: NonNullable<AccountHealth['identity']>;
  readonly buckets?: NonNullable<AccountHealth['buckets']>;
};

/** How an account stands before its first check. */
export const unchecked: AccountHealth = { state: 'unchecked', isChecking: false };

/** The health after a check, which takes away nothing that an earlier one knew: the keys are still the same. */
export function healthAfter(before: AccountHealth, finding: Finding): AccountHealth {
  const { error, identity = before.identity, buckets = before.buckets } = finding;
  return {
    state: stateOf(error),
    isChecking: false,
    ...(error !== undefined && { error }),
    ...(identity !== undefined && { identity }),
    ...(buckets !== undefined && { buckets }),
  };
}
