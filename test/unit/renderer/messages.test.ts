import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { languages } from '../../../shared/domain/settings.ts';

const root = join(import.meta.dirname, '../../../renderer');
const english = messagesOf('en');
const plural = /_(zero|one|two|few|many|other)$/;
/** `zero` is i18next's own word for none, in every language; CLDR has it in Arabic. */
const englishPlural = /_(one|other)$/;

/** All texts of a language: `namespace:key` and what it says. */
function messagesOf(language: string): ReadonlyMap<string, string> {
  const texts = new Map<string, string>();
  const add = (path: string, value: unknown): void => {
    if (typeof value === 'string') texts.set(path, value);
    else {
      for (const [key, child] of Object.entries(value as object))
        add(`${path}${path.endsWith(':') ? '' : '.'}${key}`, child);
    }
  };
  for (const file of globSync(`messages/${language}/*.json`, { cwd: root })) {
    const namespace = file.replace(/^.*[\\/]|\.json$/g, '');
    add(`${namespace}:`, JSON.parse(readFileSync(join(root, file), 'utf8')));
  }
  return texts;
}

const placeholders = (text: string): readonly string[] => [...new Set(text.match(/{{[^}]+}}/g))].sort();

/** The keys that a language needs for those of English: every category of its own for what is counted. */
function neededKeys(language: string): ReadonlySet<string> {
  const { pluralCategories } = new Intl.PluralRules(language).resolvedOptions();
  const keys = new Set<string>();
  for (const key of english.keys()) {
    if (!englishPlural.test(key)) keys.add(key);
    else for (const category of pluralCategories) keys.add(key.replace(englishPlural, `_${category}`));
  }
  return keys;
}

describe.for(languages)('in %s', (language) => {
  const texts = messagesOf(language);

  test('every text is there, and no other', () => {
    const needed = neededKeys(language);
    const missing = [...needed].filter((key) => !texts.has(key));
    const unknown = [...texts.keys()].filter((key) => !needed.has(key));
    expect({ missing, unknown }).toEqual({ missing: [], unknown: [] });
  });

  test('no text is empty, and each has the values of the English one', () => {
    const wrong = [...texts].filter(([key, text]) => {
      const same = english.get(key) ?? english.get(key.replace(plural, '_other')) ?? '';
      const wanted = placeholders(same);
      const given = placeholders(text);
      // A word can say "one" or "two" by itself.
      const mayLack = plural.test(key) && given.every((placeholder) => wanted.includes(placeholder));
      return text.trim() === '' || (given.join() !== wanted.join() && !mayLack);
    });
    expect(wrong).toEqual([]);
  });

  test('numbers and sizes come as values, in the user’s own digits', () => {
    const raw = [...texts].filter(([, text]) => /{{count|{{[^}]*,|\d\s?([kMG]B|[kMG]o)\b/.test(text));
    expect(raw).toEqual([]);
  });

  test('nothing turns the text around by itself', () => {
    const turned = [...texts].filter(([, text]) => /[\u202a-\u202e\u2066-\u2069]/.test(text));
    expect(turned).toEqual([]);
  });
});

test('every text is used', () => {
  const sources = globSync('**/*.{ts,tsx}', { cwd: root }).map((file) =>
    readFileSync(join(root, file), 'utf8'),
  );
  const code = sources.join('\n');
  const literals = new Set([...code.matchAll(/['"`]([\w.:]+)['"`]/g)].map(([, literal = '']) => literal));
  const patterns = [...code.matchAll(/`([\w.:]*\$\{[^`]*)`/g)].map(([, template = '']) => {
    const parts = template
      .split(/\$\{(?:[^{}]|\{[^{}]*\})*\}/)
      .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
    return new RegExp(`^(?:\\w+:)?${parts.join('[\\w.-]+')}$`);
  });
  const isUsed = (key: string): boolean => {
    const [namespace = '', path = ''] = key.split(':');
    const forms = new Set([path, path.replace(plural, ''), path.replace(/_[a-zA-Z]+$/, '')]);
    return [...forms].some(
      (form) =>
        literals.has(form) ||
        literals.has(`${namespace}:${form}`) ||
        patterns.some((pattern) => pattern.test(form)),
    );
  };
  expect([...english.keys()].filter((key) => !isUsed(key))).toEqual([]);
});
