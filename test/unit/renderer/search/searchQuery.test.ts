import '../catalogue.ts';
import { describe, expect, test } from 'vitest';
import {
  filterCount,
  isEmptyQuery,
  noFilters,
  parseSize,
  queryOf,
  type SearchFilters,
} from '../../../../renderer/features/search/searchQuery.ts';

const nowMs = Date.UTC(2026, 10, 23, 15, 30);
const day = (text: string) => Date.parse(`${text}T00:00:00Z`);
const sized = (from: string, to: string, unit: SearchFilters['size']['unit'] = 'MB') =>
  queryOf('', { ...noFilters, size: { from, to, unit } }, nowMs);
const dated = (preset: SearchFilters['date']['preset'], from = '', to = '') =>
  queryOf('', { ...noFilters, date: { preset, from, to } }, nowMs);

test.each([
  ['10', 'kB', 10_000],
  ['1.5', 'MB', 1_500_000],
  ['1,5', 'GB', 1_500_000_000],
  ['.5', 'TB', 500_000_000_000],
  [' 1 000 ', 'kB', 1_000_000],
  ['٢٫٥', 'MB', 2_500_000],
  ['۲', 'MB', 2_000_000],
  ['0', 'MB', 0],
  ['', 'MB', undefined],
  ['.', 'MB', undefined],
  ['-1', 'MB', undefined],
  ['ten', 'MB', undefined],
  ['1.2.3', 'MB', undefined],
  ['99999999999999999999', 'TB', undefined],
] as const)('%j %s is %s bytes', (text, unit, bytes) => {
  expect(parseSize(text, unit)).toBe(bytes);
});

test('what is typed is looked for without the spaces around it, and what is no number is left out', () => {
  const filters: SearchFilters = {
    ...noFilters,
    kinds: ['picture'],
    size: { from: '2', to: 'x', unit: 'MB' },
  };
  expect(queryOf(' beach ', filters, nowMs)).toEqual({
    text: 'beach',
    kinds: ['picture'],
    minBytes: 2_000_000,
  });
});

test('bounds the wrong way round are turned', () => {
  expect(sized('5', '2')).toMatchObject({ minBytes: 2_000_000, maxBytes: 5_000_000 });
  expect(dated('custom', '2026-11-05', '2026-11-01')).toEqual(dated('custom', '2026-11-01', '2026-11-05'));
});

test.each([
  ['any', undefined],
  ['today', day('2026-11-23')],
  ['week', day('2026-11-17')],
  ['month', day('2026-10-25')],
  ['year', day('2026-01-01')],
] as const)('%s begins with the first moment of its first day', (preset, fromMs) => {
  expect(dated(preset)).toEqual({ text: '', kinds: [], ...(fromMs !== undefined && { fromMs }) });
});

describe('between two days', () => {
  test('both days are in it', () => {
    expect(dated('custom', '2026-02-27', '2026-02-28')).toMatchObject({
      fromMs: day('2026-02-27'),
      toMs: day('2026-03-01'),
    });
  });

  test('each of them can be missing, and what is no day is left out', () => {
    expect(dated('custom', '2026-02-27')).toEqual({ text: '', kinds: [], fromMs: day('2026-02-27') });
    expect(dated('custom', '', '2026-02-27')).toEqual({ text: '', kinds: [], toMs: day('2026-02-28') });
    expect(dated('custom', 'soon')).toEqual({ text: '', kinds: [] });
  });

  test('a day before 1970 is the beginning of time', () => {
    expect(dated('custom', '1960-01-01')).toMatchObject({ fromMs: 0 });
  });
});

test('a query is empty when it leaves nothing out', () => {
  const isEmpty = [
    queryOf('  ', noFilters, nowMs),
    queryOf('a', noFilters, nowMs),
    sized('1', ''),
    dated('today'),
  ];
  expect(isEmpty.map(isEmptyQuery)).toEqual([true, false, false, false]);
});

test('filters in use are counted by what they are about', () => {
  const size = { from: '1', to: '2', unit: 'MB' } as const;
  const date = { preset: 'custom', from: '', to: '' } as const;
  expect(filterCount(noFilters)).toBe(0);
  expect(filterCount({ kinds: ['picture', 'movie'], size, date })).toBe(2);
});
