import { unitSign } from '../../ui/format.ts';
import { formatLocale } from '../../ui/locale.ts';

const bytesInMegabyte = 1_000_000;
/** Below this, which settings do not take (1,024 bytes a second), a limit would stand still. */
export const leastMegabytes = 0.01;
/** Above this it is none. */
const mostMegabytes = 100_000;

/** What is wrong with a typed limit; `transfers.problem.<it>` is its sentence in the catalogue. */
export type LimitProblem = 'invalid' | 'tooSmall' | 'tooLarge';

export type TypedLimit =
  | { readonly kind: 'limit'; readonly bytesPerSecond: number | null }
  | { readonly kind: 'problem'; readonly problem: LimitProblem };

/** A limit is typed, and so it is shown in digits that every keyboard has. */
const digits = { numberingSystem: 'latn' } as const;

/** The sign between whole and fraction in the user's language. */
function decimalSign(): string {
  const parts = new Intl.NumberFormat(formatLocale(), digits).formatToParts(1.5);
  return parts.find(({ type }) => type === 'decimal')?.value ?? '.';
}

/**
 * Reads a speed limit in MB/s; nothing typed is no limit. Comma and point both begin the fraction, as people type either,
 * but for three digits after the sign that groups thousands in the user's language: "1,000" could be both.
 */
export function readSpeedLimit(typed: string): TypedLimit {
  const text = withoutUnit(withLatinDigits(typed)).trim();
  if (text === '') return { kind: 'limit', bytesPerSecond: null };
  const [, whole = '', sign, fraction = ''] = /^(\d*)(?:([.,])(\d*))?$/.exec(text) ?? [];
  const isAmbiguous = sign !== undefined && sign !== decimalSign() && fraction.length === 3;
  if (whole + fraction === '' || isAmbiguous) return { kind: 'problem', problem: 'invalid' };
  const megabytes = Number(`${whole === '' ? '0' : whole}.${fraction === '' ? '0' : fraction}`);
  if (megabytes < leastMegabytes) return { kind: 'problem', problem: 'tooSmall' };
  if (megabytes > mostMegabytes) return { kind: 'problem', problem: 'tooLarge' };
  return { kind: 'limit', bytesPerSecond: Math.round(megabytes * bytesInMegabyte) };
}

/** Arabic and Persian digits have the value of their code's last four bits; the sign between is one of their own, too. */
function withLatinDigits(typed: string): string {
  return typed.replace(/[٠-٩۰-۹]/g, (digit) => String(digit.charCodeAt(0) & 0xf)).replace('٫', '.');
}

/** Whoever writes the unit, in English or as the field has it, means the same. */
function withoutUnit(typed: string): string {
  const text = typed.trim();
  const units = ['MB/s', unitSign('MB/s')];
  const unit = units.find((known) => text.toLowerCase().endsWith(known.toLowerCase()));
  return unit === undefined ? text : text.slice(0, -unit.length);
}

/** A limit as it is typed, in MB/s; '' for none. */
export function speedLimitText(bytesPerSecond: number | null): string {
  if (bytesPerSecond === null) return '';
  return new Intl.NumberFormat(formatLocale(), {
    ...digits,
    useGrouping: false,
    maximumFractionDigits: 6,
  }).format(bytesPerSecond / bytesInMegabyte);
}
