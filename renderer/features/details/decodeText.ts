import { analyse } from 'chardet';

/** A text that was read from bytes, and whether it is text at all. */
export type DecodedText =
  | { readonly kind: 'text'; readonly text: string; readonly encoding: string }
  | { readonly kind: 'binary' };

/** The encodings that can be chosen, by the names that TextDecoder knows. */
export const encodings = [
  'utf-8',
  'utf-16le',
  'utf-16be',
  'windows-1252',
  'iso-8859-2',
  'windows-1250',
  'windows-1251',
  'koi8-r',
  'windows-1253',
  'windows-1254',
  'windows-1255',
  'windows-1256',
  'shift_jis',
  'euc-jp',
  'iso-2022-jp',
  'gb18030',
  'big5',
  'euc-kr',
] as const;

/** So many bytes tell how a text is written. */
const sampleBytes = 64 * 1024;

const byteOrderMarks = [
  { encoding: 'utf-8', bytes: [0xef, 0xbb, 0xbf] },
  { encoding: 'utf-16le', bytes: [0xff, 0xfe] },
  { encoding: 'utf-16be', bytes: [0xfe, 0xff] },
] as const;

function fits(bytes: Uint8Array, encoding: string, isCut: boolean): boolean {
  try {
    // A cut text may end in the middle of a character; `stream` lets that pass.
    new TextDecoder(encoding, { fatal: true }).decode(bytes, { stream: isCut });
    return true;
  } catch (error) {
    // A TypeError is for bytes that do not fit, a RangeError for an encoding that is not known.
    if (error instanceof TypeError || error instanceof RangeError) return false;
    throw error;
  }
}

/** UTF-16 without a mark: in most languages every other byte is zero, and in no other text is any. */
function utf16Of(bytes: Uint8Array): string | undefined {
  const zeros = [0, 0];
  for (const [index, byte] of bytes.entries()) if (byte === 0) zeros[index % 2] = (zeros[index % 2] ?? 0) + 1;
  const [even = 0, odd = 0] = zeros;
  const many = Math.max(4, bytes.length / 6);
  if (odd > many && even < odd / 50) return 'utf-16le';
  if (even > many && odd < even / 50) return 'utf-16be';
  return undefined;
}

/** What is less likely, of 100, is said of a few letters that could be anything. */
const leastConfidence = 20;

/** The most likely encoding that fits; Windows-1252 where none does, in which any bytes are some text. */
function guess(sample: Uint8Array): string {
  const likely = analyse(sample).find(
    ({ name, confidence }) => confidence >= leastConfidence && fits(sample, name, true),
  );
  return new TextDecoder(likely?.name ?? 'windows-1252').encoding;
}

/**
 * Reads a text the way it was most likely written: by its byte order mark, else as UTF-8 where that fits, else as what
 * its first 64 KiB look like. Zero bytes in no pattern mean that it is no text. `isCut` says that the bytes are only the
 * first part; `chosen` is an encoding that is taken instead of a guess.
 */
export function decodeText(bytes: Uint8Array, isCut: boolean, chosen?: string): DecodedText {
  const sample = bytes.subarray(0, sampleBytes);
  const marked = byteOrderMarks.find((mark) => mark.bytes.every((byte, index) => bytes[index] === byte));
  let encoding: string | undefined = chosen ?? marked?.encoding;
  if (encoding === undefined && bytes.includes(0)) {
    encoding = utf16Of(sample);
    if (encoding === undefined) return { kind: 'binary' };
  }
  encoding ??= fits(bytes, 'utf-8', isCut) ? 'utf-8' : guess(sample);
  return { kind: 'text', encoding, text: new TextDecoder(encoding).decode(bytes, { stream: isCut }) };
}
