import i18next from 'i18next';
import { speechOf } from '../languages.ts';

/**
 * The locale for numbers and dates: the user's own variant of the catalogue's language ("en-GB" for "en"), so that a
 * sentence and the date in it never mix two languages.
 */
export function formatLocale(): string {
  const language = i18next.resolvedLanguage ?? 'en';
  const speech = speechOf(language);
  return navigator.languages.find((candidate) => speechOf(candidate) === speech) ?? language;
}
