import type { Rename } from '../machine/model.ts';

/** A name's place on this computer, below the chosen folder, with `/` between its names. */
export type LocalPath = {
  readonly path: string;
  /** The changes that were made for it and not told before. */
  readonly renamed: readonly Rename[];
};

/**
 * Gives each object of one download a path of its own that the platform can hold and that lies below the chosen folder.
 * The same calls in the same order give the same paths. The rules, for each part of a key between slashes:
 * - `` (as in `a//b` or `/a`), `.` and `..` become `_`, `_` and `__`: nothing leaves the chosen folder;
 * - NUL becomes `_`, half a character (a lone surrogate) becomes U+FFFD;
 * - on Windows `< > : " | ? * \` and control characters become `_`, so does each dot or space at the end, and a reserved
 *   device name gets a `_` (`CON.txt` -> `CON_.txt`). Source: Microsoft, "Naming Files, Paths, and Namespaces";
 * - a name over 255 bytes (Linux) or 255 UTF-16 units (macOS, Windows) is shortened before its extension;
 * - a name that is taken gets a number (`a (2)`). Taken also means: the same but for case (macOS, Windows), the same but
 *   for the Unicode form (macOS), and a file where a folder has to be or the other way round (`a` and `a/b`). Who comes
 *   first keeps the name.
 */
export type LocalNamer = {
  /** For an object; `relativeKey` is its key below the base prefix. */
  file(relativeKey: string): LocalPath;
  /** For a folder, with its closing slash; the same folder always gets the same path, '' the chosen folder. */
  folder(relativePrefix: string): LocalPath;
  /**
   * Says that a listing has come to this key: what is kept of the folders that it has been in and left is forgotten. A
   * listing comes in the order of its keys, so the keys of a folder come in a row, and it does not come back. Each folder
   * of the bucket has one of its own here, whose names only its own keys can take, twins among them; its own name stays
   * taken in the folder above. So a folder that comes back all the same gets another place, and never somebody else's.
   */
  listedUpTo(relativeKey: string): void;
};

type Folder = {
  readonly path: string;
  /** What is taken in it, by identity, with the number that the next of the same name tries first. */
  readonly taken: Map<string, number>;
};

/** A namer for one download; it holds the names of the folders that the listing is in. */
export function createLocalNamer(platform: string): LocalNamer {
  const folders = new Map<string, Folder>([['', { path: '', taken: new Map() }]]);
  /** The folders on the way to the key that was listed last, each within the one before. */
  const way: string[] = [];

  const claim = ({ path, taken }: Folder, name: string): string => {
    const before = path === '' ? '' : `${path}/`;
    const clean = safeName(name, platform);
    const first = shortened(clean, '', platform);
    const base = identityOf(first, platform);
    // What was taken stays taken, so nobody counts up from the start again.
    for (let number = taken.get(base) ?? 1; ; number += 1) {
      const own = number === 1 ? first : shortened(clean, ` (${number})`, platform);
      const identity = number === 1 ? base : identityOf(own, platform);
      if (taken.has(identity)) continue;
      taken.set(identity, 2);
      if (number > 1) taken.set(base, number + 1);
      return before + own;
    }
  };

  const find = (relativePrefix: string): { readonly folder: Folder; readonly renamed: readonly Rename[] } => {
    const known = folders.get(relativePrefix);
    if (known !== undefined) return { folder: known, renamed: [] };
    const { path, renamed } = place(relativePrefix.slice(0, -1), '/');
    const folder = { path, taken: new Map<string, number>() };
    folders.set(relativePrefix, folder);
    return { folder, renamed };
  };

  const place = (relativeKey: string, closing: '' | '/'): LocalPath => {
    const nameStart = relativeKey.lastIndexOf('/') + 1;
    const name = relativeKey.slice(nameStart);
    const { folder, renamed } = find(relativeKey.slice(0, nameStart));
    const path = claim(folder, name);
    if (path.slice(path.lastIndexOf('/') + 1) === name) return { path, renamed };
    return { path, renamed: [...renamed, { from: relativeKey + closing, to: path + closing }] };
  };

  return {
    file: (relativeKey) => place(relativeKey, ''),
    folder(relativePrefix) {
      const { folder, renamed } = find(relativePrefix);
      return { path: folder.path, renamed };
    },
    listedUpTo(relativeKey) {
      let last = way.at(-1) ?? '';
      while (!relativeKey.startsWith(last)) {
        folders.delete(last);
        way.pop();
        last = way.at(-1) ?? '';
      }
      for (let slash = relativeKey.indexOf('/', last.length); slash >= 0; ) {
        way.push(relativeKey.slice(0, slash + 1));
        slash = relativeKey.indexOf('/', slash + 1);
      }
    },
  };
}

const windowsIllegal = /[<>:"|?*\\\p{Cc}]/gu;
const windowsReserved =
  /^(?:CON|PRN|AUX|NUL|CONIN\$|CONOUT\$|(?:COM|LPT)[0-9\u00b9\u00b2\u00b3])(?=\s*(?:\.|$))/i;

function safeName(name: string, platform: string): string {
  if (name === '' || name === '.') return '_';
  if (name === '..') return '__';
  const whole = Buffer.from(name.replaceAll('\0', '_')).toString();
  if (platform !== 'win32') return whole;
  return whole
    .replace(windowsIllegal, '_')
    .replace(/[. ]+$/, (end: string) => '_'.repeat(end.length))
    .replace(windowsReserved, '$&_');
}

const maxNameLength = 255;
const longestExtension = 20;

/** The name with `suffix` before its extension, cut there so that it fits. */
function shortened(name: string, suffix: string, platform: string): string {
  const dot = name.lastIndexOf('.');
  const extension = dot > 0 && name.length - dot <= longestExtension ? name.slice(dot) : '';
  const stem = name.slice(0, name.length - extension.length);
  const room = maxNameLength - lengthOn(platform, suffix + extension);
  if (lengthOn(platform, stem) <= room) return stem + suffix + extension;
  let cut = '';
  let length = 0;
  for (const character of stem) {
    length += lengthOn(platform, character);
    if (length > room) break;
    cut += character;
  }
  // On Windows a name cut at a space before `.txt` is fine, at the end it is not.
  const tail = extension === '' && suffix === '' && platform === 'win32' ? cut.replace(/[. ]+$/, '_') : cut;
  return tail + suffix + extension;
}

function lengthOn(platform: string, text: string): number {
  return platform === 'win32' || platform === 'darwin' ? text.length : Buffer.byteLength(text);
}

/** Two names with the same identity are the same file in a folder of this platform. */
function identityOf(name: string, platform: string): string {
  if (platform === 'win32') return name.toUpperCase().toLowerCase();
  if (platform === 'darwin') return name.normalize('NFD').toUpperCase().toLowerCase().normalize('NFD');
  return name;
}
