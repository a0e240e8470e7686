import { assertNever } from '../../../shared/assertNever.ts';
import type { SearchKind, SearchQuery } from '../../../shared/domain/search.ts';

/** Units that a size is typed in; 1 kB is 1,000 bytes. */
export const sizeUnits = ['kB', 'MB', 'GB', 'TB'] as const;
export type SizeUnit = (typeof sizeUnits)[number];

/** When something was changed, as people say it; `custom` is between two days. */
export const datePresets = ['any', 'today', 'week', 'month', 'year', 'custom'] as const;
export type DatePreset = (typeof datePresets)[number];

/** What a search is narrowed to, as it is typed and chosen. */
export type SearchFilters = {
  readonly kinds: readonly SearchKind[];
  readonly size: { readonly from: string; readonly to: string; readonly unit: SizeUnit };
  /** Days are `YYYY-MM-DD`, as date fields have them; '' for none. */
  readonly date: { readonly preset: DatePreset; readonly from: string; readonly to: string };
};

/** Nothing is narrowed. */
export const noFilters: SearchFilters = {
  kinds: [],
  size: { from: '', to: '', unit: 'MB' },
  date: { preset: 'any', from: '', to: '' },
};

/** How many of kind, size and date are narrowed. */
export function filterCount(filters: SearchFilters): number {
  const { minBytes, maxBytes, fromMs, toMs, kinds } = queryOf('', filters, 0);
  const isGiven = [
    kinds.length > 0,
    minBytes !== undefined || maxBytes !== undefined,
    fromMs !== undefined || toMs !== undefined,
  ];
  return isGiven.filter(Boolean).length;
}

/** True for a query that leaves nothing out. */
export function isEmptyQuery({ text, kinds, ...bounds }: SearchQuery): boolean {
  return text.trim() === '' && kinds.length === 0 && Object.keys(bounds).length === 0;
}

/** The query of what is typed and chosen; two bounds the wrong way round are turned, and what is no number is left out. */
export function queryOf(text: string, { kinds, size, date }: SearchFilters, nowMs: number): SearchQuery {
  const [minBytes, maxBytes] = inOrder(parseSize(size.from, size.unit), parseSize(size.to, size.unit));
  const [fromMs, toMs] = timesOf(date, nowMs);
  return {
    text: text.trim(),
    kinds: [...kinds],
    ...(minBytes !== undefined && { minBytes }),
    ...(maxBytes !== undefined && { maxBytes }),
    ...(fromMs !== undefined && { fromMs: Math.max(0, fromMs) }),
    ...(toMs !== undefined && { toMs: Math.max(0, toMs) }),
  };
}

/** The bytes of a number as people type it, with a point or a comma and in any digits; undefined for none. */
export function parseSize(text: string, unit: SizeUnit): number | undefined {
  const plain = text
    .replace(/[٠-٩]/g, (digit) => String(digit.charCodeAt(0) - 0x660))
    .replace(/[۰-۹]/g, (digit) => String(digit.charCodeAt(0) - 0x6f0))
    .replace(/[\s\u00a0\u202f]/g, '')
    .replace(/[,٫]/, '.');
  if (!/^(\d+\.?\d*|\.\d+)$/.test(plain)) return undefined;
  const bytes = Math.round(Number(plain) * 1000 ** (sizeUnits.indexOf(unit) + 1));
  return Number.isSafeInteger(bytes) ? bytes : undefined;
}

type Bounds = readonly [number | undefined, number | undefined];

function inOrder(from: number | undefined, to: number | undefined): Bounds {
  return from !== undefined && to !== undefined && from > to ? [to, from] : [from, to];
}

/** From the first moment of a day on, and before the first moment of the day after another one, in local time. */
function timesOf({ preset, from, to }: SearchFilters['date'], nowMs: number): Bounds {
  switch (preset) {
    case 'any':
      return [undefined, undefined];
    case 'today':
      return [dayBefore(nowMs, 0), undefined];
    case 'week':
      return [dayBefore(nowMs, 6), undefined];
    case 'month':
      return [dayBefore(nowMs, 29), undefined];
    case 'year':
      return [new Date(new Date(nowMs).getFullYear(), 0).getTime(), undefined];
    case 'custom': {
      const [first, last] = from !== '' && to !== '' && from > to ? [to, from] : [from, to];
      return [dayOf(first, 0), dayOf(last, 1)];
    }
    default:
      return assertNever(preset, 'date preset');
  }
}

function dayBefore(nowMs: number, days: number): number {
  const now = new Date(nowMs);
  return new Date(now.getFullYear(), now.getMonth(), now.getDate() - days).getTime();
}

function dayOf(text: string, daysLater: number): number | undefined {
  const [year, month, day] = text.split('-').map(Number);
  if (year === undefined || month === undefined || day === undefined) return undefined;
  const timeMs = new Date(year, month - 1, day + daysLater).getTime();
  return Number.isNaN(timeMs) ? undefined : timeMs;
}
