import { describe, expect, test } from 'vitest';
import { withGivenName } from '../../../../renderer/ui/errorNames.ts';
import type { AppError } from '../../../../shared/domain/appError.ts';

const names = new Map([['team-prod', 'Team']]);
const nameOf = (profile: string) => names.get(profile);

function needsSignIn(more: Partial<AppError> = {}): AppError {
  return {
    code: 'account.signInNeeded',
    message: 'There is no token',
    retryable: false,
    action: 'signIn',
    params: { profile: 'team-prod' },
    ...more,
  };
}

describe('the name in an error', () => {
  test('is the one that the user gave the account', () => {
    expect(withGivenName(needsSignIn(), nameOf)).toEqual(needsSignIn({ params: { profile: 'Team' } }));
  });

  test('stays the profile’s own where the file has to be opened', () => {
    const inFile = needsSignIn({ action: 'openConfig' });
    expect(withGivenName(inFile, nameOf)).toEqual(inFile);
  });

  test('stays as it is for a profile that is no account, and for an error without one', () => {
    const ofOther = needsSignIn({ params: { profile: 'other' } });
    const ofNone = { code: 'network.lost', message: 'ECONNRESET', retryable: true } as const;
    expect([withGivenName(ofOther, nameOf), withGivenName(ofNone, nameOf)]).toEqual([ofOther, ofNone]);
  });
});
