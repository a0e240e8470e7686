/** A text that was read from bytes, and whether it is text at all. */
export type DecodedText =
  | { readonly kind: 'text'; readonly text: string; readonly encoding: string }
  | { readonly kind: 'binary' };

const byteOrderMarks = [
  { encoding: 'utf-8', bytes: [0xef, 0xbb, 0xbf] },
  { encoding: 'utf-16le', bytes: [0xff, 0xfe] },
  { encoding: 'utf-16be', bytes: [0xfe, 0xff] },
] as const;

function isUtf8(bytes: Uint8Array, isCut: boolean): boolean {
  try {
    // A cut text may end in the middle of a character; `stream` lets that pass.
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: isCut });
    return true;
  } catch (error) {
    if (error instanceof TypeError) return false;
    throw error;
  }
}

/**
 * Reads a text the way it was most likely written: by its byte order mark, else as UTF-8 where that fits, else as
 * Windows-1252, in which any bytes are some text. Zero bytes without a mark mean that it is no text. `isCut` says that
 * the bytes are only the first part.
 */
export function decodeText(bytes: Uint8Array, isCut: boolean): DecodedText {
  const marked = byteOrderMarks.find((mark) => mark.bytes.every((byte, index) => bytes[index] === byte));
  if (marked === undefined && bytes.includes(0)) return { kind: 'binary' };
  const encoding = marked?.encoding ?? (isUtf8(bytes, isCut) ? 'utf-8' : 'windows-1252');
  return { kind: 'text', encoding, text: new TextDecoder(encoding).decode(bytes, { stream: isCut }) };
}
