import '../catalogue.ts';
import { expect, test } from 'vitest';
import {
  commonError,
  endText,
  firstToEnd,
  reachText,
  shareTitle,
} from '../../../../renderer/features/sharing/shareWords.ts';
import type { ShareFailure } from '../../../../renderer/features/sharing/useShareLinks.ts';
import { formatMoment } from '../../../../renderer/ui/format.ts';
import type { ErrorCode } from '../../../../shared/domain/appError.ts';
import type { ShareLink } from '../../../../shared/domain/share.ts';

const endsAtMs = Date.UTC(2026, 10, 24, 12);
const link = (changes: Partial<ShareLink> = {}): ShareLink => ({
  url: 'https://bucket.example/key',
  endsAtMs,
  limit: 'asked',
  reach: 'everywhere',
  ...changes,
});

test('one file is named, with nothing hidden in its name; several are counted', () => {
  expect(shareTitle({ keys: ['trip/in\u202efdp.exe'] })).toBe('Share in[U+202E]fdp.exe');
  expect(shareTitle({ keys: ['a', 'b'] })).toBe('Share 2 files');
});

test('the end is told, and why it comes sooner than chosen', () => {
  const until = `The link works until ${formatMoment(endsAtMs)}.`;
  expect(endText([])).toBeUndefined();
  expect(endText([link()])).toBe(until);
  expect(endText([link({ limit: 'keys' })])).toBe(
    `${until} That is sooner than chosen, because the sign-in of this account ends then.`,
  );
});

test('of several links, the first end counts', () => {
  const sooner = link({ endsAtMs: endsAtMs - 3_600_000, limit: 'archive' });
  expect(firstToEnd([link(), sooner, link()])).toBe(sooner);
  expect(endText([link(), sooner])).toMatch(/^The links work until .* back to the archive then\.$/);
});

test('who cannot reach the server is told', () => {
  expect(reachText([])).toBeUndefined();
  expect(reachText([link()])).toBeUndefined();
  expect(reachText([link({ reach: 'computer' })])).toMatch(/this computer/);
  expect(reachText([link({ reach: 'network' })])).toMatch(/private network/);
});

test('an error that is about all files is told once, with its button', () => {
  const failed = (code: ErrorCode): ShareFailure => ({
    key: code,
    error: { code, message: '', retryable: false },
  });
  const signIn = failed('account.signInNeeded');
  const gone = failed('object.notFound');
  expect(commonError([], 1)).toBeUndefined();
  expect(commonError([gone], 1)).toBe(gone.error);
  expect(commonError([signIn, signIn], 2)).toBe(signIn.error);
  expect(commonError([signIn, signIn], 3)).toBeUndefined();
  expect(commonError([signIn, gone], 2)).toBeUndefined();
  expect(commonError([gone, gone], 2)).toBeUndefined();
});
