import i18next from 'i18next';

/**
 * The locale for numbers and dates: the user's own variant of the catalogue's language ("en-GB" for "en"), so that a
 * sentence and the date in it never mix two languages.
 */
export function formatLocale(): string {
  const language = i18next.resolvedLanguage ?? 'en';
  const base = language.split('-')[0];
  return navigator.languages.find((candidate) => candidate.split('-')[0] === base) ?? language;
}
