import { describe, expect, test } from 'vitest';
import { decodeText } from '../../../../renderer/features/details/decodeText.ts';

const utf8 = (text: string) => new TextEncoder().encode(text);
const utf16 = (text: string, isBigEndian: boolean) => {
  const bytes = new Uint8Array(text.length * 2);
  const view = new DataView(bytes.buffer);
  for (const [index, unit] of [...text].entries())
    view.setUint16(index * 2, unit.charCodeAt(0), !isBigEndian);
  return bytes;
};

describe('a text of unknown encoding', () => {
  test.each([
    ['UTF-8', utf8('Grüße 📷'), 'Grüße 📷', 'utf-8'],
    ['UTF-8 with a mark', utf8('\ufeffGrüße'), 'Grüße', 'utf-8'],
    ['UTF-16 little endian', utf16('\ufeffGrüße', false), 'Grüße', 'utf-16le'],
    ['UTF-16 big endian', utf16('\ufeffGrüße', true), 'Grüße', 'utf-16be'],
    ['Windows-1252', Uint8Array.of(0x47, 0x72, 0xfc, 0xdf, 0x65, 0x20, 0x80), 'Grüße €', 'windows-1252'],
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
});
