import { expect, test } from 'vitest';
import { languageFor, nameOfLanguage } from '../../../renderer/languages.ts';

test.for([
  [['de-AT', 'en'], 'de'],
  [['pt-PT'], 'pt-BR'],
  [['zh-SG'], 'zh-CN'],
  [['zh-TW', 'ja-JP'], 'ja'],
  [['sv', 'fr-CA'], 'fr'],
  [['ar-EG'], 'ar'],
  [['C', 'x'], 'en'],
  [[], 'en'],
] as const)('a system that speaks %j gets %s', ([preferred, language]) => {
  expect(languageFor('system', preferred)).toBe(language);
});

test('a chosen language does not ask the system', () => {
  expect(languageFor('es', ['de'])).toBe('es');
});

test('each language is called by its own name', () => {
  expect([nameOfLanguage('de'), nameOfLanguage('fr'), nameOfLanguage('ja')]).toEqual([
    'Deutsch',
    'Français',
    '日本語',
  ]);
});
