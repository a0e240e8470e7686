import { type Language, languages } from '../shared/domain/settings.ts';

/**
 * The language of the catalogue for a setting: the first of the system's that it has, in the same script (Taiwan's Chinese
 * is none of ours), whatever the country; English when there is none.
 */
export function languageFor(setting: 'system' | Language, preferred: readonly string[]): Language {
  if (setting !== 'system') return setting;
  for (const tag of preferred) {
    const wanted = speechOf(tag);
    const found = wanted && languages.find((language) => speechOf(language) === wanted);
    if (found) return found;
  }
  return 'en';
}

/** The language and script of a BCP 47 tag, which tell whether somebody can read it; undefined for what is no tag. */
export function speechOf(tag: string): string | undefined {
  try {
    const { language, script } = new Intl.Locale(tag).maximize();
    return `${language}-${script}`;
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** A language in its own words: "Deutsch", "日本語". */
export function nameOfLanguage(language: Language): string {
  const [first = '', ...rest] =
    new Intl.DisplayNames(language, { type: 'language' }).of(language) ?? language;
  return first.toLocaleUpperCase(language) + rest.join('');
}
