import { encodeRfc3986 } from './s3/signer.ts';

/** The longest name that the disks of all systems take, in bytes of UTF-8. */
const maxNameBytes = 255;

/**
 * The Content-Disposition with which a browser shows an object, or saves it, under a file name. Source: RFC 6266, with
 * the name in ASCII for old readers (appendix D) and, where that is not all of it, as RFC 5987 writes it.
 */
export function contentDisposition(kind: 'inline' | 'attachment', fileName: string): string {
  const name = plainName(fileName);
  const ascii = name.replace(/[^\x20-\x7e]|["%\\]/gu, '_');
  const plain = `${kind}; filename="${ascii}"`;
  return ascii === name ? plain : `${plain}; filename*=UTF-8''${encodeRfc3986(name)}`;
}

/** A name without what hides or turns parts of it around, and no longer than a disk takes. */
function plainName(name: string): string {
  const shown = name
    .replace(/\p{Surrogate}/gu, '\ufffd')
    .replace(/[\p{Cc}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069/]/gu, '_');
  if (Buffer.byteLength(shown) <= maxNameBytes) return shown;
  const [ending = ''] = /\.[A-Za-z0-9]{1,16}$/.exec(shown) ?? [];
  let stem = '';
  let left = maxNameBytes - ending.length;
  for (const character of shown.slice(0, shown.length - ending.length)) {
    left -= Buffer.byteLength(character);
    if (left < 0) break;
    stem += character;
  }
  return stem + ending;
}
