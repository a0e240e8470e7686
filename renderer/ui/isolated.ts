import i18next from 'i18next';

/** The scripts that run from right to left. Source: Unicode's DerivedBidiClass, defaults of R and AL. */
const rightToLeft = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;

/**
 * A value as it may stand inside a sentence: in Unicode's marks of isolation (FSI, PDI) where its own direction could
 * tear the sentence or be torn by it, as "file (2).txt" in Arabic. For showing only.
 */
export function isolated(value: string): string {
  return i18next.dir() === 'rtl' || rightToLeft.test(value) ? `\u2068${value}\u2069` : value;
}
