import { describe, expect, test } from 'vitest';
import { decodeText, encodings } from '../../../../renderer/features/details/decodeText.ts';
import { textBlocks } from '../../../../renderer/features/details/textBlocks.ts';

const utf8 = (text: string) => new TextEncoder().encode(text);
const utf16 = (text: string, isBigEndian: boolean) => {
  const bytes = new Uint8Array(text.length * 2);
  const view = new DataView(bytes.buffer);
  for (const [index, unit] of [...text].entries())
    view.setUint16(index * 2, unit.charCodeAt(0), !isBigEndian);
  return bytes;
};

const shiftJis = Uint8Array.from(
  '82b182f182c982bf82cd814190a28a45814282a88cb38b4382c582b782a9'.match(/../g) ?? [],
  (pair) => Number.parseInt(pair, 16),
);
const russian = 'Съешь же ещё этих мягких французских булок, да выпей чаю. Привет, как дела?';
const windows1251 = Uint8Array.from(russian, (letter) => {
  const code = letter.charCodeAt(0);
  if (code === 0x451) return 0xb8;
  return code >= 0x410 && code <= 0x44f ? code - 0x410 + 0xc0 : code;
});

describe('a text of unknown encoding', () => {
  test.each([
    ['UTF-8', utf8('Grüße 📷'), 'Grüße 📷', 'utf-8'],
    ['UTF-8 with a mark', utf8('\ufeffGrüße'), 'Grüße', 'utf-8'],
    ['UTF-16 little endian', utf16('\ufeffGrüße', false), 'Grüße', 'utf-16le'],
    ['UTF-16 big endian', utf16('\ufeffGrüße', true), 'Grüße', 'utf-16be'],
    ['Windows-1252', Uint8Array.of(0x47, 0x72, 0xfc, 0xdf, 0x65, 0x20, 0x80), 'Grüße €', 'windows-1252'],
    ['UTF-16 without a mark', utf16('Hello over there', false), 'Hello over there', 'utf-16le'],
    ['UTF-16 big endian without a mark', utf16('Hello over there', true), 'Hello over there', 'utf-16be'],
    ['Shift_JIS', shiftJis, 'こんにちは、世界。お元気ですか', 'shift_jis'],
    ['Windows-1251', windows1251, russian, 'windows-1251'],
    ['nothing', new Uint8Array(), '', 'utf-8'],
  ])('%s is read', (_, bytes, text, encoding) => {
    expect(decodeText(bytes, false)).toEqual({ kind: 'text', text, encoding });
  });

  test('a character that is cut at the end does not make it another encoding', () => {
    expect(decodeText(utf8('Gruß 📷').subarray(0, -1), true)).toEqual({
      kind: 'text',
      text: 'Gruß ',
      encoding: 'utf-8',
    });
  });

  test('zero bytes without a mark are no text', () => {
    expect(decodeText(Uint8Array.of(0x50, 0x4b, 0, 4), false)).toEqual({ kind: 'binary' });
  });

  test('an encoding that was chosen is taken', () => {
    expect(decodeText(Uint8Array.of(0xe4, 0xf6), false, 'windows-1251')).toEqual({
      kind: 'text',
      text: 'дц',
      encoding: 'windows-1251',
    });
  });

  test('each encoding that can be chosen is one that can be read', () => {
    expect(encodings.map((encoding) => new TextDecoder(encoding).encoding)).toEqual(encodings);
  });
});

describe('a long text', () => {
  test('is cut where lines end', () => {
    const lines = Array.from({ length: 450 }, (_, index) => `line ${index}`);
    const blocks = textBlocks(lines.join('\n'));
    expect(blocks.map((block) => block.split('\n').length)).toEqual([200, 200, 50]);
    expect(blocks.join('\n')).toBe(lines.join('\n'));
  });

  test('with one endless line is cut, but not in the middle of a character', () => {
    const text = `a${'📷'.repeat(20_000)}`;
    const blocks = textBlocks(text);
    expect(blocks.join('')).toBe(text);
    expect(blocks.every((block) => block.length <= 10_000 && !/\p{Surrogate}/u.test(block))).toBe(true);
  });

  test('keeps its empty lines', () => {
    expect(textBlocks('a\n\nb\n')).toEqual(['a\n\nb']);
    expect(textBlocks(`${'\n'.repeat(200)}b`)).toEqual(['\n'.repeat(199), 'b']);
    expect(textBlocks('')).toEqual([]);
  });
});
