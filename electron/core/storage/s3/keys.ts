/** True for characters that XML 1.0 cannot carry, and those that its parsers change on the way. */
export function isUnsafeInXml(key: string): boolean {
  for (const character of key) {
    const code = character.codePointAt(0) ?? 0;
    if (code < 0x20 || code === 0xfffe || code === 0xffff || (code >= 0xd800 && code <= 0xdfff)) return true;
    // U+0085 and U+2028 are line ends to some parsers.
    if ((code >= 0x7f && code <= 0x9f) || code === 0x2028 || code === 0x2029) return true;
  }
  // Some parsers trim the text of an element.
  return key.trim() !== key;
}

/** Decodes a key that the server encoded as `EncodingType=url` asks; bytes that are no UTF-8 become U+FFFD. */
export function decodeListedKey(encoded: string): string {
  const withSpaces = encoded.replaceAll('+', ' ');
  try {
    return decodeURIComponent(withSpaces);
  } catch {
    return decodeBytes(withSpaces);
  }
}

function decodeBytes(encoded: string): string {
  const latin1 = encoded.replace(/%([0-9A-Fa-f]{2})/g, (_all, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
  return Buffer.from(latin1, 'latin1').toString('utf8');
}
