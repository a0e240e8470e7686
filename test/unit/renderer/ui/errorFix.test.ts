import '../catalogue.ts';
import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, test } from 'vitest';
import {
  asksForFix,
  ErrorFixContext,
  type FindErrorFix,
  useErrorButton,
} from '../../../../renderer/ui/errorFix.ts';
import type { AppError } from '../../../../shared/domain/appError.ts';

const error = (more: Partial<AppError> = {}): AppError => ({
  code: 'account.signInNeeded',
  message: 'technical',
  retryable: false,
  ...more,
});
const retry = () => undefined;

function Label(props: { readonly cause: AppError; readonly onAction: (() => void) | undefined }) {
  return useErrorButton(props.cause, 'shown', props.onAction)?.label ?? '';
}

/** The words of the button that an error has; '' for none. */
function labelOf(cause: AppError, findFix?: FindErrorFix, onAction?: () => void): string {
  const label = createElement(Label, { cause, onAction });
  return renderToStaticMarkup(createElement(ErrorFixContext, { value: findFix }, label));
}

describe('the one button of an error', () => {
  test('mends the cause where the window can', () => {
    const findFix: FindErrorFix = () => ({ label: 'Sign in', start: retry });
    expect(labelOf(error({ action: 'signIn' }), findFix)).toBe('Sign in');
  });

  test('gets what is to be asked again afterwards', () => {
    const asked: unknown[] = [];
    const findFix: FindErrorFix = (...args) => {
      asked.push(args);
      return undefined;
    };
    const cause = error({ action: 'signIn' });
    labelOf(cause, findFix, retry);
    expect(asked).toEqual([[cause, 'shown', retry]]);
  });

  test('asks again where the cause cannot be mended, and never promises what it does not do', () => {
    const findFix: FindErrorFix = () => undefined;
    expect(labelOf(error({ action: 'editAccount' }), findFix, retry)).toBe('Retry');
    expect(labelOf(error({ action: 'editAccount' }), findFix)).toBe('');
  });

  test('is carried out by its place where there is no window around it', () => {
    expect(labelOf(error({ action: 'openConfig' }), undefined, retry)).toBe('Open the file');
    expect(labelOf(error({ action: 'openConfig' }))).toBe('');
  });

  test('is the place’s own where the error asks for nothing else', () => {
    const findFix: FindErrorFix = () => {
      throw new Error('not asked');
    };
    expect(labelOf(error({ code: 'network.lost', retryable: true }), findFix, retry)).toBe('Retry');
    expect(labelOf(error(), findFix, retry)).toBe('');
  });
});

test('keys that the server refuses ask for a fix by themselves', () => {
  expect(asksForFix(error({ code: 'credentials.unknownKey' }))).toBe(true);
  expect(labelOf(error({ code: 'credentials.unknownKey' }), () => undefined, retry)).toBe('');
});

test.each([
  ['signIn', true],
  ['enterCode', true],
  ['editAccount', true],
  ['openConfig', true],
  ['openSettings', true],
  ['retry', false],
  ['uploadAgain', false],
  [undefined, false],
] as const)('%s asks for a fix: %s', (action, asks) => {
  expect(asksForFix(error(action === undefined ? {} : { action }))).toBe(asks);
});
