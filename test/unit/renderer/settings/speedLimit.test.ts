import { expect, test } from 'vitest';
import { readSpeedLimit, speedLimitText } from '../../../../renderer/features/settings/speedLimit.ts';
import { unitSign } from '../../../../renderer/ui/format.ts';
import { type Language, speedLimitsSchema } from '../../../../shared/domain/settings.ts';
import { speaking } from '../catalogue.ts';

test.each([
  ['', null],
  ['  ', null],
  ['12', 12e6],
  ['2.5', 2.5e6],
  ['2,5', 2.5e6],
  ['.5', 0.5e6],
  ['0.01', 10_000],
  ['1.234', 1_234_000],
  [' 8 ', 8e6],
  ['5 MB/s', 5e6],
  ['100000', 100_000e6],
] as const)('“%s” is the limit %s', (typed, bytesPerSecond) => {
  expect(readSpeedLimit(typed)).toEqual({ kind: 'limit', bytesPerSecond });
  expect(
    speedLimitsSchema.safeParse({
      uploadBytesPerSecond: bytesPerSecond,
      downloadBytesPerSecond: null,
      schedule: null,
    }).success,
  ).toBe(true);
});

test.each([
  ['fast', 'invalid'],
  ['-1', 'invalid'],
  ['1e3', 'invalid'],
  ['.', 'invalid'],
  ['1,000', 'invalid'],
  ['1.2.3', 'invalid'],
  ['5 GB', 'invalid'],
  ['0', 'tooSmall'],
  ['0.009', 'tooSmall'],
  ['100001', 'tooLarge'],
] as const)('“%s” is no limit: %s', (typed, problem) => {
  expect(readSpeedLimit(typed)).toEqual({ kind: 'problem', problem });
});

test('a limit is shown as it is typed', () => {
  for (const limit of [null, 10_000, 2.5e6, 1_234_000, 12_000e6]) {
    expect(readSpeedLimit(speedLimitText(limit))).toEqual({ kind: 'limit', bytesPerSecond: limit });
  }
  expect([speedLimitText(null), speedLimitText(2.5e6), speedLimitText(12_000e6)]).toEqual([
    '',
    '2.5',
    '12000',
  ]);
});

test('a limit is shown so that it can be read again in every language, with the unit of its field', async () => {
  const shown = async (language: Language, locale: string) => {
    await speaking(language, locale);
    const text = speedLimitText(2.5e6);
    const unit = unitSign('MB/s');
    return [text, readSpeedLimit(`${text} ${unit}`)];
  };
  const limit = { kind: 'limit', bytesPerSecond: 2.5e6 };
  expect(await shown('fr', 'fr-FR')).toEqual(['2,5', limit]);
  expect(await shown('ja', 'ja-JP')).toEqual(['2.5', limit]);
  expect((await shown('ar', 'ar-EG'))[1]).toEqual(limit);
  expect(readSpeedLimit('٢٫٥')).toEqual(limit);
});
