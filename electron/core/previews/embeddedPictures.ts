import { judgePicture } from '../thumbnails/pictureSize.ts';

/** The type before the comma is short, so that an address without one does not have to be searched to its end. */
const dataUrl = /data:([^,"'<>]{0,100}),([^"'<>)]*)/gi;
const endlessType = /data:[^,"'<>]{101}/i;

/**
 * Whether a drawing (SVG) brings a picture of too many pixels along, in an address that holds the picture itself: the
 * decoder would be given it with the drawing. True as well for what cannot be looked through: addresses that are put
 * together from entities or escapes, drawings in drawings, and other encodings than UTF-8.
 */
export function holdsTooManyPixels(drawing: Buffer): boolean {
  if (drawing.includes(0)) return true;
  const text = withoutReferences(drawing.toString('latin1'));
  if (endlessType.test(text)) return true;
  for (const [, type = '', content = ''] of text.matchAll(dataUrl)) {
    if (/svg|xml/i.test(type) || content.includes('&')) return true;
    const plain = withoutPercents(content);
    const bytes = /;\s*base64\s*$/i.test(type) ? Buffer.from(plain, 'base64') : Buffer.from(plain, 'latin1');
    if (judgePicture(bytes) === 'refused') return true;
  }
  // Styles may be written in escapes.
  if (/style/i.test(text) && text.includes('\\')) return true;
  // An entity may hold any part of an address.
  return /<!ENTITY/i.test(text) && /data:/i.test(text);
}

function withoutReferences(text: string): string {
  return text.replace(/&#(?:x([\da-f]{1,6})|(\d{1,7}));/gi, (reference, hexadecimal, decimal) => {
    const code = hexadecimal === undefined ? Number(decimal) : Number.parseInt(hexadecimal, 16);
    return code <= 0x10ffff ? String.fromCodePoint(code) : reference;
  });
}

function withoutPercents(text: string): string {
  return text.replace(/%([\da-f]{2})/gi, (_, code) => String.fromCharCode(Number.parseInt(code, 16)));
}
