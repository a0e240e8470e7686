import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type IniDocument,
  parseIni,
  toText,
} from '../../../../electron/core/accounts/profiles/iniDocument.ts';
import {
  addSection,
  IniLayoutError,
  removeNested,
  removeSection,
  removeSetting,
  setNested,
  setSetting,
} from '../../../../electron/core/accounts/profiles/iniEditing.ts';
import { strip } from '../../../../electron/core/accounts/profiles/pythonText.ts';
import { readProfiles } from '../../../../electron/core/accounts/profiles/readProfiles.ts';
import { SatchelError } from '../../../../electron/core/satchelError.ts';
import { iniText, rightIniText } from './iniTexts.ts';

type Edit = (document: IniDocument, section: string) => IniDocument;

const value = fc.oneof(
  fc.constantFrom('eu-central-1', '', 'a = b', '# not a comment', '[x]', 'two  words', '__proto__'),
  fc
    .string({ unit: 'grapheme' })
    .filter((text) => strip(text) === text && !/[\p{Cc}\p{Zl}\p{Zp}]/u.test(text)),
);
const key = fc.constantFrom('region', 's3', 'output', 'endpoint_url', '__proto__', 'constructor');
const nestedKey = fc.constantFrom('addressing_style', 'a', 'b', '__proto__');
const edits: fc.Arbitrary<Edit> = fc.oneof(
  fc.tuple(key, value).map(
    ([key, value]): Edit =>
      (document, section) =>
        setSetting(document, section, key, value),
  ),
  fc.tuple(key, nestedKey, value).map(
    ([key, nested, value]): Edit =>
      (document, section) =>
        setNested(document, section, key, nested, value),
  ),
  key.map(
    (key): Edit =>
      (document, section) =>
        removeSetting(document, section, key),
  ),
  fc.tuple(key, nestedKey).map(
    ([key, nested]): Edit =>
      (document, section) =>
        removeNested(document, section, key, nested),
  ),
);

/** What a document says, without the lines that say so. */
function meaning({ sections }: IniDocument) {
  return new Map(
    [...sections].map(([name, { settings }]) => [
      name,
      new Map([...settings].map(([k, { value }]) => [k, value])),
    ]),
  );
}

function comments({ lines }: IniDocument): readonly string[] {
  return lines.map(({ text }) => text).filter((text) => /^\s*[#;]/.test(text));
}

/** True when all of `part` is in `whole`, in the same order. */
function isPartOf(part: readonly string[], whole: readonly string[]): boolean {
  let at = 0;
  for (const item of whole) if (item === part[at]) at++;
  return at === part.length;
}

describe('any text at all', () => {
  test('is given back as it was', () => {
    fc.assert(
      fc.property(iniText, (text) => toText(parseIni(text)) === text),
      { numRuns: 1000 },
    );
  });

  test('is read without an error, in both places', () => {
    fc.assert(
      fc.property(iniText, iniText, (config, credentials) => {
        const { problems } = readProfiles({
          config: { path: 'config', text: config },
          credentials: { path: 'credentials', text: credentials },
        });
        for (const { line } of problems) expect(line).toBeGreaterThan(0);
      }),
    );
  });

  test('takes an edit that changes nothing else, or refuses it', () => {
    fc.assert(
      fc.property(iniText, edits, fc.nat(), (text, edit, which) => {
        const before = parseIni(text);
        const names = [...before.sections.keys()];
        const section = names[which % names.length];
        if (section === undefined) return;
        try {
          const after = meaning(edit(before, section));
          const expected = meaning(before);
          expected.delete(section);
          after.delete(section);
          expect(after).toEqual(expected);
        } catch (error) {
          expect(error).toBeInstanceOf(IniLayoutError);
        }
      }),
      { numRuns: 1000 },
    );
  });

  test('takes a new section at its end, and gives it away again', () => {
    fc.assert(
      fc.property(iniText, (text) => {
        const document = addSection(parseIni(text), 'profile fresh');
        expect(document.sections.get('profile fresh')?.settings).toEqual(new Map());
        const isEnded = text === '' || /[\r\n]$/.test(text);
        const end = /\r\n|\r|\n/.exec(text)?.[0] ?? '\n';
        expect(toText(document)).toBe(`${text}${isEnded ? '' : end}[profile fresh]${end}`);
        expect(toText(removeSection(document, 'profile fresh'))).toBe(isEnded ? text : text + end);
      }),
    );
  });
});

describe('a file that the CLI accepts', () => {
  test('takes every edit, and keeps its comments and unknown settings through any number of them', () => {
    fc.assert(
      fc.property(rightIniText, fc.array(fc.tuple(edits, fc.nat()), { maxLength: 12 }), (text, steps) => {
        const before = parseIni(text);
        const names = [...before.sections.keys()];
        const after = steps.reduce(
          (document, [edit, which]) => edit(document, names[which % names.length] ?? ''),
          before,
        );
        expect(after.problems).toEqual([]);
        expect(isPartOf(comments(before), comments(after))).toBe(true);
        const own = (document: IniDocument) =>
          [...document.sections.values()].map(({ settings }) => settings.get('my_own')?.value);
        expect(own(after)).toEqual(own(before));
      }),
      { numRuns: 500 },
    );
  });

  test('says what was written, as it was written', () => {
    fc.assert(
      fc.property(rightIniText, key, nestedKey, value, value, fc.nat(), (text, key, nested, a, b, which) => {
        const before = parseIni(text);
        const names = [...before.sections.keys()];
        const section = names[which % names.length] ?? '';
        const expected = meaning(before);
        expected.get(section)?.set(key, a);
        const once = setSetting(before, section, key, a);
        expect(meaning(parseIni(toText(once)))).toEqual(expected);

        expected.get(section)?.set(key, new Map([[nested, b]]));
        expect(meaning(parseIni(toText(setNested(once, section, key, nested, b))))).toEqual(expected);
      }),
      { numRuns: 500 },
    );
  });

  test('keeps every line but those of the setting that is changed', () => {
    fc.assert(
      fc.property(rightIniText, key, value, fc.nat(), (text, key, value, which) => {
        const before = parseIni(text);
        const names = [...before.sections.keys()];
        const section = names[which % names.length] ?? '';
        const setting = before.sections.get(section)?.settings.get(key);
        const others = before.lines.filter(
          (_, at) => setting === undefined || at < setting.firstLine || at > setting.lastLine,
        );
        const end = before.lines.find((line) => line.end !== '')?.end ?? '\n';
        const whole = ({ text, end: own }: (typeof others)[number]) => text + (own || end);
        const after = setSetting(before, section, key, value);
        expect(isPartOf(others.map(whole), after.lines.map(whole))).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  test('loses a section, and nothing of the others', () => {
    fc.assert(
      fc.property(rightIniText, fc.nat(), (text, which) => {
        const before = parseIni(text);
        const names = [...before.sections.keys()];
        const section = names[which % names.length] ?? '';
        const after = removeSection(before, section);
        const expected = meaning(before);
        expected.delete(section);
        expect(meaning(after)).toEqual(expected);
        const others = comments(before).filter(
          (text) => text.startsWith('# below') && text !== `# below ${section}`,
        );
        expect(isPartOf(others, comments(after))).toBe(true);
      }),
    );
  });

  test('takes no value that it would not give back', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const document = parseIni('[a]\n');
        try {
          expect(setSetting(document, 'a', 'k', text).sections.get('a')?.settings.get('k')?.value).toBe(text);
          expect(
            setNested(document, 'a', 'k', 'n', text).sections.get('a')?.settings.get('k')?.value,
          ).toEqual(new Map([['n', text]]));
        } catch (error) {
          expect(error).toBeInstanceOf(SatchelError);
          expect(error).toMatchObject({ code: 'request.invalid' });
          if (text.length > 2) expect(String(error)).not.toContain(text);
        }
      }),
    );
  });
});
