import '../catalogue.ts';
import i18next from 'i18next';
import { describe, expect, test } from 'vitest';
import { buttonOf, fileOf, fixFor } from '../../../../renderer/features/accounts/accountFix.ts';
import { type AccountState, accountStates } from '../../../../shared/domain/account.ts';
import type { AppError } from '../../../../shared/domain/appError.ts';
import { account } from './account.ts';

const error = (more: Partial<AppError> = {}): AppError => ({
  code: 'account.incomplete',
  message: 'technical',
  retryable: false,
  ...more,
});
const profile = account({ source: 'profile', canEdit: false });
const ownKeys = account({ source: 'profile', canEdit: true });
const saved = account({ source: 'saved', canEdit: true });
const given = account({ source: 'given', canEdit: false, canRemove: false });
const inState = (state: AccountState, base = profile, cause?: AppError) => ({
  ...base,
  health: { state, isChecking: false, ...(cause && { error: cause }) },
});

describe('the one button of an account', () => {
  test.each([
    ['works', profile, 'open'],
    ['listDenied', profile, 'open'],
    ['unchecked', profile, 'check'],
    ['needsSignIn', profile, 'signIn'],
    ['needsCode', profile, 'enterCode'],
    ['wrongKeys', ownKeys, 'editKeys'],
    ['wrongKeys', saved, 'editKeys'],
    ['wrongKeys', profile, 'openFile'],
    ['wrongKeys', given, 'retry'],
    ['unreachable', profile, 'retry'],
    ['broken', profile, 'openFile'],
    ['broken', ownKeys, 'openFile'],
    ['broken', saved, 'editKeys'],
    ['broken', given, 'retry'],
  ] as const)('%s', (state, base, button) => {
    expect(buttonOf(inState(state, base))).toBe(button);
  });

  test('a proxy that is in the way leads to the settings', () => {
    const cause = error({ code: 'network.proxyFailed', action: 'openSettings' });
    expect(buttonOf(inState('unreachable', profile, cause))).toBe('openSettings');
  });

  test('a broken account does what its error asks for', () => {
    expect(buttonOf(inState('broken', profile, error({ action: 'signIn' })))).toBe('signIn');
  });

  test('a program that did not answer is asked again', () => {
    const cause = error({ code: 'account.processTimedOut', action: 'retry', retryable: true });
    expect(buttonOf(inState('broken', profile, cause))).toBe('retry');
  });

  test.each(accountStates)('%s has words on it', (state) => {
    for (const base of [profile, ownKeys, saved, given]) {
      expect(i18next.exists(`accounts:fix.${buttonOf(inState(state, base))}`)).toBe(true);
    }
  });
});

describe('what mends an error', () => {
  test.each([
    ['signIn', profile, 'signIn'],
    ['enterCode', profile, 'enterCode'],
    ['editAccount', saved, 'editKeys'],
    ['editAccount', profile, 'openFile'],
    ['editAccount', given, undefined],
    ['openConfig', ownKeys, 'openFile'],
    ['openConfig', saved, 'editKeys'],
    ['openSettings', profile, 'openSettings'],
    ['retry', profile, undefined],
    ['addBucketByName', profile, undefined],
    [undefined, profile, undefined],
  ] as const)('%s', (action, base, fix) => {
    expect(fixFor(action, base)).toBe(fix);
  });

  test('without an account only the settings can be opened', () => {
    expect(fixFor('signIn', undefined)).toBeUndefined();
    expect(fixFor('openConfig', undefined)).toBeUndefined();
    expect(fixFor('openSettings', undefined)).toBe('openSettings');
  });

  test.each([
    [undefined, 'config'],
    [error(), 'config'],
    [error({ code: 'credentials.unknownKey' }), 'credentials'],
    [error({ params: { file: 'credentials' } }), 'credentials'],
    [error({ params: { file: '/home/ann/.aws/credentials' } }), 'credentials'],
    [error({ code: 'credentials.wrongSecret', params: { file: '/home/ann/.aws/config' } }), 'config'],
  ] as const)('the file of %j is %s', (cause, file) => {
    expect(fileOf(cause)).toBe(file);
  });
});
