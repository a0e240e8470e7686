import i18next from 'i18next';

/** Sentences in one line, as the language sets them: with a space between, or with none as in Japanese; '' is left out. */
export function sentences(...texts: readonly string[]): string {
  return texts
    .filter((text) => text !== '')
    .reduce(
      (first, second) => (first === '' ? second : i18next.t('sentences', { ns: 'ui', first, second })),
      '',
    );
}
