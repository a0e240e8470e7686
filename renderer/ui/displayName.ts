import i18next from 'i18next';

/** Characters that draw nothing or turn the text around them: Unicode's bidi controls, separators, zero-width ones. */
const invisible =
  /[\u0080-\u009f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb]/gu;
const edgeSpaces = /^\s+|\s+$/gu;

/** C0 controls and DEL have pictures in Unicode's block "Control Pictures". */
function controlPicture(character: string): string {
  const code = character.charCodeAt(0);
  return code === 0x7f ? '\u2421' : String.fromCharCode(0x2400 + code);
}

function codePoint(character: string): string {
  return `[U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}]`;
}

/**
 * A name as it may be shown: control characters, bidi overrides and invisible characters become visible, so that two
 * different names never look alike and none can pose as another; an empty name says so. For showing only, never a key.
 */
export function displayName(name: string): string {
  if (name === '') return i18next.t('noName', { ns: 'ui' });
  return (
    name
      .replace(/\p{Surrogate}/gu, '\ufffd')
      // biome-ignore lint/suspicious/noControlCharactersInRegex: making them visible is the point
      .replace(/[\u0000-\u001f\u007f]/gu, controlPicture)
      .replace(invisible, codePoint)
      .replace(edgeSpaces, (spaces) => '\u2420'.repeat(spaces.length))
  );
}

/** What follows the last slash of a name; a folder's own slash at the end belongs to it. */
export function lastName(name: string): string {
  return name.slice(name.lastIndexOf('/', name.length - 2) + 1);
}

/** A name as it may be shown, in two parts: the folders with their slash ('' for none), and the name itself. */
export function nameParts(name: string): { readonly folders: string; readonly file: string } {
  const file = lastName(name);
  const folders = name.slice(0, name.length - file.length);
  return { folders: folders === '' ? '' : displayName(folders), file: displayName(file) };
}
