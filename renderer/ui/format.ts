import { formatLocale } from './locale.ts';

const sizeUnits = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte', 'petabyte'] as const;
const minuteSeconds = 60;
const hourSeconds = 3600;
const daySeconds = 86_400;

const cache = new Map<string, unknown>();

/** Making an Intl formatter costs far more than using it, and a list formats thousands of cells. */
function cached<F>(kind: string, make: (locale: string) => F): F {
  const locale = formatLocale();
  const id = `${locale} ${kind}`;
  const known = cache.get(id) as F | undefined;
  if (known !== undefined) return known;
  const made = make(locale);
  cache.set(id, made);
  return made;
}

function numberFormat(kind: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  return cached(kind, (locale) => new Intl.NumberFormat(locale, options));
}

/** Rounds to three digits; without it 999,600 bytes would read "1,000 kB" instead of "1 MB". */
function threeDigits(value: number): number {
  return Number(value.toPrecision(3));
}

/** The index of the largest unit in which a number of bytes is at least 1 after rounding; 1 kB is 1,000 bytes. */
function sizeUnitIndex(sizeBytes: number): number {
  let index = 0;
  while (index < sizeUnits.length - 1 && threeDigits(sizeBytes / 1000 ** index) >= 1000) index += 1;
  return index;
}

function inUnit(sizeBytes: number, index: number): string {
  const unit = sizeUnits[index] ?? 'byte';
  const format = numberFormat(`size ${unit}`, {
    style: 'unit',
    unit,
    unitDisplay: unit === 'byte' ? 'long' : 'short',
    maximumSignificantDigits: 3,
  });
  return format.format(sizeBytes / 1000 ** index);
}

/** A size in three digits: "1.2 MB". Units are the SI's, 1 kB is 1,000 bytes, as Finder and every disk's label have it. */
export function formatSize(sizeBytes: number): string {
  return inUnit(sizeBytes, sizeUnitIndex(sizeBytes));
}

/** All the bytes: "1,234,567 bytes". */
export function formatExactSize(sizeBytes: number): string {
  return numberFormat('bytes', { style: 'unit', unit: 'byte', unitDisplay: 'long' }).format(sizeBytes);
}

/** The two numbers of "12 of 40 MB" or "5 MB of 3.2 GB": a unit that both share is said once. */
export function formatSizePair(doneBytes: number, sizeBytes: number): { done: string; total: string } {
  const index = sizeUnitIndex(sizeBytes);
  const digits = numberFormat('three digits', { maximumSignificantDigits: 3 });
  const isShared = doneBytes === 0 || sizeUnitIndex(doneBytes) === index;
  return {
    done: isShared ? digits.format(doneBytes / 1000 ** index) : formatSize(doneBytes),
    total: inUnit(sizeBytes, index),
  };
}

/** A count with its thousands apart: "1,284". */
export function formatCount(count: number): string {
  return numberFormat('count', { maximumFractionDigits: 0 }).format(count);
}

/** Bytes for each second in three digits: "3 MB/s". */
export function formatSpeed(bytesPerSecond: number): string {
  const index = Math.max(1, sizeUnitIndex(bytesPerSecond));
  const unit = `${sizeUnits[index] ?? 'kilobyte'}-per-second`;
  const format = numberFormat(unit, { style: 'unit', unit, maximumSignificantDigits: 3 });
  return format.format(bytesPerSecond / 1000 ** index);
}

const megabytesPerSecond = {
  style: 'unit',
  unit: 'megabyte-per-second',
  // A speed that is typed, and shown beside it, is in digits that every keyboard has.
  numberingSystem: 'latn',
  maximumFractionDigits: 6,
} as const;

/** A speed in the unit that limits are typed in, however small: "0.01 MB/s". */
export function formatMegabytesPerSecond(megabytes: number): string {
  return numberFormat('typed speed', megabytesPerSecond).format(megabytes);
}

const typedUnits = {
  kB: 'kilobyte',
  MB: 'megabyte',
  GB: 'gigabyte',
  TB: 'terabyte',
  'MB/s': 'megabyte-per-second',
} as const;

/** A unit alone, beside a field for a number: "MB" is "Mo" in French. */
export function unitSign(unit: keyof typeof typedUnits): string {
  const parts = numberFormat(`sign ${unit}`, { style: 'unit', unit: typedUnits[unit] }).formatToParts(1);
  return parts
    .filter(({ type }) => type === 'unit')
    .map(({ value }) => value)
    .join('');
}

/** A duration in its one or two largest units: "45 sec", "3 min", "1 hr 20 min"; "3 minutes" where it is long. */
export function formatDuration(seconds: number, unitDisplay: 'short' | 'long' = 'short'): string {
  const whole = Math.max(0, Math.round(seconds));
  const minutes = Math.round(whole / minuteSeconds);
  const hours = Math.floor(minutes / 60);
  const parts: readonly (readonly [number, string])[] =
    whole < minuteSeconds
      ? [[whole, 'second']]
      : hours < 24
        ? [
            [hours, 'hour'],
            [minutes % 60, 'minute'],
          ]
        : [
            [Math.floor(hours / 24), 'day'],
            [hours % 24, 'hour'],
          ];
  const shown = parts.filter(([value]) => value > 0 || whole === 0);
  const list = cached('units', (locale) => new Intl.ListFormat(locale, { type: 'unit', style: 'narrow' }));
  return list.format(
    shown.map(([value, unit]) =>
      numberFormat(`${unitDisplay} ${unit}`, { style: 'unit', unit, unitDisplay }).format(value),
    ),
  );
}

function startOfDay(timeMs: number): number {
  return new Date(timeMs).setHours(0, 0, 0, 0);
}

function capitalised(text: string): string {
  const [first = '', ...rest] = text;
  return first.toLocaleUpperCase(formatLocale()) + rest.join('');
}

/**
 * A time as people say it: "Now", "5 minutes ago", "3 hours ago" on the same day, "Yesterday", "3 days ago" for a week
 * of calendar days, then the date. A time that lies ahead is told by its date.
 */
export function formatRelativeDate(timeMs: number, nowMs: number): string {
  const agoSeconds = (nowMs - timeMs) / 1000;
  const relative = cached('relative', (locale) => new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }));
  if (agoSeconds > -minuteSeconds && agoSeconds < minuteSeconds)
    return capitalised(relative.format(0, 'second'));
  if (agoSeconds >= 0 && agoSeconds < hourSeconds) {
    return relative.format(-Math.floor(agoSeconds / minuteSeconds), 'minute');
  }
  // Rounded, because a day is 23 or 25 hours long when the clocks change.
  const days = Math.round((startOfDay(nowMs) - startOfDay(timeMs)) / (daySeconds * 1000));
  if (days === 0 && agoSeconds > 0) return relative.format(-Math.floor(agoSeconds / hourSeconds), 'hour');
  if (days > 0 && days < 7) return capitalised(relative.format(-days, 'day'));
  return cached('date', (locale) => new Intl.DateTimeFormat(locale, { dateStyle: 'medium' })).format(timeMs);
}

/** A day and a time of it, as a sentence names a moment: "Tuesday, November 24, 2026 at 2:03 PM". */
export function formatMoment(timeMs: number): string {
  const options = { dateStyle: 'full', timeStyle: 'short' } as const;
  return cached('moment', (locale) => new Intl.DateTimeFormat(locale, options)).format(timeMs);
}

/** The whole date and time, for tooltips and details: "Friday, November 20, 2026 at 2:03:10 PM". */
export function formatFullDate(timeMs: number): string {
  const options = { dateStyle: 'full', timeStyle: 'medium' } as const;
  return cached('full date', (locale) => new Intl.DateTimeFormat(locale, options)).format(timeMs);
}
