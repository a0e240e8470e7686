import '../catalogue.ts';
import i18next from 'i18next';
import { describe, expect, test } from 'vitest';
import { errorHint, errorTitle } from '../../../../renderer/ui/errorText.ts';
import type { ErrorCode } from '../../../../shared/domain/appError.ts';

type Texts = Readonly<Record<string, string>>;
const areas = ['account', 'signIn', 'network'] as const;
const params = {
  profile: 'build',
  source: 'base',
  role: 'arn:aws:iam::123456789012:role/Deploy',
  device: 'GAHT12345678',
  file: '/home/jane/.aws/config',
  line: 12,
  key: 'source_profile',
  program: 'get-keys',
  url: 'https://storage.example.com',
  region: 'eu-west-1',
  host: 'storage.example.com',
};

const variants = areas.flatMap((area) =>
  Object.entries(i18next.getResourceBundle('en', 'errors')[area] as Record<string, Texts>).flatMap(
    ([what, texts]) =>
      Object.keys(texts)
        .filter((text) => text.startsWith('title_'))
        .map((text) => `${area}.${what}.${text}`),
  ),
);

describe('an error of an account', () => {
  test.each(variants)('%s names what it is about', (variant) => {
    const sentence = i18next.t(variant as never, { ns: 'errors', ...params }) as string;
    expect(sentence).toMatch(/^\S[^{}!]+\.$/);
    const named = variant.slice(variant.lastIndexOf('_') + 1) as keyof typeof params;
    expect(sentence).toContain(String(params[named]));
  });

  test.each<[ErrorCode, string]>([
    ['account.cycle', 'build borrows its keys from base, and that leads back to build.'],
    ['account.sourceMissing', 'There is nothing named base in the AWS files, and build needs it.'],
    ['account.unsupported', 'Satchel cannot use the setting source_profile of build.'],
    ['account.processTimedOut', 'get-keys, which gives build its keys, did not answer.'],
    ['account.nameTaken', 'There is already an account named build.'],
  ])('%s names the profile and what it needs', (code, title) => {
    const error = { code, message: 'technical', retryable: false, params };
    expect(errorTitle(error)).toBe(title);
    expect(errorHint(error)).toMatch(/\.$/);
  });
});
