import '../catalogue.ts';
import { describe, expect, test } from 'vitest';
import {
  bucketsText,
  openLine,
  reasonText,
  secondLine,
  stateText,
  whoText,
} from '../../../../renderer/features/accounts/accountWords.ts';
import { problemText } from '../../../../renderer/features/accounts/configProblemWords.ts';
import { accountStates, configProblemSchema } from '../../../../shared/domain/account.ts';
import { account } from './account.ts';

const identity = { accountId: '111122223333', arn: 'arn:aws:sts::111122223333:x', name: 'Admin' };

describe('an account in words', () => {
  test.each(accountStates)('%s is told in plain words', (state) => {
    expect(stateText({ state, isChecking: false })).toMatch(/^\p{Lu}[^{}.!]+$/u);
  });

  test('a first check says that it goes on, a later one leaves what is known', () => {
    expect(stateText({ state: 'unchecked', isChecking: true })).toBe('Checking');
    expect(stateText({ state: 'works', isChecking: true })).toBe('Works');
  });

  test('the second line tells who it is, else whose storage it is', () => {
    expect(secondLine(account({ health: { identity } }))).toBe('Admin @ 111122223333');
    expect(secondLine(account())).toBe('Amazon S3');
    expect(secondLine(account({ providerId: 'other' }))).toBe('S3-compatible storage');
  });

  test('below the open account stands what keeps it from working, in the words of the page and the switcher', () => {
    const health = { identity, state: 'needsSignIn' } as const;
    expect(openLine(account({ health }))).toBe(stateText(account({ health }).health));
    expect(openLine(account({ health: { identity } }))).toBe('Admin @ 111122223333');
  });

  test('the reason calls the account as the user does', () => {
    const params = { profile: 'photos' };
    const error = { code: 'account.codeNeeded', message: '', retryable: false, params } as const;
    expect(reasonText(account({ health: { error } }))).toMatch(/^Holiday photos needs a code\. /);
    expect(reasonText(account())).toBeUndefined();
  });

  test('a name from the server cannot deceive', () => {
    const evil = { ...identity, name: 'a\u202eb' };
    expect(whoText(account({ health: { identity: evil } }).health)).toBe('a[U+202E]b @ 111122223333');
  });

  test.each([
    [undefined, undefined],
    [{ count: 0, firstNames: [] }, 'no buckets yet'],
    [{ count: 1, firstNames: ['photos'] }, '1 bucket: photos'],
    [{ count: 2, firstNames: ['photos', 'music'] }, '2 buckets: photos, music'],
    [{ count: 1284, firstNames: ['a', 'b'] }, '1,284 buckets: a, b, …'],
  ])('buckets %j', (buckets, text) => {
    expect(bucketsText({ state: 'works', isChecking: false, ...(buckets && { buckets }) })).toBe(text);
  });

  test('an account that may not list its buckets says how they are opened', () => {
    expect(bucketsText({ state: 'listDenied', isChecking: false })).toBe('buckets are opened by name');
  });
});

describe('a problem of the AWS files', () => {
  test.each(configProblemSchema.shape.reason.options)('%s names the file and the line', (reason) => {
    const problem = { file: 'config', path: '/home/ann/.aws/config', reason } as const;
    expect(problemText({ ...problem, line: 12 })).toMatch(/^Line 12 of \/home\/ann\/\.aws\/config .+\.$/);
    expect(problemText(problem)).toMatch(/^\/home\/ann\/\.aws\/config .+\.$/);
  });
});
