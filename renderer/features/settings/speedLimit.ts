import { formatLocale } from '../../ui/locale.ts';

const bytesInMegabyte = 1_000_000;
/** Below what settings take (1,024 bytes a second) a limit would stand still; above this it is none. */
const leastMegabytes = 0.01;
const mostMegabytes = 100_000;

/** What is wrong with a typed limit; `transfers.problem.<it>` is its sentence in the catalogue. */
export type LimitProblem = 'invalid' | 'tooSmall' | 'tooLarge';

export type TypedLimit =
  | { readonly kind: 'limit'; readonly bytesPerSecond: number | null }
  | { readonly kind: 'problem'; readonly problem: LimitProblem };

/** The sign between whole and fraction in the user's language. */
function decimalSign(): string {
  const parts = new Intl.NumberFormat(formatLocale()).formatToParts(1.5);
  return parts.find(({ type }) => type === 'decimal')?.value ?? '.';
}

/**
 * Reads a speed limit in MB/s; nothing typed is no limit. Comma and point both begin the fraction, as people type either,
 * but for three digits after the sign that groups thousands in the user's language: "1,000" could be both.
 */
export function readSpeedLimit(typed: string): TypedLimit {
  // Whoever writes the unit, too, means the same.
  const text = typed.trim().replace(/\s*MB\/s$/i, '');
  if (text === '') return { kind: 'limit', bytesPerSecond: null };
  const [, whole = '', sign, fraction = ''] = /^(\d*)(?:([.,])(\d*))?$/.exec(text) ?? [];
  const isAmbiguous = sign !== undefined && sign !== decimalSign() && fraction.length === 3;
  if (whole + fraction === '' || isAmbiguous) return { kind: 'problem', problem: 'invalid' };
  const megabytes = Number(`${whole === '' ? '0' : whole}.${fraction === '' ? '0' : fraction}`);
  if (megabytes < leastMegabytes) return { kind: 'problem', problem: 'tooSmall' };
  if (megabytes > mostMegabytes) return { kind: 'problem', problem: 'tooLarge' };
  return { kind: 'limit', bytesPerSecond: Math.round(megabytes * bytesInMegabyte) };
}

/** A limit as it is typed, in MB/s; '' for none. */
export function speedLimitText(bytesPerSecond: number | null): string {
  if (bytesPerSecond === null) return '';
  return new Intl.NumberFormat(formatLocale(), { useGrouping: false, maximumFractionDigits: 6 }).format(
    bytesPerSecond / bytesInMegabyte,
  );
}
