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
};

/** A namer for one download. */
export function createLocalNamer(platform: string): LocalNamer {
  const claimed = new Set<string>();
  const nextNumbers = new Map<string, number>();
  const folders = new Map<string, string>([['', '']]);

  const claim = (parent: string, name: string): string => {
    const before = parent === '' ? '' : `${parent}/`;
    const clean = safeName(name, platform);
    const base = identityOf(before + shortened(clean, '', platform), platform);
    // What was taken stays taken, so nobody counts up from the start again.
    for (let number = nextNumbers.get(base) ?? 1; ; number += 1) {
      const path = before + shortened(clean, number === 1 ? '' : ` (${number})`, platform);
      const identity = identityOf(path, platform);
      if (claimed.has(identity)) continue;
      claimed.add(identity);
      nextNumbers.set(base, number + 1);
      return path;
    }
  };

  const folder = (relativePrefix: string): LocalPath => {
    const known = folders.get(relativePrefix);
    if (known !== undefined) return { path: known, renamed: [] };
    const { above, path, renamed } = place(relativePrefix.slice(0, -1), '/');
    folders.set(relativePrefix, path);
    return { path, renamed: [...above, ...renamed] };
  };

  const place = (relativeKey: string, closing: '' | '/') => {
    const nameStart = relativeKey.lastIndexOf('/') + 1;
    const name = relativeKey.slice(nameStart);
    const parent = folder(relativeKey.slice(0, nameStart));
    const path = claim(parent.path, name);
    const kept = path.slice(path.lastIndexOf('/') + 1) === name;
    const renamed = kept ? [] : [{ from: relativeKey + closing, to: path + closing }];
    return { above: parent.renamed, path, renamed };
  };

  return {
    folder,
    file(relativeKey) {
      const { above, path, renamed } = place(relativeKey, '');
      return { path, renamed: [...above, ...renamed] };
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

/** Two paths with the same identity are the same file on this platform. */
function identityOf(path: string, platform: string): string {
  if (platform === 'win32') return path.toUpperCase().toLowerCase();
  if (platform === 'darwin') return path.normalize('NFD').toUpperCase().toLowerCase().normalize('NFD');
  return path;
}
