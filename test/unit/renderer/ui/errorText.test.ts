import '../catalogue.ts';
import { describe, expect, test } from 'vitest';
import {
  errorActionLabel,
  errorHint,
  errorText,
  errorTextInList,
  errorTitle,
  technicalText,
} from '../../../../renderer/ui/errorText.ts';
import { type AppError, errorCodes } from '../../../../shared/domain/appError.ts';

const error = (code: AppError['code'], more: Partial<AppError> = {}): AppError => ({
  code,
  message: 'the technical text',
  retryable: false,
  ...more,
});

describe('an error in plain words', () => {
  test.each(errorCodes)('%s says what happened, without a code', (code) => {
    const title = errorTitle(error(code));
    expect(title).toMatch(/^\p{Lu}.*\.$/u);
    expect(title).not.toContain(code.includes('.') ? code : `${code}.`);
    expect(`${title} ${errorHint(error(code))}`).not.toMatch(/\{\{|!|please|oops/i);
  });

  test('the file is named where it is known, and its name cannot deceive', () => {
    const title = errorTitle(error('local.changed', { params: { name: 'menu\u202efdp.exe' } }));
    expect(title).toContain('menu[U+202E]fdp.exe');
  });

  test('sizes are told in units', () => {
    const params = { neededBytes: 3.1e9, freeBytes: 1.2e9 };
    expect(errorTitle(error('local.noSpace', { params }))).toBe(
      'Not enough space on this computer: 3.1 GB needed, 1.2 GB free.',
    );
  });

  test('a value that the title has no place for does not empty it', () => {
    expect(errorTitle(error('cancelled', { params: { name: 'a' } }))).toBe(errorTitle(error('cancelled')));
  });

  test('the profile is named where it is known', () => {
    const params = { profile: 'work' };
    expect(errorTitle(error('account.signInNeeded', { params }))).toBe('work needs you to sign in.');
  });

  test.each(errorCodes)('%s never shows a gap where a value is missing', (code) => {
    const names = ['name', 'bucket', 'minutes', 'region', 'line', 'file', 'role', 'key', 'url', 'profile'];
    const whole = errorTitle(error(code));
    for (const name of names) {
      const title = errorTitle(error(code, { params: { [name]: 7 } }));
      expect(title === whole || title.includes('7')).toBe(true);
      expect(title).not.toMatch(/\{\{| {2}|^[ ,]| [,.]/);
    }
  });

  test('both sentences stand in one line', () => {
    expect(errorText(error('network.lost'))).toBe(
      `${errorTitle(error('network.lost'))} ${errorHint(error('network.lost'))}`,
    );
  });

  test('a list that names the file does not name it twice', () => {
    const changed = error('local.changed', { params: { name: 'menu.pdf' } });
    expect(errorTextInList(changed)).toMatch(/^This file changed on this computer/);
  });

  test('there is one button where something can be done, and none where not', () => {
    expect(errorActionLabel(error('internal'))).toBeUndefined();
    expect(errorActionLabel(error('network.lost', { retryable: true }))).toBeTruthy();
    expect(errorActionLabel(error('local.changed', { action: 'uploadAgain', retryable: true }))).toBe(
      'Upload again',
    );
  });

  test('the technical text keeps code and message', () => {
    expect(technicalText(error('internal'))).toBe('internal\nthe technical text');
  });
});
